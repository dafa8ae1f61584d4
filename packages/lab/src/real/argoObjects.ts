import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../controller';

const label = { 'app.kubernetes.io/part-of': 'argocd' };

/** What Argo CD's programs expect in their namespace; see `manifests/base/config` of Argo CD. */
export function argoObjects(namespace: string): KubeObject[] {
  const configMap = (name: string, data: Record<string, string> = {}) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: label },
    data,
  });
  return [
    configMap('argocd-cm'),
    configMap('argocd-rbac-cm'),
    configMap('argocd-cmd-params-cm'),
    configMap('argocd-gpg-keys-cm'),
    configMap('argocd-ssh-known-hosts-cm'),
    configMap('argocd-tls-certs-cm'),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'argocd-secret', namespace, labels: label },
      type: 'Opaque',
      stringData: {
        'server.secretkey': randomBytes(32).toString('base64'),
      },
    },
  ];
}
