import { numericId } from '../../accounts/numericId';
import type { View } from '../View';
import { nodeId } from './nodeId';

/**
 * An organization as webhooks tell of it.
 *
 * @internal
 */
export function serialiseOrganization(login: string, { links }: View) {
  const id = numericId(login);
  const url = `${links.api}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('Organization', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${links.web}/avatars/u/${id}`,
    description: null,
  };
}
