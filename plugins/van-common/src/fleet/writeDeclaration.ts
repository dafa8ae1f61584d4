import { stringify } from 'yaml';
import { FLEET_API_VERSION } from './schemas';
import type { FleetKind } from './types';

/**
 * The text of a new file that declares a part of a fleet. Fields that are undefined are left out.
 *
 * @public
 */
export function writeDeclaration(declaration: {
  kind: FleetKind;
  name: string;
  spec: object;
}): string {
  const { kind, name, spec } = declaration;
  return stringify(
    { apiVersion: FLEET_API_VERSION, kind, metadata: { name }, spec },
    { lineWidth: 0, keepUndefined: false },
  );
}
