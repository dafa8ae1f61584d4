export * from './rows';
export * from './VanStore';
