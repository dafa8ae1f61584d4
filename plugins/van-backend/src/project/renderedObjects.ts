import {
  placementState,
  renderedFolder,
} from '@vanstage/backstage-plugin-van-common';
import type { ApplicationRow } from '../store/rows';

/**
 * What is wrong with the Application that applies what Vanstage renders for a network.
 *
 * @internal
 */
export interface RenderedProblems {
  /** Argo CD failed. */
  rendered?: string;
  /** Argo CD has not applied everything; a problem only when that lasts. */
  renderedSync?: string;
}

/**
 * Whether an Application is the one whose source is what Vanstage renders for the network. It belongs to Vanstage itself:
 * nobody's application.
 *
 * @internal
 */
export function appliesRendered(
  { network, fleetUrl }: { network: string; fleetUrl?: string },
  row: ApplicationRow,
): boolean {
  const { repoURL, path = '' } = row.source ?? {};
  return (
    fleetUrl !== undefined &&
    repoURL !== undefined &&
    repositoryOf(repoURL) === repositoryOf(fleetUrl) &&
    `${path.replace(/^(\.?\/)+|\/+$/g, '')}/`.startsWith(
      renderedFolder(network),
    )
  );
}

/**
 * What the Application that applies the rendered objects says.
 *
 * @internal
 */
export function renderedProblems(row: ApplicationRow): RenderedProblems {
  const lead = 'Argo CD could not apply the rendered objects';
  const state = placementState({
    clusterState: 'reachable',
    declared: true,
    managed: true,
    argo: row,
  });
  if (state === 'syncFailed') {
    const reason =
      row.conditions.find(({ type }) => type.endsWith('Error'))?.message ||
      row.operationMessage ||
      'it does not say why';
    return { rendered: `${lead}: ${reason}` };
  }
  return row.sync === 'Synced'
    ? {}
    : {
        renderedSync: `${lead}: its Application ${row.name} stays ${
          row.sync || 'Unknown'
        }`,
      };
}

/** Host and path of a repository's address, whichever way it is written. */
function repositoryOf(address: string): string {
  const asUrl = URL.canParse(address)
    ? address
    : `ssh://${address.replace(/^([^/:]+):/, '$1/')}`;
  if (!URL.canParse(asUrl)) {
    return address;
  }
  const { hostname, pathname } = new URL(asUrl);
  const path = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `${hostname}${path}`.toLowerCase();
}
