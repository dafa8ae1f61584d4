export * from './documentSchemas';
export * from './jsonSchemas';
export { sourceSchema } from './sourceSchema';
