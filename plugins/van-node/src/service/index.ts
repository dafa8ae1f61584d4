export * from './VanService';
export { vanServiceRef } from './vanServiceRef';
