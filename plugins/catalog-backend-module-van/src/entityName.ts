import { createHash } from 'node:crypto';

const MAX_LENGTH = 63;
const DIGEST_LENGTH = 8;

/**
 * Name of a cluster's entity: `<network>.<cluster>`, since two networks can each have a cluster of the same name. What a
 * name cannot hold is cut, and a hash keeps it apart from others.
 *
 * @internal
 */
export function clusterEntityName(network: string, cluster: string): string {
  const name = `${network}.${cluster}`;
  const valid = name.replace(/[^A-Za-z0-9._-]/g, '-');
  if (valid === name && name.length <= MAX_LENGTH) {
    return name;
  }
  const digest = createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, DIGEST_LENGTH);
  const beginning = valid
    .slice(0, MAX_LENGTH - DIGEST_LENGTH - 1)
    .replace(/[._-]+$/, '');
  return `${beginning}-${digest}`;
}
