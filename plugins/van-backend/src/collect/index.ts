export * from './Collectors';
export type { CollectorSettings } from './CollectorSettings';
export type { HubNamespaces } from './HubCollector';
