import { KubeObject, listAt, objectAt } from './kubeObject';

const resources = ['cpu', 'memory'];

/** A Pod's quality of service class, from the requests and limits of its containers. */
export function qualityOfService(
  pod: KubeObject,
): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [
    ...listAt(pod, 'spec', 'containers'),
    ...listAt(pod, 'spec', 'initContainers'),
  ].map(container => ({
    limits: objectAt(container, 'resources', 'limits'),
    requests: objectAt(container, 'resources', 'requests'),
  }));
  const isGuaranteed = containers.every(({ limits, requests }) =>
    resources.every(
      name =>
        limits[name] !== undefined &&
        (requests[name] ?? limits[name]) === limits[name],
    ),
  );
  if (isGuaranteed && containers.length > 0) {
    return 'Guaranteed';
  }
  const asksForSome = containers.some(({ limits, requests }) =>
    resources.some(
      name => limits[name] !== undefined || requests[name] !== undefined,
    ),
  );
  return asksForSome ? 'Burstable' : 'BestEffort';
}
