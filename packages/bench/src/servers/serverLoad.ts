import pLimit from 'p-limit';
import { Countdown } from './Countdown';
import type { ServerClient } from './ServerClient';

/** How much a server is asked for. */
export interface ServerLoad {
  /** ConfigMaps of a kilobyte each. */
  objects: number;
  lists: number;
  watches: number;
  /** Writes that every watch sees. */
  writes: number;
}

const collection = '/api/v1/namespaces/default/configmaps';
const atOnce = 16;

/** Creates the objects. */
export async function create(
  client: ServerClient,
  { objects }: ServerLoad,
): Promise<void> {
  const text = 'x'.repeat(1000);
  const limit = pLimit(atOnce);
  await Promise.all(
    Array.from({ length: objects }, (_, index) =>
      limit(() =>
        client.call(collection, {
          method: 'POST',
          body: configMap(`object-${index}`, { text }),
        }),
      ),
    ),
  );
}

/** Lists everything again and again; gives the bytes of one list. */
export async function list(
  client: ServerClient,
  { lists }: ServerLoad,
): Promise<number> {
  let bytes = 0;
  for (let index = 0; index < lists; index++) {
    bytes = (await client.call(collection)).length;
  }
  return bytes;
}

/** Reads everything in pages of 500, once. */
export async function page(client: ServerClient): Promise<void> {
  let next: string | undefined = '';
  while (next !== undefined) {
    const answer = await client.call(
      `${collection}?limit=500&continue=${encodeURIComponent(next)}`,
    );
    next = /"continue":"([^"]+)"/.exec(answer.toString('latin1'))?.[1];
  }
}

/** Opens watches, writes, and waits until every watch has seen every write. */
export async function watch(
  client: ServerClient,
  { watches, writes }: ServerLoad,
): Promise<void> {
  const { metadata } = JSON.parse(
    (await client.call(`${collection}?limit=1`)).toString('utf8'),
  );
  const path = `${collection}?watch=true&resourceVersion=${metadata.resourceVersion}`;
  const countdown = new Countdown(watches * writes);
  const stops = await Promise.all(
    Array.from({ length: watches }, () =>
      client.countLines(path, count => countdown.less(count)),
    ),
  );
  const limit = pLimit(atOnce);
  await Promise.all(
    Array.from({ length: writes }, (_, index) =>
      limit(() =>
        client.call(collection, {
          method: 'POST',
          body: configMap(`written-${index}`, { text: 'x' }),
        }),
      ),
    ),
  );
  await countdown.done;
  for (const stop of stops) {
    stop();
  }
}

function configMap(name: string, data: Record<string, string>): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data,
  });
}
