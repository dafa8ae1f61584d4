import {
  applicationName,
  LABEL_APPLICATION,
  LABEL_CLUSTER,
  LABEL_NETWORK,
} from '@vanstage/backstage-plugin-van-common';
import { parseServer } from '../join/parseServer';
import type { ApplicationRow } from '../store/rows';
import { IN_CLUSTER } from '../store/VanStore';
import type { NetworkContext, Pair, PlacedApplication } from './NetworkContext';
import { appliesRendered } from './renderedObjects';

/**
 * Which application on which cluster an Argo CD Application is; undefined when it belongs to another network or to
 * Vanstage itself.
 *
 * Labels count only on an Application with the name that Vanstage renders for them, so that no label set by hand makes an
 * Application pass for another. Any other Application goes by its own name.
 *
 * @internal
 */
export function placeApplication(
  context: NetworkContext,
  row: ApplicationRow,
): PlacedApplication | undefined {
  const network = row.labels[LABEL_NETWORK];
  if (
    (network !== undefined && network !== context.network) ||
    appliesRendered(context, row)
  ) {
    return undefined;
  }
  const application = row.labels[LABEL_APPLICATION];
  const cluster = row.labels[LABEL_CLUSTER];
  if (
    network !== undefined &&
    application &&
    cluster &&
    row.key === managedKey(context, { application, cluster })
  ) {
    return { application, cluster, managed: true, row };
  }
  return {
    application:
      row.namespace === context.argocdNamespace
        ? row.name
        : `${row.name}@${row.namespace}`,
    cluster: destinationCluster(context, row),
    managed: false,
    row,
  };
}

/**
 * Keys of the only Applications that can be this placement, the one that Vanstage rendered first.
 *
 * @internal
 */
export function candidateKeys(context: NetworkContext, pair: Pair): string[] {
  return [managedKey(context, pair), unmanagedKey(context, pair.application)];
}

/**
 * Key of the Application that goes by this name and that Vanstage did not render.
 *
 * @internal
 */
export function unmanagedKey(
  context: NetworkContext,
  application: string,
): string {
  const [name, namespace = context.argocdNamespace] = application.split('@');
  return `${namespace}/${name}`;
}

function managedKey(context: NetworkContext, pair: Pair): string {
  return `${context.argocdNamespace}/${applicationName(
    pair.application,
    pair.cluster,
  )}`;
}

function destinationCluster(
  context: NetworkContext,
  row: ApplicationRow,
): string {
  const { name, server = '' } = row.destination;
  if (name) {
    return name === IN_CLUSTER ? context.hub : name;
  }
  if (parseServer(server).kind === 'inCluster') {
    return context.hub;
  }
  for (const { identity } of context.clusters.values()) {
    if (identity.server && trimSlash(identity.server) === trimSlash(server)) {
      return identity.name;
    }
  }
  return server;
}

function trimSlash(url: string): string {
  return url.replace(/\/$/, '');
}
