import {
  place,
  plan,
  render,
  type Fleet,
} from '@vanstage/backstage-plugin-van-common';
import { parse, stringify } from 'yaml';
import { measure, type Timing } from '../measure';
import { describeMachine, type BenchReport } from '../report';
import { domainFiles, domainFleet, type DomainFleetSize } from './domainFleet';
import { placeNaively } from './placeNaively';

/**
 * Options of {@link domainBench}.
 *
 * @public
 */
export interface DomainBenchOptions {
  size: DomainFleetSize;
  runs: number;
}

/**
 * Times what Vanstage does for each change: read a fleet, place, plan a change of one rule, render; beside peers that do
 * the same work.
 *
 * @public
 */
export function domainBench(options: DomainBenchOptions): BenchReport {
  const { size, runs } = options;
  const machine = describeMachine();
  const files = domainFiles(size);
  const read = measure({ runs, run: () => domainFleet(files) });
  const fleet = read.result;
  const changed = withoutKind(fleet, 'kind-1');
  const placed = measure({ runs, run: () => place(fleet) });
  const planned = measure({ runs, run: () => plan(fleet, changed) });
  const rendered = measure({ runs, run: () => render(fleet) });
  const documents = [...rendered.result.values()].map(text => parse(text));
  const peers = {
    read: measure({
      runs,
      run: () => [...files.values()].map(text => parse(text)),
    }),
    place: measure({ runs: 1, run: () => placeNaively(fleet) }),
    render: measure({
      runs,
      run: () => documents.map(document => stringify(document)),
    }),
  };
  const bytes = [...rendered.result.values()].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  return {
    name: 'domain',
    title: 'The domain',
    machine,
    tables: [
      {
        title: `${size.clusters} clusters × ${size.applications} applications × ${size.rules} rules`,
        columns: [
          'step',
          'first run, ms',
          `best of ${runs}, ms`,
          'CPU of the best, ms',
          'CPU of the peer, ms',
          'peer ÷ best, CPU',
        ],
        rows: [
          row('read the files', read.timing, peers.read.timing),
          row('place', placed.timing, peers.place.timing),
          row('plan a change', planned.timing),
          row('render', rendered.timing, peers.render.timing),
        ],
        notes: [
          `${placed.result.length} placements, of which the plan removes ${
            planned.result.removed.length
          }; ${rendered.result.size} files of ${Math.round(
            bytes / 1000,
          )} kB are rendered.`,
          'Plan and render place by themselves: plan both fleets, render one.',
          "Peer of reading: the library `yaml` parsing the same files without checking them. Peer of placing, run once: every rule asked of every application and cluster. Peer of rendering: the library `yaml` writing the same documents, which were made before; it is what one would take instead of the renderer's own writer.",
          'There is no peer for the plan.',
        ],
      },
    ],
  };
}

function withoutKind(fleet: Fleet, tag: string): Fleet {
  return {
    ...fleet,
    rules: fleet.rules.filter(
      ({ applications }) => !applications.anyOf.includes(tag),
    ),
  };
}

function row(step: string, timing: Timing, peer?: Timing) {
  const { first, best, bestCpu } = timing;
  return [
    step,
    first,
    best,
    bestCpu,
    peer?.bestCpu ?? '',
    peer ? peer.bestCpu / bestCpu : '',
  ];
}
