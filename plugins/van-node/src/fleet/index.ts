export * from './FleetRepository';
export { readFleetConfig, type FleetConfig } from './FleetConfig';
export * from './types';
