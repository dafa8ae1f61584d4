import { createHash } from 'crypto';
import type { Request, Response } from 'express';
import type { ForgeRepository } from '../ForgeRepository';
import type { ForgeStore } from '../ForgeStore';
import type { ForgeUser } from '../ForgeUser';
import type { RequestCounts } from '../RequestCounts';
import { ApiError } from './ApiError';
import type { Links } from './Links';
import type { RateLimits } from './RateLimits';

const defaultPageSize = 30;
const largestPageSize = 100;

/**
 * What every route of the API needs: who asks, which repository, and how to answer with an ETag and within the rate
 * limit.
 *
 * @internal
 */
export class ApiContext {
  readonly store: ForgeStore;
  readonly links: Links;
  readonly counts: RequestCounts;
  readonly users: ForgeUser[];
  private readonly limits: RateLimits;

  constructor(options: {
    store: ForgeStore;
    links: Links;
    counts: RequestCounts;
    users: ForgeUser[];
    limits: RateLimits;
  }) {
    this.store = options.store;
    this.links = options.links;
    this.counts = options.counts;
    this.users = options.users;
    this.limits = options.limits;
  }

  /**
   * Who asks; `undefined` without a token.
   *
   * @throws ApiError 401 for a wrong token
   */
  user(request: Request): ForgeUser | undefined {
    const header = request.get('authorization');
    if (!header) {
      return undefined;
    }
    const token = /^(?:token|bearer) +(.+)$/i.exec(header)?.[1];
    const user = this.users.find(each => each.token === token);
    if (!user) {
      throw new ApiError(401, 'Bad credentials');
    }
    return user;
  }

  /** Who asks, where nobody may ask without a token. */
  requireUser(request: Request): ForgeUser {
    const user = this.user(request);
    if (!user) {
      throw new ApiError(401, 'Requires authentication');
    }
    return user;
  }

  repository(request: Request): ForgeRepository {
    const { owner, repo } = request.params;
    const repository = this.store.find(owner, repo);
    if (!repository) {
      throw ApiError.notFound();
    }
    return repository;
  }

  /** Refuses whoever has used up the rate limit. */
  checkRateLimit(request: Request): void {
    const login = this.user(request)?.login;
    if (this.limits.exhausted(login)) {
      throw new ApiError(
        403,
        `API rate limit exceeded for ${login ?? request.ip}.`,
        { documentation: '/overview/rate-limits-for-the-rest-api' },
      );
    }
  }

  /** Answers; with 304 and for free when the asker has this answer already. */
  send(
    request: Request,
    response: Response,
    options: {
      body: string | Buffer;
      contentType: string;
      status?: number;
      etag?: string;
    },
  ): void {
    const { body, contentType, status = 200 } = options;
    const login = this.login(request);
    const hash = createHash('sha256').update(body).digest('hex');
    const etag = options.etag ?? `W/"${hash}"`;
    const fresh =
      status === 200 &&
      request.method === 'GET' &&
      matches(request.get('if-none-match'), etag);
    if (!fresh || !login) {
      this.limits.count(login);
    }
    response.set(this.limits.headers(login));
    response.set({
      'X-GitHub-Media-Type': 'github.v3; format=json',
      'X-GitHub-Request-Id': hash.slice(0, 20).toUpperCase(),
      Vary: 'Accept, Authorization',
    });
    if (status < 300) {
      response.set({ ETag: etag, 'Cache-Control': 'private, max-age=60' });
    }
    if (fresh) {
      response.status(304).end();
      return;
    }
    // Set by hand: Express would add its own ETag and charset.
    response.status(status).setHeader('Content-Type', contentType);
    response.end(body);
  }

  json(
    request: Request,
    response: Response,
    options: { body: unknown; status?: number },
  ): void {
    this.send(request, response, {
      body: JSON.stringify(options.body),
      contentType: 'application/json; charset=utf-8',
      status: options.status,
    });
  }

  /** One page of a list, with links to the others. */
  page<T>(request: Request, response: Response, items: T[]): T[] {
    const size = Math.min(
      positive(request.query.per_page) ?? defaultPageSize,
      largestPageSize,
    );
    const page = positive(request.query.page) ?? 1;
    const last = Math.max(1, Math.ceil(items.length / size));
    const link = (number: number, relation: string) => {
      const url = new URL(this.links.absolute(request.originalUrl));
      url.searchParams.set('page', String(number));
      return `<${url}>; rel="${relation}"`;
    };
    const links = [
      ...(page > 1 ? [link(page - 1, 'prev')] : []),
      ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
      ...(page > 1 ? [link(1, 'first')] : []),
    ];
    if (links.length > 0) {
      response.set('Link', links.join(', '));
    }
    return items.slice((page - 1) * size, page * size);
  }

  private login(request: Request): string | undefined {
    try {
      return this.user(request)?.login;
    } catch {
      return undefined;
    }
  }
}

function positive(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

function matches(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return (header ?? '').split(',').map(opaque).includes(opaque(etag));
}
