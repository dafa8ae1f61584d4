import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { kubeObjectSchema } from '../controller';
import {
  failed,
  fulfilled,
  pending,
  statusSchema,
  withCondition,
  type ConditionState,
  type Observation,
  type SkupperStatus,
} from './conditions';
import { endpointSchema, type Endpoint } from './linkStatus';
import type { SiteNetworkEntry } from './siteNetwork';

/** A Skupper Site, as far as its controller reads it. */
export const siteSchema = kubeObjectSchema.extend({
  spec: z
    .looseObject({
      linkAccess: z.string().optional(),
      edge: z.boolean().optional(),
      ha: z.boolean().optional(),
    })
    .optional(),
  status: statusSchema
    .extend({ endpoints: z.array(endpointSchema).optional() })
    .optional(),
});

/** @internal */
export type Site = z.infer<typeof siteSchema>;

/** Whether the site accepts links, and so has to have addresses before it is Ready. */
export function acceptsLinks({ spec }: Site): boolean {
  return !['', 'none', undefined].includes(spec?.linkAccess);
}

/** Why a Site cannot be made; undefined when it can. */
export function siteProblem({ spec }: Site): string | undefined {
  const supported = ['', 'none', 'default', 'loadbalancer', 'local', 'route'];
  const { linkAccess = '' } = spec ?? {};
  return supported.includes(linkAccess)
    ? undefined
    : `Unsupported value for LinkAccess: ${linkAccess}`;
}

/** Names of the site's Deployments of routers: two with `ha`. */
export function routerGroups({ spec }: Site): string[] {
  return spec?.ha ? ['skupper-router', 'skupper-router-2'] : ['skupper-router'];
}

function requiredOf(site: Site): string[] {
  return acceptsLinks(site)
    ? ['Configured', 'Running', 'Resolved']
    : ['Configured', 'Running'];
}

/** Status of a Site once its objects are made, or why they cannot be made. */
export function siteConfigured(
  site: Site,
  options: Observation & {
    controller: { name: string; namespace: string; version: string };
    problem?: string;
  },
): SkupperStatus {
  const { controller, problem } = options;
  const next = withCondition(
    site.status ?? {},
    {
      type: 'Configured',
      state: problem === undefined ? fulfilled : failed(problem),
      required: requiredOf(site),
    },
    options,
  );
  return isDeepStrictEqual(next.controller, controller) && next.defaultIssuer
    ? next
    : { ...next, controller, defaultIssuer: 'skupper-site-ca' };
}

/** Status of a Site after a change of the pods of its routers. */
export function siteRunning(
  site: Site,
  options: Observation & { state: ConditionState },
): SkupperStatus {
  return withCondition(
    site.status ?? {},
    { type: 'Running', state: options.state, required: requiredOf(site) },
    options,
  );
}

/** Status of a Site that accepts links, after a change of its addresses. */
export function siteResolved(
  site: Site,
  options: Observation & { endpoints: Endpoint[] },
): SkupperStatus {
  const { endpoints } = options;
  const next = withCondition(
    site.status ?? {},
    {
      type: 'Resolved',
      state: endpoints.length > 0 ? fulfilled : pending('Pending'),
      required: requiredOf(site),
    },
    options,
  );
  return endpoints.length === 0 || isDeepStrictEqual(next.endpoints, endpoints)
    ? next
    : { ...next, endpoints };
}

/** Status of a Site after a change of the network's status. */
export function siteInNetwork(
  site: Site,
  entries: readonly SiteNetworkEntry[],
): SkupperStatus {
  const { network, sitesInNetwork: _, ...rest } = site.status ?? {};
  if (isDeepStrictEqual(network ?? [], entries)) {
    return site.status ?? {};
  }
  return entries.length > 0
    ? { ...rest, network: entries, sitesInNetwork: entries.length }
    : rest;
}
