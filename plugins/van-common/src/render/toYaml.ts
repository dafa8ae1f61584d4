/**
 * What a rendered file is made of.
 *
 * @internal
 */
export type YamlValue =
  | Scalar
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

type Scalar = string | number | boolean | null;

/** Words that some YAML reader takes for something else than text. */
const RESERVED = /^(?:~|null|true|false|yes|no|on|off|y|n|nan|inf)$/i;
const PLAIN = /^[a-z](?:[\w./=+@-]|:(?=[\w/]))*$/i;

/**
 * Writes block YAML that any reader, of YAML 1.1 or 1.2, reads alike, and always the same bytes for the same value: a
 * rendered file may only change when the fleet does. A general library is many times slower on thousands of files and
 * may choose another layout in its next version.
 *
 * @internal
 */
export function toYaml(value: YamlValue): string {
  if (isScalar(value) || isEmpty(value)) {
    return `${inline(value)}\n`;
  }
  const lines: string[] = [];
  writeBlock(value, { indent: '', lines });
  return `${lines.join('\n')}\n`;
}

function writeBlock(
  value: Exclude<YamlValue, Scalar>,
  options: { indent: string; lines: string[]; first?: string },
) {
  const { indent, lines } = options;
  let lead = options.first ?? indent;
  if (isList(value)) {
    for (const item of value) {
      if (isScalar(item) || isEmpty(item)) {
        lines.push(`${lead}- ${inline(item)}`);
      } else {
        writeBlock(item, {
          indent: `${indent}  `,
          lines,
          first: `${lead}- `,
        });
      }
      lead = indent;
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isScalar(item) || isEmpty(item)) {
      lines.push(`${lead}${scalar(key)}: ${inline(item)}`);
    } else {
      lines.push(`${lead}${scalar(key)}:`);
      writeBlock(item, { indent: `${indent}  `, lines });
    }
    lead = indent;
  }
}

function inline(value: YamlValue): string {
  if (isScalar(value)) {
    return scalar(value);
  }
  return isList(value) ? '[]' : '{}';
}

/** Double-quoted YAML reads every escape that JSON writes. */
function scalar(value: Scalar): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  return PLAIN.test(value) && !RESERVED.test(value)
    ? value
    : JSON.stringify(value).replace(
        /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
        character =>
          `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
}

function isScalar(value: YamlValue): value is Scalar {
  return typeof value !== 'object' || value === null;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isEmpty(value: YamlValue): boolean {
  return !isScalar(value) && Object.keys(value).length === 0;
}
