import { z } from 'zod';
import type { KeyCertificate } from '../kube/certificates';

/** A certificate, its key, and the authority that its owner trusts; all PEM. */
export interface TlsCredentials extends KeyCertificate {
  /** Undefined for an authority itself. */
  caPem: string | undefined;
}

const base64Schema = z
  .string()
  .transform(text => Buffer.from(text, 'base64').toString());

/** Reads a TLS Secret. */
export const tlsSecretSchema = z
  .looseObject({
    data: z.looseObject({
      'tls.crt': base64Schema,
      'tls.key': base64Schema,
      'ca.crt': base64Schema.optional(),
    }),
  })
  .transform(
    ({ data }): TlsCredentials => ({
      certificatePem: data['tls.crt'],
      privateKeyPem: data['tls.key'],
      caPem: data['ca.crt'],
    }),
  );

/** Data of a TLS Secret. */
export function tlsData(
  { certificatePem, privateKeyPem }: KeyCertificate,
  authorityPem?: string,
): Record<string, string> {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    ...(authorityPem === undefined ? {} : { 'ca.crt': encode(authorityPem) }),
    'tls.crt': encode(certificatePem),
    'tls.key': encode(privateKeyPem),
  };
}
