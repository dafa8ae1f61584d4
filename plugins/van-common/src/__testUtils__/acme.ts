import { parseFleet } from '../fleet/parseFleet';
import type { Fleet } from '../fleet/types';

/** The files of a network with a hub, three edges, two applications and a rule. */
export function acmeFiles(
  changes: Record<string, string | undefined> = {},
): Map<string, string> {
  const files = new Map([
    [
      'networks/acme/network.yaml',
      `apiVersion: vanstage.io/v1alpha1
kind: Network
metadata:
  name: acme
spec:
  title: Acme
  contexts: [dev, prod]
`,
    ],
    ['networks/acme/clusters/hub.yaml', cluster('hub', 'role: hub')],
    [
      'networks/acme/clusters/paris.yaml',
      cluster(
        'paris',
        'role: edge\n  context: prod\n  provider: aws\n  region: eu\n  tags: [retail]',
      ),
    ],
    [
      'networks/acme/clusters/berlin.yaml',
      cluster(
        'berlin',
        'role: edge\n  context: prod\n  region: eu\n  tags: [factory, retail]',
      ),
    ],
    [
      'networks/acme/clusters/dallas.yaml',
      cluster('dallas', 'role: edge\n  context: dev\n  region: us'),
    ],
    ['networks/acme/applications/web.yaml', application('web', '[shop]')],
    ['networks/acme/applications/tools.yaml', application('tools', '[admin]')],
    [
      'networks/acme/rules/shops.yaml',
      rule('shops', { applications: 'shop', clusters: 'retail' }),
    ],
  ]);
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) {
      files.delete(path);
    } else {
      files.set(path, text);
    }
  }
  return files;
}

export function acmeFleet(
  changes: Record<string, string | undefined> = {},
): Fleet {
  const { fleet, problems } = parseFleet(acmeFiles(changes), 'acme');
  if (!fleet || problems.length > 0) {
    throw new Error(`The fixture is broken: ${JSON.stringify(problems)}`);
  }
  return fleet;
}

export function cluster(name: string, spec: string): string {
  return declaration('Cluster', name, spec);
}

export function application(name: string, tags: string): string {
  return declaration(
    'Application',
    name,
    `tags: ${tags}
  namespace: ${name}
  source:
    repoURL: https://git.example.com/acme/${name}.git
    path: deploy
    targetRevision: main`,
  );
}

export function rule(
  name: string,
  selectors: { applications: string; clusters: string },
): string {
  return declaration(
    'DistributionRule',
    name,
    `applications: ${selectors.applications}
  clusters: ${selectors.clusters}`,
  );
}

function declaration(kind: string, name: string, spec: string): string {
  return `apiVersion: vanstage.io/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
spec:
  ${spec}
`;
}
