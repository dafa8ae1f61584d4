import { generateKeyPairSync } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  createServerCertificate,
  type ApiToken,
  type ServerCertificate,
} from '../kube';
import { writePrivate } from '../labFiles';

/** The group whose members a ClusterRole of the lab allows to read. */
export const readersGroup = 'vanstage:readers';

/** What the servers of a real cluster are started with. */
export interface RealClusterFiles {
  certificate: ServerCertificate;
  paths: Record<
    | 'etcd'
    | 'tokens'
    | 'serviceAccountKey'
    | 'certificate'
    | 'privateKey'
    | 'authority',
    string
  >;
}

/** Writes them into a folder of the cluster's own; what was there before goes. */
export async function writeRealClusterFiles(options: {
  name: string;
  directory: string;
  tokens: readonly ApiToken[];
  certificate?: ServerCertificate;
}): Promise<RealClusterFiles> {
  const { name, directory, tokens } = options;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const certificate =
    options.certificate ?? (await createServerCertificate(name));
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
  });
  const paths = {
    etcd: join(directory, 'etcd'),
    tokens: join(directory, 'tokens.csv'),
    serviceAccountKey: join(directory, 'service-account.key'),
    certificate: join(directory, 'server.crt'),
    privateKey: join(directory, 'server.key'),
    authority: join(directory, 'ca.crt'),
  };
  const contents: Array<[string, string]> = [
    [paths.tokens, tokens.map(tokenLine).join('')],
    [paths.serviceAccountKey, privateKey],
    [paths.certificate, certificate.certificateChainPem],
    [paths.privateKey, certificate.privateKeyPem],
    [paths.authority, certificate.caPem],
  ];
  for (const [path, text] of contents) {
    await writePrivate(path, text);
  }
  return { certificate, paths };
}

/** Writes a kubeconfig for a server's own use. */
export async function writeKubeConfig(
  path: string,
  kubeConfig: object,
): Promise<string> {
  await writePrivate(path, stringify(kubeConfig));
  return path;
}

const groups: Record<ApiToken['access'], string> = {
  admin: 'system:masters',
  readOnly: readersGroup,
  none: '',
};

function tokenLine({ token, user, access }: ApiToken): string {
  return `${token},${user},${user},"${groups[access]}"\n`;
}
