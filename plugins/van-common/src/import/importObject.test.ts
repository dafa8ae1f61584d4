import { parseFleet } from '../fleet/parseFleet';
import { declarationPath } from '../fleet/layout';
import { writeDeclaration } from '../fleet/writeDeclaration';
import { acmeFiles } from '../__testUtils__/acme';
import { place } from '../placement/place';
import { importObject } from './importObject';
import type { ImportedObject } from './types';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const secret = {
  kind: 'Secret',
  metadata: {
    name: 'cluster-lyon',
    labels: {
      'argocd.argoproj.io/secret-type': 'cluster',
      env: 'prod',
      'example.com/GPU': 'true',
    },
  },
  data: {
    name: base64('lyon'),
    server: base64('https://10.0.0.7:6443'),
    config: base64('{"bearerToken":"very-secret"}'),
  },
};

const applicationSet = {
  kind: 'ApplicationSet',
  metadata: { name: 'billing', labels: { team: 'Payments' } },
  spec: {
    goTemplate: true,
    generators: [
      { list: { elements: [{ cluster: 'paris' }, { cluster: 'dallas' }] } },
    ],
    template: {
      metadata: { name: 'billing-{{ .cluster }}' },
      spec: {
        project: 'default',
        source: {
          repoURL: 'https://git.example.com/acme/billing.git',
          path: 'envs/{{ .cluster }}',
          targetRevision: 'main',
          helm: { valuesObject: { shell: '${HOME}' } },
        },
        destination: { name: '{{ .cluster }}', namespace: 'billing' },
        syncPolicy: {
          syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
        },
      },
    },
  },
};

function withGenerator(generator: object): object {
  return {
    ...applicationSet,
    spec: { ...applicationSet.spec, generators: [generator] },
  };
}

function withSource(source: object): object {
  const { template } = applicationSet.spec;
  return {
    ...applicationSet,
    spec: {
      ...applicationSet.spec,
      template: { ...template, spec: { ...template.spec, source } },
    },
  };
}

/** The fleet with what was imported. */
function declared({ declarations }: ImportedObject) {
  const files = acmeFiles(
    Object.fromEntries(
      declarations.map(declaration => [
        declarationPath(declaration.kind, {
          network: 'acme',
          name: declaration.name,
        }),
        writeDeclaration(declaration),
      ]),
    ),
  );
  const { fleet, problems } = parseFleet(files, 'acme');
  expect(problems).toEqual([]);
  return fleet;
}

describe('importObject', () => {
  it('declares a cluster by its Secret, and looks at no credential', () => {
    const imported = importObject(secret);
    expect(imported).toEqual({
      declarations: [
        {
          kind: 'Cluster',
          name: 'lyon',
          spec: { role: 'edge', tags: ['env:prod', 'gpu'] },
        },
      ],
      notes: [
        expect.stringMatching(
          /^Argo CD reaches lyon at 10\.0\.0\.7:6443, not through the Listener lyon-kube-api/,
        ),
      ],
    });
    expect(JSON.stringify(imported)).not.toContain('very-secret');
    expect(declared(imported)?.clusters).toContainEqual(
      expect.objectContaining({ name: 'lyon', tags: ['env:prod', 'gpu'] }),
    );
  });

  it('knows the hub, and an edge that is behind the network already', () => {
    const at = (server: string) =>
      importObject({
        ...secret,
        data: undefined,
        stringData: { name: 'lyon', server },
      });
    expect(at('https://kubernetes.default.svc')).toMatchObject({
      declarations: [{ spec: { role: 'hub' } }],
      notes: [],
    });
    expect(at('https://lyon-kube-api.van.svc:443').notes).toEqual([]);
  });

  it('declares an application and the rule that puts it where it is', () => {
    const imported = importObject(applicationSet);
    expect(imported.notes).toEqual([
      expect.stringContaining('its Applications then pass over to Vanstage'),
    ]);
    const fleet = declared(imported);
    expect(
      fleet?.applications.find(({ name }) => name === 'billing'),
    ).toMatchObject({
      tags: ['team:payments'],
      namespace: 'billing',
      syncOptions: ['ServerSideApply=true'],
      sources: [
        { path: 'envs/${cluster}', helm: { values: { shell: '$${HOME}' } } },
      ],
    });
    expect(
      fleet &&
        place(fleet).flatMap(({ application, cluster }) =>
          application === 'billing' ? [cluster] : [],
        ),
    ).toEqual(['dallas', 'paris']);
  });

  it('says what to do with Applications of other names', () => {
    const { template } = applicationSet.spec;
    const { notes } = importObject({
      ...applicationSet,
      spec: {
        ...applicationSet.spec,
        template: { ...template, metadata: { name: '{{ .cluster }}-billing' } },
      },
    });
    expect(notes).toEqual([expect.stringContaining('they have other names')]);
  });

  it.each([
    [
      { matchLabels: { env: 'prod', region: 'EU West' } },
      { allOf: ['env:prod', 'region:eu-west'] },
    ],
    [
      {
        matchExpressions: [
          { key: 'env', operator: 'In', values: ['prod', 'qa'] },
          { key: 'gpu', operator: 'Exists' },
          { key: 'old', operator: 'DoesNotExist' },
        ],
      },
      { anyOf: ['env:prod', 'env:qa'], allOf: ['gpu'], noneOf: ['old'] },
    ],
    [
      { matchLabels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
      { anyOf: ['role:edge', 'role:hub'] },
    ],
  ])(
    'turns the labels of a cluster generator into tags: %j',
    (selector, clusters) => {
      expect(
        importObject(withGenerator({ clusters: { selector } })).declarations[1],
      ).toMatchObject({ kind: 'DistributionRule', spec: { clusters } });
    },
  );

  it.each([
    [{ kind: 'Pod' }, /A Pod cannot be imported/],
    ['text', /not a Kubernetes object/],
    [{ ...secret, data: {} }, /not one of Argo CD's clusters/],
    [withGenerator({ git: {} }), /only one list or cluster generator/],
    [
      withGenerator({ list: { elements: [{ url: 'x' }] } }),
      /element 1 of its list does not name a cluster/,
    ],
    [
      withSource({ repoURL: 'x', path: '{{ .values.path }}' }),
      /writes `\{\{ \.values\.path \}\}`/,
    ],
    [
      withSource({ repoURL: 'x', helm: { parameters: [{ name: 'a' }] } }),
      /no `parameters`/,
    ],
    [withSource({ repoURL: 'x', plugin: {} }), /no plugins/],
  ])('says what cannot be declared: %j', (object, message) => {
    expect(() => importObject(object)).toThrow(message);
  });
});
