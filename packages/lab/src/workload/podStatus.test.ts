import { ImageRegistry } from './ImageRegistry';
import { canonicalImage, pullFailedStatus } from './podStatus';
import { podSchema } from './workloadSchema';

describe('canonicalImage', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['acme/web:1', 'docker.io/acme/web:1'],
    [
      'quay.io/skupper/skupper-router:3.5.1',
      'quay.io/skupper/skupper-router:3.5.1',
    ],
    ['localhost/web', 'localhost/web:latest'],
    ['registry:5000/web', 'registry:5000/web:latest'],
  ])('%s is %s', (image, full) => {
    expect(canonicalImage(image)).toBe(full);
  });
});

describe('ImageRegistry', () => {
  it('knows an image by any of its names', () => {
    const registry = ImageRegistry.of(['nginx:1.27']);
    expect(registry.has('docker.io/library/nginx:1.27')).toBe(true);
    expect(registry.has('nginx')).toBe(false);
  });
});

describe('pullFailedStatus', () => {
  const pod = podSchema.parse({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'web' },
    spec: { containers: [{ name: 'web', image: 'nope:1' }] },
  });

  it.each([
    [
      'ErrImagePull' as const,
      /^rpc error: code = NotFound desc = failed to pull and unpack image "docker.io\/library\/nope:1"/,
    ],
    [
      'ImagePullBackOff' as const,
      /^Back-off pulling image "nope:1": ErrImagePull: rpc error/,
    ],
  ])('says %s as a kubelet does', (state, message) => {
    expect(
      pullFailedStatus(pod, {
        missing: new Set(['nope:1']),
        state,
        now: new Date(0),
      }),
    ).toMatchObject({
      phase: 'Pending',
      containerStatuses: [
        {
          ready: false,
          state: {
            waiting: { reason: state, message: expect.stringMatching(message) },
          },
        },
      ],
    });
  });
});
