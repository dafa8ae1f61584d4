import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealProgram } from './RealProgram';

describe('RealProgram', () => {
  let directory: string;
  const start = (
    script: string,
    onError?: (what: string, e: unknown) => void,
  ) =>
    RealProgram.start({
      name: 'server',
      path: '/bin/sh',
      args: ['-c', script],
      directory,
      onError,
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'program-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('is reported with what it said last when it ends by itself', async () => {
    const reported = await new Promise<unknown[]>(resolve => {
      void start('echo no space left >&2; exit 3', (...said) => resolve(said));
    });

    expect(reported).toEqual([
      'server',
      expect.objectContaining({
        message: expect.stringMatching(
          /^server ended with code 3\. Its log is .*server\.log; the end of it:\nno space left$/,
        ),
      }),
    ]);
  });

  it('fails to get ready when it ends before', async () => {
    const program = await start('echo bad flag; exit 1');

    await expect(program.untilReady(async () => false)).rejects.toThrow(
      'bad flag',
    );
  });

  it('is not reported when it is stopped', async () => {
    const onError = jest.fn();
    const program = await start('sleep 600', onError);
    await program.untilReady(async () => true);
    await program.stop();

    expect(onError).not.toHaveBeenCalled();
  });
});
