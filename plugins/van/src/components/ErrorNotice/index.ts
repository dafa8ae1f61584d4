export * from './ErrorNotice';
