export { type ApiToken } from './authorization';
export {
  createServerCertificate,
  type ServerCertificate,
} from './certificates';
export { KubeApiServer, type KubeApiServerOptions } from './KubeApiServer';
export {
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
} from './kubeObject';
export { type PortForwardBackend } from './PortForwardBackend';
export { RequestLog, type OpenWatch, type RequestCount } from './RequestLog';
