import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';

/**
 * What the actions need of the fleet repository.
 *
 * @internal
 */
export type ProposingRepository = Pick<FleetRepository, 'snapshot' | 'propose'>;
