import { ForwardedError } from '@backstage/errors';
import {
  parseFleet,
  plan,
  planMarkdown,
  type Fleet,
} from '@vanstage/backstage-plugin-van-common';
import { declaredFiles } from '../seedForge';
import type { LabParts } from '../startLabParts';
import { renderedFleet } from '../story';

const branch = 'madrid-retail';
const cluster = 'madrid';
const title = 'Run everything for shops in Madrid too';

/** Somebody proposes to give a cluster one more tag, and nobody has decided yet: a pull request on the fleet repository. */
export async function openStoryPull(parts: LabParts): Promise<void> {
  const { forge, forgeToken, names, edges } = parts;
  const before = declaredFiles(forge, {
    ...parts,
    edges: [...edges.keys()],
  });
  const path = `networks/${names.network}/clusters/${cluster}.yaml`;
  const after = {
    ...before,
    [path]: before[path].replace(
      'tags: [warehouse]',
      'tags: [warehouse, retail]',
    ),
  };
  const rendered = renderedFleet(after, names.network);
  const known = renderedFleet(before, names.network);
  await forge.commit({
    owner: names.owner,
    name: 'fleet',
    branch,
    message: title,
    files: Object.fromEntries(
      Object.entries(rendered).filter(([file, text]) => known[file] !== text),
    ),
  });
  const answer = await fetch(
    `${forge.url}/api/v3/repos/${names.owner}/fleet/pulls`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${forgeToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        title,
        head: branch,
        base: 'main',
        body: planMarkdown(
          plan(fleetOf(before, names.network), fleetOf(after, names.network)),
          { description: 'Madrid opens a shop beside its warehouse.' },
        ),
      }),
    },
  );
  if (!answer.ok) {
    throw new ForwardedError(
      "The story's pull request could not be opened",
      new Error(await answer.text()),
    );
  }
}

function fleetOf(files: Record<string, string>, network: string): Fleet {
  const { fleet } = parseFleet(new Map(Object.entries(files)), network);
  if (!fleet) {
    throw new Error(`The story's fleet has no network ${network}`);
  }
  return fleet;
}
