/**
 * Scaffolder actions that open pull requests on the fleet repository.
 *
 * @packageDocumentation
 */
export { scaffolderModuleVan as default } from './module';
