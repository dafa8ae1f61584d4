import fc from 'fast-check';
import { acmeFleet, rule } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { explainPlacement } from './explainPlacement';
import { place } from './place';

describe('explainPlacement', () => {
  const fleet = acmeFleet({
    'networks/acme/rules/admin.yaml': rule('admin', {
      applications: 'admin',
      clusters: 'role:hub',
    }),
    'networks/acme/rules/labs.yaml': rule('labs', {
      applications: 'shop',
      clusters: '{allOf: [role:edge, retial], noneOf: [factory]}',
    }),
    'networks/acme/rules/named.yaml': rule('named', {
      applications: '{names: [web]}',
      clusters: '{anyOf: [retail], noneOf: [factory]}',
    }),
  });

  it('names the rules that put it there, and of the others what fails first and what may be misspelled', () => {
    expect(
      explainPlacement(fleet, { application: 'web', cluster: 'berlin' }),
    ).toEqual({
      application: 'web',
      cluster: 'berlin',
      why: [
        { rule: 'shops', applicationMatch: ['shop'], clusterMatch: ['retail'] },
      ],
      whyNot: [
        {
          rule: 'labs',
          side: 'cluster',
          miss: { clause: 'allOf', values: ['retial'], nearest: 'retail' },
        },
        {
          rule: 'named',
          side: 'cluster',
          miss: { clause: 'noneOf', values: ['factory'] },
        },
        {
          rule: 'admin',
          side: 'application',
          miss: { clause: 'anyOf', values: ['admin'] },
        },
      ],
    });
  });

  it('tells a name that is not meant, and a selector that means nothing', () => {
    const odd = acmeFleet({
      'networks/acme/rules/shops.yaml': rule('shops', {
        applications: '{names: [wep]}',
        clusters: 'retail',
      }),
      'networks/acme/rules/void.yaml': rule('void', {
        applications: 'shop',
        clusters: '{}',
      }),
    });
    expect(
      explainPlacement(odd, { application: 'web', cluster: 'paris' }),
    ).toMatchObject({
      why: [],
      whyNot: [
        { rule: 'void', side: 'cluster', miss: { clause: 'empty' } },
        {
          rule: 'shops',
          side: 'application',
          miss: { clause: 'names', values: ['wep'], nearest: 'web' },
        },
      ],
    });
  });

  it('names what was meant when there is no such application or cluster', () => {
    expect(() =>
      explainPlacement(fleet, { application: 'weeb', cluster: 'paris' }),
    ).toThrow('There is no application weeb. Did you mean web?');
    expect(() =>
      explainPlacement(fleet, { application: 'web', cluster: 'sydney' }),
    ).toThrow(/^There is no cluster sydney\.$/);
  });

  it('agrees with the placements of any fleet, and has a word on every rule', () => {
    fc.assert(
      fc.property(fleets, any => {
        const placements = new Map(
          place(any).map(placement => [
            `${placement.application}/${placement.cluster}`,
            placement.why,
          ]),
        );
        for (const { name: application } of any.applications) {
          for (const { name: cluster } of any.clusters) {
            const { why, whyNot } = explainPlacement(any, {
              application,
              cluster,
            });
            expect(why).toEqual(
              placements.get(`${application}/${cluster}`) ?? [],
            );
            expect(why.length + whyNot.length).toBe(any.rules.length);
          }
        }
      }),
    );
  });
});
