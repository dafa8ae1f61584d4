import type { Request, Response, Router } from 'express';
import type { ApiContext } from './ApiContext';

/** @internal */
export type ApiHandler = (
  request: Request,
  response: Response,
) => Promise<void>;

/**
 * Adds routes to a router in GitHub's own notation, `/repos/{owner}/{repo}/git/ref/{ref+}`, where `+` lets a parameter
 * hold slashes. Each request is counted under its route and checked against the rate limit.
 *
 * @internal
 */
export class ApiRoutes {
  constructor(private readonly router: Router, readonly context: ApiContext) {}

  add(
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    pattern: string,
    handler: ApiHandler,
  ): void {
    const path = pattern
      .replace(/\{(\w+)\+\}/g, ':$1(*)')
      .replace(/\{(\w+)\}/g, ':$1');
    const route = `${method.toUpperCase()} ${pattern.replace('+', '')}`;
    this.router[method](path, async (request, response) => {
      this.context.counts.add(route);
      this.context.checkRateLimit(request);
      await handler(request, response);
    });
  }
}
