import { mkdir } from 'node:fs/promises';
import { ConflictError } from '@backstage/errors';
import { Lab } from '../Lab';
import { buildRealBinaries } from '../real';
import { runningLab } from './controlLab';
import { LabControl } from './LabControl';
import type { Started } from './runUntilStopped';
import { say } from './say';

const defaultPorts = {
  hub: 7443,
  edges: {
    paris: 7444,
    berlin: 7445,
    dallas: 7446,
    oslo: 7447,
    madrid: 7448,
    lyon: 7449,
  },
};

/** Options of {@link startLab}. */
export interface StartLabOptions {
  directory: string;
  forgePort: number;
  resyncSeconds: number;
  /** Real programs in the place of the embedded servers. */
  real: boolean;
  /** Ends what is built before a lab of real programs starts. */
  signal?: AbortSignal;
}

/** Starts a lab that other processes can speak to. Throws when one runs in the directory already. */
export async function startLab(
  options: StartLabOptions,
  started: Started,
): Promise<Lab> {
  const { directory, forgePort, resyncSeconds, real, signal } = options;
  const pid = await runningLab(directory);
  if (pid !== undefined) {
    throw new ConflictError(
      `A lab runs in ${directory} already (process ${pid}). Stop it first (kill ${pid}), or give another --directory.`,
    );
  }
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (real) {
    await buildRealBinaries({ say, signal });
  }
  const lab = await Lab.start({
    directory,
    resyncSeconds,
    servers: real ? 'real' : 'embedded',
    onProgramEnd: (what, error) => {
      process.stderr.write(`${what}: ${error}\n`);
    },
    ports: { ...defaultPorts, forge: forgePort },
  });
  started.add(() => lab.stop());
  await lab.playStory();
  const control = await LabControl.start({ lab, directory });
  started.add(() => control.stop());
  return lab;
}
