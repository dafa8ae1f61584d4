import { InputError } from '@backstage/errors';
import { parseFleet, type Fleet } from '@vanstage/backstage-plugin-van-common';
import { stringify } from 'yaml';

/** How large a generated fleet is. */
export interface DomainFleetSize {
  clusters: number;
  applications: number;
  rules: number;
}

const network = 'bench';
const contexts = ['dev', 'qa', 'staging', 'prod'];
const providers = ['aws', 'azure', 'gcp', 'onprem'];
const regions = ['eu-west', 'eu-north', 'us-east', 'us-west', 'ap-south'];
const clusterTags = 40;
const applicationTags = 60;

/**
 * The files of a fleet in which each rule sends about a sixtieth of all applications to the clusters of one tag or, every
 * third rule, to those of a context and a provider.
 */
export function domainFiles(size: DomainFleetSize): Map<string, string> {
  const files = new Map<string, string>();
  const add = (kind: string, folder: string, name: string, spec: object) =>
    files.set(
      `networks/${network}/${folder}${name}.yaml`,
      stringify({
        apiVersion: 'vanstage.io/v1alpha1',
        kind,
        metadata: { name },
        spec,
      }),
    );
  files.set(
    `networks/${network}/network.yaml`,
    stringify({
      apiVersion: 'vanstage.io/v1alpha1',
      kind: 'Network',
      metadata: { name: network },
      spec: { contexts },
    }),
  );
  for (const index of numbers(size.clusters)) {
    add('Cluster', 'clusters/', `cluster-${index}`, {
      role: index === 0 ? 'hub' : 'edge',
      context: contexts[index % contexts.length],
      provider: providers[(index % 7) % providers.length],
      region: regions[index % regions.length],
      tags: [`site-${index % clusterTags}`, `tier-${index % 3}`],
    });
  }
  for (const index of numbers(size.applications)) {
    add('Application', 'applications/', `application-${index}`, {
      owner: `group:default/team-${index % 20}`,
      namespace: `namespace-${index}`,
      tags: [`kind-${index % applicationTags}`, `team-${index % 20}`],
      source: {
        repoURL: `https://git.example.com/acme/application-${index}.git`,
        path: 'deploy',
        targetRevision: 'main',
      },
    });
  }
  for (const index of numbers(size.rules)) {
    add('DistributionRule', 'rules/', `rule-${index}`, {
      applications: `kind-${index % applicationTags}`,
      clusters:
        index % 3 === 0
          ? {
              allOf: [
                `context:${contexts[index % contexts.length]}`,
                `provider:${providers[index % providers.length]}`,
              ],
              noneOf: ['role:hub'],
            }
          : `site-${index % clusterTags}`,
    });
  }
  return files;
}

/** Reads the files. Throws when they are not a fleet without problems. */
export function domainFleet(files: ReadonlyMap<string, string>): Fleet {
  const { fleet, problems } = parseFleet(files, network);
  if (!fleet || problems.length > 0) {
    throw new InputError(
      `The generated fleet has problems: ${problems
        .slice(0, 3)
        .map(({ location, message }) => `${location.path}: ${message}`)
        .join('; ')}`,
    );
  }
  return fleet;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
