import { spawn } from 'child_process';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { ForgeStore } from '../ForgeStore';
import type { ForgeUser } from '../ForgeUser';
import { gitEnvironment } from '../git/runGit';
import type { RequestCounts } from '../RequestCounts';
import { CgiHeaders } from './CgiHeaders';

const services = /\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/**
 * Git over HTTP, "smart" only, through `git http-backend`: https://git-scm.com/docs/git-http-backend. Everyone may
 * fetch; pushing takes a token as the password.
 *
 * @internal
 */
export function createGitRouter(options: {
  store: ForgeStore;
  users: ForgeUser[];
  counts: RequestCounts;
}): Router {
  const { store, users, counts } = options;
  const router = PromiseRouter();

  router.all('/:owner/:repo/*', async (request, response) => {
    const service = services.exec(request.path)?.[1];
    const { owner, repo } = request.params;
    const repository = store.find(owner, repo.replace(/\.git$/, ''));
    if (!service || (service === 'info/refs' && !request.query.service)) {
      return 'next';
    }
    if (!repository) {
      response.status(404).type('text').send('Repository not found.\n');
      return undefined;
    }
    const pushing =
      service === 'git-receive-pack' ||
      request.query.service === 'git-receive-pack';
    const user = userOf(request, users);
    if (pushing && !user) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Basic realm="Git"')
        .type('text')
        .send('Pushing takes a token as the password.\n');
      return undefined;
    }
    counts.add(
      service === 'info/refs'
        ? `git ${pushing ? 'push' : 'fetch'} (references)`
        : `git ${pushing ? 'push' : 'fetch'}`,
    );
    await runBackend({
      request,
      response,
      environment: {
        GIT_PROJECT_ROOT: store.directory,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: `/${repository.fullName}.git/${service}`,
        ...(user && { REMOTE_USER: user.login }),
      },
    });
    return undefined;
  });
  return router;
}

/** Git sends the token as the password; what stands as the user's name does not matter, as on GitHub. */
function userOf(request: Request, users: ForgeUser[]): ForgeUser | undefined {
  const encoded = /^basic (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const credentials = Buffer.from(encoded ?? '', 'base64').toString();
  const token = credentials.slice(credentials.indexOf(':') + 1);
  return users.find(user => user.token === token);
}

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
  response.end();
}
