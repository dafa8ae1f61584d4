import { listNetworks } from './listNetworks';

describe('listNetworks', () => {
  it('finds each folder with a network.yaml, by name', () => {
    const files = new Map(
      [
        'networks/beta/network.yaml',
        'networks/acme/network.yaml',
        'networks/acme/clusters/network.yaml',
        'networks/draft/clusters/paris.yaml',
        'network.yaml',
      ].map(path => [path, '']),
    );
    expect(listNetworks(files)).toEqual(['acme', 'beta']);
  });
});
