import fc from 'fast-check';
import { z } from 'zod';
import { event, FakeApi, list } from './__testUtils__/FakeApi';
import {
  answer,
  TestApiServer,
  type TestRequest,
} from './__testUtils__/TestApiServer';
import type { ApiClient } from './ApiClient';
import type { Clock } from './Clock';
import { Informer, type InformerOptions } from './Informer';
import { ReconnectingApi } from './ReconnectingApi';

const namedSchema = z.object({ metadata: z.object({ name: z.string() }) });

/** Time that passes only when the informer waits. */
class FakeClock implements Clock {
  readonly waits: number[] = [];
  private time = 0;

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.waits.push(ms);
    this.time += ms;
  }
}

function start(api: ApiClient, options: Partial<InformerOptions<string>> = {}) {
  const seen: string[] = [];
  const clock = new FakeClock();
  const informer = Informer.start<string>({
    api,
    path: '/apis/example.com/v1/things',
    project: object => namedSchema.parse(object).metadata.name,
    handler: {
      onReplace: items => void seen.push(`= ${items.join(' ')}`),
      onUpsert: item => void seen.push(`+ ${item}`),
      onDelete: item => void seen.push(`- ${item}`),
      onError: error => void seen.push(`! ${error.message}`),
    },
    clock,
    random: () => 1,
    ...options,
  });
  return { informer, seen, clock };
}

