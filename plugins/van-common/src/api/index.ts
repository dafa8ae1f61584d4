export * from './types';
export * from './VanApi';
