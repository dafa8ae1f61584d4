import { queryFlag } from './queryNumbers';

/**
 * What a request asks for, in the words of authorization.
 *
 * @internal
 */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/**
 * A request for a resource.
 *
 * @internal
 */
export interface ResourceRequest {
  verb: Verb;
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/**
 * A request for something else than a resource: discovery, health, version.
 *
 * @internal
 */
export interface PathRequest {
  verb: string;
  path: string;
}

/** Whether the request is for a resource. */
export function isResourceRequest(
  info: ResourceRequest | PathRequest,
): info is ResourceRequest {
  return 'resource' in info;
}

const namespaceSubresources = new Set(['status', 'finalize']);

function verbOf(
  method: string,
  named: boolean,
  query: URLSearchParams,
): Verb | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (named) {
        return 'get';
      }
      return queryFlag(query, 'watch') ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}

/** Reads method and path as the API server does. */
export function parseRequest(
  method: string,
  url: URL,
): ResourceRequest | PathRequest {
  const pathRequest = { verb: method.toLowerCase(), path: url.pathname };
  const segments = url.pathname
    .split('/')
    .filter(segment => segment !== '')
    .map(segment => decodeURIComponent(segment));
  const [root, ...afterRoot] = segments;
  const isCore = root === 'api';
  if (!isCore && root !== 'apis') {
    return pathRequest;
  }
  const group = isCore ? '' : afterRoot[0];
  const [version, ...rest] = isCore ? afterRoot : afterRoot.slice(1);
  if (rest.length === 0) {
    return pathRequest;
  }
  let namespace: string | undefined;
  let parts = rest;
  if (rest[0] === 'namespaces' && rest.length > 1) {
    namespace = rest[1];
    if (rest.length > 2 && !namespaceSubresources.has(rest[2])) {
      parts = rest.slice(2);
    }
  }
  const [resource, name, subresource] = parts;
  const verb = verbOf(method, name !== undefined, url.searchParams);
  if (!verb || parts.length > 3) {
    return pathRequest;
  }
  return { verb, group, version, resource, namespace, name, subresource };
}
