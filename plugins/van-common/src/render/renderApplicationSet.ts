import type {
  Application,
  ApplicationSource,
  Cluster,
  Network,
} from '../fleet/types';
import { argoSources } from './argoSource';
import { escapeTemplate } from './escapeTemplate';
import { presentFields } from './presentFields';
import {
  LABEL_APPLICATION,
  LABEL_CLUSTER,
  LABEL_MANAGED_BY,
  LABEL_NETWORK,
  MANAGED_BY_VANSTAGE,
} from './labels';
import { applicationName, argoDestination } from './names';
import type { YamlValue } from './toYaml';

/** Puts an element's `spec` over the template's. */
const TEMPLATE_PATCH = '{"spec":{{ toJson .spec }}}';

/**
 * A cluster that an application runs on, and what it is made of there.
 *
 * @internal
 */
export interface PlacedCluster {
  cluster: Cluster;
  sources: readonly ApplicationSource[];
}

/**
 * The ApplicationSet of one application. Its list names each cluster, so that the pull request shows exactly what goes
 * where, and a label that somebody edits in the hub deploys nothing.
 *
 * Sources: `applicationsets.argoproj.io/v1alpha1`, fields `spec.generators[].list` and `spec.template`.
 *
 * @internal
 */
export function renderApplicationSet(options: {
  network: Network;
  application: Application;
  clusters: readonly PlacedCluster[];
}): YamlValue {
  const { network, application, clusters } = options;
  const { ignoreDifferences, sources, syncOptions, wave } = application;
  // Elements are data: only they may hold what differs, and no template is evaluated in them.
  const differs = clusters.some(placed => placed.sources !== sources);
  const labels = {
    [LABEL_MANAGED_BY]: MANAGED_BY_VANSTAGE,
    [LABEL_APPLICATION]: application.name,
    [LABEL_NETWORK]: network.name,
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: application.name,
      namespace: network.argocdNamespace,
      labels,
      ...(wave === 0
        ? {}
        : { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } }),
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          list: {
            elements: clusters.map(({ cluster, sources: own }) => ({
              name: applicationName(application.name, cluster.name),
              cluster: cluster.name,
              destination: argoDestination(cluster),
              ...(differs ? { spec: argoSources(own) } : {}),
            })),
          },
        },
      ],
      template: {
        metadata: {
          name: '{{ .name }}',
          labels: { ...labels, [LABEL_CLUSTER]: '{{ .cluster }}' },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: {
          project: 'default',
          ...argoSources(sources, escapeTemplate),
          destination: {
            name: '{{ .destination }}',
            namespace: application.namespace,
          },
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            syncOptions: ['CreateNamespace=true', ...syncOptions],
            // Argo CD never retries a revision that failed for good, and an edge may be away for hours.
            retry: {
              limit: -1,
              refresh: true,
              backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
            },
          },
          ...(ignoreDifferences.length > 0
            ? {
                ignoreDifferences: escapeTemplate(
                  ignoreDifferences.map(presentFields),
                ),
              }
            : {}),
        },
      },
      ...(differs ? { templatePatch: TEMPLATE_PATCH } : {}),
    },
  };
}
