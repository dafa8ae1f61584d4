/**
 * Programs that belong together: all of a group come from the same place, so that a server never runs with a store or
 * a sibling of another version.
 */
export const realBinaryGroups = [
  ['etcd', 'kube-apiserver'],
  ['kube-controller-manager', 'kube-scheduler'],
  ['kwok'],
  ['kubectl'],
  ['kustomize'],
  ['helm'],
  ['redis-server'],
  [
    'argocd-application-controller',
    'argocd-applicationset-controller',
    'argocd-repo-server',
    'argocd-git-ask-pass',
  ],
] as const;

/**
 * A program of a real cluster or of Argo CD, by the name of its file.
 *
 * @public
 */
export type RealBinary = (typeof realBinaryGroups)[number][number];
