import type { YamlValue } from './toYaml';

/**
 * A value without the fields that are undefined, however deep.
 *
 * @internal
 */
export function presentFields(value: object): YamlValue {
  return JSON.parse(JSON.stringify(value));
}
