import { numericId } from '../../accounts/numericId';
import type { View } from '../View';
import { nodeId } from './nodeId';

/**
 * A user, bot or organization in brief, as it stands in other objects.
 *
 * @internal
 */
export function serialiseUser(login: string, { links, accounts }: View) {
  const type = accounts.typeOf(login);
  const id = numericId(login);
  const url = `${links.api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${links.web}/avatars/u/${id}`,
    gravatar_id: '',
    url,
    html_url: `${links.web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/**
 * A user with everything that anyone may see.
 *
 * @internal
 */
export function serialisePublicUser(login: string, view: View) {
  const since = new Date(0).toISOString();
  return {
    ...serialiseUser(login, view),
    name: login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  };
}
