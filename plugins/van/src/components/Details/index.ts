export * from './Details';
