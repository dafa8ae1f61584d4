export * from './BenchReport';
export { describeMachine } from './describeMachine';
export { markdownReport } from './markdownReport';
export { writeReport } from './writeReport';
