import { numericId } from '../../accounts/numericId';
import type {
  ForgeApp,
  Installation,
  InstallationGrant,
} from '../../accounts/types';
import type { View } from '../View';
import { nodeId } from './nodeId';
import { serialiseUser } from './user';

const since = '2026-01-01T00:00:00Z';

/** Events that an App hears of by default. */
const events: string[] = [];

/** @internal */
export function serialiseApp(app: ForgeApp, view: View) {
  const web = `${view.links.web}/github-apps/${app.slug}`;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: serialiseUser(app.slug, view),
    name: app.slug,
    description: null,
    external_url: web,
    html_url: web,
    created_at: since,
    updated_at: since,
    permissions: withMetadata(app.permissions),
    events,
  };
}

/** @internal */
export function serialiseInstallation(installation: Installation, view: View) {
  const { id, app, owner } = installation;
  const { links } = view;
  const account = serialiseUser(owner, view);
  return {
    id,
    account,
    access_tokens_url: `${links.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${links.api}/installation/repositories`,
    html_url: `${links.web}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: numericId(owner),
    target_type: account.type,
    permissions: withMetadata(app.permissions),
    events,
    created_at: since,
    updated_at: since,
    single_file_name: null,
    repository_selection: 'all',
    suspended_by: null,
    suspended_at: null,
  };
}

/** Whoever may see anything may read what the repository is. */
export function withMetadata(permissions: InstallationGrant['permissions']) {
  return { ...permissions, metadata: 'read' };
}
