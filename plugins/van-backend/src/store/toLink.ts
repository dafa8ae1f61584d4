import type { TopologyLink } from '@vanstage/backstage-plugin-van-common';
import type { LinkTable } from './tables';

/** @internal */
export function toLink(row: LinkTable): TopologyLink {
  return {
    from: row.from_cluster,
    to: row.to_cluster,
    status: toStatus(row.status),
    cost: row.cost ?? undefined,
    since: row.since,
  };
}

function toStatus(status: string): TopologyLink['status'] {
  return status === 'up' || status === 'down' ? status : 'lost';
}
