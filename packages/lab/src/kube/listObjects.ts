import { z } from 'zod';
import { Encoder } from './encoding/Encoder';
import {
  ObjectFilter,
  parseFieldSelector,
  parseLabelSelector,
} from './selectors';
import { ResourceDefinition } from './ResourceDefinition';
import { ServedResource } from './ResourceRegistry';
import { RevisionClock, StoredObject } from './ResourceStore';
import { badRequest, expired, invalid, revisionTooLarge } from './status';

const tooOldContinue =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

const continueSchema = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.number(),
  start: z.string(),
});

function encodeContinue(token: { rv: number; start: string }): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', ...token }),
  ).toString('base64url');
}

function decodeContinue(token: string): { rv: number; start: string } {
  try {
    return continueSchema.parse(
      JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
    );
  } catch {
    throw badRequest('continue key is not valid: decoding failed');
  }
}

/** The query's `resourceVersion`; `undefined` when it is not set. */
export function parseRevision(value: string | null): number | undefined {
  if (value === null || value === '') {
    return undefined;
  }
  if (!/^\d+$/.test(value)) {
    throw badRequest(
      `Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`,
    );
  }
  return Number(value);
}

/** Label and field selector of a request as one filter. */
export function parseFilter(
  query: URLSearchParams,
  definition: ResourceDefinition,
): ObjectFilter | undefined {
  const labels = parseLabelSelector(query.get('labelSelector') ?? undefined);
  const fields = parseFieldSelector(
    query.get('fieldSelector') ?? undefined,
    definition,
  );
  if (labels && fields) {
    return object => labels(object) && fields(object);
  }
  return labels ?? fields;
}

interface ListQuery {
  limit: number;
  start?: string;
  /** The revision whose state is listed; `undefined` is now. */
  revision?: number;
}

function optionsSubject(definition: ResourceDefinition) {
  return { ...definition, group: 'meta.k8s.io', kind: 'ListOptions' };
}

function parseListQuery(
  query: URLSearchParams,
  options: { served: ServedResource; clock: RevisionClock },
): ListQuery {
  const { store, definition } = options.served;
  const limit = Number(query.get('limit') ?? 0) || 0;
  const revision = parseRevision(query.get('resourceVersion'));
  const match = query.get('resourceVersionMatch') ?? '';
  const token = query.get('continue');
  if (match && revision === undefined) {
    throw invalid(optionsSubject(definition), '', [
      {
        type: 'forbidden',
        field: 'resourceVersionMatch',
        message:
          'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      },
    ]);
  }
  if (token) {
    if (revision) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    const { rv, start } = decodeContinue(token);
    if (rv > 0 && rv < store.compactedRevision) {
      throw expired(tooOldContinue, encodeContinue({ rv: -1, start }));
    }
    return { limit, start, revision: rv > 0 ? rv : undefined };
  }
  if (revision !== undefined && revision > options.clock.current) {
    throw revisionTooLarge(revision, options.clock.current);
  }
  const isExact =
    revision !== undefined && (match === 'Exact' || (limit > 0 && !match));
  if (!isExact || revision === 0) {
    return { limit };
  }
  if (revision < store.compactedRevision) {
    throw expired(`The resourceVersion for the provided list is too old.`);
  }
  return { limit, revision };
}

/** Answers a list: the wanted page, in the encoder's form. */
export function listObjects(options: {
  served: ServedResource;
  clock: RevisionClock;
  query: URLSearchParams;
  namespace: string | undefined;
  encoder: Encoder;
}): Buffer {
  const { served, clock, query, namespace, encoder } = options;
  const filter = parseFilter(query, served.definition);
  const page = parseListQuery(query, { served, clock });
  const revision = page.revision ?? clock.current;
  const items: StoredObject[] = [];
  let next: string | undefined;
  let remaining = 0;
  const states = served.store.list({
    prefix: namespace ? `${namespace}/` : '',
    from: page.start,
    revision,
  });
  for (const stored of states) {
    if (filter && !filter(stored.object)) {
      continue;
    }
    if (page.limit > 0 && items.length >= page.limit) {
      next ??= stored.key;
      remaining += 1;
      if (filter) {
        break;
      }
    } else {
      items.push(stored);
    }
  }
  return encoder.list(items, {
    resourceVersion: String(revision),
    continue: next ? encodeContinue({ rv: revision, start: next }) : undefined,
    remainingItemCount: filter || !next ? undefined : remaining,
  });
}
