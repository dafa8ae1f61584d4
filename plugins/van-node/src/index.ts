/**
 * What Vanstage's backend packages share: the fleet repository and the connection to the hub.
 *
 * @packageDocumentation
 */
export * from './fleet';
export * from './hub';
export * from './service';
