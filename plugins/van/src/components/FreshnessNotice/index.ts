export * from './FreshnessNotice';