describe('Informer', () => {
  it('lists again when the server has not come to the place to watch from', async () => {
    const api = FakeApi.create([
      list(['a'], 70),
      { watch: '', status: 504 },
      list(['b'], 7),
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen.filter(line => line.startsWith('='))).toEqual(['= a', '= b']);
  });

  it('does not collect a list without end', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `n${index}`);
    const api = FakeApi.create([
      ...Array.from({ length: 201 }, () => list(names, 7, 'more')),
      list(['a'], 8),
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen).toEqual([
      expect.stringMatching(/^! .* has more than 100000 objects$/),
      '= a',
    ]);
  });

  it('lists page by page, then watches from there', async () => {
    const api = FakeApi.create([
      list(['a', 'b'], 7, 'next page'),
      list(['c'], 7),
      { watch: event('ADDED', 'd', 8) + event('DELETED', 'a', 9), cut: true },
    ]);
    const { informer, seen } = start(api, { labelSelector: 'tier=web' });
    await api.done();
    await informer.stop();

    expect(seen.slice(0, 3)).toEqual(['= a b c', '+ d', '- a']);
    const [first, second, watch, again] = api.paths.map(
      ({ searchParams }) => searchParams,
    );
    expect(Object.fromEntries(first)).toEqual({
      labelSelector: 'tier=web',
      limit: '500',
    });
    expect(second.get('continue')).toBe('next page');
    expect(watch.get('resourceVersion')).toBe('7');
    expect(watch.get('allowWatchBookmarks')).toBe('true');
    expect(watch.get('labelSelector')).toBe('tier=web');
    expect(again.get('resourceVersion')).toBe('9');
  });

  it('goes on from a bookmark, which is no event', async () => {
    const api = FakeApi.create([
      list([], 1),
      { watch: event('BOOKMARK', '', 50) },
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen).toEqual(['= ']);
    expect(api.paths[2].searchParams.get('resourceVersion')).toBe('50');
  });

  it.each([
    ['the answer to a watch', { watch: '', status: 410 }],
    [
      'an event',
      {
        watch: `${JSON.stringify({
          type: 'ERROR',
          object: { kind: 'Status', code: 410, reason: 'Expired' },
        })}\n`,
      },
    ],
    ['a line that is no event', { watch: 'half a li\n' }],
    ['an event of an unknown type', { watch: event('GROWN', 'a', 2) }],
  ])('lists again after %s', async (_, step) => {
    const api = FakeApi.create([list(['a'], 1), step, list(['b'], 9)]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen.filter(line => line.startsWith('='))).toEqual(['= a', '= b']);
    expect(seen.filter(line => line.startsWith('!'))).toHaveLength(1);
  });

  it('lists from the start when a page has expired', async () => {
    const api = FakeApi.create([
      list(['a'], 1, 'next page'),
      { list: {}, status: 410 },
      list(['a', 'b'], 2),
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen).toEqual(['! answered 410', '= a b']);
    expect(api.paths[2].searchParams.has('continue')).toBe(false);
  });

  it('drops a half line at the end of a watch and asks again for what it held', async () => {
    const api = FakeApi.create([
      list([], 1),
      {
        watch: event('ADDED', 'a', 2) + event('ADDED', 'b', 3).slice(0, 20),
      },
      { watch: event('ADDED', 'b', 3) },
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen).toEqual(['= ', '+ a', '+ b']);
    expect(api.paths[2].searchParams.get('resourceVersion')).toBe('2');
  });

  it('waits longer and longer while nothing works', async () => {
    const failing = { list: {}, status: 500 };
    const api = FakeApi.create([...Array(9).fill(failing), list([], 1)]);
    const { informer, clock } = start(api);
    await api.done();
    await informer.stop();

    expect(clock.waits).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('does not spin on watches that end at once', async () => {
    const api = FakeApi.create([list([], 1), { watch: '' }, { watch: '' }]);
    const { informer, clock } = start(api);
    await api.done();
    await informer.stop();

    expect(clock.waits).toEqual([500, 1_000]);
  });

  it('leaves out an object that it cannot read, and says so', async () => {
    const api = FakeApi.create([
      { list: { metadata: { resourceVersion: '1' }, items: [{}, null] } },
      { watch: event('ADDED', 'a', 2) },
    ]);
    const { informer, seen } = start(api);
    await api.done();
    await informer.stop();

    expect(seen.slice(2)).toEqual(['= ', '+ a']);
    expect(seen[0]).toContain('unexpected form');
  });

  it('gives an event again when the handler failed', async () => {
    const api = FakeApi.create([
      list([], 1),
      { watch: event('ADDED', 'a', 2) },
      { watch: event('ADDED', 'a', 2) },
    ]);
    const seen: string[] = [];
    const { informer } = start(api, {
      handler: {
        onReplace: () => {},
        onUpsert: item => {
          seen.push(item);
          if (seen.length === 1) {
            throw new Error('the database is away');
          }
        },
        onDelete: () => {},
      },
    });
    await api.done();
    await informer.stop();

    expect(seen).toEqual(['a', 'a']);
    expect(api.paths[2].searchParams.get('resourceVersion')).toBe('1');
  });

  it('sees the same whatever the size of the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1 })),
        fc.integer({ min: 1, max: 40 }),
        async (names, size) => {
          const bytes = Buffer.from(
            names.map((name, index) => event('ADDED', name, index)).join(''),
          );
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) {
            chunks.push(bytes.subarray(at, at + size));
          }
          const api = FakeApi.create([list([], 1), { watch: chunks }]);
          const { informer, seen } = start(api);
          await api.done();
          await informer.stop();
          const wellFormed = names.map(name => Buffer.from(name).toString());
          expect(seen.filter(line => !line.startsWith('!'))).toEqual([
            '= ',
            ...wellFormed.map(name => `+ ${name}`),
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('goes on over a new connection after a cut', async () => {
    const server = await TestApiServer.start();
    const watches: TestRequest[] = [];
    const caughtUp = new Promise<void>(resolve => {
      server.handler = (request, stream) => {
        if (!request.query.has('watch')) {
          answer(stream, 200, {
            metadata: { resourceVersion: '1' },
            items: [],
          });
          return;
        }
        watches.push(request);
        stream.respond({ ':status': 200 });
        stream.write(event('ADDED', `thing-${watches.length}`, 5), () => {
          if (watches.length === 1) {
            server.cut();
          } else {
            resolve();
          }
        });
      };
    });
    const api = ReconnectingApi.create(server.endpoint());
    const { informer, seen } = start(api);
    await caughtUp;
    await informer.stop();
    await api.close();
    await server.stop();

    expect(seen[0]).toBe('= ');
    expect(
      server.requests.filter(({ query }) => !query.has('watch')),
    ).toHaveLength(1);
    expect(watches.length).toBeGreaterThanOrEqual(2);
  });
});
