export * from './labels';
export { applicationName, argoDestination, kubeApiName } from './names';
export { render } from './render';
export { renderChanges } from './renderChanges';
