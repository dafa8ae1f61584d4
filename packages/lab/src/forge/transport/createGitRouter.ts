import { spawn } from 'child_process';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Accounts } from '../accounts/Accounts';
import type { Actor } from '../accounts/types';
import type { ForgeRepository } from '../ForgeRepository';
import type { ForgeStore } from '../ForgeStore';
import { gitEnvironment } from '../git/runGit';
import type { RequestCounts } from '../RequestCounts';
import { CgiHeaders } from './CgiHeaders';
import { pushRules } from './pushRules';

const services = /\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/**
 * Git over HTTP, "smart" only, through `git http-backend`: https://git-scm.com/docs/git-http-backend. Everyone may
 * fetch; pushing takes the token of someone who may write as the password.
 *
 * @internal
 */
export function createGitRouter(options: {
  store: ForgeStore;
  accounts: Accounts;
  counts: RequestCounts;
}): Router {
  const { store, accounts, counts } = options;
  const router = PromiseRouter();

  router.all('/:owner/:repo/*', async (request, response) => {
    const service = services.exec(request.path)?.[1];
    const { owner, repo } = request.params;
    const repository = store.find(owner, repo.replace(/\.git$/, ''));
    if (!service || (service === 'info/refs' && !request.query.service)) {
      return 'next';
    }
    if (!repository) {
      refuse(response, 404, 'Repository not found.');
      return undefined;
    }
    const pushing =
      service === 'git-receive-pack' ||
      request.query.service === 'git-receive-pack';
    const actor = actorOf(request, accounts);
    if (pushing && !actor) {
      response.set('WWW-Authenticate', 'Basic realm="Git"');
      refuse(response, 401, 'Pushing takes a token as the password.');
      return undefined;
    }
    if (pushing && actor && !mayPush(actor, repository)) {
      const { login } = actor;
      const name = `${repository.fullName}.git`;
      refuse(response, 403, `Permission to ${name} denied to ${login}.`);
      return undefined;
    }
    const what = pushing ? 'push' : 'fetch';
    counts.add(
      service === 'info/refs' ? `git ${what} (references)` : `git ${what}`,
    );
    const run = async () =>
      await runBackend({
        request,
        response,
        environment: {
          GIT_PROJECT_ROOT: store.directory,
          GIT_HTTP_EXPORT_ALL: '1',
          PATH_INFO: `/${repository.fullName}.git/${service}`,
          ...(actor && {
            REMOTE_USER: actor.login,
            FORGE_RULES: pushRules(repository, actor),
          }),
        },
      });
    if (service === 'git-receive-pack' && actor) {
      await announcing(repository, { by: actor, run });
    } else {
      await run();
    }
    response.end();
    return undefined;
  });
  return router;
}

function refuse(response: Response, status: number, text: string): void {
  response.status(status).type('text').send(`${text}\n`);
}

/** Git sends the token as the password; what stands as the user's name does not matter, as on GitHub. */
function actorOf(request: Request, accounts: Accounts): Actor | undefined {
  const encoded = /^basic (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const credentials = Buffer.from(encoded ?? '', 'base64').toString();
  return accounts.ofToken(credentials.slice(credentials.indexOf(':') + 1));
}

function mayPush(
  { role, grant }: Actor,
  { owner, name }: ForgeRepository,
): boolean {
  if (!grant) {
    return role !== 'read';
  }
  return (
    grant.permissions.contents === 'write' &&
    grant.installation.owner === owner &&
    (grant.repositories?.includes(name) ?? true)
  );
}

/** Runs a push and tells which references it has moved. */
async function announcing(
  repository: ForgeRepository,
  { by, run }: { by: Actor; run: () => Promise<void> },
): Promise<void> {
  const readRefs = async () =>
    new Map(
      (await repository.git.refs('refs/')).map(({ name, sha }) => [name, sha]),
    );
  const before = await readRefs();
  await run();
  const after = await readRefs();
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const change = { before: before.get(name), after: after.get(name) };
    if (change.before !== change.after && !name.startsWith('refs/pull/')) {
      await repository.announcePush({ name, ...change, by });
    }
  }
}

/** Leaves the response open. */
async function runBackend(options: {
  request: Request;
  response: Response;
  environment: Record<string, string>;
}): Promise<void> {
  const { request, response, environment } = options;
  const query = request.originalUrl.split('?')[1] ?? '';
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      ...environment,
      REQUEST_METHOD: request.method,
      QUERY_STRING: query,
      CONTENT_TYPE: request.get('content-type') ?? '',
      CONTENT_LENGTH: request.get('content-length') ?? '',
      HTTP_CONTENT_ENCODING: request.get('content-encoding') ?? '',
      GIT_PROTOCOL: request.get('git-protocol') ?? '',
      REMOTE_ADDR: request.ip ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  // It may answer without reading what was sent.
  child.stdin.on('error', () => {});
  response.on('close', () => child.kill());

  const headers = new CgiHeaders();
  child.stdout.on('data', (chunk: Buffer) => {
    const body = headers.complete ? chunk : headers.read(chunk);
    if (!response.headersSent && headers.complete) {
      response.writeHead(headers.status, headers.fields);
    }
    if (body.length > 0 && !response.write(body)) {
      child.stdout.pause();
      response.once('drain', () => child.stdout.resume());
    }
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  if (!headers.complete) {
    response.status(500);
  }
}
