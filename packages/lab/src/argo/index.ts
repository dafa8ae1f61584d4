export * from './ApplicationController';
export * from './ApplicationSetController';
export { applicationKind, applicationSchema } from './applicationSchema';
export type { Application } from './applicationSchema';
export {
  applicationSetKind,
  applicationSetSchema,
} from './applicationSetSchema';
export { trackingAnnotation } from './ResourceRef';
