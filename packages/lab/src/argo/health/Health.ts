import { z } from 'zod';

/** @internal */
export type HealthStatus =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

/** How well something is, in Argo CD's words. */
export interface Health {
  status: HealthStatus;
  message?: string;
}

const fromBestToWorst: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Whether `next` is worse than `current`. */
export function isWorse(current: HealthStatus, next: HealthStatus): boolean {
  return fromBestToWorst.indexOf(next) > fromBestToWorst.indexOf(current);
}

/** `status.conditions` as most kinds have them. */
export const conditionsSchema = z
  .array(
    z.looseObject({
      type: z.string(),
      status: z.string(),
      reason: z.string().optional(),
      message: z.string().optional(),
    }),
  )
  .default([]);
