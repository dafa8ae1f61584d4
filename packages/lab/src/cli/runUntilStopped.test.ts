import { runUntilStopped } from './runUntilStopped';

const never = new Promise<never>(() => undefined);

describe('runUntilStopped', () => {
  it('stops in the reverse order when a signal comes', async () => {
    const log: string[] = [];
    const code = await runUntilStopped(async started => {
      started.add(async () => log.push('lab stopped'));
      started.add(async () => log.push('portal stopped'));
      setImmediate(() => process.emit('SIGINT'));
      return { ended: never };
    });

    expect(log).toEqual(['portal stopped', 'lab stopped']);
    expect(code).toBe(0);
  });

  it('stops what was started after the signal had come', async () => {
    const log: string[] = [];
    await runUntilStopped(async (started, signal) => {
      process.emit('SIGTERM');
      expect(signal.aborted).toBe(true);
      await new Promise(resolve => setImmediate(resolve));
      started.add(async () => log.push('late part stopped'));
      return { ended: never };
    });

    expect(log).toEqual(['late part stopped']);
  });

  it('stops what had started when the start fails, and fails', async () => {
    const log: string[] = [];
    const run = runUntilStopped(async started => {
      started.add(async () => log.push('lab stopped'));
      throw new Error('no portal');
    });

    await expect(run).rejects.toThrow('no portal');
    expect(log).toEqual(['lab stopped']);
  });

  it('ends with what it ran, and leaves no handler behind', async () => {
    const before = process.listenerCount('SIGINT');
    const code = await runUntilStopped(async () => ({
      ended: Promise.resolve(3),
    }));

    expect(code).toBe(3);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
