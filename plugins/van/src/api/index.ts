export { vanApiRef } from './vanApiRef';
