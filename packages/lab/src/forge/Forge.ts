import express from 'express';
import { createServer, type Server } from 'http';
import { Accounts } from './accounts/Accounts';
import { signatureOf } from './accounts/signatureOf';
import type { ForgeApp, ForgeUser } from './accounts/types';
import { createApiRouter } from './api/createApiRouter';
import { Links } from './api/Links';
import { ForgeFaults } from './faults/ForgeFaults';
import type { ForgeRepository } from './ForgeRepository';
import { ForgeStore } from './ForgeStore';
import { requireGit } from './git/runGit';
import { RateLimits } from './limits/RateLimits';
import { SecondaryLimits } from './limits/SecondaryLimits';
import { defaultLimits, type ForgeLimits } from './limits/types';
import type { BranchProtection } from './records/types';
import { RequestCounts } from './RequestCounts';
import { createArchiveRouter } from './transport/createArchiveRouter';
import { createGitRouter } from './transport/createGitRouter';
import { createPageRouter } from './web/createPageRouter';
import { WebhookSender } from './webhooks/WebhookSender';

/**
 * A Git forge on one port of this machine: the GitHub REST API under `/api/v3` as a GitHub Enterprise Server has it, Git
 * over HTTP, webhooks, and a page for each pull request. Its repositories are bare ones in a directory.
 *
 * @public
 */
export class Forge {
  /** Address without a slash at its end. The API is under `/api/v3`. */
  readonly url: string;
  /** How often each kind of request came in. */
  readonly requests: RequestCounts;
  /** What goes wrong, on request. */
  readonly faults: ForgeFaults;
  private readonly server: Server;
  private readonly store: ForgeStore;
  private readonly webhooks: WebhookSender;
  private readonly author: string;

  private constructor(options: {
    url: string;
    requests: RequestCounts;
    faults: ForgeFaults;
    server: Server;
    store: ForgeStore;
    webhooks: WebhookSender;
    author: ForgeUser;
  }) {
    this.server = options.server;
    this.store = options.store;
    this.webhooks = options.webhooks;
    this.url = options.url;
    this.requests = options.requests;
    this.faults = options.faults;
    this.author = options.author.login;
  }

  /**
   * Starts a forge. Repositories and pull requests that the directory holds already are there again.
   *
   * @param options - `directory` of the repositories; `port`, any free one by default; `users`, of which the first makes
   *   the commits of {@link Forge.commit} and the second (or else the first) is who presses the buttons of the pages;
   *   `apps` that are installed for every repository; `limits` other than GitHub's
   */
  static async start(options: {
    directory: string;
    port?: number;
    users: ForgeUser[];
    apps?: ForgeApp[];
    limits?: Partial<ForgeLimits>;
  }): Promise<Forge> {
    const { directory, port = 0, users, apps } = options;
    const [author, reader = author] = users;
    if (!author) {
      throw new Error('The forge needs at least one user: pass it in `users`');
    }
    await requireGit();
    const store = await ForgeStore.open(directory);
    const app = express();
    const server = createServer(app);
    const url = await listen(server, port);
    const requests = new RequestCounts();
    const faults = new ForgeFaults();
    const accounts = new Accounts({ users, apps });
    const view = {
      links: new Links(url),
      accounts,
      forksOf: (repository: ForgeRepository) =>
        store.list().filter(({ parent }) => parent === repository),
    };
    const { events } = store;
    const webhooks = new WebhookSender({ view, faults, events });
    const limits = { ...defaultLimits, ...options.limits };
    app.disable('x-powered-by');
    app.use(
      '/api/v3',
      createApiRouter({
        ...{ store, accounts, view, faults, webhooks },
        counts: requests,
        limits: new RateLimits(limits),
        secondaryLimits: new SecondaryLimits(limits),
      }),
    );
    app.use('/_codeload', createArchiveRouter({ store, faults }));
    app.use(createGitRouter({ store, accounts, counts: requests }));
    app.use(
      createPageRouter({
        store,
        origin: url,
        actor: { login: reader.login, role: reader.role ?? 'write' },
      }),
    );
    return new Forge({
      ...{ url, requests, faults },
      ...{ server, store, webhooks, author },
    });
  }

  /**
   * Makes a repository with a first commit on `main`. One that is there already stays as it is.
   *
   * @returns its page and the address to clone from
   */
  async createRepository(options: {
    owner: string;
    name: string;
    files: Record<string, string>;
    message?: string;
  }): Promise<{ url: string; cloneUrl: string }> {
    const { owner, name, files, message = 'Initial commit' } = options;
    const url = `${this.url}/${owner}/${name}`;
    if (!this.store.find(owner, name)) {
      await this.store.create(owner, name);
      await this.commit({ owner, name, files, message });
    }
    return { url, cloneUrl: `${url}.git` };
  }

  /**
   * Commits files to a branch, `main` by default, as an administrator.
   *
   * @param options - `files` by path; `undefined` deletes the file
   * @returns the commit
   */
  async commit(options: {
    owner: string;
    name: string;
    branch?: string;
    files: Record<string, string | undefined>;
    message: string;
  }): Promise<string> {
    const { files, message } = options;
    const repository = this.find(options);
    return await repository.commitFiles({
      branch: options.branch ?? repository.defaultBranch,
      files: new Map(
        Object.entries(files).map(([path, content]) => [
          path,
          content === undefined ? undefined : Buffer.from(content),
        ]),
      ),
      message,
      author: signatureOf(this.author),
      by: { login: this.author, role: 'admin' },
    });
  }

  /** Protects a branch, `main` by default. */
  async protectBranch(options: {
    owner: string;
    name: string;
    branch?: string;
    protection: BranchProtection;
  }): Promise<void> {
    const repository = this.find(options);
    const { branch = repository.defaultBranch, protection } = options;
    await repository.protect(branch, protection);
  }

  /** Adds a webhook that hears of these events, e.g. `push`; `*` is all of them. A ping is sent to it at once. */
  async addWebhook(options: {
    owner: string;
    name: string;
    url: string;
    secret: string;
    events: string[];
  }): Promise<void> {
    const { url, secret, events } = options;
    await this.webhooks.create(this.find(options), {
      ...{ url, secret, events },
      contentType: 'json',
      insecureSsl: '0',
      active: true,
      by: { login: this.author, role: 'admin' },
    });
  }

  /** Waits until every webhook so far is delivered. */
  async settleWebhooks(): Promise<void> {
    await this.webhooks.settle();
  }

  /** Stops answering and closes every connection. */
  async stop(): Promise<void> {
    await this.webhooks.stop();
    const closed = new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
    this.server.closeAllConnections();
    await closed;
  }

  private find({ owner, name }: { owner: string; name: string }) {
    const repository = this.store.find(owner, name);
    if (!repository) {
      throw new Error(`The forge has no repository ${owner}/${name}`);
    }
    return repository;
  }
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The forge has no port');
  }
  return `http://127.0.0.1:${address.port}`;
}
