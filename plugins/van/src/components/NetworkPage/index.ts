export * from './NetworkPage';
