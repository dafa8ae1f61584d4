import { screen } from '@testing-library/react';
import { renderWithVan } from '../__testUtils__/renderVan';
import * as legacy from '../legacy';
import { LegacyVanPage } from './LegacyVanPage';

describe('the legacy entry point', () => {
  it('provides the same API and routes as the new one', () => {
    const [api] = [...legacy.vanPlugin.getApis()];
    expect(api.api.id).toBe('plugin.van.client');
    expect(legacy.vanPlugin.routes.root).toBe(legacy.rootRouteRef);
    expect(legacy.vanPlugin.getId()).toBe('van');
  });

  it('draws the header that the new frontend system draws by itself', async () => {
    renderWithVan(<LegacyVanPage />, { path: '/van', mountPath: '/van' });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Networks' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Acme stores' }),
    ).toBeInTheDocument();
  });
});
