import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What of the topology's state a person changes at once. */
export interface TopologyStateChange {
  selected?: string;
  group?: string;
  view?: 'graph' | 'table';
}

/** What the URL need not say. */
const DEFAULT_VIEW = 'graph';

/**
 * What the topology shows, kept in the URL so that a link reproduces the view.
 */
export function useTopologyState() {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (part: TopologyStateChange) => {
      setParameters(current => {
        const next = new URLSearchParams(current);
        for (const [name, value] of Object.entries(part)) {
          if (value === undefined || value === DEFAULT_VIEW) {
            next.delete(name);
          } else {
            next.set(name, value);
          }
        }
        return next;
      });
    },
    [setParameters],
  );
  return {
    selected: parameters.get('selected') ?? undefined,
    groupBy: parameters.get('group') ?? undefined,
    view:
      parameters.get('view') === 'table'
        ? ('table' as const)
        : ('graph' as const),
    change,
  };
}
