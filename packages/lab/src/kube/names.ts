import { randomBytes } from 'node:crypto';
import { NameRule } from './ResourceDefinition';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelPattern = new RegExp(`^${label}$`);
const subdomainPattern = new RegExp(`^${label}(\\.${label})*$`);

const wrongSubdomain = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${label}(\\.${label})*')`;
const wrongLabel = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;

/** What a generated name may end with is not known yet; a dash at the end of its prefix is none of the name. */
function masked(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-')
    ? `${prefix.slice(0, -2)}a`
    : prefix;
}

function labelProblem(name: string): string | undefined {
  if (name.length > 63) {
    return 'must be no more than 63 characters';
  }
  if (labelPattern.test(name)) {
    return undefined;
  }
  return subdomainPattern.test(name) ? 'must not contain dots' : wrongLabel;
}

/** What is wrong with a name or the prefix of one, in the API server's words, or `undefined`. */
export function nameProblem(
  name: string,
  rule: NameRule,
  part: 'name' | 'prefix' = 'name',
): string | undefined {
  const checked = part === 'prefix' ? masked(name) : name;
  switch (rule) {
    case 'path':
      return /[/%]/.test(name) || name === '.' || name === '..'
        ? `may not contain '/' or '%'`
        : undefined;
    case 'label':
      return labelProblem(checked);
    default:
      if (checked.length > 253) {
        return 'must be no more than 253 characters';
      }
      return subdomainPattern.test(checked) ? undefined : wrongSubdomain;
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
