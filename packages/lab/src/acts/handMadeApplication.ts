import type { KubeObject } from '../controller';
import type { LabParts } from '../startLabParts';

/** An Application from before the fleet repository, which Vanstage did not declare. */
export function handMadeApplication(
  parts: Pick<LabParts, 'forge' | 'names'>,
): KubeObject {
  const { forge, names } = parts;
  const name = 'card-terminals';
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: names.argocdNamespace },
    spec: {
      project: 'default',
      source: {
        repoURL: `${forge.url}/${names.owner}/${name}.git`,
        path: 'deploy',
        targetRevision: 'main',
      },
      destination: { name: 'dallas', namespace: name },
      syncPolicy: {
        automated: {},
        syncOptions: ['CreateNamespace=true'],
      },
    },
  };
}
