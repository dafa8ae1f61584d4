export * from './ProgressBar';
export * from './RefreshBar';
