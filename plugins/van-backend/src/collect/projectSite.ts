import { z } from 'zod';
import type { SiteRow } from '../store/rows';

const siteSchema = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    uid: z.string(),
  }),
  status: z
    .object({
      status: z.string().nullish(),
      message: z.string().nullish(),
      sitesInNetwork: z.number().nullish(),
    })
    .nullish(),
});

/**
 * What is stored of a Skupper Site (CRD `sites.skupper.io/v2alpha1`). `status.network` is left out: Skupper rewrites it in
 * another order each time, and `skupper-network-status` says more.
 *
 * @internal
 */
export function projectSite(object: unknown): SiteRow {
  const { metadata, status } = siteSchema.parse(object);
  return {
    kind: 'site',
    key: `${metadata.namespace}/${metadata.name}`,
    namespace: metadata.namespace,
    name: metadata.name,
    siteId: metadata.uid,
    status: status?.status || undefined,
    message: status?.message || undefined,
    sitesInNetwork: status?.sitesInNetwork ?? undefined,
  };
}
