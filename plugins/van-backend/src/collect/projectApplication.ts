import { z } from 'zod';
import type { ApplicationRow } from '../store/rows';
import { compareText } from '../store/contentHash';
import { withoutPasswords } from './withoutPasswords';

/** Characters. */
const maxProse = 4_000;

const text = z.string().nullish();

/** Argo CD repeats what Git, Helm and clusters say: whatever that is, it is stored and shown. */
const prose = text.transform(
  value => value && cut(withoutPasswords(value), maxProse),
);

/** Columns have an end: a name in Kubernetes has at most so many characters, an address may have more. */
const shortName = text.transform(value => value && cut(value, 253));
const word = text.transform(value => value && cut(value, 64));

function cut(value: string, length: number): string {
  // Postgres stores no zero bytes.
  return value.replaceAll('\0', '').slice(0, length);
}

const applicationSchema = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    labels: z.record(z.string(), z.string()).nullish(),
    deletionTimestamp: text,
  }),
  spec: z.object({
    destination: z
      .object({ name: shortName, server: shortName, namespace: text })
      .nullish(),
    source: z
      .object({
        repoURL: z.string().transform(withoutPasswords),
        path: text,
        targetRevision: text,
      })
      .nullish(),
  }),
  status: z
    .object({
      sync: z.object({ status: word, revision: text }).nullish(),
      health: z.object({ status: word, message: prose }).nullish(),
      operationState: z
        .object({
          phase: text,
          message: prose,
          finishedAt: text,
          retryCount: z.number().nullish(),
          operation: z
            .object({
              sync: z
                .object({ autoHealAttemptsCount: z.number().nullish() })
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
      history: z.array(z.unknown()).nullish(),
      conditions: z
        .array(z.object({ type: z.string(), message: prose }))
        .nullish(),
      summary: z.object({ images: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
});

type Application = z.infer<typeof applicationSchema>;

/**
 * What is stored of an Argo CD Application (CRD `applications.argoproj.io/v1alpha1`). `reconciledAt` and other times that
 * move at every resync are left out, so that an idle Application stays the same row.
 *
 * @internal
 */
export function projectApplication(object: unknown): ApplicationRow {
  const { metadata, spec, status } = applicationSchema.parse(object);
  const { namespace, name } = metadata;
  return {
    kind: 'application',
    key: `${namespace}/${name}`,
    namespace,
    name,
    labels: ownLabels(metadata.labels ?? {}),
    destination: {
      name: spec.destination?.name || undefined,
      server: spec.destination?.server || undefined,
      namespace: spec.destination?.namespace || undefined,
    },
    source: projectSource(spec.source),
    deleting: Boolean(metadata.deletionTimestamp),
    sync: status?.sync?.status ?? '',
    health: status?.health?.status ?? '',
    healthMessage: status?.health?.message || undefined,
    revision: status?.sync?.revision || undefined,
    ...projectOperation(status?.operationState),
    delivered: Boolean(status?.history?.length),
    conditions: (status?.conditions ?? [])
      .map(({ type, message }) => ({ type, message: message ?? '' }))
      .sort(
        (a, b) =>
          compareText(a.type, b.type) || compareText(a.message, b.message),
      ),
    images: [...(status?.summary?.images ?? [])].sort(compareText),
  };
}

function ownLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([label]) =>
        label.startsWith('vanstage.io/') ||
        label === 'app.kubernetes.io/managed-by',
    ),
  );
}

function projectSource(
  source: Application['spec']['source'],
): ApplicationRow['source'] {
  return source
    ? {
        repoURL: source.repoURL,
        path: source.path || undefined,
        targetRevision: source.targetRevision || undefined,
      }
    : undefined;
}

function projectOperation(
  state: NonNullable<Application['status']>['operationState'],
): Pick<
  ApplicationRow,
  | 'operationPhase'
  | 'operationMessage'
  | 'operationFinishedAt'
  | 'healAttempts'
  | 'retryCount'
> {
  return {
    operationPhase: state?.phase || undefined,
    operationMessage: state?.message || undefined,
    operationFinishedAt: state?.finishedAt || undefined,
    healAttempts: state?.operation?.sync?.autoHealAttemptsCount || undefined,
    retryCount: state?.retryCount || undefined,
  };
}
