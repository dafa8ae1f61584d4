import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabNetworks } from '@vanstage/lab';
import { z } from 'zod';
import { serveParent } from '../process/serveParent';
import { edgeNames, scaleStory } from './scaleStory';

const inputSchema = z.object({
  networks: z.array(z.string()),
  edges: z.number(),
  applications: z.number(),
  deployments: z.number(),
});

void serveParent(async input => {
  const size = inputSchema.parse(input);
  const directory = await mkdtemp(join(tmpdir(), 'vanstage-bench-'));
  const before = performance.now();
  const lab = await LabNetworks.start({
    directory,
    story: scaleStory(size),
    networks: new Map(
      size.networks.map(network => [network, edgeNames(network, size.edges)]),
    ),
    onError: (what, error) =>
      process.stderr.write(`${what}: ${String(error).slice(0, 300)}\n`),
  });
  return {
    ready: {
      startSeconds: (performance.now() - before) / 1000,
      kubeConfigs: [...lab.labs.values()].map(
        ({ kubeConfigPath }) => kubeConfigPath,
      ),
    },
    stop: async () => {
      await lab.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
});
