import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { SampleVanApi } from '../dev/SampleVanApi';
import vanPlugin, { vanApiRef } from '.';

describe('vanPlugin', () => {
  it('shows the networks at /van and leads from there to a cluster', async () => {
    renderTestApp({
      features: [vanPlugin],
      initialRouteEntries: ['/van'],
      apis: [[vanApiRef, new SampleVanApi()]],
    });
    await userEvent.click(
      await screen.findByRole('link', { name: 'Acme stores' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /^paris, Reachable/ }),
    );
    await userEvent.click(await screen.findByRole('link', { name: 'paris' }));
    expect(
      await screen.findByRole('heading', { name: 'paris' }),
    ).toBeInTheDocument();
  });

  it('brings the page, the entity extensions and the scaffolder fields', () => {
    for (const id of [
      'api:van',
      'page:van',
      'entity-card:van/cluster',
      'entity-content:van/cluster',
      'scaffolder-form-field:van/network-picker',
      'scaffolder-form-field:van/tag-picker',
      'scaffolder-form-field:van/plan-review',
    ] as const) {
      expect(vanPlugin.getExtension(id)).toBeDefined();
    }
  });
});
