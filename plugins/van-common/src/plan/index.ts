export * from './types';
export { plan } from './plan';
export * from './planMarkdown';
export * from './sentences';
export * from './planWithFacts';
