import { z } from 'zod';
import type { KubeObject } from '../controller';
import type { Destination } from './applicationSchema';

/** The Secrets by which Argo CD knows clusters. */
export const clusterSelector = 'argocd.argoproj.io/secret-type=cluster';

/** The cluster that Argo CD itself runs in. */
export const inCluster: KnownCluster = {
  name: 'in-cluster',
  server: 'https://kubernetes.default.svc',
};

const secretSchema = z.looseObject({
  data: z.object({
    name: z.string(),
    server: z.string(),
    config: z.string(),
  }),
});

const configSchema = z.looseObject({
  bearerToken: z.string().optional(),
  tlsClientConfig: z
    .looseObject({
      insecure: z.boolean().optional(),
      serverName: z.string().optional(),
      caData: z.string().optional(),
    })
    .optional(),
});

/** A cluster by the names that destinations may give it. */
export interface KnownCluster {
  name: string;
  /** The API server's URL as Argo CD knows it. */
  server: string;
}

/** A cluster with what is needed to reach it. */
export interface ReachableCluster extends KnownCluster {
  config: z.infer<typeof configSchema>;
}

/** Name and address of a Secret's cluster. */
export function clusterOf(secret: KubeObject): KnownCluster {
  const { data } = secretSchema.parse(secret);
  return {
    name: decode(data.name),
    server: decode(data.server).replace(/\/$/, ''),
  };
}

/** All that a cluster's Secret says. */
export function readClusterSecret(secret: KubeObject): ReachableCluster {
  const { data } = secretSchema.parse(secret);
  const config = configSchema.parse(JSON.parse(decode(data.config)));
  return { ...clusterOf(secret), config };
}

/** The cluster that a destination means, or the words in which Argo CD says that there is none. */
export function resolveDestination<T extends KnownCluster>(
  destination: Destination,
  clusters: readonly T[],
): T | { problem: string } {
  if (destination.name && destination.server) {
    return {
      problem: `application destination can't have both name and server defined: ${destination.name} ${destination.server}`,
    };
  }
  if (destination.name) {
    const named = clusters.filter(({ name }) => name === destination.name);
    if (named.length === 1) {
      return named[0];
    }
    return {
      problem:
        named.length === 0
          ? `there are no clusters with this name: ${destination.name}`
          : `there are ${named.length} clusters with the same name: [${named
              .map(({ server }) => server)
              .join(' ')}]`,
    };
  }
  const server = destination.server?.replace(/\/$/, '');
  return (
    clusters.find(cluster => cluster.server === server) ?? {
      problem: server
        ? `cluster "${server}" not found`
        : 'Destination server missing from app spec',
    }
  );
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
