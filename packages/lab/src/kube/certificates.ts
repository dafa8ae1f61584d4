import * as x509 from '@peculiar/x509';

/**
 * A server's key and certificate with the authority that signed it, all PEM.
 *
 * @public
 */
export interface ServerCertificate {
  /** The leaf certificate, then its authority's. */
  certificateChainPem: string;
  privateKeyPem: string;
  caPem: string;
}

/** A certificate and its private key, both PEM. */
export interface KeyCertificate {
  certificatePem: string;
  privateKeyPem: string;
}

/** What a certificate is issued for. */
export interface CertificateRequest {
  /** Common name. */
  subject: string;
  /** DNS names and IPv4 addresses. */
  hosts: readonly string[];
  usages: readonly ('server' | 'client')[];
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Keys of authorities, by their PEM: reading one takes longer than signing with it. */
const signingKeys = new Map<string, CryptoKey>();

/** All certificates but authorities share one key: a lab of 1,000 clusters has thousands of them. */
let sharedKeys: Promise<{ keys: CryptoKeyPair; pem: string }> | undefined;
const dayMilliseconds = 24 * 60 * 60 * 1000;

async function keyPair(): Promise<CryptoKeyPair> {
  return await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const encoded = x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', key),
    'PRIVATE KEY',
  );
  return `${encoded}\n`;
}

/** From yesterday, for clocks that are behind, for ten years. */
function validity(): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(Date.now() - dayMilliseconds),
    notAfter: new Date(Date.now() + 3650 * dayMilliseconds),
  };
}

/** Makes a certificate authority. */
export async function createAuthority(
  commonName: string,
): Promise<KeyCertificate> {
  const keys = await keyPair();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }],
    ...validity(),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign + x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const keyPem = await privateKeyPem(keys.privateKey);
  signingKeys.set(keyPem, keys.privateKey);
  return {
    certificatePem: `${authority.toString('pem')}\n`,
    privateKeyPem: keyPem,
  };
}

async function keysForAll(): Promise<{ keys: CryptoKeyPair; pem: string }> {
  const keys = await keyPair();
  return { keys, pem: await privateKeyPem(keys.privateKey) };
}

async function signingKeyOf({
  privateKeyPem: pem,
}: KeyCertificate): Promise<CryptoKey> {
  const known = signingKeys.get(pem);
  if (known) {
    return known;
  }
  const key = await crypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(pem),
    algorithm,
    false,
    ['sign'],
  );
  signingKeys.set(pem, key);
  return key;
}

/** Issues a certificate that the authority signs. */
export async function issueCertificate(
  authority: KeyCertificate,
  request: CertificateRequest,
): Promise<KeyCertificate> {
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const signingKey = await signingKeyOf(authority);
  sharedKeys ??= keysForAll();
  const { keys, pem } = await sharedKeys;
  const names: x509.JsonGeneralNames = request.hosts.map(value => ({
    type: /^[\d.]+$/.test(value) ? 'ip' : 'dns',
    value,
  }));
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [request.subject] }],
    issuer: issuer.subject,
    ...validity(),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(
        request.usages.map(usage =>
          usage === 'server'
            ? x509.ExtendedKeyUsage.serverAuth
            : x509.ExtendedKeyUsage.clientAuth,
        ),
      ),
      ...(names.length > 0
        ? [new x509.SubjectAlternativeNameExtension(names)]
        : []),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: pem,
  };
}

/**
 * Makes a certificate authority and a server certificate signed by it, with the names that a Kubernetes API server
 * has inside of its cluster (`kubernetes.default.svc`, …) and on loopback.
 *
 * @public
 */
export async function createServerCertificate(
  name: string,
): Promise<ServerCertificate> {
  const authority = await createAuthority(`${name}-ca`);
  const server = await issueCertificate(authority, {
    subject: 'kube-apiserver',
    hosts: [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
      'localhost',
      '127.0.0.1',
    ],
    usages: ['server'],
  });
  return {
    certificateChainPem: `${server.certificatePem}${authority.certificatePem}`,
    privateKeyPem: server.privateKeyPem,
    caPem: authority.certificatePem,
  };
}
