export * from './types';
export { place } from './place';
export { selectorMatch, type Selectable } from './selectorMatch';
