import { textAt } from './kubeObject';
import { ServedResource } from './ResourceRegistry';
import { badRequest, notFound } from './status';

/** Throws when there is no such Pod, or no node that could forward its ports. */
export function requireHost(
  pods: ServedResource,
  pod: { namespace: string; name: string },
): void {
  const { namespace, name } = pod;
  const stored = pods.store.get(`${namespace}/${name}`);
  if (!stored) {
    throw notFound(pods.definition, name);
  }
  if (textAt(stored.object, 'spec', 'nodeName') === '') {
    throw badRequest(`pod ${name} does not have a host assigned`);
  }
}
