export * from './InlineCode';
