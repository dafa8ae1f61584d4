export * from './SidePanel';
export * from './WithSidePanel';
