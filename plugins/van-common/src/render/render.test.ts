import Ajv, { type AnySchemaObject } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { acmeFiles, acmeFleet, cluster } from '../__testUtils__/acme';
import { fleets } from '../__testUtils__/arbitraries';
import { writeFleet } from '../__testUtils__/writeFleet';
import { parseFleet } from '../fleet/parseFleet';
import { place } from '../placement/place';
import applicationSetSchema from './__fixtures__/applicationset.schema.json';
import listenerSchema from './__fixtures__/listener.schema.json';
import { render } from './render';

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const envelope = { apiVersion: { type: 'string' }, kind: { type: 'string' } };
const objectMeta = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' },
    namespace: { type: 'string' },
    labels: {
      type: 'object',
      additionalProperties: {
        type: 'string',
        pattern: '^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$',
      },
    },
    annotations: {
      type: 'object',
      additionalProperties: { type: 'string' },
    },
  },
  required: ['name', 'namespace'],
  additionalProperties: false,
};

/** The schema as an API server applies it that refuses unknown fields. */
function strict(schema: AnySchemaObject): AnySchemaObject {
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    const isObjectSchema =
      key !== 'properties' &&
      typeof value === 'object' &&
      value !== null &&
      value.properties &&
      !value['x-kubernetes-preserve-unknown-fields'];
    if (!isObjectSchema || key === 'metadata') {
      return value;
    }
    return {
      ...value,
      properties:
        key === ''
          ? { ...envelope, ...value.properties, metadata: objectMeta }
          : value.properties,
      additionalProperties: false,
    };
  });
}

const validators = {
  ApplicationSet: ajv.compile(strict(applicationSetSchema)),
  Listener: ajv.compile(strict(listenerSchema)),
};

const rendered = z.object({
  kind: z.enum(['ApplicationSet', 'Listener']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    generators: z
      .array(
        z.object({
          list: z.object({
            elements: z.array(
              z.object({
                name: z.string(),
                cluster: z.string(),
                destination: z.string(),
              }),
            ),
          }),
        }),
      )
      .default([]),
  }),
});

function objectsOf(files: ReadonlyMap<string, string>) {
  return [...files.values()].map(text => rendered.parse(parse(text)));
}

