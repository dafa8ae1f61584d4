import { defaultsOf } from './builtinDefaults';
import { KubeObject } from './kubeObject';
import { qualityOfService } from './qualityOfService';

function withDefaults(kind: string, object: object): KubeObject {
  const whole = {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'x', uid: '4c9dd2e1-8fbf-4a44-9d0c-0a6a0a6d4b3e' },
    ...object,
  };
  return defaultsOf(kind)?.(whole) ?? whole;
}

describe('defaults of built-in kinds', () => {
  it('give a Service an address that it keeps', () => {
    const spec = { ports: [{ port: 80 }], type: 'LoadBalancer' };
    const service = withDefaults('Service', { spec });
    expect(service.spec).toMatchObject({
      clusterIP: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
      externalTrafficPolicy: 'Cluster',
      ports: [
        {
          port: 80,
          protocol: 'TCP',
          targetPort: 80,
          nodePort: expect.any(Number),
        },
      ],
    });
    expect(withDefaults('Service', { spec })).toEqual(service);
    expect(withDefaults('Service', service)).toEqual(service);
  });

  it('leave a headless Service without an address', () => {
    const spec = { clusterIP: 'None', ports: [{ port: 80, targetPort: 8080 }] };
    expect(withDefaults('Service', { spec }).spec).toMatchObject({
      clusterIP: 'None',
      clusterIPs: ['None'],
      ports: [{ targetPort: 8080 }],
    });
  });

  it.each([
    ['shop:1', 'IfNotPresent'],
    ['shop', 'Always'],
    ['shop:latest', 'Always'],
    ['registry.example.com:5000/shop', 'Always'],
    ['registry.example.com:5000/shop@sha256:0', 'IfNotPresent'],
  ])('pull %s: %s', (image, imagePullPolicy) => {
    const spec = { containers: [{ name: 'c', image }] };
    expect(withDefaults('Pod', { spec }).spec).toMatchObject({
      containers: [{ imagePullPolicy }],
      restartPolicy: 'Always',
    });
  });

  it('let a Job select its own Pods', () => {
    const spec = { template: { spec: { containers: [] } } };
    const { uid } = withDefaults('Job', {}).metadata;
    expect(withDefaults('Job', { spec }).spec).toMatchObject({
      completions: 1,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { metadata: { labels: { 'job-name': 'x' } } },
    });
  });

  it('encode the texts of a Secret', () => {
    const secret = withDefaults('Secret', {
      data: { a: 'Yg==' },
      stringData: { c: 'd' },
    });
    expect(secret).toMatchObject({
      type: 'Opaque',
      data: { a: 'Yg==', c: 'ZA==' },
    });
    expect(secret.stringData).toBeUndefined();
  });
});

describe('qualityOfService', () => {
  const limits = { cpu: '1', memory: '1Gi' };

  it.each([
    [{}, 'BestEffort'],
    [{ requests: { cpu: '1' } }, 'Burstable'],
    [{ limits }, 'Guaranteed'],
    [{ limits, requests: { cpu: '500m', memory: '1Gi' } }, 'Burstable'],
  ])('of %j is %s', (resources, expected) => {
    const pod = withDefaults('Pod', {
      spec: { containers: [{ name: 'c', image: 'i', resources }] },
    });
    expect(qualityOfService(pod)).toBe(expected);
  });
});
