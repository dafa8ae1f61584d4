import { z } from 'zod';
import {
  applicationChange,
  parseChange,
  type FleetChange,
} from '@vanstage/backstage-plugin-van-common';

const text = z.string().default('');
const tags = z.array(z.string()).optional();

/** The answers of the template "Distribute an application", as far as they are given. */
const answers = z.object({
  network: text,
  name: text,
  description: z.string().optional(),
  owner: z.string().optional(),
  tags,
  repoURL: text,
  path: text,
  targetRevision: text,
  namespace: text,
  where: z.enum(['newRule', 'existingRules']).optional(),
  rule: z
    .object({
      name: z.string().optional(),
      description: z.string().optional(),
      applicationTags: tags,
      clusterTags: tags,
    })
    .optional(),
});

/** What a form asks the backend to plan. */
export interface AskedPlan {
  network: string;
  change: FleetChange;
}

/**
 * What a filled form asks for.
 *
 * @throws InputError that names every answer that is missing or wrong.
 */
export function askedPlan(formData: unknown): AskedPlan {
  const { network, ...input } = answers.parse(formData ?? {});
  const change = applicationChange(input);
  parseChange(change);
  return { network, change };
}

/**
 * The answer that another field of the form holds, when it is a text.
 */
export function textAnswer(
  formData: unknown,
  field: string,
): string | undefined {
  const result = z.record(z.string(), z.unknown()).safeParse(formData);
  const value = result.success ? result.data[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
