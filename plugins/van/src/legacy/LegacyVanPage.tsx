import { PluginHeader } from '@backstage/ui';
import { RiOrganizationChart } from '@remixicon/react';
import { VanPage } from '../components/VanPage';
import { usePaths } from '../hooks/usePaths';

/**
 * All pages with the header that the new frontend system draws by itself.
 */
export function LegacyVanPage() {
  const paths = usePaths();
  return (
    <main>
      <PluginHeader
        title="Networks"
        titleLink={paths.networks()}
        icon={<RiOrganizationChart />}
      />
      <VanPage />
    </main>
  );
}
