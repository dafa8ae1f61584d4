import { clusterEntityName } from './entityName';

describe('clusterEntityName', () => {
  it('joins network and cluster', () => {
    expect(clusterEntityName('acme', 'paris')).toBe('acme.paris');
  });

  it.each([
    ['too long', 'n'.repeat(40), 'c'.repeat(40)],
    ['not allowed', 'acme', 'https://10.0.0.1:6443'],
  ])('keeps a name that is %s apart from others', (_why, network, cluster) => {
    const name = clusterEntityName(network, cluster);
    expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$/);
    expect(clusterEntityName(network, `${cluster}x`)).not.toBe(name);
  });
});
