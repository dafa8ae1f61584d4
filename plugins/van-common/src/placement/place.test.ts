import fc from 'fast-check';
import { acmeFleet, rule } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { clusterTags } from '../fleet/tags';
import type { Fleet } from '../fleet/types';
import { place } from './place';
import { selectorMatch } from './selectorMatch';
import type { Placement } from './types';

/** The definition: every application on every cluster, asked of every rule. */
function placeNaively(fleet: Fleet): Placement[] {
  const placements: Placement[] = [];
  for (const application of fleet.applications) {
    for (const cluster of fleet.clusters) {
      const why = fleet.rules.flatMap(({ name, applications, clusters }) => {
        const applicationMatch = selectorMatch(applications, application);
        const clusterMatch = selectorMatch(clusters, {
          name: cluster.name,
          tags: clusterTags(cluster),
        });
        return applicationMatch && clusterMatch
          ? [{ rule: name, applicationMatch, clusterMatch }]
          : [];
      });
      if (why.length > 0) {
        placements.push({
          application: application.name,
          cluster: cluster.name,
          why,
        });
      }
    }
  }
  return placements;
}

describe('place', () => {
  it('says where each application runs and why', () => {
    expect(place(acmeFleet())).toEqual([
      {
        application: 'web',
        cluster: 'berlin',
        why: [
          {
            rule: 'shops',
            applicationMatch: ['shop'],
            clusterMatch: ['retail'],
          },
        ],
      },
      {
        application: 'web',
        cluster: 'paris',
        why: [
          {
            rule: 'shops',
            applicationMatch: ['shop'],
            clusterMatch: ['retail'],
          },
        ],
      },
    ]);
  });

  it('joins rules: a pair stands once, with every rule that asks for it', () => {
    const placements = place(
      acmeFleet({
        'networks/acme/rules/eu.yaml': rule('eu', {
          applications: '{names: [web]}',
          clusters: 'region:eu',
        }),
      }),
    );
    expect(
      placements.map(({ cluster, why }) => [
        cluster,
        why.map(match => match.rule),
      ]),
    ).toEqual([
      ['berlin', ['eu', 'shops']],
      ['paris', ['eu', 'shops']],
    ]);
  });

  it('means clusters by derived tags as well', () => {
    const placements = place(
      acmeFleet({
        'networks/acme/rules/shops.yaml': rule('shops', {
          applications: 'admin',
          clusters: '{allOf: ["role:edge"], noneOf: ["context:prod"]}',
        }),
      }),
    );
    expect(placements).toEqual([
      {
        application: 'tools',
        cluster: 'dallas',
        why: [
          {
            rule: 'shops',
            applicationMatch: ['admin'],
            clusterMatch: ['role:edge'],
          },
        ],
      },
    ]);
  });

  it('finds what asking every rule of every pair finds', () => {
    fc.assert(
      fc.property(fleets, fleet => {
        expect(place(fleet)).toEqual(placeNaively(fleet));
      }),
      { numRuns: 300 },
    );
  });
});
