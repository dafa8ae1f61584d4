export * from './ApplicationPage';
export * from './ApplicationSummary';
