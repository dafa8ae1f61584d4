export * from './types';
export * from './explainPlacement';
export { missSentence } from './missSentence';
export { place } from './place';
export { selectorMatch, type Selectable } from './selectorMatch';
export { selectorMiss, type SelectorMiss } from './selectorMiss';
