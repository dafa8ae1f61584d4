/**
 * Networks and clusters of Vanstage as catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleVan as default } from './module';
