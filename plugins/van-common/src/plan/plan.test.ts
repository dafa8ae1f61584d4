import fc from 'fast-check';
import { acmeFleet, application, cluster, rule } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { place } from '../placement/place';
import type { Placement } from '../placement/types';
import { plan } from './plan';
import type { Plan } from './types';

const shops = 'networks/acme/rules/shops.yaml';
const web = 'networks/acme/applications/web.yaml';

/** What runs where by which rules, as one word each, so that sets of them compare. */
function keys(
  placements: Pick<Placement, 'application' | 'cluster' | 'why'>[],
) {
  return placements.map(
    ({ application: app, cluster: on, why }) =>
      `${app} ${on} ${why.map(match => match.rule)}`,
  );
}

function apply(before: Placement[], change: Plan): string[] {
  const result = new Map(
    before.map(item => [`${item.application} ${item.cluster}`, item]),
  );
  for (const { application: app, cluster: on } of change.removed) {
    expect(result.delete(`${app} ${on}`)).toBe(true);
  }
  for (const item of change.added) {
    expect(result.has(`${item.application} ${item.cluster}`)).toBe(false);
    result.set(`${item.application} ${item.cluster}`, item);
  }
  const rulesOf = new Map(
    [...result].map(([key, { why }]) => [key, why.map(match => match.rule)]),
  );
  for (const { application: app, cluster: on, differences } of change.changed) {
    const key = `${app} ${on}`;
    const gained = differences.flatMap(words => after(words, 'also by rule '));
    const lost = differences.flatMap(words =>
      after(words, 'no longer by rule '),
    );
    rulesOf.set(
      key,
      [...(rulesOf.get(key) ?? []), ...gained]
        .filter(name => !lost.includes(name))
        .sort(),
    );
  }
  return [...rulesOf].map(([key, names]) => `${key} ${names}`).sort();
}

function after(words: string, beginning: string): string[] {
  return words.startsWith(beginning) ? [words.slice(beginning.length)] : [];
}

describe('plan', () => {
  it('tells what arrives and what leaves', () => {
    const result = plan(
      acmeFleet(),
      acmeFleet({
        [shops]: rule('shops', {
          applications: 'shop',
          clusters: '{anyOf: ["provider:aws", "context:dev"]}',
        }),
      }),
    );
    expect(keys(result.added)).toEqual(['web dallas shops']);
    expect(keys(result.removed)).toEqual(['web berlin shops']);
    expect(result.changed).toEqual([]);
    expect(result.unchangedCount).toBe(1);
    expect(result.network).toBe('acme');
  });

  it('tells in words what changes where it stays', () => {
    const result = plan(
      acmeFleet(),
      acmeFleet({
        [web]: application('web', '[shop, admin]')
          .replace('main', 'v2')
          .replace('namespace: web', 'namespace: shop')
          .replace('deploy', 'k8s')
          .replace('git.example.com', 'github.com'),
        'networks/acme/rules/admins.yaml': rule('admins', {
          applications: 'admin',
          clusters: '{names: [paris]}',
        }),
      }),
    );
    const source = [
      'path deploy → k8s',
      'repository https://git.example.com/acme/web.git → https://github.com/acme/web.git',
      'revision main → v2',
      'namespace web → shop',
    ];
    expect(result.changed).toEqual([
      { application: 'web', cluster: 'berlin', differences: source },
      {
        application: 'web',
        cluster: 'paris',
        differences: [...source, 'also by rule admins'],
      },
    ]);
    expect(keys(result.added)).toEqual(['tools paris admins']);
  });

  it('tells when Argo CD would reach a cluster another way', () => {
    const edges = { 'networks/acme/clusters/hub.yaml': undefined };
    const result = plan(
      acmeFleet(edges),
      acmeFleet({
        ...edges,
        'networks/acme/clusters/paris.yaml': cluster(
          'paris',
          'role: hub\n  tags: [retail]',
        ),
      }),
    );
    expect(result.changed).toEqual([
      {
        application: 'web',
        cluster: 'paris',
        differences: ['destination paris → in-cluster'],
      },
    ]);
  });

  it('changes nothing when nothing changes', () => {
    const result = plan(acmeFleet(), acmeFleet());
    expect(result).toMatchObject({
      added: [],
      removed: [],
      changed: [],
      unchangedCount: 2,
      warnings: [],
    });
  });

  it('leads from what ran before to what will run', () => {
    fc.assert(
      fc.property(fleets, fleets, (before, next) => {
        const result = plan(before, next);
        const now = place(next);
        expect(apply(place(before), result)).toEqual(keys(now).sort());
        expect(
          result.added.length + result.changed.length + result.unchangedCount,
        ).toBe(now.length);
      }),
    );
  });

  it('has a digest that is equal for the same plan only', () => {
    fc.assert(
      fc.property(fleets, fleets, fleets, (before, one, other) => {
        const [a, b] = [plan(before, one), plan(before, other)];
        const moves = ({ added, removed, changed }: Plan) =>
          JSON.stringify([keys(added), keys(removed), changed]);
        expect(a.digest === b.digest).toBe(moves(a) === moves(b));
        expect(plan(before, one).digest).toBe(a.digest);
      }),
    );
  });
});

