import fc from 'fast-check';
import { acmeFiles, application, cluster } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { writeFleet } from '../__testUtils__/writeFleet';
import { parseFleet } from '../fleet/parseFleet';
import type { FleetFiles } from '../fleet/types';
import { place } from '../placement/place';
import { plan } from '../plan/plan';
import { render } from '../render/render';
import { applicationChange } from './applicationChange';
import { applyChange } from './applyChange';

const change = applicationChange({
  name: 'checkout',
  description: 'Takes: the "money"',
  owner: 'group:default/payments',
  tags: ['pay', 'shop'],
  repoURL: 'https://git.example.com/acme/checkout.git',
  path: 'deploy',
  targetRevision: 'main',
  namespace: 'checkout',
  rule: { clusterTags: ['region:us'], applicationTags: ['pay'] },
});

function merged(
  files: FleetFiles,
  changes: ReadonlyMap<string, string | undefined>,
): Map<string, string> {
  const result = new Map(files);
  for (const [path, text] of changes) {
    if (text === undefined) {
      result.delete(path);
    } else {
      result.set(path, text);
    }
  }
  return result;
}

/** The files with `rendered/` as Vanstage keeps it. */
function renderedFiles(files: FleetFiles): Map<string, string> {
  const { fleet } = parseFleet(files, 'acme');
  return merged(files, fleet ? render(fleet) : new Map());
}

describe('applyChange', () => {
  it('writes the application, its rule and what they render to, and no other file', () => {
    const result = applyChange(renderedFiles(acmeFiles()), 'acme', change);

    expect([...result.files.keys()]).toEqual([
      'networks/acme/applications/checkout.yaml',
      'networks/acme/rules/checkout.yaml',
      'networks/acme/rendered/applicationsets/checkout.yaml',
    ]);
    expect(result.files.get('networks/acme/applications/checkout.yaml'))
      .toBe(`apiVersion: vanstage.io/v1alpha1
kind: Application
metadata:
  name: checkout
spec:
  description: 'Takes: the "money"'
  owner: group:default/payments
  tags:
    - pay
    - shop
  namespace: checkout
  source:
    repoURL: https://git.example.com/acme/checkout.git
    path: deploy
    targetRevision: main
`);
    expect(result.plan).toEqual(plan(result.before, result.after));
    expect(
      result.plan.added.map(({ cluster: on, why }) => [
        on,
        why.map(match => match.rule),
      ]),
    ).toEqual([
      ['berlin', ['shops']],
      ['dallas', ['checkout']],
      ['paris', ['shops']],
    ]);
  });

  it('brings rendered files up to date and removes stale ones', () => {
    const stale = 'networks/acme/rendered/applicationsets/gone.yaml';
    const files = renderedFiles(acmeFiles());
    files.set(stale, 'kind: ApplicationSet\n');
    files.set('networks/acme/rendered/listeners/paris-kube-api.yaml', 'x');

    const result = applyChange(files, 'acme', change);

    expect(result.files.get(stale)).toBeUndefined();
    expect(result.files.has(stale)).toBe(true);
    expect(renderedFiles(merged(files, result.files))).toEqual(
      merged(files, result.files),
    );
  });

  it('holds the change and nothing else, for any fleet', () => {
    fc.assert(
      fc.property(fleets, fleet => {
        const files = writeFleet({
          ...fleet,
          clusters: fleet.clusters.filter(({ role }) => role === 'edge'),
          applications: fleet.applications.filter(({ name }) => name !== 'web'),
        });
        const before = parseFleet(files, 'n');
        fc.pre(before.problems.length === 0);

        const result = applyChange(files, 'n', change);
        const after = parseFleet(merged(files, result.files), 'n');

        expect(after.problems).toEqual([]);
        const isNew = ({ name }: { name: string }) => name === 'checkout';
        const { source, ...rest } = change.application;
        expect(after.fleet?.applications.filter(isNew)).toEqual([
          {
            ...rest,
            sources: [source],
            syncOptions: [],
            wave: 0,
            ignoreDifferences: [],
            overrides: [],
            location: { path: 'networks/n/applications/checkout.yaml' },
          },
        ]);
        expect(after.fleet && without(after.fleet, isNew)).toEqual(
          before.fleet,
        );
        expect(place(result.after)).toEqual(after.fleet && place(after.fleet));
      }),
    );
  });

  it.each([
    ['an application', 'networks/acme/applications/checkout.yaml'],
    ['a rule', 'networks/acme/rules/checkout.yaml'],
  ])('does not overwrite %s of that name', (_, path) => {
    const taken = path.includes('rules')
      ? acmeFiles()
          .get('networks/acme/rules/shops.yaml')
          ?.replace('shops', 'checkout')
      : application('checkout', '[]');
    expect(() =>
      applyChange(acmeFiles({ [path]: taken }), 'acme', change),
    ).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: `The name is taken: ${path} exists already. Choose another name.`,
      }),
    );
  });

  it('names every field of the change that is wrong, and what to write', () => {
    const wrong = {
      ...change,
      application: {
        ...change.application,
        name: 'Check Out',
        tags: ['Big Tag'],
        source: { ...change.application.source, path: '../x' },
      },
      rule: {
        name: 'ok',
        applicationTags: [],
        clusterTags: ['region:us'],
      },
    };
    expect(() => applyChange(acmeFiles(), 'acme', wrong)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: [
          'The change cannot be made:',
          '`application.name` must be lower-case letters, digits and `-`, start with a letter and end with a letter or digit: `Check Out`. Write `check-out`.',
          '`application.tags[0]` must be a tag: lower-case letters, digits, `:`, `+`, `#` and single `-` between them, at most 63 characters: `Big Tag`. Write `big-tag`.',
          '`application.source.path` must not lead out of the repository: `../x`.',
          '`rule.applicationTags` must name at least one tag.',
        ].join(' '),
      }),
    );
  });

  it('refuses names that would be one when joined', () => {
    const files = acmeFiles({
      'networks/acme/applications/checkout-eu.yaml': application(
        'checkout-eu',
        '[]',
      ),
      'networks/acme/clusters/eu-paris.yaml': cluster('eu-paris', 'role: edge'),
    });
    expect(() => applyChange(files, 'acme', change)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('would have the same name'),
      }),
    );
  });

  it('refuses to render a fleet of which a file cannot be read: its cluster would lose everything', () => {
    const files = acmeFiles({
      'networks/acme/clusters/paris.yaml': cluster('paris', 'role: egde'),
    });
    expect(() => applyChange(files, 'acme', change)).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          'Mend them first: networks/acme/clusters/paris.yaml:6: `spec.role`',
        ),
      }),
    );
  });

  it('knows no network but those of the repository', () => {
    expect(() => applyChange(acmeFiles(), 'beta', change)).toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );
  });

  it('alters none of the files that it was given', () => {
    const files = acmeFiles();
    applyChange(files, 'acme', change);
    expect(files).toEqual(acmeFiles());
  });
});

function without<
  F extends { applications: { name: string }[]; rules: { name: string }[] },
>(fleet: F, isNew: (item: { name: string }) => boolean): F {
  return {
    ...fleet,
    applications: fleet.applications.filter(item => !isNew(item)),
    rules: fleet.rules.filter(item => !isNew(item)),
  };
}
