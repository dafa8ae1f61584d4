import { acmeFleet, application, cluster, rule } from '../__testUtils__/acme';
import { plan } from './plan';
import { planWithFacts } from './planWithFacts';

const web = 'networks/acme/applications/web.yaml';
const shops = 'networks/acme/rules/shops.yaml';
const more = 'networks/acme/rules/more.yaml';
const tools = 'networks/acme/applications/tools.yaml';

function ofRule(
  selectors: { applications: string; clusters: string },
  others: Record<string, string> = {},
) {
  return plan(
    acmeFleet(),
    acmeFleet({ [more]: rule('more', selectors), ...others }),
  );
}

describe('plan, its warnings of placements', () => {
  it('warns when more leaves than the network lets pass', () => {
    const network = (policy: string) => ({
      'networks/acme/network.yaml': `apiVersion: vanstage.io/v1alpha1
kind: Network
metadata: { name: acme }
spec:
  contexts: [dev, prod]
  policy: ${policy}
`,
    });
    const only = {
      [shops]: rule('shops', {
        applications: 'shop',
        clusters: '{names: [paris]}',
      }),
    };
    expect(plan(acmeFleet(), acmeFleet(only)).warnings).toEqual([
      {
        code: 'MASS_REMOVAL',
        subject: 'acme',
        message:
          '1 of 2 placements leave, which is 50 %: more than the 20 % that network acme lets pass.',
        hint: expect.stringContaining('deleted'),
      },
    ]);
    const patient = network('{massRemovalPercent: 50}');
    expect(
      plan(acmeFleet(patient), acmeFleet({ ...patient, ...only })).warnings,
    ).toEqual([]);
  });

  it('warns of a rule that adds nothing, unless it overrides something', () => {
    const selectors = { applications: 'shop', clusters: 'region:eu' };
    expect(ofRule(selectors).warnings).toEqual([
      expect.objectContaining({ code: 'SHADOWED_RULE', subject: 'more' }),
      expect.objectContaining({ code: 'SHADOWED_RULE', subject: 'shops' }),
    ]);
    const overriding = `${rule(
      'more',
      selectors,
    )}  overrides: [{targetRevision: v2}]\n`;
    expect(ofRule(selectors, { [more]: overriding }).warnings).toEqual([
      expect.objectContaining({ subject: 'shops' }),
    ]);
  });

  it('warns of what arrives on the hub, unless the rule asks for it', () => {
    expect(
      ofRule({ applications: 'admin', clusters: '{noneOf: [retail]}' })
        .warnings,
    ).toEqual([
      {
        code: 'TARGETS_HUB',
        subject: 'tools',
        message:
          'tools arrives on hub, the hub, which runs Argo CD for all clusters.',
        hint: 'If that is not meant, add `allOf: [role:edge]` to the clusters of rule more.',
      },
    ]);
    expect(
      ofRule({ applications: 'admin', clusters: 'role:hub' }).warnings,
    ).toEqual([]);
    expect(
      ofRule({ applications: 'admin', clusters: '{names: [hub]}' }).warnings,
    ).toEqual([]);
  });

  it('warns of applications that share a namespace where one of them arrives', () => {
    const selectors = { applications: 'admin', clusters: 'region:eu' };
    const shared = {
      [tools]: application('tools', '[admin]').replace(
        'namespace: tools',
        'namespace: web',
      ),
    };
    expect(ofRule(selectors, shared).warnings).toEqual([
      expect.objectContaining({
        code: 'NAMESPACE_COLLISION',
        message: 'tools and web share the namespace web on berlin, paris.',
      }),
    ]);
    expect(
      plan(
        acmeFleet({ ...shared, [more]: rule('more', selectors) }),
        acmeFleet({ ...shared, [more]: rule('more', selectors) }),
      ).warnings,
    ).toEqual([]);
  });
});

describe('plan, its errors', () => {
  const overriding = (name: string, revision: string) =>
    `${rule(name, {
      applications: 'shop',
      clusters: 'retail',
    })}  overrides: [{targetRevision: ${revision}}]\n`;

  it('holds conflicting overrides, with the clusters that they meet on', () => {
    const { errors } = plan(
      acmeFleet(),
      acmeFleet({
        [shops]: overriding('shops', 'v1'),
        [more]: overriding('more', 'v2'),
      }),
    );
    expect(errors).toEqual([
      {
        code: 'CONFLICTING_OVERRIDES',
        subject: 'web',
        message:
          'On berlin, paris: rule more and rule shops both set targetRevision of application web.',
        hint: expect.stringContaining('priority'),
      },
    ]);
  });

  it('tells what changes on each cluster in the words of its variables', () => {
    const files = (size: string, tag: string) => ({
      'networks/acme/clusters/paris.yaml': cluster(
        'paris',
        `role: edge\n  tags: [retail]\n  variables: {size: "${size}"}`,
      ),
      'networks/acme/clusters/berlin.yaml': cluster(
        'berlin',
        'role: edge\n  tags: [retail]\n  variables: {size: "1"}',
      ),
      [web]: application('web', '[shop]').replace(
        'path: deploy',
        `path: deploy\n    helm: {values: {replicas: "\${size}", image: {tag: "${tag}"}}}`,
      ),
    });
    expect(
      plan(acmeFleet(files('2', 'a')), acmeFleet(files('3', 'b'))),
    ).toMatchObject({
      errors: [],
      changed: [
        {
          cluster: 'berlin',
          differences: ['helm values.image.tag a → b'],
        },
        {
          cluster: 'paris',
          differences: [
            'helm values.image.tag a → b',
            'helm values.replicas 2 → 3',
          ],
        },
      ],
    });
  });
});

describe('planWithFacts', () => {
  const planned = ofRule({ applications: 'admin', clusters: 'retail' });

  it('refuses a name that something unmanaged has, and warns of clusters that are away', () => {
    expect(
      planWithFacts(planned, {
        unmanaged: new Set(['tools-paris', 'web-paris']),
        unreachable: new Set(['berlin', 'dallas']),
      }),
    ).toEqual({
      ...planned,
      errors: [
        {
          code: 'NAME_TAKEN',
          subject: 'tools',
          message: expect.stringMatching(
            /^tools cannot arrive on paris: an Argo CD Application tools-paris runs already/,
          ),
          hint: expect.any(String),
        },
      ],
      warnings: [
        {
          code: 'UNREACHABLE_TARGET',
          subject: 'acme',
          message: 'berlin cannot be reached now.',
          hint: expect.any(String),
        },
      ],
    });
  });

  it('leaves a plan alone that the facts do not touch', () => {
    expect(planWithFacts(planned, {})).toEqual(planned);
  });
});
