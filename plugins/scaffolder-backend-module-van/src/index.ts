/**
 * Scaffolder actions that open pull requests on the fleet repository.
 *
 * @packageDocumentation
 */
export * from './actions';
export { scaffolderModuleVan as default } from './module';
