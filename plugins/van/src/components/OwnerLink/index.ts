export * from './OwnerLink';
