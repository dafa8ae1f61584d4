import type { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { acmeFleet, cluster, rule } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { FLEET_API_VERSION } from '../fleet/schemas';
import { place } from '../placement/place';
import { EffectiveSources } from './EffectiveSources';

const repoURL = 'https://git.example.com/acme/web.git';
const paris = cluster(
  'paris',
  'role: edge\n  context: prod\n  region: eu\n  tags: [retail]\n  variables: {size: large}',
);

/** What `web` is made of on a cluster. */
function sourcesOf(options: {
  spec: JsonObject;
  rules?: Record<string, JsonObject>;
  on?: string;
}) {
  const { spec, rules = {}, on = 'paris' } = options;
  const fleet = acmeFleet({
    'networks/acme/clusters/paris.yaml': paris,
    'networks/acme/applications/web.yaml': stringify({
      apiVersion: FLEET_API_VERSION,
      kind: 'Application',
      metadata: { name: 'web' },
      spec: { tags: ['shop'], namespace: 'web', ...spec },
    }),
    ...Object.fromEntries(
      Object.entries(rules).map(([name, more]) => [
        `networks/acme/rules/${name}.yaml`,
        rule(name, { applications: 'shop', clusters: 'retail' }) +
          stringify(more).replace(/^(?=.)/gm, '  '),
      ]),
    ),
  });
  const placement = place(fleet).find(
    ({ application, cluster: target }) =>
      application === 'web' && target === on,
  );
  if (!placement) {
    throw new Error(`web is not on ${on}`);
  }
  return new EffectiveSources(fleet).of(placement);
}

describe('EffectiveSources', () => {
  it('puts overrides over the source on the clusters that they mean, and nowhere else', () => {
    const spec = {
      source: {
        repoURL,
        path: 'chart',
        targetRevision: 'main',
        helm: { values: { image: { tag: '1', pull: 'Always' }, list: [1, 2] } },
      },
      overrides: [
        {
          clusters: 'context:prod',
          targetRevision: 'v1',
          helm: { values: { image: { tag: '2' }, list: [3] } },
        },
        { clusters: 'factory', helm: { values: { image: { tag: '3' } } } },
      ],
    };
    expect(sourcesOf({ spec })).toEqual({
      problems: [],
      sources: [
        {
          repoURL,
          path: 'chart',
          targetRevision: 'v1',
          helm: { values: { image: { tag: '2', pull: 'Always' }, list: [3] } },
        },
      ],
    });
  });

  it('replaces an image by its name and adds patches up', () => {
    const patch = (text: string) => ({ patch: text });
    expect(
      sourcesOf({
        spec: {
          source: {
            repoURL,
            kustomize: {
              images: ['nginx:1.26', 'localhost:5000/redis:7'],
              patches: [patch('a')],
            },
          },
          overrides: [
            {
              clusters: 'retail',
              kustomize: {
                images: [
                  'nginx=mirror.example.com/nginx:1.27',
                  'localhost:5000/redis:8',
                ],
                patches: [patch('b')],
              },
            },
          ],
        },
      }).sources[0].kustomize,
    ).toEqual({
      images: ['nginx=mirror.example.com/nginx:1.27', 'localhost:5000/redis:8'],
      patches: [patch('a'), patch('b')],
    });
  });

  it('fills in variables of the cluster, and leaves what is escaped', () => {
    const { sources, problems } = sourcesOf({
      spec: {
        source: {
          repoURL,
          path: 'envs/${context}/${region}',
          helm: {
            values: { size: '${size}', on: '${cluster}', script: '$${HOME}' },
          },
        },
      },
    });
    expect(problems).toEqual([]);
    expect(sources).toEqual([
      {
        repoURL,
        path: 'envs/prod/eu',
        targetRevision: 'HEAD',
        helm: {
          values: { size: 'large', on: 'paris', script: '${HOME}' },
        },
      },
    ]);
  });

  it('says which variable a cluster lacks', () => {
    const { problems } = sourcesOf({
      spec: { source: { repoURL, path: '${size}' } },
      on: 'berlin',
    });
    expect(problems).toEqual([
      {
        code: 'UNKNOWN_VARIABLE',
        message:
          'application web uses ${size}, which the cluster does not have',
        hint: expect.stringContaining('Add `size` to the `variables`'),
      },
    ]);
  });

  it('changes the source that an override names', () => {
    const sources = [
      { name: 'chart', repoURL, path: 'chart' },
      { name: 'config', repoURL, path: 'config', ref: 'config' },
    ];
    const overrides = [
      { clusters: 'retail', source: 'config', targetRevision: 'v2' },
    ];
    expect(
      sourcesOf({ spec: { sources, overrides } }).sources.map(
        ({ targetRevision }) => targetRevision,
      ),
    ).toEqual(['HEAD', 'v2']);
    expect(
      sourcesOf({
        spec: { sources, overrides: [{ ...overrides[0], source: 'confg' }] },
      }).problems,
    ).toEqual([
      {
        code: 'UNKNOWN_SOURCE',
        message:
          'overrides[0] of application web is for the source confg, which application web does not have',
        hint: 'Write `source: config`.',
      },
    ]);
  });

  describe('when two rules set the same', () => {
    const spec = { source: { repoURL, path: 'chart' } };
    const tag = (text: string) => ({
      overrides: [{ helm: { values: { image: { tag: text } } } }],
    });

    it('calls it a conflict', () => {
      expect(
        sourcesOf({ spec, rules: { one: tag('1'), two: tag('2') } }).problems,
      ).toEqual([
        {
          code: 'CONFLICTING_OVERRIDES',
          message:
            'rule one and rule two both set helm.values.image.tag of application web',
          hint: expect.stringContaining('priority'),
        },
      ]);
    });

    it('also when one sets the whole of what the other sets a part of', () => {
      const whole = { overrides: [{ helm: { values: { image: 'none' } } }] };
      expect(
        sourcesOf({ spec, rules: { one: whole, two: tag('2') } }).problems,
      ).toMatchObject([
        { message: expect.stringContaining('both set helm.values.image of') },
      ]);
    });

    it('lets the higher priority decide, also between others', () => {
      const { sources, problems } = sourcesOf({
        spec,
        rules: {
          boss: { ...tag('3'), priority: 1 },
          one: tag('1'),
          two: tag('2'),
        },
      });
      expect(problems).toEqual([]);
      expect(sources[0].helm?.values).toEqual({ image: { tag: '3' } });
    });

    it('does not mind when they agree', () => {
      const { sources, problems } = sourcesOf({
        spec,
        rules: { one: tag('1'), two: tag('1') },
      });
      expect(problems).toEqual([]);
      expect(sources[0].helm?.values).toEqual({ image: { tag: '1' } });
    });
  });

  it('hands on the very list where nothing is different', () => {
    fc.assert(
      fc.property(fleets, fleet => {
        const effective = new EffectiveSources(fleet);
        const overridden = new Set(
          fleet.rules
            .filter(({ overrides }) => overrides.length > 0)
            .map(({ name }) => name),
        );
        for (const placement of place(fleet)) {
          const application = fleet.applications.find(
            ({ name }) => name === placement.application,
          );
          const plain =
            application?.overrides.length === 0 &&
            !JSON.stringify(application.sources).includes('${') &&
            !placement.why.some(({ rule: name }) => overridden.has(name));
          expect(effective.of(placement).sources === application?.sources).toBe(
            plain,
          );
        }
      }),
    );
  });
});
