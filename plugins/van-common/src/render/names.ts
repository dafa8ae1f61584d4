import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

const MAX_LENGTH = 63;
const DIGEST_LENGTH = 8;

/**
 * SHA-256 of a text, as hexadecimal digits.
 *
 * @internal
 */
export function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * Name of the Argo CD Application that runs an application on a cluster: `<application>-<cluster>`, or a beginning of it
 * and eight digits of a hash where that is longer than 63 characters. It depends on the two names only and never changes
 * with versions of Vanstage: another name would delete and deploy everything anew.
 *
 * @public
 */
export function applicationName(application: string, cluster: string): string {
  const name = `${application}-${cluster}`;
  if (name.length <= MAX_LENGTH) {
    return name;
  }
  const digest = digestOf(`${application}/${cluster}`).slice(0, DIGEST_LENGTH);
  const beginning = name
    .slice(0, MAX_LENGTH - DIGEST_LENGTH - 1)
    .replace(/-+$/, '');
  return `${beginning}-${digest}`;
}

/**
 * Name of the hub's Listener for a cluster's API server: also its Service, its host and its routing key.
 *
 * @public
 */
export function kubeApiName(cluster: string): string {
  return `${cluster}-kube-api`;
}

/**
 * Name by which Argo CD knows a cluster. The hub is the cluster that Argo CD itself runs in.
 *
 * @public
 */
export function argoDestination(cluster: {
  name: string;
  role: 'hub' | 'edge';
}): string {
  return cluster.role === 'hub' ? 'in-cluster' : cluster.name;
}
