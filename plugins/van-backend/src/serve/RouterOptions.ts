import type { FleetRepository } from '@vanstage/backstage-plugin-van-node';
import type { NetworkAccess } from '../permissions';
import type { createOpenApiRouter } from '../schema/openapi';
import type { DatabaseViews } from '../views/DatabaseViews';

/**
 * The router with the paths, parameters and answers of `schema/openapi.yaml`.
 *
 * @internal
 */
export type VanRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/**
 * What the routes work with.
 *
 * @internal
 */
export interface RouterOptions {
  access: NetworkAccess;
  views: DatabaseViews;
  /** Absent when no fleet repository is configured. */
  fleet?: Pick<FleetRepository, 'head' | 'snapshot'>;
}
