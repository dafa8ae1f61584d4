/**
 * Vanstage's backend: collects what runs in the networks, stores it, serves it.
 *
 * @packageDocumentation
 */
export { vanPlugin as default } from './plugin';
