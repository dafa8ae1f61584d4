export * from './importObject';
export * from './types';
