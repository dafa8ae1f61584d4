export * from './DatabaseVanStore';
export * from './rows';
export * from './StoreChange';
export * from './VanStore';
