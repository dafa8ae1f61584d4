import type { Story, StoryCluster } from '@vanstage/lab';
import { stringify } from 'yaml';

/** How large a generated story is. */
export interface ScaleStoryOptions {
  /** Names of the networks; each has a hub of its own. */
  networks: readonly string[];
  /** Edges of each network. */
  edges: number;
  /** Applications of each network. A rule places every one on every edge. */
  applications: number;
  /** How many of the applications run a Deployment of one Pod; the others are a ConfigMap alone. */
  deployments: number;
}

const owner = 'group:default/platform';
const image = 'registry.acme.example/scale/app:1.0.0';

/** Names of a network's edges: `north-001`, `north-002`, … */
export function edgeNames(network: string, edges: number): string[] {
  return Array.from(
    { length: edges },
    (_, index) => `${network}-${String(index + 1).padStart(3, '0')}`,
  );
}

/** A story as large as asked for: networks, edges, and applications that run on all edges of their network. */
export function scaleStory(options: ScaleStoryOptions): Story {
  const { networks, edges } = options;
  const clusters = new Map<string, StoryCluster>([
    ['hub', cluster('hub', 'interior')],
  ]);
  const fleet: Record<string, string> = {};
  for (const network of networks) {
    for (const name of edgeNames(network, edges)) {
      clusters.set(name, cluster(name, 'edge'));
    }
    Object.assign(fleet, networkFiles(network, options));
  }
  return {
    clusters,
    images: [image],
    fleet,
    repositories: new Map([['apps', manifests(options)]]),
  };
}

function cluster(name: string, mode: StoryCluster['mode']): StoryCluster {
  return {
    version: 'v1.34.1',
    mode,
    nodes: [
      {
        name: `aks-${name}-vmss000000`,
        instanceType: 'Standard_D4s_v5',
        zone: 'westeurope-1',
        region: 'westeurope',
        cpu: '4',
        memory: '16374120Ki',
      },
    ],
  };
}

function networkFiles(
  network: string,
  options: ScaleStoryOptions,
): Record<string, string> {
  const folder = `networks/${network}`;
  const files: Record<string, string> = {
    [`${folder}/network.yaml`]: declare('Network', network, {
      title: network,
      owner,
      contexts: ['prod'],
      hub: { skupperNamespace: 'van', argocdNamespace: 'argocd' },
    }),
    [`${folder}/clusters/hub.yaml`]: declare('Cluster', 'hub', {
      role: 'hub',
      context: 'prod',
    }),
    [`${folder}/rules/every-edge.yaml`]: declare(
      'DistributionRule',
      'every-edge',
      { applications: 'everywhere', clusters: 'role:edge' },
    ),
  };
  for (const name of edgeNames(network, options.edges)) {
    files[`${folder}/clusters/${name}.yaml`] = declare('Cluster', name, {
      role: 'edge',
      context: 'prod',
    });
  }
  for (const name of applicationNames(options)) {
    files[`${folder}/applications/${name}.yaml`] = declare(
      'Application',
      name,
      {
        owner,
        tags: ['everywhere'],
        namespace: name,
        source: {
          // The lab puts its forge's address here.
          repoURL: '${FORGE}/acme/apps.git',
          path: name,
          targetRevision: 'main',
        },
      },
    );
  }
  return files;
}

function applicationNames({ applications }: ScaleStoryOptions): string[] {
  return Array.from(
    { length: applications },
    (_, index) => `app-${String(index + 1).padStart(2, '0')}`,
  );
}

function declare(kind: string, name: string, spec: object): string {
  return stringify({
    apiVersion: 'vanstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec,
  });
}

function manifests(options: ScaleStoryOptions): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [index, name] of applicationNames(options).entries()) {
    files[`${name}/config.yaml`] = stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { LEVEL: 'info' },
    });
    if (index < options.deployments) {
      files[`${name}/deployment.yaml`] = stringify(deployment(name));
    }
  }
  return files;
}

function deployment(name: string): object {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  };
}
