import { InputError } from '@backstage/errors';
import type {
  ActiveFault,
  FaultKind,
  FaultRequest,
  FaultSource,
} from '../faults';
import type { SkupperFault, SkupperFaults } from '../skupper';

/** The faults of Skupper that last, by the names that people use for them. */
const names = {
  'adaptor-down': 'adaptorDown',
  'lost-site-record': 'lostSiteRecord',
  'ghost-listeners': 'ghostListeners',
  'duplicate-key': 'duplicateKey',
} as const;

type Name = keyof typeof names;

/** Over by itself, so that it is never among what is wrong. */
const restart = 'adaptor-restart';

/** What each imitates, measured on real routers. */
export const skupperFaultKinds: Readonly<
  Record<Name | typeof restart, string>
> = {
  'adaptor-down':
    "Skupper's adaptor of the edge ends: after 30 s the edge is called gone, while traffic flows",
  [restart]:
    "Skupper's adaptor starts again: on the hub, every edge is called gone for some 7 s, while traffic flows",
  'lost-site-record':
    "the hub's adaptor restarts and never hears of the edge again, while traffic flows",
  'ghost-listeners':
    "the hub's router is back with an old configuration: ports of later Listeners are refused, though they are Ready",
  'duplicate-key':
    "the edge has a second Connector with another edge's routing key, so that the wrong cluster may answer",
};

/** What a fault of Skupper's can be given. */
export function skupperFaultOptions(name: string): Record<string, string> {
  return name === 'duplicate-key' ? { of: 'the other edge' } : {};
}

/** Options of {@link SkupperFaultSource.create}. */
export interface SkupperFaultSourceOptions {
  faults: SkupperFaults;
  hub: string;
  edges: readonly string[];
}

/** Skupper's faults, as one of the lab's sources. */
export class SkupperFaultSource implements FaultSource {
  private readonly options: SkupperFaultSourceOptions;
  private readonly since = new Map<string, string>();

  private constructor(options: SkupperFaultSourceOptions) {
    this.options = options;
  }

  static create(options: SkupperFaultSourceOptions): SkupperFaultSource {
    return new SkupperFaultSource(options);
  }

  kinds(): FaultKind[] {
    const { hub, edges } = this.options;
    return Object.entries(skupperFaultKinds).map(([name, imitates]) => ({
      name,
      imitates,
      targets: targetsOf(name, { hub, edges }),
      options: skupperFaultOptions(name),
    }));
  }

  active(): ActiveFault[] {
    return this.options.faults.list().map(
      (fault): ActiveFault => ({
        name: nameOf(fault),
        target: fault.site,
        since: this.since.get(`${nameOf(fault)}/${fault.site}`) ?? '',
        options: 'of' in fault ? { of: fault.of } : {},
      }),
    );
  }

  async set({ name, target, options = {} }: FaultRequest): Promise<void> {
    const { faults } = this.options;
    if (name === restart) {
      await faults.adaptorRestart(target);
      return;
    }
    this.since.set(`${name}/${target}`, new Date().toISOString());
    switch (names[isName(name) ? name : 'adaptor-down']) {
      case 'adaptorDown':
        await faults.adaptorDown(target);
        break;
      case 'lostSiteRecord':
        await faults.lostSiteRecord(target);
        break;
      case 'ghostListeners':
        await faults.ghostListeners();
        break;
      default:
        if (!options.of) {
          throw new InputError(
            `Say whose key: duplicate-key ${target} of=EDGE.`,
          );
        }
        await faults.duplicateKey(target, options.of);
    }
  }

  async clear({ name, target }: FaultRequest): Promise<void> {
    if (isName(name)) {
      await this.options.faults.clear({ name: names[name], site: target });
    }
  }
}

function targetsOf(
  name: string,
  sites: { hub: string; edges: readonly string[] },
): readonly string[] {
  switch (name) {
    case 'ghost-listeners':
      return [sites.hub];
    case restart:
      return [sites.hub, ...sites.edges];
    default:
      return sites.edges;
  }
}

function isName(name: string): name is Name {
  return Object.hasOwn(names, name);
}

function nameOf({ name }: SkupperFault): string {
  const found = Object.entries(names).find(([, own]) => own === name);
  return found ? found[0] : name;
}
