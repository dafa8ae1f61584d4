import { Informer, type ApiClient } from '@vanstage/backstage-plugin-van-node';
import type { CollectorSettings } from './CollectorSettings';
import { projectNode, type NodeState } from './projectNode';

/** @internal */
export interface NodeCounts {
  nodeCount: number;
  readyNodeCount: number;
}

/** 500 nodes with 50 images each have a quarter of it. An edge is not trusted with more of our memory. */
const maxPageBytes = 32 * 1024 * 1024;

/**
 * Counts a cluster's nodes for as long as it is not stopped.
 *
 * @internal
 */
export function watchNodes(options: {
  api: ApiClient;
  settings: CollectorSettings;
  onCounts: (counts: NodeCounts) => Promise<void> | void;
  onError: (error: Error) => void;
}): Informer<NodeState> {
  const { api, settings, onCounts, onError } = options;
  const readyByName = new Map<string, boolean>();
  let last: NodeCounts | undefined;
  const count = async () => {
    const nodeCount = readyByName.size;
    const readyNodeCount = [...readyByName.values()].filter(Boolean).length;
    // A node's heartbeat is an event too.
    if (
      last?.nodeCount !== nodeCount ||
      last.readyNodeCount !== readyNodeCount
    ) {
      last = { nodeCount, readyNodeCount };
      await onCounts(last);
    }
  };
  return Informer.start({
    api,
    path: '/api/v1/nodes',
    project: projectNode,
    maxPageBytes,
    watchSeconds: settings.watchSeconds,
    clock: settings.clock,
    handler: {
      onReplace: nodes => {
        readyByName.clear();
        for (const { name, ready } of nodes) {
          readyByName.set(name, ready);
        }
        return count();
      },
      onUpsert: ({ name, ready }) => {
        readyByName.set(name, ready);
        return count();
      },
      onDelete: ({ name }) => {
        readyByName.delete(name);
        return count();
      },
      onError,
    },
  });
}
