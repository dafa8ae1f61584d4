export { parseFieldSelector } from './fieldSelector';
export { parseLabelSelector } from './labelSelector';
export type { ObjectFilter } from './ObjectFilter';
