import type { ApplicationSource } from '../fleet/types';
import { presentFields } from './presentFields';
import type { YamlValue } from './toYaml';

/**
 * A source as Argo CD's Application has it.
 *
 * Source: `applications.argoproj.io/v1alpha1`, field `spec.source`.
 *
 * @internal
 */
export function argoSource(source: ApplicationSource): YamlValue {
  const { repoURL, path, chart, targetRevision, name, ref, helm } = source;
  const { values: valuesObject, ...helmOptions } = helm ?? {};
  return presentFields({
    // Argo CD knows a chart's OCI repository by its address without the scheme.
    repoURL: chart ? repoURL.replace(/^oci:\/\//, '') : repoURL,
    targetRevision,
    path,
    chart,
    name,
    ref,
    helm: helm && { ...helmOptions, valuesObject },
    kustomize: source.kustomize,
    directory: source.directory,
  });
}

/**
 * `source` for one, `sources` for several: the fields of an Application's `spec`.
 *
 * @param write - changes each source before it is written, for example to keep it from being read as a template
 *
 * @internal
 */
export function argoSources(
  sources: readonly ApplicationSource[],
  write: (value: YamlValue) => YamlValue = value => value,
): { [field: string]: YamlValue } {
  const [first, ...others] = sources.map(source => write(argoSource(source)));
  return others.length > 0
    ? { sources: [first, ...others] }
    : { source: first };
}
