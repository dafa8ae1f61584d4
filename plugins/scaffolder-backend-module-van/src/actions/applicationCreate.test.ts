import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  applicationChange,
  applyChange,
  parseFleet,
  place,
} from '@vanstage/backstage-plugin-van-common';
import type { FleetProposal } from '@vanstage/backstage-plugin-van-node';
import { edge, fleetFiles } from '../__testUtils__/fleet';
import { createApplicationCreateAction } from './applicationCreate';

const base = 'b'.repeat(40);
const head = 'a'.repeat(40);

const input = {
  network: 'acme',
  name: 'checkout',
  description: 'Takes the money',
  tags: ['retail'],
  repoURL: 'https://git.example.com/acme/checkout.git',
  path: 'deploy',
  targetRevision: 'main',
  namespace: 'checkout',
  rule: { clusterTags: ['region:eu'] },
};

function reviewOf(files: Map<string, string>) {
  const { plan } = applyChange(files, 'acme', applicationChange(input));
  return { base, digest: plan.digest };
}

/** The fleet repository as the action sees it: files by commit, and what was proposed. */
function setUp(
  options: {
    files?: Record<string, Map<string, string>>;
    /** Names of permissions that the caller does not have. */
    denied?: string[];
  } = {},
) {
  const { files = { [head]: fleetFiles() }, denied = [] } = options;
  const read: string[] = [];
  const proposals: FleetProposal[] = [];
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const action = createApplicationCreateAction({
    permissions,
    repository: {
      snapshot: async (commit = head) => {
        read.push(commit);
        return { commit, files: files[commit], fetchedAt: new Date(0) };
      },
      propose: async proposal => {
        proposals.push(proposal);
        return {
          number: 7,
          url: 'https://git.example.com/acme/fleet/pull/7',
          created: true,
          commit: 'c'.repeat(40),
        };
      },
    },
  });
  return { action, permissions, proposals, read };
}

type Action = ReturnType<typeof createApplicationCreateAction>;

function contextFor(
  action: Action,
  overrides: Partial<Parameters<Action['handler']>[0]> = {},
) {
  const outputs: Record<string, unknown> = {};
  const checkpoints: string[] = [];
  const context: Parameters<Action['handler']>[0] = {
    ...createMockActionContext({
      user: { ref: 'user:default/jane' },
      logger: mockServices.logger.mock(),
    }),
    getInitiatorCredentials: async () =>
      mockCredentials.user('user:default/jane'),
    checkpoint: async ({ key, fn }) => {
      checkpoints.push(key);
      return fn();
    },
    output: (name, value) => {
      outputs[name] = value;
    },
    input,
    ...overrides,
  };
  return { context, outputs, checkpoints, run: () => action.handler(context) };
}

