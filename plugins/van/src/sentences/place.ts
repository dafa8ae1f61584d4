/**
 * Where a cluster stands: `aws · eu-west-1`.
 */
export function placeOf(cluster: {
  provider?: string;
  region?: string;
}): string | undefined {
  return (
    [cluster.provider, cluster.region].filter(Boolean).join(' · ') || undefined
  );
}
