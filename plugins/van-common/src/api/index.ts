export * from './types';
export * from './VanApi';
export * from './VanClient';
