/**
 * Which Service of the hub a cluster Secret's `server` leads to.
 *
 * @internal
 */
export type ServerTarget =
  /** The cluster that Argo CD runs in. */
  | { kind: 'inCluster' }
  | { kind: 'service'; name: string; namespace: string; port: number }
  /** Not a Service of the hub. */
  | { kind: 'other' };

/**
 * Reads a cluster Secret's `server`. `https://kubernetes.default.svc` always means the hub itself to Argo CD.
 *
 * @internal
 */
export function parseServer(server: string): ServerTarget {
  if (!URL.canParse(server)) {
    return { kind: 'other' };
  }
  const url = new URL(server);
  const [name, namespace, svc, ...domain] = url.hostname.split('.');
  const isService =
    svc === 'svc' &&
    (domain.length === 0 || domain.join('.') === 'cluster.local');
  if (!name || !namespace || !isService) {
    return { kind: 'other' };
  }
  if (name === 'kubernetes' && namespace === 'default') {
    return { kind: 'inCluster' };
  }
  return {
    kind: 'service',
    name,
    namespace,
    port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)),
  };
}
