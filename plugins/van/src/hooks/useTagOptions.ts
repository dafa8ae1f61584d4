import type { FilterOption } from '../components/ListView';
import { useVanData } from './useVanData';

/**
 * The tags of a network's clusters or applications as filters, with how many carry each. Empty until they are known.
 */
export function useTagOptions(
  network: string,
  of: 'clusters' | 'applications',
): FilterOption[] {
  const { value } = useVanData({
    network,
    subject: `${network}/tags`,
    load: api => api.getTags(network),
  });
  return (
    value?.[of].map(({ tag, count }) => ({
      id: tag,
      label: `${tag} (${count})`,
    })) ?? []
  );
}
