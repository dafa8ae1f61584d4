export { serversBench, type ServersBenchOptions } from './serversBench';
