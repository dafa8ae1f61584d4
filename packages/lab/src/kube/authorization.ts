import { timingSafeEqual, createHash } from 'node:crypto';
import { isResourceRequest, PathRequest, ResourceRequest } from './requestInfo';
import type { RoleRules } from './rbac/RoleRules';
import { isSelfReview } from './selfReview';
import { forbidden, StatusError, unauthorized } from './status';

/**
 * A bearer token and what it allows. `readOnly` may get, list and watch everything and open port-forwards; `none`
 * is known but may only ask for discovery.
 *
 * @public
 */
export interface ApiToken {
  token: string;
  user: string;
  access: 'admin' | 'readOnly' | 'none';
}

/**
 * Who asks.
 *
 * @internal
 */
export interface Requester {
  user: string;
  access: ApiToken['access'] | 'anonymous';
  groups: readonly string[];
}

const anonymous: Requester = {
  user: 'system:anonymous',
  access: 'anonymous',
  groups: ['system:unauthenticated'],
};
const publicPaths = /^\/(healthz|livez|readyz|version)(\/|$)/;
const discoveryPaths = /^\/(api|apis|openapi)(\/|$)/;
const readVerbs = new Set<string>(['get', 'list', 'watch']);

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Knows the tokens and what each may do, as a token file and RBAC do on a real server.
 *
 * @internal
 */
export class Authorizer {
  readonly #tokens: { digest: Buffer; requester: Requester }[];

  readonly #roles: RoleRules;

  constructor(tokens: readonly ApiToken[], roles: RoleRules) {
    this.#roles = roles;
    this.#tokens = tokens.map(({ token, user, access }) => ({
      digest: digest(token),
      requester: { user, access, groups: ['system:authenticated'] },
    }));
  }

  /** Who sent this Authorization header. Throws 401 for a token that is not known. */
  authenticate(header: string | undefined): Requester {
    const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
    if (!token) {
      return anonymous;
    }
    const asked = digest(token);
    const found = this.#tokens.find(known =>
      timingSafeEqual(known.digest, asked),
    );
    if (!found) {
      throw unauthorized();
    }
    return found.requester;
  }

  /** Throws 403 when the requester may not do this. */
  authorize(requester: Requester, info: ResourceRequest | PathRequest): void {
    if (allowsByAccess(requester, info)) {
      return;
    }
    const { isAllowed, problems } = this.#roles.ask(requester, info);
    if (!isAllowed) {
      throw refusal(requester, info, problems);
    }
  }

  /** Whether the requester may do this. */
  allows(requester: Requester, info: ResourceRequest | PathRequest): boolean {
    return (
      allowsByAccess(requester, info) ||
      this.#roles.ask(requester, info).isAllowed
    );
  }
}

/** What a token allows whatever roles there are, and what everybody may do on a real server. */
function allowsByAccess(
  requester: Requester,
  info: ResourceRequest | PathRequest,
): boolean {
  if (requester.access === 'admin') {
    return true;
  }
  if (!isResourceRequest(info)) {
    return (
      publicPaths.test(info.path) ||
      (requester.access !== 'anonymous' && discoveryPaths.test(info.path))
    );
  }
  if (isSelfReview(info)) {
    return requester.access !== 'anonymous';
  }
  return (
    requester.access === 'readOnly' &&
    (readVerbs.has(info.verb) ||
      (info.verb === 'create' &&
        info.resource === 'pods' &&
        info.subresource === 'portforward'))
  );
}

/** Several problems as Go lists them. */
function aggregated(problems: readonly string[]): string {
  const [only, ...others] = new Set(problems);
  return others.length === 0 ? only : `[${[only, ...others].join(', ')}]`;
}

function refusal(
  requester: Requester,
  info: ResourceRequest | PathRequest,
  problems: readonly string[],
): StatusError {
  const why = problems.length > 0 ? `: RBAC: ${aggregated(problems)}` : '';
  if (!isResourceRequest(info)) {
    return new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User "${requester.user}" cannot ${info.verb} path "${info.path}"${why}`,
      details: {},
    });
  }
  const resource = info.subresource
    ? `${info.resource}/${info.subresource}`
    : info.resource;
  const scope = info.namespace
    ? `in the namespace "${info.namespace}"`
    : 'at the cluster scope';
  return forbidden(
    { group: info.group, resource: info.resource, kind: '' },
    info.name ?? '',
    {
      why: `User "${requester.user}" cannot ${info.verb} resource "${resource}" in API group "${info.group}" ${scope}${why}`,
    },
  );
}
