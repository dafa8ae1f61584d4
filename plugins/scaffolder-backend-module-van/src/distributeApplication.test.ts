import { mockServices } from '@backstage/backend-test-utils';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parse } from 'yaml';
import { z } from 'zod';
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
