import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { ClusterCredential } from './ClusterCredential';

/**
 * A Secret in the format of Argo CD's cluster Secrets
 * (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters).
 *
 * @public
 */
export interface ClusterSecret {
  /** Of the Secret. */
  namespace: string;
  /** Of the Secret. */
  name: string;
  /** `data.name`; the server when absent, as Argo CD does. */
  cluster: string;
  server: string;
  labels: Record<string, string>;
  /** What the portal can read the cluster with, or why it cannot, in a sentence. */
  credential: ClusterCredential | { problem: string };
}

/** As long as a name can be in Kubernetes. */
const maxNameLength = 253;

const secretSchema = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  data: z.object({
    name: z.string().optional(),
    server: z.string(),
    config: z.string().optional(),
  }),
});

const configSchema = z.object({
  bearerToken: z.string().optional(),
  tlsClientConfig: z
    .object({
      insecure: z.boolean().optional(),
      serverName: z.string().optional(),
      caData: z.string().optional(),
    })
    .optional(),
});

/**
 * Throws an `InputError` that names the Secret, and nothing of what is in it, when it is not a cluster Secret.
 *
 * @public
 */
export function parseClusterSecret(secret: unknown): ClusterSecret {
  const parsed = secretSchema.safeParse(secret);
  if (!parsed.success) {
    throw new InputError(
      `${nameOf(
        secret,
      )} is not a cluster Secret: it needs data.name and data.server`,
    );
  }
  const { metadata, data } = parsed.data;
  const server = withoutUser(decode(data.server).replace(/\/$/, ''));
  const cluster = decode(data.name ?? '') || server;
  if (cluster.length > maxNameLength || /\p{Cc}/u.test(cluster)) {
    throw new InputError(
      `${nameOf(
        secret,
      )} is not a cluster Secret: data.name is longer than ${maxNameLength} characters or not text`,
    );
  }
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    cluster,
    server,
    labels: metadata.labels ?? {},
    credential: readCredential({
      cluster,
      server,
      config: decode(data.config ?? ''),
      secret: `Secret ${metadata.namespace}/${metadata.name}`,
    }),
  };
}

function readCredential(options: {
  cluster: string;
  server: string;
  config: string;
  secret: string;
}): ClusterSecret['credential'] {
  const { cluster, server, config, secret } = options;
  const parsed = configSchema.safeParse(jsonOrUndefined(config));
  if (!parsed.success) {
    return { problem: `data.config of ${secret} is not valid` };
  }
  const { bearerToken, tlsClientConfig = {} } = parsed.data;
  if (tlsClientConfig.insecure) {
    return {
      problem: `${secret} asks not to verify the cluster's certificate (insecure), which is refused: give tlsClientConfig.caData`,
    };
  }
  if (!tlsClientConfig.caData) {
    return {
      problem: `${secret} has no tlsClientConfig.caData to verify the cluster with`,
    };
  }
  if (bearerToken && !/^[\x21-\x7e]+$/.test(bearerToken)) {
    return {
      problem: `The bearerToken of ${secret} has a line break, a blank or another character that no token has`,
    };
  }
  if (!bearerToken) {
    return {
      problem: `${secret} has no bearerToken; other ways to sign in to a cluster are not supported`,
    };
  }
  try {
    return ClusterCredential.create({
      cluster,
      server,
      serverName: tlsClientConfig.serverName,
      token: bearerToken,
      caPem: decode(tlsClientConfig.caData),
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `server` is stored and shown. */
function withoutUser(server: string): string {
  return server.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf(secret: unknown): string {
  const schema = z.object({
    metadata: z.object({ namespace: z.string(), name: z.string() }),
  });
  const { data } = schema.safeParse(secret);
  return data
    ? `Secret ${data.metadata.namespace}/${data.metadata.name}`
    : 'An object without a name';
}
