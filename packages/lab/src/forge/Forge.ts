import express from 'express';
import { createServer, type Server } from 'http';
import { ApiContext } from './api/ApiContext';
import { createApiRouter } from './api/createApiRouter';
import { Links } from './api/Links';
import { RateLimits } from './api/RateLimits';
import { ForgeStore } from './ForgeStore';
import { type ForgeUser, signatureOf } from './ForgeUser';
import { requireGit } from './git/runGit';
import { RequestCounts } from './RequestCounts';
import { createArchiveRouter } from './transport/createArchiveRouter';
import { createGitRouter } from './transport/createGitRouter';
import { createPageRouter } from './web/createPageRouter';

/**
 * A Git forge on one port of this machine: the GitHub REST API under `/api/v3` as a GitHub Enterprise Server has it, Git
 * over HTTP, and a page for each pull request. Its repositories are bare ones in a directory.
 *
 * @public
 */
export class Forge {
  /** Address without a slash at its end. The API is under `/api/v3`. */
  readonly url: string;
  /** How often each kind of request came in. */
  readonly requests: RequestCounts;

  private constructor(
    private readonly server: Server,
    private readonly store: ForgeStore,
    private readonly author: string,
    options: { url: string; requests: RequestCounts },
  ) {
    this.url = options.url;
    this.requests = options.requests;
  }

  /**
   * Starts a forge. Repositories and pull requests that the directory holds already are there again.
   *
   * @param options - `directory` of the repositories; `port`, any free one by default; `users`, of which the first makes
   *   the commits of {@link Forge.commit} and the second (or else the first) is who presses the buttons of the pages
   */
  static async start(options: {
    directory: string;
    port?: number;
    users: ForgeUser[];
  }): Promise<Forge> {
    const { directory, port = 0, users } = options;
    const [author, actor = author] = users;
    if (!author) {
      throw new Error('The forge needs at least one user: pass it in `users`');
    }
    await requireGit();
    const store = await ForgeStore.open(directory);
    const requests = new RequestCounts();
    const app = express();
    const server = createServer(app);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The forge has no port');
    }
    const links = new Links(`http://127.0.0.1:${address.port}`);
    const context = new ApiContext({
      store,
      links,
      users,
      counts: requests,
      limits: new RateLimits(),
    });
    app.disable('x-powered-by');
    app.use('/api/v3', createApiRouter(context));
    app.use('/_codeload', createArchiveRouter(store));
    app.use(createGitRouter({ store, users, counts: requests }));
    app.use(createPageRouter({ store, origin: links.web, actor: actor.login }));
    return new Forge(server, store, author.login, {
      url: links.web,
      requests,
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
   * Commits files to a branch, `main` by default.
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
    const { owner, name, files, message } = options;
    const repository = this.store.find(owner, name);
    if (!repository) {
      throw new Error(`The forge has no repository ${owner}/${name}`);
    }
    return await repository.git.commitFiles({
      branch: options.branch ?? repository.defaultBranch,
      files: new Map(
        Object.entries(files).map(([path, content]) => [
          path,
          content === undefined ? undefined : Buffer.from(content),
        ]),
      ),
      message,
      author: signatureOf(this.author),
    });
  }

  /** Stops answering and closes every connection. */
  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
    this.server.closeAllConnections();
    await closed;
  }
}
