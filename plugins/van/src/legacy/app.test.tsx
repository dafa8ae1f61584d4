import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { FlatRoutes } from '@backstage/core-app-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { SampleVanApi } from '../../dev/SampleVanApi';
import { VanPage, vanApiRef } from '../legacy';

describe('an app on the legacy frontend system', () => {
  it('shows the pages and leads from one to the next', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [vanApiRef, new SampleVanApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <FlatRoutes>
          <Route path="/van" element={<VanPage />} />
        </FlatRoutes>
      </TestApiProvider>,
      {
        routeEntries: ['/van'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    await userEvent.click(
      await screen.findByRole('link', { name: 'Acme stores' }),
    );
    expect(
      await screen.findByRole('heading', { level: 2, name: 'Acme stores' }),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('link', { name: 'Clusters' }),
    );
    expect(
      await screen.findByRole('rowheader', { name: 'paris' }),
    ).toBeInTheDocument();
  });
});
