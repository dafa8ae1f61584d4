export * from './applicationChange';
export * from './applyChange';
export * from './changeNames';
export { parseChange } from './changeSchema';
