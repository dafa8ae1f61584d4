import { NotFoundError } from '@backstage/errors';
import type { Lab } from '../Lab';
import type { LabRequest } from './labRequests';

/** Does to a lab what somebody at a terminal asks for. */
export async function actOnLab(lab: Lab, request: LabRequest): Promise<void> {
  switch (request.verb) {
    case 'status':
      break;
    case 'cut':
      await lab.cut(request.cluster);
      break;
    case 'restore':
      await lab.restore(request.cluster);
      break;
    case 'restart':
      await lab.restart(request.cluster);
      break;
    case 'compact':
      await lab.compact(request.cluster);
      break;
    case 'break':
      await lab.faults.set({
        name: request.fault,
        target: request.target,
        options: request.options,
      });
      break;
    case 'fix':
      await lab.faults.clear(faultAndTarget(lab, request.words));
      break;
    case 'drift':
      await lab.handChanges.drift(request);
      break;
    case 'heal':
      await lab.handChanges.heal(request);
      break;
    default:
      request satisfies never;
  }
}

/** Tells by their names which word is the fault and which is its target. */
function faultAndTarget(
  lab: Lab,
  words: readonly string[],
): { name?: string; target?: string } {
  const kinds = lab.faults.kinds();
  const found: { name?: string; target?: string } = {};
  for (const word of words) {
    if (kinds.some(({ name }) => name === word)) {
      found.name = word;
    } else if (kinds.some(({ targets }) => targets.includes(word))) {
      found.target = word;
    } else {
      throw new NotFoundError(
        `There is neither a fault nor a target '${word}'. 'lab --help' lists the faults; targets are: ${[
          ...new Set(kinds.flatMap(({ targets }) => targets)),
        ].join(', ')}.`,
      );
    }
  }
  return found;
}
