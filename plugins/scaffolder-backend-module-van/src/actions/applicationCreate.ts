import type { PermissionsService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  applicationChange,
  changeBranch,
} from '@vanstage/backstage-plugin-van-common';
import { examples } from './applicationCreate.examples';
import { planChange, proposeChange } from './proposeChange';
import { requireChangePermission } from './requireChangePermission';
import type { ProposingRepository } from './types';

/**
 * What the action works with.
 *
 * @internal
 */
export interface ApplicationCreateActionOptions {
  repository: ProposingRepository;
  permissions: PermissionsService;
}

/**
 * The action `van:application:create`: declares an application, and a rule that says where it goes, in one pull request on
 * the fleet repository. It checks that the caller may change the network, and that the plan is the one that was reviewed.
 * A dry run plans and writes nothing.
 *
 * @internal
 */
export function createApplicationCreateAction(
  options: ApplicationCreateActionOptions,
) {
  const { repository, permissions } = options;
  return createTemplateAction({
    id: 'van:application:create',
    description:
      'Opens a pull request on the fleet repository that declares an application and a rule that says on which clusters it runs.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        network: z =>
          z.string().describe('Network that the application belongs to'),
        name: z =>
          z
            .string()
            .describe(
              'Name of the application: lower-case letters, digits and `-`, at most 40 characters',
            ),
        description: z => z.string().optional().describe('What it is'),
        owner: z =>
          z
            .string()
            .optional()
            .describe(
              'Entity reference of the owner, `group:default/payments`',
            ),
        tags: z =>
          z
            .array(z.string())
            .default([])
            .describe('Tags of the application, by which rules mean it'),
        repoURL: z =>
          z.string().describe('Git repository that holds the manifests'),
        path: z => z.string().default('.').describe('Folder in the repository'),
        targetRevision: z =>
          z.string().default('HEAD').describe('Branch, tag or commit'),
        namespace: z =>
          z.string().describe('Namespace on the clusters; made if missing'),
        where: z =>
          z
            .enum(['newRule', 'existingRules'])
            .optional()
            .describe(
              '`existingRules` leaves `rule` out of account; `newRule` by default',
            ),
        rule: z =>
          z
            .object({
              name: z
                .string()
                .optional()
                .describe("The application's name by default"),
              description: z.string().optional(),
              applicationTags: z
                .array(z.string())
                .optional()
                .describe(
                  "Applications with one of these tags go there; the application's tags by default",
                ),
              clusterTags: z
                .array(z.string())
                .optional()
                .describe('They go to clusters with one of these tags'),
            })
            .optional()
            .describe('Absent: existing rules decide where it goes'),
        reviewed: z =>
          z
            .object({
              base: z
                .string()
                .regex(/^[0-9a-f]{40,64}$/)
                .describe('Commit that the reviewed plan started from'),
              digest: z.string().describe('Digest of the reviewed plan'),
            })
            .optional()
            .describe(
              'What was reviewed; the action fails when the plan is another one by now',
            ),
      },
      output: {
        pullRequestUrl: z =>
          z.string().optional().describe('Absent in a dry run'),
        pullRequestNumber: z =>
          z.number().optional().describe('Absent in a dry run'),
        branch: z => z.string().describe('Branch of the pull request'),
        summary: z =>
          z.string().describe('The plan in a line: `3 arrive, 1 leaves`'),
        plan: z => z.string().describe('The plan as Markdown'),
        digest: z => z.string().describe('Digest of the plan'),
        networkPath: z =>
          z.string().describe("Path of the network's page in the portal"),
      },
    },
    async handler(ctx) {
      const { network, reviewed, ...input } = ctx.input;
      await requireChangePermission({
        permissions,
        credentials: await ctx.getInitiatorCredentials(),
        network,
      });

      const change = applicationChange(input);
      const branch = changeBranch(change, network);
      const proposal = {
        repository,
        logger: ctx.logger,
        network,
        change,
        branch,
        reviewed,
        requestedBy: ctx.user?.ref,
      };
      const result = ctx.isDryRun
        ? (await planChange(proposal)).result
        : // One checkpoint around reading and writing: once the pull request is merged, the plan would be another one.
          await ctx.checkpoint({
            key: `van.application.create.${network}.${branch}`,
            fn: () => proposeChange(proposal),
          });

      ctx.output('branch', branch);
      ctx.output('summary', result.summary);
      ctx.output('plan', result.plan);
      ctx.output('digest', result.digest);
      ctx.output('networkPath', `/van/${encodeURIComponent(network)}`);
      if (result.pullRequest) {
        ctx.output('pullRequestUrl', result.pullRequest.url);
        ctx.output('pullRequestNumber', result.pullRequest.number);
      }
    },
  });
}
