export { BenchProcess } from './BenchProcess';
export type { TreeUsage } from './processTree';
