export { EffectiveSources, type ResolvedSources } from './EffectiveSources';
export { clusterVariables } from './clusterVariables';
