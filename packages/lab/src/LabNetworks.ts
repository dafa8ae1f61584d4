import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Lab } from './Lab';
import { portalConfig, writePrivate } from './labFiles';
import { seedForge } from './seedForge';
import {
  labNames,
  startForge,
  type LabForge,
  type LabOptions,
} from './startLabParts';
import { stopAll } from './stopAll';
import { readStory } from './story';

/**
 * Options of {@link LabNetworks.start}.
 *
 * @public
 */
export interface LabNetworksOptions
  extends Omit<LabOptions, 'ports' | 'network' | 'forge' | 'edges'> {
  /** The edges of each network. Network and edges are declared in the story's fleet. */
  networks: ReadonlyMap<string, readonly string[]>;
}

/**
 * Several networks, each with a hub and edges of its own, that one fleet repository on one forge declares.
 *
 * @public
 */
export class LabNetworks {
  /** By name of the network. */
  readonly labs: ReadonlyMap<string, Lab>;
  /** Configuration that leads a portal to all of the networks. It holds a token. */
  readonly portalConfigPath: string;
  private readonly stops: Array<() => Promise<void>>;

  private constructor(fields: {
    labs: ReadonlyMap<string, Lab>;
    portalConfigPath: string;
    stops: Array<() => Promise<void>>;
  }) {
    this.labs = fields.labs;
    this.portalConfigPath = fields.portalConfigPath;
    this.stops = fields.stops;
  }

  /** Starts everything, or nothing: what had started is stopped when something fails. */
  static async start(options: LabNetworksOptions): Promise<LabNetworks> {
    const stops: Array<() => Promise<void>> = [];
    try {
      const forge = await startSeededForge(options, stops);
      const labs = new Map<string, Lab>();
      for (const [network, edges] of options.networks) {
        const directory = join(options.directory, network);
        const lab = await Lab.start({
          ...options,
          directory,
          network,
          edges,
          forge,
        });
        stops.push(() => lab.stop());
        labs.set(network, lab);
      }
      const portalConfigPath = join(options.directory, 'portal.yaml');
      await writePrivate(
        portalConfigPath,
        portalConfig({
          networks: new Map(
            [...labs].map(([network, lab]) => [network, lab.kubeConfigPath]),
          ),
          credentialsNamespace: labNames.portalNamespace,
          forge: {
            url: forge.forge.url,
            token: forge.token,
            fleet: forge.fleet.url,
          },
        }),
      );
      return new LabNetworks({ labs, portalConfigPath, stops });
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await stopAll(this.stops);
  }
}

async function startSeededForge(
  options: LabNetworksOptions,
  stops: Array<() => Promise<void>>,
): Promise<LabForge> {
  const folder = join(options.directory, 'forge');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { forge, token } = await startForge({}, { folder, stops });
  const fleet = await seedForge(forge, {
    story: options.story ?? (await readStory()),
    edges: [...options.networks.values()].flat(),
    networks: [...options.networks.keys()],
    names: labNames,
  });
  return { forge, token, fleet };
}
