import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { pipeline } from 'stream/promises';
import type { ForgeFaults } from '../faults/ForgeFaults';
import { spoilDownload } from '../faults/spoilDownload';
import type { ForgeStore } from '../ForgeStore';

/**
 * Downloads of archives, where the API's `tarball` leads.
 *
 * @internal
 */
export function createArchiveRouter(options: {
  store: ForgeStore;
  faults: ForgeFaults;
}): Router {
  const { store, faults } = options;
  const router = PromiseRouter();
  router.get(
    '/:owner/:repo/legacy.tar.gz/:ref(*)',
    async (request, response) => {
      const { owner, repo, ref } = request.params;
      const repository = store.find(owner, repo);
      const commit = await repository?.git.resolve(ref);
      if (!repository || !commit) {
        response.status(404).type('text').send('404: Not Found');
        return;
      }
      const name = [repository.owner, repository.name, commit.slice(0, 7)];
      const folder = name.join('-');
      const child = repository.git.archive(commit, folder);
      response.set({
        'Content-Type': 'application/x-gzip',
        'Content-Disposition': `attachment; filename=${folder}.tar.gz`,
      });
      response.on('close', () => child.kill());
      child.on('error', () => response.destroy());
      if (child.stdout) {
        // A download that breaks off is told of by the connection.
        await pipeline(child.stdout, spoilDownload(faults), response).catch(
          () => response.destroy(),
        );
      }
    },
  );
  return router;
}
