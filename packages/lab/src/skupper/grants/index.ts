export * from './GrantReconciler';
export * from './GrantServer';
export * from './redeemToken';
