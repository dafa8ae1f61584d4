export * from './NetworkAccess';
export * from './networkResource';