describe('van:application:create', () => {
  it('opens a pull request that puts the application where the rule says', async () => {
    const { action, proposals } = setUp();
    const { run, outputs } = contextFor(action);

    await run();

    expect(proposals).toHaveLength(1);
    const { files, ...proposal } = proposals[0];
    expect(proposal).toMatchObject({
      base: head,
      branch: expect.stringMatching(
        /^vanstage\/acme\/distribute-checkout-[0-9a-f]{10}$/,
      ),
      title: 'Distribute checkout with rule checkout',
    });
    expect(proposal.body).toContain('**1 arrives**');
    expect(proposal.body).toContain('Takes the money');
    expect(proposal.body).toContain('`user:default/jane`');

    const merged = fleetFiles();
    for (const [path, text] of files) {
      if (text !== undefined) {
        merged.set(path, text);
      }
    }
    const { fleet } = parseFleet(merged, 'acme');
    expect(
      fleet &&
        place(fleet).map(({ application, cluster }) => [application, cluster]),
    ).toEqual([['checkout', 'paris']]);
    expect(
      merged.get('networks/acme/rendered/applicationsets/checkout.yaml'),
    ).toContain('destination: paris');

    expect(outputs).toEqual({
      pullRequestUrl: 'https://git.example.com/acme/fleet/pull/7',
      pullRequestNumber: 7,
      branch: proposal.branch,
      summary: '1 arrives',
      plan: proposal.body,
      digest: reviewOf(fleetFiles()).digest,
      networkPath: '/van/acme',
    });
  });

  it.each(['van.network.read', 'van.change.create'])(
    "asks for the caller's %s on that network before it reads anything",
    async name => {
      const { action, permissions, proposals, read } = setUp({
        denied: [name],
      });
      const { run } = contextFor(action, { input: { ...input, name: '!' } });

      await expect(run()).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(name),
      });
      expect(read).toEqual([]);
      expect(proposals).toEqual([]);
      expect(permissions.authorize).toHaveBeenCalledWith(
        [
          expect.objectContaining({ resourceRef: 'acme' }),
          expect.objectContaining({ resourceRef: 'acme' }),
        ],
        { credentials: mockCredentials.user('user:default/jane') },
      );
    },
  );

  it('writes nothing in a dry run and still sets its outputs', async () => {
    const { action, proposals } = setUp();
    const { run, outputs, checkpoints } = contextFor(action, {
      isDryRun: true,
    });

    await run();

    expect(proposals).toEqual([]);
    expect(checkpoints).toEqual([]);
    expect(outputs).toMatchObject({
      summary: '1 arrives',
      branch: expect.any(String),
      plan: expect.stringContaining('`paris`'),
      digest: expect.any(String),
      networkPath: '/van/acme',
    });
    expect(outputs).not.toHaveProperty('pullRequestUrl');
  });

  it('goes on when the repository moved but the plan is as reviewed', async () => {
    const before = fleetFiles();
    const { action, proposals } = setUp({
      files: {
        [base]: before,
        [head]: fleetFiles({ 'README.md': 'Unrelated' }),
      },
    });
    const { run } = contextFor(action, {
      input: { ...input, reviewed: reviewOf(before) },
    });

    await run();

    expect(proposals).toHaveLength(1);
  });

  it('refuses a plan that is not the reviewed one, and tells what is new', async () => {
    const before = fleetFiles();
    const { action, proposals } = setUp({
      files: {
        [base]: before,
        [head]: fleetFiles(Object.fromEntries([edge('berlin', 'eu')])),
      },
    });
    const { run } = contextFor(action, {
      input: { ...input, reviewed: reviewOf(before) },
    });

    await expect(run()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /Reviewed was: 1 arrives\. Now it would be: 2 arrive\. New since the review: checkout arrives on berlin\. .*review the plan/,
      ),
    });
    expect(proposals).toEqual([]);
  });

  it('refuses a form that was changed after its review', async () => {
    const { action, proposals } = setUp({
      files: { [base]: fleetFiles(), [head]: fleetFiles() },
    });
    const { run } = contextFor(action, {
      input: {
        ...input,
        rule: { clusterTags: ['region:us'] },
        reviewed: reviewOf(fleetFiles()),
      },
    });

    await expect(run()).rejects.toThrow(/form was changed after its review/);
    expect(proposals).toEqual([]);
  });

  it('still refuses when the reviewed commit is gone', async () => {
    const { action } = setUp();
    const { run } = contextFor(action, {
      input: { ...input, reviewed: { base, digest: 'other' } },
    });

    await expect(run()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('names every field that is wrong', async () => {
    const { action, proposals } = setUp();
    const { run } = contextFor(action, {
      input: {
        ...input,
        name: 'Check Out',
        repoURL: 'nowhere',
        rule: { clusterTags: [] },
      },
    });

    await expect(run()).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /application\.name.*check-out.*repoURL.*rule\.clusterTags/s,
      ),
    });
    expect(proposals).toEqual([]);
  });

  it('writes nothing when the plan has errors, and names them', async () => {
    const override = (name: string, revision: string): [string, string] => [
      `networks/acme/rules/${name}.yaml`,
      `apiVersion: vanstage.io/v1alpha1
kind: DistributionRule
metadata: {name: ${name}}
spec: {applications: retail, clusters: 'region:eu', overrides: [{targetRevision: ${revision}}]}
`,
    ];
    const files = fleetFiles(
      Object.fromEntries([override('one', 'v1'), override('two', 'v2')]),
    );
    const { action, proposals } = setUp({ files: { [head]: files } });
    const { run } = contextFor(action);

    await expect(run()).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /On paris: rule one and rule two both set targetRevision of application checkout\. .*priority/,
      ),
    });
    expect(proposals).toEqual([]);
  });

  it('writes once for each change, under a key that a repeated run finds again', async () => {
    const { action } = setUp();
    const first = contextFor(action);
    await first.run();
    const recovered = contextFor(action, {
      checkpoint: async ({ key }) => {
        recovered.checkpoints.push(key);
        return JSON.parse(
          JSON.stringify({
            summary: '1 arrives',
            plan: 'as it was',
            digest: 'as it was',
            pullRequest: { url: 'https://git.example.com/7', number: 7 },
          }),
        );
      },
    });

    await recovered.run();

    expect(first.checkpoints).toHaveLength(1);
    expect(recovered.checkpoints).toEqual(first.checkpoints);
    expect(recovered.outputs).toMatchObject({
      plan: 'as it was',
      pullRequestNumber: 7,
    });
  });

  it('lets existing rules decide when the form says so', async () => {
    const { action, proposals } = setUp();
    const { run, outputs } = contextFor(action, {
      input: { ...input, where: 'existingRules' },
    });

    await run();

    expect([...proposals[0].files.keys()]).toEqual(
      expect.not.arrayContaining(['networks/acme/rules/checkout.yaml']),
    );
    expect(outputs.summary).toBe('Nothing changes');
  });
});
