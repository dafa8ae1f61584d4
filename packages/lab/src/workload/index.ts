export * from './ClusterControllers';
export * from './ImageRegistry';
export * from './LoadBalancers';
export { hashOf, safeEncode } from './podTemplateHash';
