import {
  ContinuePosition,
  decodeContinue,
  encodeContinue,
} from './continueToken';
import { queryInteger } from './queryNumbers';
import { ResourceDefinition } from './ResourceDefinition';
import { ServedResource } from './ResourceRegistry';
import { RevisionClock } from './ResourceStore';
import {
  ObjectFilter,
  parseFieldSelector,
  parseLabelSelector,
} from './selectors';
import {
  badRequest,
  expired,
  FieldError,
  revisionTooLarge,
  StatusError,
} from './status';
import { invalidOptions } from './writeOptions';

const tooOldContinue =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/**
 * What a list was asked to answer.
 *
 * @internal
 */
export interface ListRequest {
  /** 0 is everything. */
  limit: number;
  start?: string;
  /** The revision whose state is listed; `undefined` is now. */
  revision?: number;
}

/**
 * What a watch was asked to send.
 *
 * @internal
 */
export interface WatchRequest {
  namespace: string | undefined;
  filter: ObjectFilter | undefined;
  /** After which write to begin; `undefined` is with what is there now. */
  revision: number | undefined;
  /** Whether everything that is there is sent first. */
  initialEvents: boolean;
  /** Whether bookmarks are sent, the first of them after the initial events. */
  bookmarks: boolean;
  timeoutSeconds: number;
}

function forbidden(
  message: string,
  field = 'resourceVersionMatch',
): FieldError {
  return { type: 'forbidden', field, message: `Forbidden: ${message}` };
}

function unsupportedMatch(match: string, supported: string[]): FieldError {
  return {
    type: 'notSupported',
    field: 'resourceVersionMatch',
    message: `Unsupported value: "${match}": supported values: ${supported
      .map(value => `"${value}"`)
      .join(', ')}`,
  };
}

function listErrors(query: URLSearchParams): FieldError[] {
  const match = query.get('resourceVersionMatch') ?? '';
  const revision = query.get('resourceVersion') ?? '';
  const errors: FieldError[] = [];
  if (match && !revision) {
    errors.push(
      forbidden(
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    );
  }
  if (match && query.get('continue')) {
    errors.push(
      forbidden('resourceVersionMatch is forbidden when continue is provided'),
    );
  }
  if (!['', 'Exact', 'NotOlderThan'].includes(match)) {
    errors.push(unsupportedMatch(match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && revision === '0') {
    errors.push(
      forbidden(
        'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ),
    );
  }
  if (query.get('sendInitialEvents')) {
    errors.push(
      forbidden('sendInitialEvents is forbidden for list', 'sendInitialEvents'),
    );
  }
  return errors;
}

/** A watch from no revision or from 0 is one with initial events, whether or not it says so. */
function isLegacyWatch(query: URLSearchParams): boolean {
  return (
    !query.get('sendInitialEvents') &&
    !query.get('resourceVersionMatch') &&
    ['', '0'].includes(query.get('resourceVersion') ?? '')
  );
}

function watchErrors(query: URLSearchParams): FieldError[] {
  const isLegacy = isLegacyWatch(query);
  const match = isLegacy
    ? 'NotOlderThan'
    : query.get('resourceVersionMatch') ?? '';
  const initial = isLegacy ? 'true' : query.get('sendInitialEvents') ?? '';
  const errors: FieldError[] = [];
  if (initial && match !== 'NotOlderThan') {
    errors.push(
      forbidden(
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ),
    );
  }
  if (match && !initial) {
    errors.push(
      forbidden(
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    );
  }
  if (match && match !== 'NotOlderThan') {
    errors.push(unsupportedMatch(match, ['NotOlderThan']));
  }
  if (match && query.get('continue')) {
    errors.push(
      forbidden('resourceVersionMatch is forbidden when continue is provided'),
    );
  }
  return errors;
}

/** The query's `resourceVersion`; `undefined` when it is not set. */
function parseRevision(
  query: URLSearchParams,
  refusal: (why: string) => StatusError,
): number | undefined {
  const value = query.get('resourceVersion') ?? '';
  if (value === '') {
    return undefined;
  }
  if (!/^\d+$/.test(value)) {
    throw refusal(
      `resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`,
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

function continued(
  position: ContinuePosition,
  options: {
    served: ServedResource;
    namespace: string | undefined;
    limit: number;
  },
): ListRequest {
  const { served, namespace, limit } = options;
  const { revision, start } = position;
  if (revision > 0 && revision < served.store.compactedRevision) {
    throw expired(
      tooOldContinue,
      encodeContinue({ revision: -1, start }, namespace),
    );
  }
  return { limit, start, revision: revision > 0 ? revision : undefined };
}

/** Reads what a list is asked for. Throws what the API server answers to requests that it does not accept. */
export function parseListRequest(
  query: URLSearchParams,
  options: {
    served: ServedResource;
    clock: RevisionClock;
    namespace: string | undefined;
  },
): ListRequest {
  const { served, clock, namespace } = options;
  const limit = Math.max(queryInteger(query, 'limit') ?? 0, 0);
  queryInteger(query, 'timeoutSeconds');
  const errors = listErrors(query);
  if (errors.length > 0) {
    throw invalidOptions('ListOptions', errors);
  }
  const token = query.get('continue');
  const position = token ? decodeContinue(token, namespace) : undefined;
  const revision = parseRevision(query, why =>
    badRequest(`invalid resource version: ${why}`),
  );
  if (position) {
    if (revision) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    return continued(position, { served, namespace, limit });
  }
  if (revision !== undefined && revision > clock.current) {
    throw revisionTooLarge(revision, clock.current);
  }
  const match = query.get('resourceVersionMatch') ?? '';
  const isExact = match === 'Exact' || (limit > 0 && !match);
  if (!isExact || !revision) {
    return { limit };
  }
  if (revision < served.store.compactedRevision) {
    throw expired(`The resourceVersion for the provided list is too old.`);
  }
  return { limit, revision };
}

/** Reads what a watch is asked for. Throws what the API server answers to requests that it does not accept. */
export function parseWatchRequest(
  query: URLSearchParams,
  options: { definition: ResourceDefinition; namespace: string | undefined },
): WatchRequest {
  const timeoutSeconds = queryInteger(query, 'timeoutSeconds');
  const errors = watchErrors(query);
  if (errors.length > 0) {
    throw invalidOptions('ListOptions', errors);
  }
  const revision = parseRevision(
    query,
    why => new StatusError({ code: 500, message: why }),
  );
  const asked = query.get('sendInitialEvents');
  const initialEvents = isLegacyWatch(query) || asked === 'true';
  return {
    namespace: options.definition.namespaced ? options.namespace : undefined,
    filter: parseFilter(query, options.definition),
    revision: initialEvents ? undefined : revision || undefined,
    initialEvents,
    bookmarks: query.get('allowWatchBookmarks') === 'true',
    timeoutSeconds: timeoutSeconds || 1800 + Math.random() * 1800,
  };
}
