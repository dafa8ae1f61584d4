import { acmeFleet } from '../__testUtils__/acme';
import { clusterTags, derivedTags, nearestTag, tagCounts } from './tags';

const paris = {
  role: 'edge' as const,
  context: 'prod',
  provider: 'aws',
  region: 'eu-west-1',
  tags: ['retail', 'role:edge'],
};

describe('tags', () => {
  it('derives tags from what a cluster is', () => {
    expect(derivedTags(paris)).toEqual([
      'context:prod',
      'provider:aws',
      'region:eu-west-1',
      'role:edge',
    ]);
    expect(derivedTags({ role: 'hub' })).toEqual(['role:hub']);
  });

  it('joins declared and derived tags, each once', () => {
    expect(clusterTags(paris)).toEqual([
      'context:prod',
      'provider:aws',
      'region:eu-west-1',
      'retail',
      'role:edge',
    ]);
  });

  it('counts who carries each tag', () => {
    expect(tagCounts(acmeFleet())).toEqual({
      applications: [
        { tag: 'admin', count: 1 },
        { tag: 'shop', count: 1 },
      ],
      clusters: [
        { tag: 'context:dev', count: 1 },
        { tag: 'context:prod', count: 2 },
        { tag: 'factory', count: 1 },
        { tag: 'provider:aws', count: 1 },
        { tag: 'region:eu', count: 2 },
        { tag: 'region:us', count: 1 },
        { tag: 'retail', count: 2 },
        { tag: 'role:edge', count: 3 },
        { tag: 'role:hub', count: 1 },
      ],
    });
  });

  it('guesses which tag was meant, or says that it does not know', () => {
    const known = ['retail', 'region:eu', 'region:us', 'factory'];
    expect(nearestTag('retial', known)).toBe('retail');
    expect(nearestTag('Region:EU', known)).toBe('region:eu');
    expect(nearestTag('payments', known)).toBeUndefined();
    expect(nearestTag('x', known)).toBeUndefined();
  });
});
