export * from './ThingPage';
