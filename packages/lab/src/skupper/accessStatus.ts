import {
  failed,
  fulfilled,
  pending,
  withCondition,
  withState,
  type Observation,
  type SkupperStatus,
} from './conditions';
import type { Endpoint } from './linkStatus';

const required = ['Configured', 'Resolved'];

/** Status of a RouterAccess: what it still lacks, or the addresses at which links are accepted. */
export function routerAccessStatus(
  status: SkupperStatus,
  options: Observation & { problem?: string; endpoints: Endpoint[] },
): SkupperStatus {
  const { problem, endpoints } = options;
  const configured = withCondition(
    status,
    {
      type: 'Configured',
      state: problem === undefined ? fulfilled : failed(problem),
      required,
    },
    options,
  );
  return resolved(configured, options, endpoints);
}

/** Status of a SecuredAccess: `Resolved` comes first, as the recordings have it. */
export function securedAccessStatus(
  status: SkupperStatus,
  options: Observation & { endpoints: Endpoint[] },
): SkupperStatus {
  const known = (status.conditions ?? []).length > 0;
  const first = known
    ? status
    : {
        ...status,
        conditions: withState(
          withState(
            [],
            { type: 'Resolved', state: pending('Pending') },
            options,
          ),
          { type: 'Ready', state: pending('Not Configured') },
          options,
        ),
      };
  const configured = withCondition(
    first,
    { type: 'Configured', state: fulfilled, required },
    options,
  );
  return resolved(configured, options, options.endpoints);
}

/** Status of a Certificate once its Secret is there. */
export function certificateStatus(
  status: SkupperStatus,
  observed: Observation,
): SkupperStatus {
  return {
    ...status,
    conditions: withState(
      status.conditions ?? [],
      { type: 'Ready', state: fulfilled },
      observed,
    ),
  };
}

function resolved(
  status: SkupperStatus,
  observed: Observation,
  endpoints: Endpoint[],
): SkupperStatus {
  const next = withCondition(
    status,
    {
      type: 'Resolved',
      state: endpoints.length > 0 ? fulfilled : pending('Pending'),
      required,
    },
    observed,
  );
  return endpoints.length > 0 ? { ...next, endpoints } : next;
}
