export * from './ApplicationController';
export * from './applicationSet/ApplicationSetController';
export { applicationKind, applicationSchema } from './applicationSchema';
export type { Application } from './applicationSchema';
export {
  applicationSetKind,
  applicationSetSchema,
} from './applicationSet/applicationSetSchema';
export { trackingAnnotation } from './ResourceRef';
