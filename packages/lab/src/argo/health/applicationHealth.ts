import type { KubeObject } from '../../controller';
import { argoAnnotations } from '../annotations';
import { isHook, isSkipped } from '../hooks';
import { refKey, refOf } from '../ResourceRef';
import { isWorse, type Health } from './Health';
import { resourceHealth } from './resourceHealth';

const mostCauses = 3;

/** Health of an Application: the worst of what is there, `Missing` only when nothing is. */
export function applicationHealth(
  resources: readonly { target?: KubeObject; live?: KubeObject }[],
): Health {
  const counted = resources.filter(
    ({ target, live }) =>
      !(target && isSkipped(target)) && !(live && isHook(live)),
  );
  const live = counted.flatMap(resource => resource.live ?? []);
  if (counted.length > 0 && live.length === 0) {
    return { status: 'Missing' };
  }
  let worst: Health['status'] = 'Healthy';
  let causes: string[] = [];
  for (const object of live) {
    const ignored =
      object.metadata.annotations?.[argoAnnotations.ignoreHealthCheck] ===
      'true';
    const health = ignored ? undefined : resourceHealth(object);
    if (health && isWorse(worst, health.status)) {
      worst = health.status;
      causes = [resourceName(object)];
    } else if (health?.status === worst && worst !== 'Healthy') {
      causes.push(resourceName(object));
    }
  }
  return { status: worst, message: causeMessage(causes) };
}

function causeMessage(causes: readonly string[]): string | undefined {
  if (causes.length === 0) {
    return undefined;
  }
  const shown = causes.slice(0, mostCauses).join(', ');
  const more = causes.length - mostCauses;
  return `Caused by ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `apps/Deployment:web/web`; a kind of the core group stands alone. */
function resourceName(object: KubeObject): string {
  return refKey(refOf(object)).replace(/^\//, '').replace(':/', ':');
}
