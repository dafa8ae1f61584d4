/**
 * Benchmarks that run Vanstage and a peer side by side. They print and write tables; nothing depends on how fast they
 * are.
 *
 * @packageDocumentation
 */
export * from './domain';
export * from './lab';
export * from './report';
export * from './servers';
