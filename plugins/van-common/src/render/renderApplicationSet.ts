import type { Application, Cluster, Network } from '../fleet/types';
import {
  LABEL_APPLICATION,
  LABEL_CLUSTER,
  LABEL_MANAGED_BY,
  LABEL_NETWORK,
  MANAGED_BY_VANSTAGE,
} from './labels';
import { applicationName, argoDestination } from './names';
import type { YamlValue } from './toYaml';

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
  clusters: readonly Cluster[];
}): YamlValue {
  const { network, application, clusters } = options;
  const { repoURL, path, targetRevision } = application.source;
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
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          list: {
            elements: clusters.map(cluster => ({
              name: applicationName(application.name, cluster.name),
              cluster: cluster.name,
              destination: argoDestination(cluster),
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
          source: { repoURL, targetRevision, path },
          destination: {
            name: '{{ .destination }}',
            namespace: application.namespace,
          },
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            syncOptions: ['CreateNamespace=true'],
            // Argo CD never retries a revision that failed for good, and an edge may be away for hours.
            retry: {
              limit: -1,
              refresh: true,
              backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
            },
          },
        },
      },
    },
  };
}
