import type { HubNamespaces } from '../collect';
import type { FleetStore } from '../store';

/**
 * Where Argo CD and Skupper live in a network's hub; undefined until the fleet repository has said so.
 *
 * @internal
 */
export async function hubNamespaces(
  store: FleetStore,
  network: string,
): Promise<HubNamespaces | undefined> {
  const fleet = await store.findFleet(network);
  return (
    fleet && {
      argocd: fleet.network.argocdNamespace,
      skupper: fleet.network.skupperNamespace,
    }
  );
}
