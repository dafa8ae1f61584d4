import type { YamlValue } from './toYaml';

/**
 * Lets `{{` stand for itself where Argo CD evaluates templates, however deep in the value. Helm values may hold it.
 *
 * @internal
 */
export function escapeTemplate(value: YamlValue): YamlValue {
  if (typeof value === 'string') {
    return value.replaceAll('{{', '{{ "{{" }}');
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    typeof item === 'string' ? escapeTemplate(item) : item,
  );
}
