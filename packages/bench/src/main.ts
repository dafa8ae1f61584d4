import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';
import { domainBench } from './domain';
import { labBench } from './lab';
import { markdownReport, writeReport, type BenchReport } from './report';
import { serversBench } from './servers';

const usage = `Usage: ./vanstage yarn workspace @vanstage/bench start [options] [domain] [servers] [lab]

Runs the benchmarks that are named, or all, prints their tables and writes them as Markdown and JSON.

  --output DIR     folder for the files (default .vanstage/bench in the repository)
  --sizes LIST     sizes of the lab: small (6 edges), medium (100), large (2 × 500 edges, 20,000 Applications);
                   default small,medium
  --settle SECONDS how long a lab may take until all its Applications are Synced and Healthy (default 1800)`;

const sizes = {
  small: { networks: ['north'], edges: 6, applications: 4, deployments: 2 },
  medium: { networks: ['north'], edges: 100, applications: 5, deployments: 2 },
  large: {
    networks: ['north', 'south'],
    edges: 500,
    applications: 20,
    deployments: 4,
  },
};

type Benchmark = () => BenchReport | Promise<BenchReport>;

async function main(parameters: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      output: { type: 'string', default: '../../.vanstage/bench' },
      sizes: { type: 'string', default: 'small,medium' },
      settle: { type: 'string', default: '1800' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return;
  }
  const benchmarks = new Map<string, Benchmark>([
    [
      'domain',
      () =>
        domainBench({
          size: { clusters: 1000, applications: 1000, rules: 300 },
          runs: 7,
        }),
    ],
    [
      'servers',
      () =>
        serversBench({
          load: { objects: 5000, lists: 10, watches: 50, writes: 1000 },
        }),
    ],
    [
      'lab',
      () =>
        labBench({
          sizes: values.sizes.split(',').map(sizeOf),
          settleSeconds: Number(values.settle),
          idleSeconds: 20,
          onProgress: say,
        }),
    ],
  ]);
  const names = positionals.length > 0 ? positionals : [...benchmarks.keys()];
  for (const name of names) {
    const benchmark = benchmarks.get(name);
    if (!benchmark) {
      throw new InputError(`There is no benchmark '${name}'.\n\n${usage}`);
    }
    const report = await benchmark();
    const paths = await writeReport(report, resolve(values.output));
    say(markdownReport(report));
    say(paths.map(path => `Written: ${path}`).join('\n'));
  }
}

function sizeOf(name: string) {
  if (name === 'small' || name === 'medium' || name === 'large') {
    return sizes[name];
  }
  throw new InputError(
    `There is no size '${name}' of the lab. There are: ${Object.keys(
      sizes,
    ).join(', ')}.`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
