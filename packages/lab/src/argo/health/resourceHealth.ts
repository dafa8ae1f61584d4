import { groupVersion, type KubeObject } from '../../controller';
import {
  claimHealth,
  ingressHealth,
  jobHealth,
  podHealth,
  serviceHealth,
} from './coreHealth';
import {
  applicationSetHealth,
  autoscalerHealth,
  crossplaneHealth,
  definitionHealth,
  sealedSecretHealth,
} from './customHealth';
import { hookFinalizer } from '../hooks';
import type { Health } from './Health';
import {
  daemonSetHealth,
  deploymentHealth,
  replicaSetHealth,
  statefulSetHealth,
} from './workloadHealth';

const checks: Record<string, (live: KubeObject) => Health> = {
  'apps/Deployment': deploymentHealth,
  'apps/ReplicaSet': replicaSetHealth,
  'apps/StatefulSet': statefulSetHealth,
  'apps/DaemonSet': daemonSetHealth,
  'batch/Job': jobHealth,
  'autoscaling/HorizontalPodAutoscaler': autoscalerHealth,
  'networking.k8s.io/Ingress': ingressHealth,
  '/Service': serviceHealth,
  '/PersistentVolumeClaim': claimHealth,
  '/Pod': podHealth,
  'argoproj.io/ApplicationSet': applicationSetHealth,
  'bitnami.com/SealedSecret': sealedSecretHealth,
  'apiextensions.k8s.io/CustomResourceDefinition': definitionHealth,
};

/**
 * Health of one live object as Argo CD's checks see it; undefined for a kind without a check, which then does not count.
 */
export function resourceHealth(live: KubeObject): Health | undefined {
  if (
    live.metadata.deletionTimestamp !== undefined &&
    !live.metadata.finalizers?.includes(hookFinalizer)
  ) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  const { group } = groupVersion(live.apiVersion);
  const check = checks[`${group}/${live.kind}`];
  if (check) {
    return check(live);
  }
  return /\.(crossplane|upbound)\.io$/.test(group)
    ? crossplaneHealth(live)
    : undefined;
}
