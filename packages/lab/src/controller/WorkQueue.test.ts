import { WorkQueue } from './WorkQueue';

/** A promise that is resolved from outside. */
function signal(): { given: Promise<void>; give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>(resolve => {
    give = resolve;
  });
  return { given, give };
}

describe('WorkQueue', () => {
  it('works a key off once, however often it is added in one turn', async () => {
    const work = jest.fn(async () => undefined);
    const queue = WorkQueue.start({ work });
    queue.add('a');
    queue.add('a');
    await new Promise(resolve => setImmediate(resolve));

    expect(work).toHaveBeenCalledTimes(1);
    await queue.stop();
  });

  it('never works on a key twice at a time, and comes back to it', async () => {
    const first = signal();
    const second = signal();
    const rounds = [first.given, Promise.resolve()];
    let running = 0;
    let most = 0;
    let done = 0;
    const queue = WorkQueue.start({
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await rounds[done];
        running -= 1;
        done += 1;
        if (done === 2) {
          second.give();
        }
      },
    });
    queue.add('a');
    await Promise.resolve();
    queue.add('a');
    first.give();
    await second.given;

    expect(most).toBe(1);
    await queue.stop();
  });

  it('tries again after a failure', async () => {
    const succeeded = signal();
    const errors: unknown[] = [];
    let attempts = 0;
    const queue = WorkQueue.start({
      work: async () => {
        attempts += 1;
        if (attempts === 1) {
          throw new Error('no');
        }
        succeeded.give();
      },
      onError: (_, error) => errors.push(error),
    });
    queue.add('a');
    await succeeded.given;

    expect(errors).toEqual([new Error('no')]);
    await queue.stop();
  });

  it('waits for what is under way when it is stopped, and begins nothing new', async () => {
    const begun = signal();
    const release = signal();
    const log: string[] = [];
    const queue = WorkQueue.start({
      work: async key => {
        log.push(`${key} begun`);
        begun.give();
        await release.given;
        log.push(`${key} done`);
      },
    });
    queue.add('a');
    queue.addAfter('b', 0);
    await begun.given;
    const stopped = queue.stop();
    queue.add('c');
    release.give();
    await stopped;

    expect(log).toEqual(['a begun', 'a done']);
  });
});
