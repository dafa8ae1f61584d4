import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type { FleetKind } from '../types';
import { documentSchemas } from './documentSchemas';

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/**
 * The JSON Schema of a kind of file, for editors: draft 2020-12. What it cannot say, {@link parseFleet} checks. It allows
 * fields that it does not know, as that does.
 *
 * @public
 */
export function fleetJsonSchema(kind: FleetKind): JsonObject {
  return jsonObject.parse(
    z.toJSONSchema(documentSchemas[kind], {
      io: 'input',
      unrepresentable: 'any',
    }),
  );
}

/**
 * Every kind of file that declares a part of a fleet.
 *
 * @public
 */
export const fleetKinds: readonly FleetKind[] = [
  'Network',
  'Cluster',
  'Application',
  'DistributionRule',
];
