import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Application } from '../../../argo';
import type { ArgoContract } from './describeArgo';

const folder = join(__dirname, '..', '__fixtures__');

/**
 * Holds an Application to what real Argo CD wrote into one at the same point of the same test: every field of its status.
 * A run on real servers with `VANSTAGE_RECORD=1` writes that down anew.
 */
export async function expectRecorded(
  { kind, world }: ArgoContract,
  application: Application,
  recording: { file: string; point: string },
): Promise<void> {
  const path = join(folder, `${recording.file}.json`);
  const all: Record<string, unknown> = JSON.parse(
    await readFile(path, 'utf8').catch(() => '{}'),
  );
  const { status, operation } = application;
  const seen = world.normalised({ operation, status });
  if (kind === 'real' && process.env.VANSTAGE_RECORD === '1') {
    all[recording.point] = seen;
    await writeFile(path, `${JSON.stringify(all, undefined, 1)}\n`);
  }
  expect(seen).toEqual(all[recording.point]);
}
