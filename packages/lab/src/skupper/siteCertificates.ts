import type { KubeObject } from '../controller';
import { createAuthority, issueCertificate } from '../kube/certificates';
import { certificateStatus } from './accessStatus';
import { observed } from './SiteContext';
import type { SiteObjects } from './SiteObjects';
import { tlsData, tlsSecretSchema, type TlsCredentials } from './tlsSecret';

/** What a Certificate of Skupper says, and whose it is. */
export interface CertificateOptions {
  name: string;
  namespace: string;
  owner?: { apiVersion: string; kind: string; name: string; uid: string };
  /** Name of the Certificate that signs this one; none for an authority. */
  issuer?: string;
  subject: string;
  hosts?: readonly string[];
}

/** Makes a Certificate and the Secret with what it asks for, and says that it is Ready. */
export async function ensureCertificate(
  objects: SiteObjects,
  options: CertificateOptions,
): Promise<void> {
  const { owner, issuer, hosts = [] } = options;
  const certificate = await objects.ensure({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Certificate',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      ...(owner
        ? {
            labels: { 'internal.skupper.io/certificate': 'true' },
            annotations: {
              'internal.skupper.io/controlled': 'true',
              [`internal.skupper.io/hosts-${owner.uid}`]: hosts.join(','),
            },
            ownerReferences: [owner],
          }
        : {}),
    },
    spec: {
      ca: issuer ?? '',
      ...(issuer === undefined
        ? { signing: true }
        : { hosts: [...hosts], server: true }),
      subject: options.subject,
    },
  });
  await objects.ensure(await certificateSecret(objects, certificate, options));
  await objects.writeStatus(
    certificate,
    certificateStatus({}, observed(certificate)),
  );
}

/** Gives a Certificate other hosts, and its Secret a certificate that has them. */
export async function changeHosts(
  objects: SiteObjects,
  options: CertificateOptions,
): Promise<void> {
  const { name, namespace, owner, hosts = [] } = options;
  const reference = {
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Certificate',
    metadata: { name, namespace },
  };
  const certificate = await objects.patch(reference, {
    metadata: {
      annotations: {
        [`internal.skupper.io/hosts-${owner?.uid}`]: hosts.join(','),
      },
    },
    spec: { hosts: [...hosts] },
  });
  if (certificate) {
    const secret = await certificateSecret(objects, certificate, options);
    await objects.patch(secret, {
      data: secret.data,
      metadata: { annotations: secret.metadata.annotations },
    });
    await objects.writeStatus(
      certificate,
      certificateStatus({}, observed(certificate)),
    );
  }
}

/** The key and certificates in a TLS Secret. */
export async function readTlsSecret(
  objects: SiteObjects,
  target: { namespace: string; name: string },
): Promise<TlsCredentials> {
  return tlsSecretSchema.parse(
    await objects.client.get({ apiVersion: 'v1', kind: 'Secret' }, target),
  );
}

async function certificateSecret(
  objects: SiteObjects,
  certificate: KubeObject,
  options: CertificateOptions,
): Promise<KubeObject> {
  const { name, namespace, issuer, subject, hosts = [] } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      annotations: {
        'internal.skupper.io/certificate': 'true',
        'internal.skupper.io/controlled': 'true',
        'internal.skupper.io/hosts': hosts.join(','),
      },
      ownerReferences: [
        {
          apiVersion: certificate.apiVersion,
          kind: certificate.kind,
          name,
          uid: certificate.metadata.uid ?? '',
        },
      ],
    },
    type: 'kubernetes.io/tls',
    data: await certificateData(),
  };

  async function certificateData() {
    if (issuer === undefined) {
      return tlsData(await createAuthority(subject));
    }
    const authority = await readTlsSecret(objects, { namespace, name: issuer });
    const issued = await issueCertificate(authority, {
      subject,
      hosts,
      usages: ['server', 'client'],
    });
    return tlsData(issued, authority.certificatePem);
  }
}
