import { acmeFiles, application, cluster, rule } from '../__testUtils__/acme';
import { parseFleet } from './parseFleet';

const paris = 'networks/acme/clusters/paris.yaml';
const web = 'networks/acme/applications/web.yaml';
const shops = 'networks/acme/rules/shops.yaml';

describe('parseFleet, on files that are wrong', () => {
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
        /^`spec.source.repoURL` must not contain a password or token: `https:\/\/…@[^:@]*$/,
      ),
      expect.stringContaining('credentials'),
    ],
    [
      'a token in an address',
      {
        [web]: application('web', '[shop]').replace('https://', 'https://t0k@'),
      },
      { path: web, line: 9, column: 14 },
      expect.stringMatching(
        /^`spec.source.repoURL` must not contain a password or token: `https:\/\/…@[^:@]*$/,
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
      'a chart and a folder at once',
      {
        [web]: application('web', '[shop]').replace(
          'path: deploy',
          'path: deploy\n    chart: web',
        ),
      },
      { path: web, line: 10, column: 11 },
      '`spec.source.path` does not go with `chart`: `deploy`',
      'Keep one of them.',
    ],
    [
      'a chart without a version',
      {
        [web]: application('web', '[shop]')
          .replace('path: deploy', 'chart: web')
          .replace(/ +targetRevision.*\n/, ''),
      },
      { path: web, line: 8, column: 3 },
      '`spec.source.targetRevision` is missing',
      'Write it: `1.4.2`.',
    ],
    [
      'two ways to render a folder',
      {
        [web]: application('web', '[shop]').replace(
          'path: deploy',
          'path: deploy\n    helm: {values: {a: 1}}\n    kustomize: {namePrefix: a-}',
        ),
      },
      { path: web, line: 12, column: 5 },
      '`spec.source.kustomize` does not go with `helm`',
      'Keep one of them.',
    ],
    [
      'neither a source nor sources',
      { [web]: application('web', '[shop]').replace(/ +source:[^]*$/, '') },
      { path: web, line: 5, column: 1 },
      '`spec` has neither `source` nor `sources`',
      'Keep `source` for one, `sources` for several.',
    ],
    [
      'an override that changes nothing',
      {
        [web]: `${application(
          'web',
          '[shop]',
        )}  overrides:\n    - clusters: retail\n`,
      },
      { path: web, line: 13, column: 7 },
      '`spec.overrides[0]` changes nothing: write `targetRevision`, `helm`, `kustomize` or several of them',
      undefined,
    ],
    [
      'a misspelled field in a list',
      {
        [web]: `${application(
          'web',
          '[shop]',
        )}  overrides:\n    - clusters: retail\n      targetRevison: v2\n`,
      },
      { path: web, line: 14, column: 22 },
      '`spec.overrides[0].targetRevison` is not known',
      'Write `targetRevision`.',
    ],
    [
      'a name that no variable can have',
      {
        [paris]: cluster('paris', 'role: edge\n  variables: {node-size: big}'),
      },
      { path: paris, line: 7, column: 26 },
      expect.stringMatching(/^`spec.variables.node-size` must be letters/),
      'Write `node_size`.',
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
    const { problems } = parseFleet(acmeFiles(changes), 'acme');
    expect(problems).toEqual([{ location, message, hint }]);
  });
});
