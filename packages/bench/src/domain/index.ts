export { domainBench, type DomainBenchOptions } from './domainBench';
