import { randomBytes } from 'node:crypto';
import { NameRule } from './ResourceDefinition';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelPattern = new RegExp(`^${label}$`);
const subdomainPattern = new RegExp(`^${label}(\\.${label})*$`);
const serviceNamePattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

const wrongSubdomain = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${label}(\\.${label})*')`;
const wrongLabel = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;
const wrongServiceName = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`;

/** What is wrong with a name, in the API server's words, or `undefined`. */
export function nameProblem(name: string, rule: NameRule): string | undefined {
  switch (rule) {
    case 'path':
      return /[/%]/.test(name) || name === '.' || name === '..'
        ? `may not contain '/' or '%'`
        : undefined;
    case 'label':
      if (name.length > 63) {
        return 'must be no more than 63 characters';
      }
      return labelPattern.test(name) ? undefined : wrongLabel;
    case 'serviceName':
      if (name.length > 63) {
        return 'must be no more than 63 characters';
      }
      return serviceNamePattern.test(name) ? undefined : wrongServiceName;
    default:
      if (name.length > 253) {
        return 'must be no more than 253 characters';
      }
      return subdomainPattern.test(name) ? undefined : wrongSubdomain;
  }
}

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A name made of `metadata.generateName` and five random characters. */
export function generatedName(base: string): string {
  let suffix = '';
  for (const byte of randomBytes(5)) {
    suffix += suffixAlphabet[byte % suffixAlphabet.length];
  }
  return base.slice(0, 58) + suffix;
}
