import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRealBinaries, KubeApiServer, RealCluster } from '@vanstage/lab';
import { z } from 'zod';
import { serveParent } from '../process/serveParent';

const inputSchema = z.object({ kind: z.enum(['embedded', 'real']) });

const tokens = [{ user: 'admin', token: 'bench', access: 'admin' as const }];

void serveParent(async input => {
  const { kind } = inputSchema.parse(input);
  const directory = await mkdtemp(join(tmpdir(), 'vanstage-bench-'));
  const server =
    kind === 'embedded'
      ? await KubeApiServer.start({ name: 'bench', tokens })
      : await RealCluster.start({
          name: 'bench',
          directory,
          binaries: findRealBinaries(),
          tokens,
          controllers: false,
        });
  return {
    ready: { kubeConfig: server.kubeConfig('admin') },
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
});
