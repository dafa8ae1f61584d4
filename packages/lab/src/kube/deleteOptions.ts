import { z } from 'zod';
import { DeleteOptions } from './deletion';
import { goJsonProblem } from './goJson';
import { HttpExchange } from './HttpExchange';
import { queryInteger } from './queryNumbers';
import { badRequest, FieldError } from './status';
import { dryRunErrors, invalidOptions } from './writeOptions';

const policies = ['Foreground', 'Background', 'Orphan'] as const;
const policySchema = z.enum(policies);

const deleteOptionsSchema = z.looseObject({
  apiVersion: z.string().nullish(),
  kind: z.string().nullish(),
  propagationPolicy: z.string().nullish(),
  gracePeriodSeconds: z.number().nullish(),
  orphanDependents: z.boolean().nullish(),
  preconditions: z
    .looseObject({
      uid: z.string().nullish(),
      resourceVersion: z.string().nullish(),
    })
    .nullish(),
  dryRun: z.array(z.string()).nullish(),
});

type SentOptions = z.infer<typeof deleteOptionsSchema>;

function parseBody(text: string): SentOptions {
  let document: unknown;
  try {
    document = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${goJsonProblem(
        text,
        error,
      )}`,
    );
  }
  const parsed = deleteOptionsSchema.safeParse(document);
  if (!parsed.success) {
    throw badRequest(
      `DeleteOptions in version "v1" cannot be handled as a DeleteOptions: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const { kind, apiVersion } = parsed.data;
  if (kind && kind !== 'DeleteOptions') {
    throw badRequest(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  return parsed.data;
}

/** The query says what the body does not. */
function merged(body: SentOptions, query: URLSearchParams): SentOptions {
  const orphans = query.get('orphanDependents');
  return {
    ...body,
    propagationPolicy: query.get('propagationPolicy') ?? body.propagationPolicy,
    gracePeriodSeconds:
      queryInteger(query, 'gracePeriodSeconds') ?? body.gracePeriodSeconds,
    orphanDependents:
      orphans === null ? body.orphanDependents : orphans === 'true',
    dryRun: [...query.getAll('dryRun'), ...(body.dryRun ?? [])],
  };
}

function optionErrors(sent: SentOptions): FieldError[] {
  const { propagationPolicy, orphanDependents } = sent;
  const errors: FieldError[] = [];
  if (propagationPolicy && typeof orphanDependents === 'boolean') {
    errors.push({
      type: 'invalid',
      field: 'propagationPolicy',
      message: `Invalid value: "${propagationPolicy}": orphanDependents and deletionPropagation cannot be both set`,
    });
  }
  if (propagationPolicy && !policySchema.safeParse(propagationPolicy).success) {
    const supported = [...policies, 'nil'].map(value => `"${value}"`);
    errors.push({
      type: 'notSupported',
      field: 'propagationPolicy',
      message: `Unsupported value: "${propagationPolicy}": supported values: ${supported.join(
        ', ',
      )}`,
    });
  }
  return [...errors, ...dryRunErrors(sent.dryRun ?? [])];
}

function policyOf(sent: SentOptions): DeleteOptions['propagationPolicy'] {
  if (typeof sent.orphanDependents === 'boolean') {
    return sent.orphanDependents ? 'Orphan' : 'Background';
  }
  return policySchema.safeParse(sent.propagationPolicy).data;
}

/** Reads the options of a deletion from body and query. */
export async function readDeleteOptions(
  exchange: HttpExchange,
): Promise<DeleteOptions> {
  const text = (await exchange.body()).toString('utf8');
  const sent = merged(parseBody(text), exchange.query);
  const errors = optionErrors(sent);
  if (errors.length > 0) {
    throw invalidOptions('DeleteOptions', errors);
  }
  return {
    propagationPolicy: policyOf(sent),
    gracePeriodSeconds: sent.gracePeriodSeconds ?? undefined,
    preconditions: {
      uid: sent.preconditions?.uid ?? undefined,
      resourceVersion: sent.preconditions?.resourceVersion ?? undefined,
    },
    dryRun: sent.dryRun?.includes('All') ?? false,
  };
}
