import type { Forge } from './forge';
import { renderedFleet, withForge, type Story } from './story';

/** Makes the repositories of the story: those of applications, and the fleet's with what is rendered from it. */
export async function seedForge(
  forge: Forge,
  options: {
    story: Story;
    edges: readonly string[];
    networks: readonly string[];
    names: { owner: string; hub: string };
  },
): Promise<{ url: string; cloneUrl: string }> {
  const { story, networks, names } = options;
  for (const [name, files] of story.repositories) {
    await forge.createRepository({
      owner: names.owner,
      name,
      files: withForge(files, forge.url),
    });
  }
  return forge.createRepository({
    owner: names.owner,
    name: 'fleet',
    files: networks.reduce(renderedFleet, declaredFiles(forge, options)),
    message: `Declare ${networks.join(', ')}`,
  });
}

/** The files of the fleet repository that a person would have written, for the clusters that the lab has. */
export function declaredFiles(
  forge: Forge,
  options: {
    story: Story;
    edges: readonly string[];
    names: { hub: string };
  },
): Record<string, string> {
  const kept = new Set([options.names.hub, ...options.edges]);
  return Object.fromEntries(
    Object.entries(withForge(options.story.fleet, forge.url)).filter(
      ([path]) => {
        const cluster = /\/clusters\/(.+)\.yaml$/.exec(path)?.[1];
        return cluster === undefined || kept.has(cluster);
      },
    ),
  );
}
