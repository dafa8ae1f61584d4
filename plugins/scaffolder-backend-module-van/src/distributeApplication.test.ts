import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  applicationChange,
  applyChange,
} from '@vanstage/backstage-plugin-van-common';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';
import { fleetFiles } from './__testUtils__/fleet';
import { createApplicationCreateAction } from './actions';

const template: unknown = parse(
  readFileSync(
    resolve(
      __dirname,
      '../../../templates/distribute-application/template.yaml',
    ),
    'utf8',
  ),
);

const entity = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.object({ name: z.string() }).catchall(z.json()),
  })
  .catchall(z.json())
  .parse(template);

const { spec } = z
  .object({
    spec: z.object({
      parameters: z.array(
        z.object({
          properties: z.record(z.string(), z.unknown()),
          dependencies: z.unknown().optional(),
        }),
      ),
      steps: z.array(
        z.object({
          id: z.string(),
          action: z.string(),
          input: z.record(z.string(), z.string()),
        }),
      ),
      output: z.unknown(),
    }),
  })
  .parse(template);

const jsonSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
});

const action = createApplicationCreateAction({
  permissions: mockServices.permissions.mock(),
  repository: {
    snapshot: () => Promise.reject(new Error('not called')),
    propose: () => Promise.reject(new Error('not called')),
  },
});

/** Every property that a form can fill at its top level, those behind a choice included. */
function parameterNames(): string[] {
  return spec.parameters.flatMap(({ properties, dependencies }) => [
    ...Object.keys(properties),
    ...(JSON.stringify(dependencies ?? {}).includes('"rule":') ? ['rule'] : []),
  ]);
}

describe('the template "Distribute an application"', () => {
  it('is a template that the scaffolder accepts', async () => {
    await expect(templateEntityV1beta3Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it('passes the action what its schema knows, and all that it requires', () => {
    const [step] = spec.steps;
    const input = jsonSchema.parse(action.schema?.input);

    expect(step.action).toBe(action.id);
    expect(Object.keys(input.properties)).toEqual(
      expect.arrayContaining(Object.keys(step.input)),
    );
    expect(Object.keys(step.input)).toEqual(
      expect.arrayContaining(input.required),
    );
  });

  it('passes on every parameter that a person fills in, and no other', () => {
    const passed = Object.values(spec.steps[0].input).map(
      value => /^\$\{\{ parameters\.(\w+) \}\}$/.exec(value)?.[1],
    );
    expect([...passed].sort()).toEqual([...parameterNames()].sort());
  });

  it('leaves it to the field of the plan to say what is missing', () => {
    const [review] = spec.parameters.flatMap(({ properties }) =>
      'review' in properties ? [properties.review] : [],
    );
    expect(review).toMatchObject({ 'ui:field': 'VanPlanReview' });
    expect(review).not.toHaveProperty('required');
  });

  it('shows outputs that the action has', () => {
    const output = jsonSchema
      .pick({ properties: true })
      .parse(action.schema?.output);
    const shown = [
      ...JSON.stringify(spec.output).matchAll(
        /steps\['distribute'\]\.output\.(\w+)/g,
      ),
    ].map(([, name]) => name);

    expect(shown).toContain('pullRequestUrl');
    for (const name of shown) {
      expect(Object.keys(output.properties)).toContain(name);
    }
  });
});

const base = 'b'.repeat(40);

/** What a person fills in, but for the review. */
const form = {
  network: 'acme',
  name: 'checkout',
  tags: ['retail'],
  repoURL: 'https://git.example.com/acme/checkout.git',
  path: 'deploy',
  targetRevision: 'main',
  namespace: 'checkout',
  where: 'newRule' as const,
  rule: { clusterTags: ['region:eu'] },
};

describe('the template, run by the scaffolder', () => {
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        catalogServiceMock.factory({ entities: [] }),
        createBackendModule({
          pluginId: 'scaffolder',
          moduleId: 'van',
          register({ registerInit }) {
            registerInit({
              deps: {
                actions: scaffolderActionsExtensionPoint,
                permissions: coreServices.permissions,
              },
              async init({ actions, permissions }) {
                actions.addActions(
                  createApplicationCreateAction({
                    permissions,
                    repository: {
                      snapshot: async () => ({
                        commit: base,
                        files: fleetFiles(),
                        fetchedAt: new Date(0),
                      }),
                      propose: () =>
                        Promise.reject(new Error('A dry run wrote')),
                    },
                  }),
                );
              },
            });
          },
        }),
      ],
    });
    server = backend.server;
  }, 60_000);

  function dryRun(values: Parameters<typeof applicationChange>[0]) {
    const { plan } = applyChange(
      fleetFiles(),
      'acme',
      applicationChange(values),
    );
    return dryRunReviewed(values, { base, digest: plan.digest });
  }

  function dryRunReviewed(values: object, review?: object) {
    return request(server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template,
        values: { ...values, review },
        directoryContents: [],
      });
  }

  it('plans what was reviewed, from what the form leaves empty as well', async () => {
    const { status, body } = await dryRun(form);

    expect({ status, errors: body.error }).toEqual({ status: 200 });
    expect(body.output.links).toContainEqual({
      title: 'Network',
      url: '/van/acme',
    });
    expect(body.output.text[0].content).toContain('**1 arrives**');
  });

  it('lets existing rules decide, though the form remembers a rule', async () => {
    const { status, body } = await dryRun({ ...form, where: 'existingRules' });

    expect(status).toBe(200);
    expect(body.output.text[0].content).toContain('**Nothing changes**');
  });

  it('does not run without a review, nor with that of another plan', async () => {
    expect((await dryRunReviewed(form)).status).toBe(400);
    const other = await dryRunReviewed(form, { base, digest: 'another' });
    expect(other.status).toBe(409);
    expect(other.body.error.message).toContain('review the plan');
  });

  it('does not run with a new rule that names no clusters', async () => {
    const { status } = await dryRunReviewed(
      { ...form, rule: { clusterTags: [] } },
      { base, digest: 'any' },
    );
    expect(status).toBe(400);
  });
});
