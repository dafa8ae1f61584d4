import type {
  ArgoApplicationView,
  PlacementView,
} from '@vanstage/backstage-plugin-van-common';
import { explainPlacement, placementMessages } from './explainPlacement';

function placement(
  state: PlacementView['state'],
  argo: Partial<ArgoApplicationView> = {},
): PlacementView {
  return {
    application: 'checkout',
    cluster: 'paris',
    declared: true,
    state,
    why: [],
    argo: {
      name: 'checkout-paris',
      namespace: 'argocd',
      sync: 'OutOfSync',
      health: 'Healthy',
      conditions: [],
      images: [],
      ...argo,
    },
  };
}

describe('explainPlacement', () => {
  // Messages as Argo CD 3.6.1 and kube-apiserver 1.36 write them.
  it.each([
    [
      'one or more objects failed to apply, reason: Deployment.apps "checkout" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0 (retried 1 times).',
      'paris refused the Deployment checkout: `spec.replicas` must be greater than or equal to 0 (it is `-1`).',
    ],
    [
      'one or more objects failed to apply, reason: Service "checkout" is invalid: spec.ports: Required value',
      'paris refused the Service checkout: `spec.ports` is missing.',
    ],
    [
      'one or more synchronization tasks completed unsuccessfully, reason: Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string (retried 1 times).',
      'paris refused the Deployment: `spec.template.metadata.labels` must be a string, not a bool.',
    ],
    [
      'one or more objects failed to apply, reason: namespaces "kust" not found',
      'The namespace kust does not exist on paris.',
    ],
    [
      'one or more objects failed to apply, reason: services "web" is forbidden: unable to create new content in namespace web because it is being terminated',
      'The namespace web is being deleted on paris; nothing new can be created in it until that is done.',
    ],
    [
      'one or more objects failed to apply, reason: deployments.apps "web" is forbidden: User "system:serviceaccount:argocd:deployer" cannot patch resource',
      'paris does not allow Argo CD to write the Deployment web.',
    ],
    [
      'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = Manifest generation error (cached): apps/nope: app path does not exist',
      "The folder `apps/nope` does not exist in the application's repository.",
    ],
    [
      "rpc error: code = Unknown desc = unable to resolve 'v9' to a commit SHA",
      "The revision `v9` does not exist in the application's repository.",
    ],
    [
      'there are no clusters with this name: edge-z',
      'Argo CD does not know the cluster paris.',
    ],
    [
      'one or more synchronization tasks are not valid: failed to discover server resources for group version v1: Get "https://paris:443/api/v1?timeout=32s": dial tcp: connect: connection refused',
      'Argo CD cannot reach paris.',
    ],
    [
      'waiting for healthy state of apps/Deployment/web',
      'Waiting for Deployment web to be healthy.',
    ],
  ])('puts "%s" in words', (operationMessage, words) => {
    expect(
      explainPlacement(
        placement('syncFailed', { operationPhase: 'Failed', operationMessage }),
      ),
    ).toBe(words);
  });

  it('says in general what is wrong when the message is not known', () => {
    expect(
      explainPlacement(placement('degraded', { healthMessage: 'blue moon' })),
    ).toBe('It runs, but not as it should.');
  });

  it('says nothing of what cannot be seen or is well', () => {
    const refused = { operationPhase: 'Failed', operationMessage: 'refused' };
    expect(explainPlacement(placement('unknown', refused))).toBeUndefined();
    expect(explainPlacement(placement('healthy'))).toBeUndefined();
  });
});

describe('placementMessages', () => {
  it('leaves out what succeeded and what is said twice', () => {
    expect(
      placementMessages(
        placement('degraded', {
          operationPhase: 'Succeeded',
          operationMessage: 'successfully synced',
          conditions: [
            { type: 'SyncError', message: 'no' },
            { type: 'ComparisonError', message: 'no' },
          ],
          healthMessage: 'crash loop',
        }),
      ),
    ).toEqual(['no', 'crash loop']);
  });
});
