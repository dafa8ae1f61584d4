import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import type { ForgeRepository } from '../ForgeRepository';
import type { ForgeStore } from '../ForgeStore';
import type { Actor } from '../accounts/types';
import { html } from './html';
import { page } from './page';
import { pressButton } from './pressButton';
import { pullPage } from './pullPage';
import { readPull } from './readPull';
import { commitPage, filePage, folderPage } from './repositoryPage';
import { stylesheet } from './stylesheet';

class PageError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const answerErrors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = error instanceof PageError;
  const message = known ? error.message : 'Something went wrong in the forge.';
  const content = html`<h1>${message}</h1>
    <p><a href="/">All repositories</a></p>`;
  response
    .status(known ? error.status : 500)
    .send(page({ title: message, trail: [], content }));
};

/**
 * The forge's pages: repositories, files and pull requests. They need no script and no sign-in.
 *
 * @param options - `origin` is where the pages are; `actor` presses the buttons
 * @internal
 */
export function createPageRouter(options: {
  store: ForgeStore;
  origin: string;
  actor: Actor;
}): Router {
  const { store, origin, actor } = options;
  const router = PromiseRouter();
  const repositoryOf = (request: Request) => {
    const { owner, repo } = request.params;
    const repository = store.find(owner, repo);
    if (!repository) {
      throw new PageError(404, `There is no repository ${owner}/${repo}.`);
    }
    return repository;
  };
  const pullOf = async (request: Request) => {
    const repository = repositoryOf(request);
    const { number } = request.params;
    const pull = await repository.pulls.get(Number(number));
    if (!pull) {
      throw new PageError(404, `There is no pull request #${number}.`);
    }
    return { repository, pull };
  };

  router.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    next();
  });

  router.get('/_assets/forge.css', (_request, response) => {
    response.type('css').send(stylesheet);
  });

  router.get('/', (_request, response) => {
    const content = html`<h1>Repositories</h1>
      <ul class="panel list">
        ${store
          .list()
          .map(
            ({ fullName }) =>
              html`<li><a href="/${fullName}">${fullName}</a></li>`,
          )}
      </ul>`;
    response.send(page({ title: 'Repositories', trail: [], content }));
  });

  router.get('/:owner/:repo', async (request, response) => {
    const repository = repositoryOf(request);
    const place = repository.defaultBranch;
    await sendPlace({ repository, place, raw: false, response });
  });

  router.get(
    '/:owner/:repo/:kind(tree|blob|raw)/:place(*)',
    async (request, response) => {
      const repository = repositoryOf(request);
      const { kind, place } = request.params;
      await sendPlace({ repository, place, raw: kind === 'raw', response });
    },
  );

  router.get('/:owner/:repo/commit/:sha', async (request, response) => {
    const repository = repositoryOf(request);
    const sha = await repository.git.resolve(request.params.sha);
    if (!sha) {
      throw new PageError(404, `There is no commit ${request.params.sha}.`);
    }
    const commit = await repository.git.readCommit(sha);
    const files = await repository.git.changes(commit);
    response.send(commitPage({ repository, commit, files }));
  });

  router.get('/:owner/:repo/pull/:number', async (request, response) => {
    const { repository, pull } = await pullOf(request);
    response.send(pullPage(await readPull({ repository, pull, actor })));
  });

  router.post(
    '/:owner/:repo/pull/:number/:action',
    express.urlencoded({ extended: false, limit: '1mb' }),
    async (request, response) => {
      requireSameOrigin(request, origin);
      const { repository, pull } = await pullOf(request);
      const problem = await pressButton({
        repository,
        pull,
        by: actor,
        action: request.params.action,
        form: request.body,
      });
      if (problem === undefined) {
        response.redirect(303, `/${repository.fullName}/pull/${pull.number}`);
        return;
      }
      const shown = await readPull({ repository, pull, actor });
      response.status(409).send(pullPage({ ...shown, problem }));
    },
  );

  router.use(() => {
    throw new PageError(404, 'There is no such page.');
  });
  router.use(answerErrors);
  return router;
}

/** A page of another site must not press the buttons: the browser tells which page a form was on. */
function requireSameOrigin(request: Request, origin: string): void {
  const local = new URL(origin);
  local.hostname = 'localhost';
  const sender = request.get('origin');
  if (sender !== origin && sender !== local.origin) {
    throw new PageError(
      403,
      `Open this page at ${origin} and press the button there.`,
    );
  }
}

async function sendPlace(options: {
  repository: ForgeRepository;
  /** Branch or commit, then the path; both may have slashes. */
  place: string;
  raw: boolean;
  response: Response;
}): Promise<void> {
  const { repository, place, raw, response } = options;
  const { git } = repository;
  const parts = place.split('/').filter(Boolean);
  for (let length = 1; length <= parts.length; length++) {
    const revision = parts.slice(0, length).join('/');
    const path = parts.slice(length).join('/');
    const commit = await git.resolve(revision);
    const sha = commit && (await git.resolveObject(`${commit}:${path}`));
    const type = sha && (await git.objectType(sha));
    if (sha && type === 'tree') {
      const entries = await git.readTree(sha);
      const pulls = await repository.pulls.list();
      response.send(folderPage({ repository, revision, path, entries, pulls }));
      return;
    }
    if (sha && type === 'blob') {
      const content = await git.readBlob(sha);
      if (raw) {
        response.type('text/plain').send(content);
      } else {
        response.send(filePage({ repository, revision, path, content }));
      }
      return;
    }
  }
  throw new PageError(404, `${repository.fullName} has no ${place}.`);
}
