import { createHash, randomUUID } from 'crypto';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor, ForgeApp } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { PullRequest } from '../pulls/types';
import type { ApiContext } from './ApiContext';
import { ApiError } from './ApiError';
import { enterpriseVersion } from './enterpriseVersion';
import { paginate } from './paginate';
import { parseBody } from './parseBody';

/**
 * One request of the API: what it asks, who asks, and how to answer with an ETag and within the rate limit.
 *
 * @internal
 */
export class ApiCall {
  private readonly request: Request;
  private readonly response: Response;

  constructor(
    readonly context: ApiContext,
    exchange: { request: Request; response: Response },
  ) {
    this.request = exchange.request;
    this.response = exchange.response;
  }

  /** Parts of the path by name. */
  get params(): Record<string, string> {
    return this.request.params;
  }

  /** A parameter after the `?`. */
  query(name: string): string | undefined {
    const value = this.request.query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /**
   * What was sent. Octokit sends the parameters of a DELETE in its address.
   *
   * @throws ApiError 422 that names each field that is wrong
   */
  body<T>(schema: z.ZodType<T>): T {
    const { method, query, body } = this.request;
    return parseBody(
      schema,
      method === 'DELETE' ? { ...query, ...body } : body,
    );
  }

  /** Whether the asker wants the answer in a form of GitHub's own, e.g. `raw`. */
  wants(media: string): boolean {
    const accept = this.request.get('accept') ?? '';
    return new RegExp(`application/vnd\\.github\\.(v3\\.)?${media}`).test(
      accept,
    );
  }

  /**
   * Who asks; `undefined` without a token.
   *
   * @throws ApiError 401 for a wrong token
   */
  get actor(): Actor | undefined {
    if (this.request.get('authorization') === undefined) {
      return undefined;
    }
    const token = this.token;
    const actor =
      token === undefined ? undefined : this.context.accounts.ofToken(token);
    if (!actor) {
      throw new ApiError(401, 'Bad credentials');
    }
    return actor;
  }

  /**
   * Who asks, where nobody may ask without a token.
   *
   * @throws ApiError 401 for no token or a wrong one
   */
  get user(): Actor {
    const actor = this.actor;
    if (!actor) {
      throw new ApiError(401, 'Requires authentication');
    }
    return actor;
  }

  /**
   * The GitHub App that asks with a JSON web token.
   *
   * @throws ApiError 401 without one, AppTokenError for a wrong one
   */
  async app(): Promise<ForgeApp> {
    const { token } = this;
    if (token === undefined) {
      throw new ApiError(401, 'A JSON web token could not be decoded');
    }
    return await this.context.accounts.appOf(token);
  }

  get token(): string | undefined {
    const header = this.request.get('authorization') ?? '';
    return /^(?:token|bearer) +(.+)$/i.exec(header)?.[1];
  }

  /** @throws ApiError 404 where it is not there, or is none of the asking App's installation */
  get repository(): ForgeRepository {
    const { owner, repo } = this.params;
    const repository = this.context.store.find(owner, repo);
    const grant = this.actor?.grant;
    const visible =
      repository &&
      (!grant ||
        (grant.installation.owner === repository.owner &&
          (grant.repositories?.includes(repository.name) ?? true)));
    if (!visible) {
      throw ApiError.notFound();
    }
    return repository;
  }

  /**
   * The pull request whose number is in the path.
   *
   * @throws ApiError 404
   */
  async pull(): Promise<PullRequest> {
    const pull = await this.repository.pulls.get(Number(this.params.number));
    if (!pull) {
      throw ApiError.notFound('/pulls/pulls#get-a-pull-request');
    }
    return pull;
  }

  /**
   * The commit that a reference in the path stands for.
   *
   * @throws ApiError 422
   */
  async commit(): Promise<string> {
    const { ref } = this.params;
    const sha = await this.repository.git.resolve(ref);
    if (!sha) {
      throw new ApiError(422, `No commit found for SHA: ${ref}`, {
        documentation: '/commits/commits#get-a-commit',
      });
    }
    return sha;
  }

  json(body: unknown, status = 200): void {
    this.send({ body: JSON.stringify(body), status });
  }

  /** Answers with one page of a list, and links to the others. */
  list<T>(items: T[], serialise: (item: T) => unknown): void {
    this.json(this.page(items).map(serialise));
  }

  /** One page of a list; the links to the others are set. */
  page<T>(items: T[]): T[] {
    const { links } = this.context.view;
    const page = paginate(
      items,
      new URL(links.absolute(this.request.originalUrl)),
    );
    if (page.links !== undefined) {
      this.response.set('Link', page.links);
    }
    return page.items;
  }

  /** Answers that it is done, without a body. */
  done(status: 202 | 204 = 204): void {
    if (status === 202) {
      this.json({}, status);
    } else {
      this.send({ body: '', status });
    }
  }

  redirect(location: string): void {
    this.response.set('Location', location);
    this.send({ body: '', status: 302, contentType: 'text/html' });
  }

  fail(error: ApiError): void {
    const { status, message, errors, documentationUrl } = error;
    this.send({
      status,
      body: JSON.stringify({
        message,
        ...(errors && { errors }),
        documentation_url: documentationUrl,
        status: String(status),
      }),
      headers: error.headers,
    });
  }

  /** Answers; with 304 and for free when the asker has this answer already. */
  send(options: {
    body: string | Buffer;
    contentType?: string;
    status?: number;
    etag?: string;
    headers?: Record<string, string>;
    /** Does not count against the rate limit. */
    free?: boolean;
  }): void {
    const { body, contentType = 'application/json', status = 200 } = options;
    const { request, response } = this;
    const { limits } = this.context;
    const login = this.login;
    const hash = createHash('sha256').update(body).digest('hex');
    const etag = options.etag ?? `W/"${hash}"`;
    const fresh =
      status === 200 &&
      request.method === 'GET' &&
      matches(request.get('if-none-match'), etag);
    const free = options.free || (fresh && login !== undefined);
    if (!free) {
      limits.count(login);
    }
    response.set({
      'X-GitHub-Media-Type': 'github.v3; format=json',
      'X-GitHub-Request-Id': randomUUID().toUpperCase(),
      'X-GitHub-Enterprise-Version': enterpriseVersion,
      Vary: 'Accept, Authorization',
      ...limits.headers(login),
      ...options.headers,
    });
    if (status < 300) {
      response.set({ ETag: etag, 'Cache-Control': 'private, max-age=60' });
    }
    if (fresh) {
      response.status(304).end();
      return;
    }
    response.status(status);
    if (status !== 204) {
      // Set by hand: Express would add its own ETag and charset.
      response.setHeader('Content-Type', `${contentType}; charset=utf-8`);
    }
    response.end(body);
  }

  /** For limits: a wrong token is that of nobody. */
  get login(): string | undefined {
    const { token } = this;
    return token === undefined
      ? undefined
      : this.context.accounts.ofToken(token)?.login;
  }
}

function matches(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return (header ?? '').split(',').map(opaque).includes(opaque(etag));
}
