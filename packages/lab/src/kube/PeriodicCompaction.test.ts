import { PeriodicCompaction } from './PeriodicCompaction';
import { ResourceRegistry } from './ResourceRegistry';
import { builtinResources } from './builtinResources';
import { RevisionClock } from './ResourceStore';

const interval = 300_000;

describe('PeriodicCompaction', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('forgets what was written before the interval before, and keeps the rest', () => {
    const clock = new RevisionClock();
    const registry = new ResourceRegistry({ clock, historyLimit: 100 });
    for (const definition of builtinResources) {
      registry.register(definition);
    }
    const { store } = registry.builtin('', 'configmaps');
    const write = (key: string) =>
      store.put(key, { kind: 'ConfigMap', metadata: { name: key } }).revision;
    const compaction = PeriodicCompaction.start({ registry, clock, interval });

    const first = write('first');
    jest.advanceTimersByTime(interval);
    const second = write('second');
    expect(store.eventsAfter(first)).toHaveLength(1);

    jest.advanceTimersByTime(interval);
    expect(store.eventsAfter(first - 1)).toBeUndefined();
    expect(store.eventsAfter(first)).toHaveLength(1);
    expect(store.eventsAfter(second)).toHaveLength(0);
    expect(store.get('first')?.tail.toString()).toContain('"first"');

    compaction.stop();
    write('third');
    jest.advanceTimersByTime(3 * interval);
    expect(store.eventsAfter(second)).toHaveLength(1);
  });
});
