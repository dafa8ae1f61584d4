import { z } from 'zod';
import {
  describeOptions,
  numberOption,
  parseFaultOptions,
} from '../faults/faultOptions';
import type {
  ActiveFault,
  FaultKind,
  FaultRequest,
  FaultSource,
} from '../faults';
import { forgeFaults, type Forge } from '../forge';

/** What the forge is called where a fault is put on it. */
export const forgeTarget = 'forge';

/** What each of the forge's faults can be given. */
export const forgeFaultOptions = z.object({
  times: numberOption
    .min(1)
    .optional()
    .describe('how often it happens, default for ever'),
  method: z.string().optional().describe('only for requests of this method'),
  path: z
    .string()
    .optional()
    .describe('only for requests whose path has this in it'),
  status: numberOption
    .optional()
    .describe('status of the answer, where there are several'),
  seconds: numberOption
    .min(0)
    .optional()
    .describe('how long it takes, or how long one is told to wait'),
});

/** What can go wrong with the forge, by the names that people use: `forge-slow-archive` is the forge's `slowArchive`. */
export const forgeFaultKinds: Readonly<Record<string, string>> =
  Object.fromEntries(
    Object.entries(forgeFaults).map(([name, imitates]) => [
      publicName(name),
      imitates,
    ]),
  );

/** The forge's faults, as one of the lab's sources. */
export class ForgeFaultSource implements FaultSource {
  private readonly since = new Map<string, string>();

  private constructor(private readonly faults: Forge['faults']) {}

  static create(forge: Forge): ForgeFaultSource {
    return new ForgeFaultSource(forge.faults);
  }

  kinds(): FaultKind[] {
    return Object.entries(forgeFaultKinds).map(([name, imitates]) => ({
      name,
      imitates,
      targets: [forgeTarget],
      options: describeOptions(forgeFaultOptions),
    }));
  }

  active(): ActiveFault[] {
    return this.faults.list().map(({ name, ...given }) => ({
      name: publicName(name),
      target: forgeTarget,
      since: this.since.get(name) ?? '',
      options: Object.fromEntries(
        Object.entries(given).map(([option, value]) => [option, String(value)]),
      ),
    }));
  }

  async set(fault: FaultRequest): Promise<void> {
    const given = parseFaultOptions(
      fault.name,
      forgeFaultOptions,
      fault.options,
    );
    const name = ownName(fault.name);
    this.faults.set(name, given);
    this.since.set(name, new Date().toISOString());
  }

  async clear({ name }: FaultRequest): Promise<void> {
    this.faults.clear(ownName(name));
  }
}

function publicName(name: string): string {
  return `forge-${name.replace(
    /[A-Z]/g,
    letter => `-${letter.toLowerCase()}`,
  )}`;
}

function ownName(name: string): string {
  return name
    .replace(/^forge-/, '')
    .replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
