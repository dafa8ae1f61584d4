export { labBench, type LabBenchOptions } from './labBench';
export { scaleStory, type ScaleStoryOptions } from './scaleStory';
