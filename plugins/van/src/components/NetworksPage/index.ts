export * from './NetworksPage';
