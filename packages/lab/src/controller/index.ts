export * from './ApiError';
export * from './ApiTransport';
export * from './ClusterClient';
export * from './KubeObject';
export * from './mergePatch';
export * from './ObjectCache';
export * from './WorkQueue';
