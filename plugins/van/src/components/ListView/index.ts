export * from './ListTable';
export * from './ListToolbar';
export * from './ListView';
export * from './numberColumn';
export * from './tagsColumn';
