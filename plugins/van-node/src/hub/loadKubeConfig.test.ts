import { createMockDirectory } from '@backstage/backend-test-utils';
import { loadKubeConfig } from './loadKubeConfig';

describe('loadKubeConfig', () => {
  const directory = createMockDirectory();

  it('does not quote a file that is not valid: tokens stand in it', () => {
    directory.setContent({
      hub: 'users:\n- name: portal\n  user:\n    token: s3cr3t\n   x: [y\n',
    });
    const load = () =>
      loadKubeConfig('hub of network acme', {
        type: 'kubeconfig',
        path: directory.resolve('hub'),
      });

    expect(load).toThrow(/for the hub of network acme cannot be read: \S+/);
    expect(load).not.toThrow(/s3cr3t/);
  });
});
