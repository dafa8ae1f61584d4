export {
  createApplicationCreateAction,
  type ApplicationCreateActionOptions,
} from './applicationCreate';
export type { ProposingRepository } from './types';
