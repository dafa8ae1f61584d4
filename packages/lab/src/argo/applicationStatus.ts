import { kubeTime } from '../controller';
import type {
  Application,
  ApplicationCondition,
  ApplicationStatus,
} from './applicationSchema';
import type { Comparison } from './compare';
import { applicationHealth, type Health } from './health';
import { imagesOf } from './syncResources';

type NewCondition = Omit<ApplicationCondition, 'lastTransitionTime'>;

/** Options of {@link comparedStatus}. */
export interface ComparedStatusOptions {
  comparison: Comparison;
  /** The commit that was compared with. */
  revision: string;
  condition?: NewCondition;
  /** When Git was asked; undefined when only the live state changed. */
  reconciledAt?: Date;
  now: Date;
}

/** Status after a comparison. */
export function comparedStatus(
  application: Application,
  options: ComparedStatusOptions,
): ApplicationStatus {
  const { comparison, revision, condition, reconciledAt, now } = options;
  const before = application.status;
  const images = [
    ...new Set(
      comparison.resources.flatMap(({ live }) => (live ? imagesOf(live) : [])),
    ),
  ].sort();
  return {
    ...before,
    ...conditionsOf(before, condition, now),
    controllerNamespace: application.metadata.namespace,
    health: healthAt(before, applicationHealth(comparison.resources), now),
    reconciledAt: reconciledAt ? kubeTime(reconciledAt) : before?.reconciledAt,
    resourceHealthSource: 'appTree',
    resources: comparison.resources.map(({ ref, status, requiresPruning }) => ({
      ...(ref.group === '' ? {} : { group: ref.group }),
      kind: ref.kind,
      name: ref.name,
      ...(ref.namespace === '' ? {} : { namespace: ref.namespace }),
      ...(requiresPruning ? { requiresPruning } : {}),
      status,
      version: ref.version,
    })),
    sourceHydrator: {},
    sourceType: 'Directory',
    summary: images.length > 0 ? { images } : {},
    sync: {
      comparedTo: comparedTo(application),
      revision,
      status: comparison.status,
    },
  };
}

/** Status when target or live state could not be loaded: nothing is known, and health is what it was. */
export function comparisonErrorStatus(
  application: Application,
  options: { message: string; revision: string; now: Date },
): ApplicationStatus {
  const { message, revision, now } = options;
  const before = application.status;
  const known = before?.health?.status ? before.health : undefined;
  return {
    ...before,
    ...conditionsOf(before, { type: 'ComparisonError', message }, now),
    controllerNamespace: application.metadata.namespace,
    health: known ?? healthAt(before, { status: 'Healthy' }, now),
    reconciledAt: kubeTime(now),
    resourceHealthSource: 'appTree',
    sourceHydrator: {},
    summary: before?.summary ?? {},
    sync: { comparedTo: comparedTo(application), revision, status: 'Unknown' },
  };
}

/** Status when the specification cannot be followed, for example because its cluster is not known. */
export function invalidSpecStatus(
  application: Application,
  options: { message: string; now: Date },
): ApplicationStatus {
  const { message, now } = options;
  const before = application.status;
  return {
    ...before,
    ...conditionsOf(before, { type: 'InvalidSpecError', message }, now),
    health: healthAt(before, { status: 'Unknown' }, now),
    sync: {
      comparedTo: { destination: {}, source: { repoURL: '' } },
      ...before?.sync,
      status: 'Unknown',
    },
  };
}

function comparedTo(application: Application): object {
  const { destination, source } = application.spec;
  return { destination, source };
}

function healthAt(
  before: ApplicationStatus | undefined,
  health: Health,
  now: Date,
): ApplicationStatus['health'] {
  const same = before?.health?.status === health.status;
  return {
    lastTransitionTime: same
      ? before?.health?.lastTransitionTime
      : kubeTime(now),
    ...(health.message === undefined ? {} : { message: health.message }),
    status: health.status,
  };
}

function conditionsOf(
  before: ApplicationStatus | undefined,
  condition: NewCondition | undefined,
  now: Date,
): { conditions: ApplicationCondition[] | undefined } {
  if (!condition) {
    return { conditions: undefined };
  }
  const known = before?.conditions?.find(
    ({ type, message }) =>
      type === condition.type && message === condition.message,
  );
  return {
    conditions: [
      {
        lastTransitionTime: known?.lastTransitionTime ?? kubeTime(now),
        message: condition.message,
        type: condition.type,
      },
    ],
  };
}
