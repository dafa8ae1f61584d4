/**
 * The domain of Vanstage: the fleet model, placement, plan and render, and the API's types.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './change';
export * from './fleet';
export * from './import';
export * from './permissions';
export * from './placement';
export * from './plan';
export * from './render';
export * from './state';
