export * from './types';
export { MAX_NAME_LENGTH } from './fields';
export { declarationPath, renderedFolder } from './layout';
export * from './listNetworks';
export * from './parseFleet';
export { FLEET_API_VERSION, fleetJsonSchema, fleetKinds } from './schemas';
export * from './tags';
export { writeDeclaration } from './writeDeclaration';
