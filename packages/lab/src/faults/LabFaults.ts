import { InputError, NotFoundError } from '@backstage/errors';
import type {
  ActiveFault,
  FaultKind,
  FaultRequest,
  FaultSource,
} from './FaultSource';

/**
 * All that can be made to go wrong in a lab, and what is wrong now.
 *
 * @public
 */
export class LabFaults {
  private readonly sources: readonly FaultSource[];

  private constructor(sources: readonly FaultSource[]) {
    this.sources = sources;
  }

  /** @internal */
  static create(sources: readonly FaultSource[]): LabFaults {
    return new LabFaults(sources);
  }

  kinds(): FaultKind[] {
    return this.sources.flatMap(source => source.kinds());
  }

  /** What is wrong now. */
  active(): ActiveFault[] {
    return this.sources.flatMap(source => source.active());
  }

  /** Makes something go wrong. Throws when there is no such fault, or when it cannot be put on that. */
  async set(fault: FaultRequest): Promise<void> {
    await this.sourceOf(fault).set(fault);
  }

  /** Makes everything well again, or only what is named. Throws when nothing of that is wrong. */
  async clear(
    which: { name?: string; target?: string } = {},
  ): Promise<ActiveFault[]> {
    const cleared: ActiveFault[] = [];
    for (const source of this.sources) {
      for (const fault of source.active()) {
        if (
          (which.name ?? fault.name) === fault.name &&
          (which.target ?? fault.target) === fault.target
        ) {
          await source.clear(fault);
          cleared.push(fault);
        }
      }
    }
    if (cleared.length === 0 && (which.name || which.target)) {
      throw new NotFoundError(
        `There is no such fault now: ${[which.name, which.target]
          .filter(Boolean)
          .join(' on ')}. What is wrong: ${
          this.active()
            .map(({ name, target }) => `${name} on ${target}`)
            .join(', ') || 'nothing'
        }.`,
      );
    }
    return cleared;
  }

  private sourceOf({ name, target }: FaultRequest): FaultSource {
    const kinds = this.kinds().filter(kind => kind.name === name);
    if (kinds.length === 0) {
      throw new NotFoundError(
        `There is no fault '${name}'. There are: ${[
          ...new Set(this.kinds().map(kind => kind.name)),
        ].join(', ')}.`,
      );
    }
    const source = this.sources.find(candidate =>
      candidate
        .kinds()
        .some(kind => kind.name === name && kind.targets.includes(target)),
    );
    if (!source) {
      throw new InputError(
        `The fault ${name} cannot be put on '${target}'. It can on: ${kinds
          .flatMap(({ targets }) => targets)
          .join(', ')}.`,
      );
    }
    return source;
  }
}
