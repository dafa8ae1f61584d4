export * from './DataBoundary';
