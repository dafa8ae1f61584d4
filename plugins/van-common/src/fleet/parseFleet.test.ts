import fc from 'fast-check';
import { acmeFiles, cluster, rule } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { writeFleet } from '../__testUtils__/writeFleet';
import { parseFleet } from './parseFleet';
import type { Fleet } from './types';

const paris = 'networks/acme/clusters/paris.yaml';
const web = 'networks/acme/applications/web.yaml';
const shops = 'networks/acme/rules/shops.yaml';

function problemsWith(changes: Record<string, string | undefined>) {
  return parseFleet(acmeFiles(changes), 'acme').problems;
}

/** The fleet without what is only known once its second hub and its clashing names are left out. */
function withoutLeftOut(fleet: Fleet, leftOut: string[]): Fleet {
  return {
    ...fleet,
    clusters: fleet.clusters.filter(
      ({ location }) => !leftOut.includes(location.path),
    ),
  };
}

describe('parseFleet', () => {
  it('reads what is declared, sorted by name, with the defaults', () => {
    const { fleet, problems } = parseFleet(acmeFiles(), 'acme');

    expect(problems).toEqual([]);
    expect(fleet?.network).toEqual({
      name: 'acme',
      title: 'Acme',
      contexts: ['dev', 'prod'],
      policy: { massRemovalPercent: 20 },
      skupperNamespace: 'van',
      argocdNamespace: 'argocd',
      location: { path: 'networks/acme/network.yaml' },
    });
    expect(fleet?.clusters.map(({ name }) => name)).toEqual([
      'berlin',
      'dallas',
      'hub',
      'paris',
    ]);
    expect(fleet?.clusters[3]).toEqual({
      name: 'paris',
      role: 'edge',
      context: 'prod',
      provider: 'aws',
      region: 'eu',
      tags: ['retail'],
      variables: {},
      location: { path: paris },
    });
    expect(fleet?.applications.map(({ name }) => name)).toEqual([
      'tools',
      'web',
    ]);
    expect(fleet?.rules).toEqual([
      {
        name: 'shops',
        applications: { anyOf: ['shop'], allOf: [], noneOf: [], names: [] },
        clusters: { anyOf: ['retail'], allOf: [], noneOf: [], names: [] },
        overrides: [],
        priority: 0,
        location: { path: shops },
      },
    ]);
  });

  it('gives back any fleet that was written, whatever the order of its files', () => {
    fc.assert(
      fc.property(fleets, fc.func(fc.nat()), (fleet, rank) => {
        const files = [...writeFleet(fleet)].sort(
          ([a], [b]) => rank(a) - rank(b),
        );
        const parsed = parseFleet(new Map(files), 'n');
        const leftOut = parsed.problems.map(({ location }) => location.path);

        expect(parsed.fleet).toEqual(withoutLeftOut(fleet, leftOut));
      }),
    );
  });

  it('keeps to its own network and leaves other files alone', () => {
    const { fleet, problems } = parseFleet(
      acmeFiles({
        'networks/other/clusters/broken.yaml': 'a: [',
        'networks/acme/rendered/applicationsets/old.yaml': 'a: [',
        'networks/acme/secrets/one.yaml': 'a: [',
        'networks/acme/clusters/README.md': '# Clusters',
        'README.md': 'a: [',
      }),
      'acme',
    );
    expect(problems).toEqual([]);
    expect(fleet?.clusters).toHaveLength(4);
  });

  it('leaves out and reports a file with a problem, and goes on with the rest', () => {
    const { fleet, problems } = parseFleet(
      acmeFiles({ [paris]: cluster('paris', 'role: egde') }),
      'acme',
    );
    expect(fleet?.clusters.map(({ name }) => name)).toEqual([
      'berlin',
      'dallas',
      'hub',
    ]);
    expect(problems).toEqual([
      {
        location: { path: paris, line: 6, column: 9 },
        message: '`spec.role` must be `hub` or `edge`, not `egde`',
        hint: 'Write `edge`.',
      },
    ]);
  });

  it('ignores a field that it does not know', () => {
    const text = cluster('paris', 'role: edge\n  coordinates: [48.9, 2.4]');
    expect(problemsWith({ [paris]: text })).toEqual([]);
  });

  it('reads files with a byte order mark and with Windows line ends', () => {
    const text = `\ufeff${cluster('paris', 'role: edge\n  region: EU')}`;
    expect(problemsWith({ [paris]: text.replace(/\n/g, '\r\n') })).toEqual([
      expect.objectContaining({
        location: { path: paris, line: 7, column: 11 },
        hint: 'Write `eu`.',
      }),
    ]);
  });

  it('survives files made to hurt', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
      bomb.push(`${to}: &${to} [${`*${from},`.repeat(10)}]`);
    }
    for (const text of [
      bomb.join('\n'),
      '['.repeat(100_000),
      `${'- '.repeat(50_000)}x`,
      'x'.repeat(300_000),
      '\u0000\u0001',
      '? {a: b}\n: c\n',
      '!!js/function "x"',
    ]) {
      const { fleet, problems } = parseFleet(
        acmeFiles({ [paris]: text }),
        'acme',
      );
      expect(fleet?.clusters).toHaveLength(3);
      expect(problems.map(({ location }) => location.path)).toContain(paris);
    }
  });

  it('never throws, whatever the files hold', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map(spec => cluster('paris', spec)),
      fc
        .json()
        .map(spec => rule('paris', { applications: spec, clusters: spec })),
      fc.json(),
    );
    fc.assert(
      fc.property(texts, text => {
        for (const path of [paris, web, shops, 'networks/acme/network.yaml']) {
          const { problems } = parseFleet(acmeFiles({ [path]: text }), 'acme');
          for (const { message } of problems) {
            expect(message).not.toMatch(/undefined|\[object|Invalid input/);
          }
        }
      }),
    );
  });

  it('has no fleet without its network', () => {
    expect(
      parseFleet(acmeFiles({ 'networks/acme/network.yaml': undefined }), 'acme')
        .fleet,
    ).toBeUndefined();
    expect(parseFleet(acmeFiles(), 'acne')).toEqual({
      fleet: undefined,
      problems: [
        {
          location: { path: 'networks/acne/network.yaml' },
          message: 'There is no network `acne`: the file does not exist',
          hint: 'Did you mean `acme`?',
        },
      ],
    });
  });

  it('refuses a renderer that it does not have', () => {
    const [problem] = problemsWith({
      'networks/acme/network.yaml': `${acmeFiles().get(
        'networks/acme/network.yaml',
      )}  renderer: 2\n`,
    });
    expect(problem.message).toBe('`spec.renderer` must be `1`, not `2`');
  });
});
