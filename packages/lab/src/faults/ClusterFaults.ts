import { z } from 'zod';
import type { ClusterPath } from './ClusterPath';
import { clusterFaultKinds } from './clusterFaultKinds';
import { describeOptions, parseFaultOptions } from './faultOptions';
import type {
  ActiveFault,
  FaultKind,
  FaultRequest,
  FaultSource,
} from './FaultSource';

const numbersSchema = z.record(z.string(), z.number().optional());

/** What can go wrong on the ways to the clusters. */
export class ClusterFaults implements FaultSource {
  private readonly paths: ReadonlyMap<string, ClusterPath>;
  /** By cluster: its link's fault, and those above TCP. */
  private readonly faults: ActiveFault[] = [];

  private constructor(paths: ReadonlyMap<string, ClusterPath>) {
    this.paths = paths;
  }

  static create(paths: ReadonlyMap<string, ClusterPath>): ClusterFaults {
    return new ClusterFaults(paths);
  }

  kinds(): FaultKind[] {
    const targets = [...this.paths.keys()];
    return Object.entries(clusterFaultKinds).map(
      ([name, { imitates, options }]) => ({
        name,
        imitates,
        targets,
        options: describeOptions(options),
      }),
    );
  }

  active(): ActiveFault[] {
    return [...this.faults];
  }

  async set({ name, target, options = {} }: FaultRequest): Promise<void> {
    const kind = clusterFaultKinds[name];
    const path = this.paths.get(target);
    if (!kind || !path) {
      return;
    }
    const values = numbersSchema.parse(
      parseFaultOptions(name, kind.options, options),
    );
    const since = new Date(Date.now() - (values.minutes ?? 0) * 60_000);
    if ('link' in kind.effect) {
      this.forget(target, isLinkFault);
      await path.setLink(kind.effect.link(values), since);
    } else {
      await path.setFault(name, await kind.effect.http(values));
    }
    this.forget(target, other => other === name);
    this.faults.push({
      name,
      target,
      options,
      since: since.toISOString(),
    });
  }

  async clear({ name, target }: FaultRequest): Promise<void> {
    const path = this.paths.get(target);
    const known = this.faults.some(
      fault => fault.name === name && fault.target === target,
    );
    if (!path || !known) {
      return;
    }
    this.forget(target, other => other === name);
    if (isLinkFault(name)) {
      await path.setLink({ kind: 'clear' });
    } else {
      await path.clearFault(name);
    }
  }

  private forget(target: string, matches: (name: string) => boolean): void {
    const index = this.faults.findIndex(
      fault => fault.target === target && matches(fault.name),
    );
    if (index >= 0) {
      this.faults.splice(index, 1);
    }
  }
}

/** Whether a fault is one of a link, below HTTP. */
export function isLinkFault(name: string): boolean {
  const kind = clusterFaultKinds[name];
  return kind !== undefined && 'link' in kind.effect;
}
