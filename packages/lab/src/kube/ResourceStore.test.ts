import { ResourceStore, RevisionClock, StoreEvent } from './ResourceStore';

function configMap(name: string, value = '') {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'a' },
    data: { value },
  };
}

function names(
  store: ResourceStore,
  options: { prefix: string; from?: string; revision?: number },
) {
  return [...store.list(options)].map(({ object }) => object.metadata.name);
}

describe('ResourceStore', () => {
  const clock = new RevisionClock();
  let store: ResourceStore;

  beforeEach(() => {
    store = new ResourceStore({ clock, historyLimit: 100 });
  });

  it('lists in the order of the keys, from a key on', () => {
    for (const name of ['c', 'a', 'b']) {
      store.put(`a/${name}`, configMap(name));
    }
    store.put('b/z', configMap('z'));
    expect(names(store, { prefix: '' })).toEqual(['a', 'b', 'c', 'z']);
    expect(names(store, { prefix: 'a/' })).toEqual(['a', 'b', 'c']);
    expect(names(store, { prefix: 'a/', from: 'a/b' })).toEqual(['b', 'c']);
  });

  it('lists the state of an earlier revision', () => {
    store.put('a/a', configMap('a', 'old'));
    const { revision } = store.put('a/b', configMap('b'));
    store.put('a/a', configMap('a', 'new'));
    store.remove('a/b');
    store.put('a/c', configMap('c'));
    expect(names(store, { prefix: '' })).toEqual(['a', 'c']);
    expect(
      [...store.list({ prefix: '', revision })].map(({ object }) => [
        object.metadata.name,
        object.data,
      ]),
    ).toEqual([
      ['a', { value: 'old' }],
      ['b', { value: '' }],
    ]);
  });

  it('gives the writes after a revision until they are forgotten', () => {
    const { revision } = store.put('a/a', configMap('a'));
    store.put('a/a', configMap('a', 'x'));
    store.remove('a/a');
    expect(store.eventsAfter(revision)?.map(({ type }) => type)).toEqual([
      'MODIFIED',
      'DELETED',
    ]);
    store.compact(clock.current);
    expect(store.eventsAfter(revision)).toBeUndefined();
    expect(store.eventsAfter(clock.current)).toEqual([]);
  });

  it('bounds its history', () => {
    const small = new ResourceStore({ clock, historyLimit: 4 });
    const { revision } = small.put('a/a', configMap('a'));
    for (let count = 0; count < 10; count++) {
      small.put('a/a', configMap('a', String(count)));
    }
    expect(small.eventsAfter(revision)).toBeUndefined();
    expect(small.eventsAfter(clock.current - 4)).toHaveLength(4);
  });

  it('tells listeners of each write with the state before', () => {
    const events: StoreEvent[] = [];
    const stop = store.subscribe(event => events.push(event));
    const first = store.put('a/a', configMap('a'));
    store.remove('a/a');
    stop();
    store.put('a/b', configMap('b'));
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    expect(events[1].previous).toBe(first);
    expect(Number(events[1].current.object.metadata.resourceVersion)).toBe(
      first.revision + 1,
    );
  });
});
