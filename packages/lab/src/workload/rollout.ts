/** How many Pods a ReplicaSet of a Deployment should have. */
export interface RolloutSizes {
  /** The ReplicaSet of the current template. */
  current: number;
  /** The others, in the order given. */
  old: number[];
}

/**
 * The next step of a rolling update with the default strategy: at most a quarter more Pods than wanted, at most a
 * quarter fewer available.
 */
export function nextSizes(options: {
  wanted: number;
  current: { replicas: number; available: number };
  old: readonly { replicas: number; available: number }[];
}): RolloutSizes {
  const { wanted, current, old } = options;
  const surge = Math.ceil(wanted / 4);
  const unavailable = Math.floor(wanted / 4);
  const oldReplicas = sum(old.map(({ replicas }) => replicas));
  const room = Math.max(0, wanted + surge - oldReplicas);
  const currentSize =
    old.length === 0 || wanted === 0 ? wanted : Math.min(wanted, room);
  let needed = Math.max(0, wanted - unavailable - current.available);
  const oldSizes = old.map(({ replicas, available }) => {
    // Pods that never became available are the first to go.
    const size = Math.min(replicas, available, needed);
    needed -= size;
    return size;
  });
  return { current: Math.max(currentSize, 0), old: oldSizes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
