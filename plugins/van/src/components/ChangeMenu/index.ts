export * from './ChangeMenu';
export * from './useMayChange';
