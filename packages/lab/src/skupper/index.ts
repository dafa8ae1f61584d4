export * from './KubeAdaptor';
export * from './SkupperController';
export { routerImages } from './routerObjects';
export { listenerSchema } from './listenerStatus';
export { siteSchema } from './siteStatus';
export { skupperVersion } from './networkStatus';
