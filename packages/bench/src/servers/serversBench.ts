import { KubeConfig } from '@kubernetes/client-node';
import { findRealBinaries } from '@vanstage/lab';
import { z } from 'zod';
import { BenchProcess } from '../process';
import { describeMachine, type BenchReport } from '../report';
import { ServerClient } from './ServerClient';
import { create, list, page, watch, type ServerLoad } from './serverLoad';

/**
 * Options of {@link serversBench}.
 *
 * @public
 */
export interface ServersBenchOptions {
  load: ServerLoad;
  /** Default: the embedded server, and the real one where its programs are found. */
  kinds?: ReadonlyArray<'embedded' | 'real'>;
}

const readySchema = z.object({ kubeConfig: z.looseObject({}) });
const stepNames = ['create', 'list', 'list in pages of 500', 'watch'];
const realPrograms = ['etcd', 'kube-apiserver'] as const;

interface Figures {
  kind: string;
  start: number;
  residentBytes: number;
  steps: Array<{ seconds: number; cpu: number; amount: number }>;
}

/**
 * Asks the lab's embedded API server and a real one for the same: writes, lists, pages, watches. Each server is in a
 * process of its own, whose CPU is counted apart from the client's.
 *
 * @public
 */
export async function serversBench(
  options: ServersBenchOptions,
): Promise<BenchReport> {
  const { load } = options;
  const machine = describeMachine();
  const { paths } = findRealBinaries();
  const hasReal = realPrograms.every(name => paths.has(name));
  const kinds =
    options.kinds ?? (hasReal ? ['embedded', 'real'] : ['embedded']);
  const figures: Figures[] = [];
  for (const kind of kinds) {
    figures.push(await measureServer(kind, load));
  }
  const [embedded, real] = figures;
  return {
    name: 'servers',
    title: 'API servers',
    machine,
    tables: [
      {
        title: `${load.objects} ConfigMaps of 1 kB, ${load.watches} watches`,
        columns: [
          'step',
          ...figures.flatMap(({ kind }) => [
            `${kind}, per second`,
            `${kind}, server's CPU ms per 1,000`,
          ]),
          ...(real ? ['embedded ÷ real, per second'] : []),
        ],
        rows: stepNames.map((step, index) => [
          step,
          ...figures.flatMap(({ steps }) => rates(steps[index])),
          ...(real
            ? [perSecond(embedded.steps[index]) / perSecond(real.steps[index])]
            : []),
        ]),
        notes: [
          ...figures.map(
            ({ kind, start, residentBytes }) =>
              `${kind}: ready after ${start.toFixed(1)} s; ${Math.round(
                residentBytes / 1e6,
              )} MB at the end${
                kind === 'real' ? ' (etcd, kube-apiserver and Node.js)' : ''
              }.`,
          ),
          'An object in a list or a page, a write, and a write that one watch sees count as one each.',
          ...(hasReal
            ? []
            : [
                'No real server to compare with: its programs were not found (`./vanstage lab --real` builds them).',
              ]),
        ],
      },
    ],
  };
}

async function measureServer(
  kind: 'embedded' | 'real',
  load: ServerLoad,
): Promise<Figures> {
  const server = await BenchProcess.start({
    script: require.resolve('./serverProcess.ts'),
    input: { kind },
    read: message => readySchema.parse(message),
  });
  try {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(JSON.stringify(server.ready.kubeConfig));
    const client = await ServerClient.create(kubeConfig);
    const step = async (amount: number, run: () => Promise<unknown>) => {
      const cpuBefore = (await server.usage()).cpuSeconds;
      const before = performance.now();
      await run();
      const seconds = (performance.now() - before) / 1000;
      const cpu = (await server.usage()).cpuSeconds - cpuBefore;
      return { seconds, cpu, amount };
    };
    const steps = [
      await step(load.objects, () => create(client, load)),
      await step(load.objects * load.lists, () => list(client, load)),
      await step(load.objects, () => page(client)),
      await step(load.watches * load.writes, () => watch(client, load)),
    ];
    const { residentBytes } = await server.usage();
    client.close();
    return {
      kind,
      start: server.startMilliseconds / 1000,
      residentBytes,
      steps,
    };
  } finally {
    await server.stop();
  }
}

function perSecond({ amount, seconds }: Figures['steps'][number]): number {
  return amount / seconds;
}

function rates(step: Figures['steps'][number]): number[] {
  return [perSecond(step), (step.cpu * 1e6) / step.amount];
}
