import { RouterPodPorts } from './RouterPodPorts';

describe('RouterPodPorts', () => {
  it('refuses in the words of a kubelet what nothing listens on', async () => {
    await expect(
      new RouterPodPorts().connect({
        namespace: 'van',
        pod: 'skupper-router-67dcdc88f-xms4z',
        port: 1024,
      }),
    ).rejects.toThrow(
      /^error forwarding port 1024 to pod [0-9a-f]{64}, uid : .*failed to connect to localhost:1024 inside namespace ".*", IPv4: dial tcp4 127\.0\.0\.1:1024: connect: connection refused/,
    );
  });
});
