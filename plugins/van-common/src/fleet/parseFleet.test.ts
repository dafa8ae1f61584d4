import fc from 'fast-check';
import { acmeFiles, application, cluster, rule } from '../__testUtils__/acme';
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

  it.each([
    [
      'a field that is nearly spelled right',
      { [web]: application('web', '[shop]').replace('tags:', 'tag:') },
      { path: web, line: 6, column: 3 },
      '`spec.tag` is not known',
      'Write `tags`.',
    ],
    [
      'a selector that is nearly spelled right',
      {
        [shops]: rule('shops', {
          applications: '{anyof: [shop]}',
          clusters: 'retail',
        }),
      },
      { path: shops, line: 6, column: 18 },
      '`spec.applications.anyof` is not known',
      'Write `anyOf`.',
    ],
    [
      'a field that is missing',
      {
        [web]: application('web', '[shop]')
          .replace(/ +path:.*\n/, '')
          .replace(/ +repoURL:.*\n/, ''),
      },
      { path: web, line: 8, column: 3 },
      '`spec.source.repoURL` is missing',
      undefined,
    ],
    [
      'a name that no Service could begin with',
      { 'networks/acme/clusters/9th.yaml': cluster('9th', 'role: edge') },
      { path: 'networks/acme/clusters/9th.yaml', line: 4, column: 9 },
      '`metadata.name` must be lower-case letters, digits and `-`, start with a letter and end with a letter or digit: `9th`',
      'Write `th`.',
    ],
    [
      'a name that is too long',
      {
        [`networks/acme/clusters/${'a'.repeat(41)}.yaml`]: cluster(
          'a'.repeat(41),
          'role: edge',
        ),
      },
      {
        path: `networks/acme/clusters/${'a'.repeat(41)}.yaml`,
        line: 4,
        column: 9,
      },
      `\`metadata.name\` must be at most 40 characters long: \`${'a'.repeat(
        41,
      )}\``,
      undefined,
    ],
    [
      "a name that is not the file's",
      { [paris]: cluster('lyon', 'role: edge') },
      { path: paris, line: 4, column: 9 },
      '`metadata.name` is `lyon`, but the file stands for `paris`',
      'Write `paris`, or rename the file.',
    ],
    [
      'a tag that is none',
      {
        [paris]: cluster('paris', 'role: edge\n  tags: [retail, "Big Store"]'),
      },
      { path: paris, line: 7, column: 18 },
      '`spec.tags[1]` must be a tag: lower-case letters, digits, `:`, `+`, `#` and single `-` between them, at most 63 characters: `Big Store`',
      'Write `big-store`.',
    ],
    [
      'a tag that YAML reads as a number',
      { [paris]: cluster('paris', 'role: edge\n  tags: [2024]') },
      { path: paris, line: 7, column: 10 },
      '`spec.tags[0]` must be text, not `2024`',
      'Put it in quotes: `"2024"`.',
    ],
    [
      'a list where a selector stands',
      {
        [shops]: rule('shops', {
          applications: '[shop, web]',
          clusters: 'retail',
        }),
      },
      { path: shops, line: 6, column: 3 },
      '`spec.applications` must be a mapping, not a list',
      'Write a mapping, such as `{anyOf: [shop, web]}` for a list of tags.',
    ],
    [
      'a tag of a short selector that is none',
      { [shops]: rule('shops', { applications: 'Shop', clusters: 'retail' }) },
      { path: shops, line: 6, column: 17 },
      expect.stringMatching(/^`spec.applications` must be a tag: .*: `Shop`$/),
      'Write `shop`.',
    ],
    [
      'a password in an address',
      {
        [web]: application('web', '[shop]').replace(
          'https://',
          'https://joe:secret@',
        ),
      },
      { path: web, line: 9, column: 14 },
      expect.stringMatching(
        /^`spec.source.repoURL` must not contain a password/,
      ),
      expect.stringContaining('credentials'),
    ],
    [
      'a template that Argo CD would evaluate',
      {
        [web]: application('web', '[shop]').replace(
          'deploy',
          '"{{ .cluster }}"',
        ),
      },
      { path: web, line: 10, column: 11 },
      expect.stringMatching(/^`spec.source.path` must not contain `{{`/),
      undefined,
    ],
    [
      'a path that leads out of the repository',
      { [web]: application('web', '[shop]').replace('deploy', 'a/../../b') },
      { path: web, line: 10, column: 11 },
      expect.stringMatching(/must not lead out of the repository/),
      undefined,
    ],
    [
      'a wrong apiVersion',
      { [paris]: cluster('paris', 'role: edge').replace('v1alpha1', 'v2') },
      { path: paris, line: 1, column: 13 },
      '`apiVersion` is `vanstage.io/v2`',
      'Write `vanstage.io/v1alpha1`.',
    ],
    [
      'a kind in the wrong folder',
      { [paris]: application('paris', '[shop]') },
      { path: paris, line: 2, column: 7 },
      '`kind` is `Application`, but the file stands where each is a `Cluster`',
      'Move the file to the folder of its kind, or write `Cluster`.',
    ],
    [
      'a context that the network does not have',
      { [paris]: cluster('paris', 'role: edge\n  context: prd') },
      { path: paris },
      'Network `acme` has no context `prd`',
      'Write `prod`.',
    ],
    [
      'a second hub',
      { [paris]: cluster('paris', 'role: hub') },
      { path: paris },
      '`paris` is a second hub: `hub` is one already',
      expect.any(String),
    ],
    [
      'names that would be one when joined',
      {
        'networks/acme/applications/web-eu.yaml': application('web-eu', '[]'),
        'networks/acme/clusters/eu-paris.yaml': cluster(
          'eu-paris',
          'role: edge',
        ),
      },
      { path: 'networks/acme/clusters/eu-paris.yaml' },
      '`web` on `eu-paris` would have the same name as `web-eu` on `paris`',
      expect.any(String),
    ],
    [
      'another ending',
      { 'networks/acme/clusters/lyon.yml': cluster('lyon', 'role: edge') },
      { path: 'networks/acme/clusters/lyon.yml' },
      'The file is not read',
      'Rename it to `lyon.yaml`.',
    ],
    [
      'a folder in a folder',
      { 'networks/acme/clusters/eu/lyon.yaml': cluster('lyon', 'role: edge') },
      { path: 'networks/acme/clusters/eu/lyon.yaml' },
      'The file is not read',
      'Move it to `networks/acme/clusters/`, which has no folders in it.',
    ],
    [
      'a key that stands twice',
      { [paris]: `${cluster('paris', 'role: edge')}  role: edge\n` },
      { path: paris, line: 7, column: 3 },
      'This is not valid YAML: map keys must be unique',
      'Keep one of them.',
    ],
    [
      'tabs',
      { [paris]: cluster('paris', 'role: edge').replace('  role', '\trole') },
      { path: paris, line: 6, column: 1 },
      'This is not valid YAML: tabs are not allowed as indentation',
      'Indent with spaces.',
    ],
    [
      'several documents in a file',
      {
        [paris]: `${cluster('paris', 'role: edge')}---\n${cluster(
          'lyon',
          'role: edge',
        )}`,
      },
      { path: paris, line: 7, column: 1 },
      'The file holds more than one document',
      'Put each into a file of its own.',
    ],
    [
      'an empty file',
      { [paris]: '# nothing yet\n' },
      { path: paris },
      'The file is empty',
      undefined,
    ],
    [
      'something else than a mapping',
      { [paris]: 'paris\n' },
      { path: paris, line: 1, column: 1 },
      'The file does not hold a mapping',
      'Begin with `apiVersion: vanstage.io/v1alpha1` and `kind: Cluster`.',
    ],
  ])('reports %s', (_, changes, location, message, hint) => {
    expect(problemsWith(changes)).toEqual([{ location, message, hint }]);
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