describe('plan, its warnings', () => {
  it('warns of a new rule that puts nothing anywhere', () => {
    const { warnings } = plan(
      acmeFleet(),
      acmeFleet({
        'networks/acme/rules/none.yaml': rule('none', {
          applications: '{names: [nobody]}',
          clusters: '{allOf: [factory], noneOf: [retail]}',
        }),
      }),
    );
    expect(warnings).toEqual([
      {
        code: 'RULE_MATCHES_NOTHING',
        subject: 'none',
        message:
          'Rule none puts nothing anywhere: it matches no application and no cluster.',
        hint: expect.any(String),
      },
    ]);
  });

  it('warns of a tag that nothing carries, and guesses what was meant', () => {
    const { warnings } = plan(
      acmeFleet(),
      acmeFleet({
        [shops]: rule('shops', {
          applications: '{anyOf: [shop, payments]}',
          clusters: '{anyOf: [retail, "regoin:eu"]}',
        }),
      }),
    );
    expect(warnings).toEqual([
      {
        code: 'UNKNOWN_TAG',
        subject: 'shops',
        message:
          'No application is tagged payments, which rule shops asks for.',
        hint: 'Tag the applications that are meant with payments.',
      },
      {
        code: 'UNKNOWN_TAG',
        subject: 'shops',
        message: 'No cluster is tagged regoin:eu, which rule shops asks for.',
        hint: 'Did you mean region:eu?',
      },
    ]);
  });

  it('warns of a rule that the change leaves without a cluster', () => {
    const untagged = { context: 'prod', tags: '[]' };
    const { warnings } = plan(
      acmeFleet(),
      acmeFleet({
        'networks/acme/clusters/paris.yaml': cluster(
          'paris',
          `role: edge\n  tags: ${untagged.tags}`,
        ),
        'networks/acme/clusters/berlin.yaml': cluster('berlin', 'role: edge'),
      }),
    );
    expect(warnings.map(({ code, subject }) => [code, subject])).toEqual([
      ['RULE_MATCHES_NOTHING', 'shops'],
      ['UNKNOWN_TAG', 'shops'],
      ['MASS_REMOVAL', 'acme'],
    ]);
  });

  it('is silent about rules that were idle before and are not touched', () => {
    const idle = {
      'networks/acme/rules/idle.yaml': rule('idle', {
        applications: 'nothing',
        clusters: 'nowhere',
      }),
    };
    const { warnings } = plan(
      acmeFleet(idle),
      acmeFleet({
        ...idle,
        'networks/acme/applications/new.yaml': application('new', '[shop]'),
      }),
    );
    expect(warnings).toEqual([]);
  });
});
