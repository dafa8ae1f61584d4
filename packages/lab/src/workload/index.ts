export * from './ClusterControllers';
export * from './ImageRegistry';
export { hashOf, safeEncode } from './podTemplateHash';
