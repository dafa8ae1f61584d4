export * from './VanPage';
