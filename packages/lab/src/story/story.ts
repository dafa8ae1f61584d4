import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageFolder } from '../packageFolder';

const nodeSchema = z.object({
  name: z.string(),
  instanceType: z.string(),
  zone: z.string(),
  region: z.string(),
  cpu: z.string(),
  memory: z.string(),
});

const clusterSchema = z.object({
  /** Version of its API server. */
  version: z.string(),
  /** How its router links to the hub; the hub itself has none. */
  mode: z.enum(['interior', 'edge']).default('interior'),
  nodes: z.array(nodeSchema),
});

/** @public */
export type StoryCluster = z.infer<typeof clusterSchema>;
/** @public */
export type StoryNode = z.infer<typeof nodeSchema>;

/**
 * What the lab begins with: its clusters, images and repositories.
 *
 * @public
 */
export interface Story {
  clusters: ReadonlyMap<string, StoryCluster>;
  images: string[];
  /** Files of each repository of the owner `acme`. Where the forge is stands as `${FORGE}` in them. */
  repositories: ReadonlyMap<string, Record<string, string>>;
  /** Files of the fleet repository, without what is rendered. */
  fleet: Record<string, string>;
}

/** Reads the story from its folder. */
export async function readStory(): Promise<Story> {
  const folder = packageFolder('story');
  const read = async (name: string): Promise<unknown> =>
    parse(await readFile(join(folder, name), 'utf8'));
  const [clusters, images, fleet, repositories] = await Promise.all([
    read('clusters.yaml'),
    read('images.yaml'),
    readTree(join(folder, 'fleet')),
    readTree(join(folder, 'repositories')),
  ]);
  const byRepository = new Map<string, Record<string, string>>();
  for (const [path, text] of Object.entries(repositories)) {
    const [repository, ...rest] = path.split('/');
    const files = byRepository.get(repository) ?? {};
    files[rest.join('/')] = text;
    byRepository.set(repository, files);
  }
  return {
    clusters: new Map(
      Object.entries(z.record(z.string(), clusterSchema).parse(clusters)),
    ),
    images: z.array(z.string()).parse(images),
    fleet,
    repositories: byRepository,
  };
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = await Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        const name = path
          .slice(folder.length + 1)
          .split('\\')
          .join(posix.sep);
        return [name, await readFile(path, 'utf8')] as const;
      }),
  );
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