describe('render', () => {
  it('writes an ApplicationSet for each application that runs somewhere, and a Listener for each edge', () => {
    expect([...render(acmeFleet()).keys()]).toEqual([
      'networks/acme/rendered/applicationsets/web.yaml',
      'networks/acme/rendered/listeners/berlin-kube-api.yaml',
      'networks/acme/rendered/listeners/dallas-kube-api.yaml',
      'networks/acme/rendered/listeners/paris-kube-api.yaml',
    ]);
  });

  it('lists exactly the clusters that the rules ask for', () => {
    const text = render(acmeFleet()).get(
      'networks/acme/rendered/applicationsets/web.yaml',
    );
    expect(text).toMatch(
      /^# Written by Vanstage from networks\/acme\/applications\/web.yaml/,
    );
    expect(parse(text ?? '')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: {
        name: 'web',
        namespace: 'argocd',
        labels: {
          'app.kubernetes.io/managed-by': 'vanstage',
          'vanstage.io/application': 'web',
          'vanstage.io/network': 'acme',
        },
      },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [
          {
            list: {
              elements: [
                {
                  name: 'web-berlin',
                  cluster: 'berlin',
                  destination: 'berlin',
                },
                { name: 'web-paris', cluster: 'paris', destination: 'paris' },
              ],
            },
          },
        ],
        template: {
          metadata: {
            name: '{{ .name }}',
            labels: {
              'app.kubernetes.io/managed-by': 'vanstage',
              'vanstage.io/application': 'web',
              'vanstage.io/network': 'acme',
              'vanstage.io/cluster': '{{ .cluster }}',
            },
            finalizers: ['resources-finalizer.argocd.argoproj.io'],
          },
          spec: {
            project: 'default',
            source: {
              repoURL: 'https://git.example.com/acme/web.git',
              path: 'deploy',
              targetRevision: 'main',
            },
            destination: { name: '{{ .destination }}', namespace: 'web' },
            syncPolicy: {
              automated: { prune: true, selfHeal: true },
              syncOptions: ['CreateNamespace=true'],
              retry: {
                limit: -1,
                refresh: true,
                backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
              },
            },
          },
        },
      },
    });
  });

  it("opens the way to an edge in the namespace of the hub's site", () => {
    const files = acmeFiles();
    const network = files.get('networks/acme/network.yaml');
    const fleet = acmeFleet({
      'networks/acme/network.yaml': `${network}  hub: {skupperNamespace: interconnect, argocdNamespace: gitops}\n`,
    });
    const text = render(fleet).get(
      'networks/acme/rendered/listeners/paris-kube-api.yaml',
    );
    expect(parse(text ?? '')).toMatchObject({
      kind: 'Listener',
      metadata: { name: 'paris-kube-api', namespace: 'interconnect' },
      spec: {
        routingKey: 'paris-kube-api',
        host: 'paris-kube-api',
        port: 443,
      },
    });
  });

  it("sends what runs on the hub to Argo CD's own cluster", () => {
    const [web] = objectsOf(
      render(
        acmeFleet({
          'networks/acme/clusters/hub.yaml': cluster(
            'hub',
            'role: hub\n  tags: [retail]',
          ),
        }),
      ),
    );
    expect(web.spec.generators[0].list.elements).toContainEqual({
      name: 'web-hub',
      cluster: 'hub',
      destination: 'in-cluster',
    });
  });

  it('lists what is different on a cluster beside it, as data that no template is read in', () => {
    const text = render(
      acmeFleet({
        'networks/acme/applications/web.yaml': `apiVersion: vanstage.io/v1alpha1
kind: Application
metadata: { name: web }
spec:
  tags: [shop]
  namespace: web
  wave: 2
  syncOptions: [ServerSideApply=true]
  ignoreDifferences: [{ kind: Secret, jsonPointers: [/data] }]
  source:
    repoURL: oci://charts.example.com/acme
    chart: web
    targetRevision: 1.2.3
    helm: { values: { greeting: 'Hello {{ .Name }}', none: null } }
  overrides:
    - clusters: factory
      helm: { values: { greeting: '{{ .Bye }}' } }
`,
      }),
    ).get('networks/acme/rendered/applicationsets/web.yaml');
    const { ApplicationSet: validate } = validators;
    const object = parse(text ?? '');
    expect(validate(object)).toBe(true);
    expect(object).toMatchObject({
      metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      spec: {
        templatePatch: '{"spec":{{ toJson .spec }}}',
        template: {
          spec: {
            source: {
              repoURL: 'charts.example.com/acme',
              chart: 'web',
              targetRevision: '1.2.3',
              helm: {
                valuesObject: {
                  greeting: 'Hello {{ "{{" }} .Name }}',
                  none: null,
                },
              },
            },
            syncPolicy: {
              syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
            },
            ignoreDifferences: [{ kind: 'Secret', jsonPointers: ['/data'] }],
          },
        },
      },
    });
    expect(
      object.spec.generators[0].list.elements.map(
        (element: { cluster: string; spec: { source: { helm: object } } }) => [
          element.cluster,
          element.spec.source.helm,
        ],
      ),
    ).toEqual([
      ['berlin', { valuesObject: { greeting: '{{ .Bye }}', none: null } }],
      [
        'paris',
        { valuesObject: { greeting: 'Hello {{ .Name }}', none: null } },
      ],
    ]);
  });

  it('depends on what the files say, not on their order', () => {
    fc.assert(
      fc.property(fleets, fc.func(fc.nat()), (fleet, rank) => {
        const files = [...writeFleet(fleet)];
        const shuffled = [...files].sort(([a], [b]) => rank(a) - rank(b));
        const [first, second] = [files, shuffled].map(
          entries => parseFleet(new Map(entries), 'n').fleet,
        );
        expect(first && [...render(first)]).toEqual(
          second && [...render(second)],
        );
      }),
    );
  });

  it('writes only what Argo CD and Skupper accept, under names that are used once', () => {
    fc.assert(
      fc.property(fleets, declared => {
        const { fleet } = parseFleet(writeFleet(declared), 'n');
        const files = fleet ? render(fleet) : new Map<string, string>();
        for (const text of files.values()) {
          const object: unknown = parse(text);
          const validate = validators[rendered.parse(object).kind];
          expect(validate(object) || validate.errors).toBe(true);
        }

        const objects = objectsOf(files);
        const elements = objects.flatMap(({ spec }) =>
          spec.generators.flatMap(({ list }) => list.elements),
        );
        const names = [
          ...elements.map(({ name }) => `Application ${name}`),
          ...objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
        ];
        expect(new Set(names).size).toBe(names.length);
        for (const { name } of elements) {
          expect(name.length).toBeLessThanOrEqual(63);
        }
        expect(elements).toHaveLength(fleet ? place(fleet).length : 0);
      }),
    );
  });

  it('would notice a field that Argo CD does not have', () => {
    const text = render(acmeFleet()).get(
      'networks/acme/rendered/applicationsets/web.yaml',
    );
    const { ApplicationSet: validate } = validators;
    const object = parse(text ?? '');
    expect(validate(object)).toBe(true);
    object.spec.template.spec.syncPolicy.automatic = {};
    expect(validate(object)).toBe(false);
  });
});
