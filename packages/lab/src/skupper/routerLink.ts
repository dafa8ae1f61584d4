import type { RouterLink, RouterRole } from '../van';
import type { Link } from './linkStatus';

/** What routers are told of a Link: whom to dial in which role, at what cost, and as who. */
export function routerLink(
  { metadata, spec }: Pick<Link, 'metadata' | 'spec'>,
  credentials: RouterLink['credentials'],
): RouterLink {
  const address = (role: RouterRole) => {
    const endpoint = spec.endpoints.find(({ name }) => name === role);
    return endpoint && `${endpoint.host}:${endpoint.port}`;
  };
  return {
    name: metadata.name,
    cost: spec.cost ?? 1,
    addresses: {
      'inter-router': address('inter-router'),
      edge: address('edge'),
    },
    credentials,
  };
}
