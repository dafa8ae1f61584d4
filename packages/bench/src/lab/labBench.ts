import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { BenchProcess, type TreeUsage } from '../process';
import { describeMachine, type BenchReport } from '../report';
import { HubApplications } from './HubApplications';
import type { ScaleStoryOptions } from './scaleStory';

/**
 * Options of {@link labBench}.
 *
 * @public
 */
export interface LabBenchOptions {
  sizes: readonly ScaleStoryOptions[];
  /** How long to wait for all Applications to be Synced and Healthy, in seconds. */
  settleSeconds: number;
  /** How long to look at the CPU of a lab in which nothing changes, in seconds. */
  idleSeconds: number;
  onProgress?: (text: string) => void;
}

const readySchema = z.object({
  startSeconds: z.number(),
  kubeConfigs: z.array(z.string()),
});

/**
 * Starts labs of growing size, each in a process of its own, and looks at their time, CPU and memory: until the lab has
 * started, until all Applications are Synced and Healthy, while nothing changes, and while a hub's Applications are listed.
 *
 * @public
 */
export async function labBench(options: LabBenchOptions): Promise<BenchReport> {
  const machine = describeMachine();
  const rows: Array<Array<string | number>> = [];
  for (const size of options.sizes) {
    rows.push(await measureLab(size, options));
  }
  return {
    name: 'lab',
    title: 'The lab',
    machine,
    tables: [
      {
        title: 'Start, settle, rest',
        columns: [
          'networks × edges',
          'Applications',
          'started, s',
          'started, CPU s',
          'started, MB',
          'settled, s',
          'settled, CPU s',
          'settled, MB',
          'Synced and Healthy',
          'at rest, CPU s a minute',
          'list of a hub, MB a second',
        ],
        rows,
        notes: [
          "Started: all API servers, links, forge and controllers run (`Lab.start` has resolved); loading the lab's code before that takes 2 to 5 s of CPU more and is part of the CPU, not of the time.",
          'Settled: every Application is Synced and Healthy, or the time for it was over; from the start of the lab.',
          'CPU and resident memory are those of the process of the lab and of the Git processes that it starts.',
        ],
      },
    ],
  };
}

async function measureLab(
  size: ScaleStoryOptions,
  options: LabBenchOptions,
): Promise<Array<string | number>> {
  const { onProgress } = options;
  const name = `${size.networks.length} × ${size.edges}`;
  const lab = await BenchProcess.start({
    script: require.resolve('./labProcess.ts'),
    input: size,
    read: message => readySchema.parse(message),
    nodeOptions: ['--max-semi-space-size=32', '--max-old-space-size=4096'],
  });
  try {
    const { startSeconds, kubeConfigs } = lab.ready;
    const started = await lab.usage();
    onProgress?.(`${name}: started after ${startSeconds.toFixed(1)} s`);
    const hubs = await Promise.all(
      kubeConfigs.map(path => HubApplications.open(path)),
    );
    const settled = await settle(hubs, {
      ...options,
      // One more in each network: the root Application.
      wanted: size.networks.length * (size.edges * size.applications + 1),
      onCount: text => onProgress?.(`${name}: ${text}`),
    });
    const afterSettle = await lab.usage();
    const rest = await restOf(lab, options.idleSeconds);
    const before = performance.now();
    const bytes = await hubs[0].list();
    const listSeconds = (performance.now() - before) / 1000;
    for (const { client } of hubs) {
      client.close();
    }
    return [
      name,
      size.networks.length * size.edges * size.applications,
      startSeconds,
      started.cpuSeconds,
      megabytes(started),
      startSeconds + settled.seconds,
      afterSettle.cpuSeconds,
      megabytes(afterSettle),
      settled.count,
      rest,
      bytes / 1e6 / listSeconds,
    ];
  } finally {
    await lab.stop();
  }
}

async function settle(
  hubs: readonly HubApplications[],
  options: {
    wanted: number;
    settleSeconds: number;
    onCount: (text: string) => void;
  },
): Promise<{ seconds: number; count: number }> {
  const before = performance.now();
  for (;;) {
    const counts = await Promise.all(hubs.map(hub => hub.count()));
    const count = counts.reduce((sum, { settled }) => sum + settled, 0);
    const seconds = (performance.now() - before) / 1000;
    const all = counts.reduce((sum, hub) => sum + hub.all, 0);
    options.onCount(
      `${count} of ${
        options.wanted
      } settled, ${all} made, after ${seconds.toFixed(0)} s`,
    );
    if (count >= options.wanted || seconds > options.settleSeconds) {
      return { seconds, count };
    }
    // Rarely enough to cost the lab little.
    await delay(options.wanted > 1000 ? 10_000 : 250);
  }
}

async function restOf(
  lab: { usage(): Promise<TreeUsage> },
  seconds: number,
): Promise<number> {
  const { cpuSeconds: before } = await lab.usage();
  await delay(seconds * 1000);
  const { cpuSeconds: after } = await lab.usage();
  return ((after - before) / seconds) * 60;
}

function megabytes({ residentBytes }: TreeUsage): number {
  return residentBytes / 1e6;
}
