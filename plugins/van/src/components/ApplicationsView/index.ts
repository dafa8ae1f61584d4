export * from './ApplicationsView';
