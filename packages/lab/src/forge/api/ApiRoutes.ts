import type { Router } from 'express';
import { setTimeout } from 'timers/promises';
import type { Permission, Role } from '../accounts/types';
import { apiFault } from '../faults/apiFault';
import { isWrite } from './isWrite';
import { primaryLimitError, secondaryLimitError } from '../limits/limitErrors';
import { ApiCall } from './ApiCall';
import type { ApiContext } from './ApiContext';
import { ApiError } from './ApiError';

/** @internal */
export type ApiHandler = (call: ApiCall) => Promise<void> | void;

/**
 * Who may use a route.
 *
 * @internal
 */
export interface Access {
  /** What a GitHub App needs to be permitted: to read for GET, else to write. */
  permission: Permission;
  /** What a user must at least be. For GET `read` by default, else `write`. */
  role?: Role;
  /** Whether people are told of it: such requests have a limit of their own. */
  createsContent?: boolean;
}

const roles: Role[] = ['read', 'write', 'admin'];
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** In seconds. */
const defaultSlowness = 5;

/**
 * Adds routes to a router in GitHub's own notation, `GET /repos/{owner}/{repo}/git/ref/{ref+}`, where `+` lets a
 * parameter hold slashes. Each request is counted under its route, meets the faults that are on, and is checked against
 * the limits and against what the asker may do.
 *
 * @internal
 */
export class ApiRoutes {
  constructor(private readonly router: Router, readonly context: ApiContext) {}

  /** Adds a route of a repository; its path is below `/repos/{owner}/{repo}`. */
  repository(route: string, access: Access, handler: ApiHandler): void {
    const [method, path] = route.split(' ');
    this.add(
      `${method} /repos/{owner}/{repo}${path}`,
      async call => {
        checkAccess(call, { ...access, reads: method === 'GET' });
        await handler(call);
      },
      access,
    );
  }

  /** Adds any other route. */
  add(
    route: string,
    handler: ApiHandler,
    options: { createsContent?: boolean; free?: boolean } = {},
  ): void {
    const [word, pattern] = route.split(' ');
    const method = methods.find(each => each === word.toLowerCase());
    if (!method) {
      throw new Error(`${route} begins with no method of HTTP`);
    }
    const path = pattern
      .replace(/\{(\w+)\+\}/g, ':$1(*)')
      .replace(/\{(\w+)\}/g, ':$1');
    this.router[method](path, async (request, response) => {
      const call = new ApiCall(this.context, { request, response });
      await this.run(call, {
        ...options,
        route: route.replace('+', ''),
        method: request.method,
        path: request.path,
        handler,
      });
    });
  }

  /** Everything that no route was added for. */
  addRest(): void {
    this.router.use(async (request, response) => {
      const { method, path } = request;
      await this.run(new ApiCall(this.context, { request, response }), {
        route: `${method} (no such route)`,
        method,
        path,
        handler: () => {
          throw ApiError.notFound();
        },
      });
    });
  }

  private async run(
    call: ApiCall,
    options: {
      route: string;
      method: string;
      path: string;
      createsContent?: boolean;
      free?: boolean;
      handler: ApiHandler;
    },
  ): Promise<void> {
    const { counts, faults, limits, secondaryLimits } = this.context;
    const { handler, createsContent = false } = options;
    counts.add(options.route);
    const slow = faults.take('slow', options);
    if (slow) {
      await setTimeout((slow.seconds ?? defaultSlowness) * 1000);
    }
    const fault = apiFault(faults, options);
    if (fault) {
      throw fault;
    }
    const { login } = call;
    const { remaining, reset } = limits.state(login);
    if (remaining === 0 && !options.free) {
      const seconds = Math.ceil(reset - Date.now() / 1000);
      throw primaryLimitError(login ?? 'you', seconds);
    }
    const writes = isWrite(options.method);
    const entry = secondaryLimits.enter(login ?? '', {
      writes,
      createsContent,
    });
    if ('retryAfter' in entry) {
      throw secondaryLimitError({ seconds: entry.retryAfter });
    }
    try {
      await handler(call);
    } finally {
      entry.leave();
    }
  }
}

function checkAccess(call: ApiCall, access: Access & { reads: boolean }): void {
  const { permission, reads, role = reads ? 'read' : 'write' } = access;
  const actor = reads && role === 'read' ? call.actor : call.user;
  // Whether it is there comes first: whoever may not see it is not told.
  const { fullName } = call.repository;
  if (!actor) {
    return;
  }
  if (!actor.grant) {
    if (roles.indexOf(actor.role) < roles.indexOf(role)) {
      throw role === 'admin'
        ? ApiError.notFound()
        : new ApiError(403, `Must have push access to ${fullName}.`);
    }
    return;
  }
  const granted = actor.grant.permissions[permission];
  if (!granted || (!reads && granted !== 'write')) {
    throw new ApiError(403, 'Resource not accessible by integration');
  }
}
