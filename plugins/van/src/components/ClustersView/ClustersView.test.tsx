import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ServiceUnavailableError } from '@backstage/errors';
import { axe, toHaveNoViolations } from 'jest-axe';
import type { SampleVanApi } from '../../../dev/SampleVanApi';
import { fresh } from '../../../dev/sampleData';
import {
  TestSignals,
  address,
  never,
  renderVan,
  sampleApi,
} from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

async function rowNames() {
  await screen.findAllByText(/^(paris|store-\d+)$/);
  return screen.getAllByRole('rowheader').map(cell => cell.textContent);
}

describe('ClustersView', () => {
  it('lists clusters with state, and marks what is not declared', async () => {
    renderVan('/van/acme/clusters');
    expect(await rowNames()).toEqual([
      'berlin',
      'dallas',
      'hub',
      'osaka-store-0042',
      'paris',
      'toulouse',
    ]);
    const berlin = screen.getByRole('row', { name: /berlin/ });
    expect(within(berlin).getByText(/Gone since/)).toBeInTheDocument();
    const toulouse = screen.getByRole('row', { name: /toulouse/ });
    expect(within(toulouse).getByText('Not declared')).toBeInTheDocument();
    expect(screen.getByText('6 clusters')).toBeInTheDocument();
  });

  it('shows exactly what the address asks for', async () => {
    renderVan(
      '/van/globex/clusters?tag=role:edge&state=reachable&sort=-name&page=2&size=20&q=store',
    );
    expect((await rowNames()).slice(0, 2)).toEqual(['store-079', 'store-078']);
    expect(screen.getByText('94 clusters match')).toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toHaveValue('store');
  });

  it('shows that it asks again, and keeps the rows meanwhile', async () => {
    const getClusters = jest
      .fn(never<Awaited<ReturnType<SampleVanApi['getClusters']>>>)
      .mockResolvedValueOnce(await sampleApi().getClusters('acme'));
    const signals = new TestSignals();
    renderVan('/van/acme/clusters', { api: { getClusters }, signals });
    const before = await rowNames();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();

    await signals.send('acme');
    expect(
      await screen.findByRole('progressbar', {
        name: 'Refreshing the clusters',
      }),
    ).toBeInTheDocument();
    expect(await rowNames()).toEqual(before);
  });

  it('writes sort, search and page into the address', async () => {
    renderVan('/van/globex/clusters?size=20');
    await rowNames();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(address()).toBe('/van/globex/clusters?size=20&page=2');
    await screen.findByRole('rowheader', { name: 'store-020' });

    await userEvent.click(screen.getByRole('columnheader', { name: /State/ }));
    await waitFor(() =>
      expect(address()).toBe('/van/globex/clusters?size=20&sort=state'),
    );

    await userEvent.type(screen.getByRole('searchbox'), '042');
    await waitFor(() => expect(address()).toContain('q=042'));
    await waitFor(() =>
      expect(screen.getByText('1 cluster matches')).toBeInTheDocument(),
    );
  });

  it('ignores what the address cannot mean', async () => {
    renderVan('/van/acme/clusters?state=sleepy&sort=secret&page=-3&size=9x');
    expect(await rowNames()).toHaveLength(6);
  });

  it('opens a panel beside the list on a row and closes it with Escape', async () => {
    renderVan('/van/acme/clusters');
    await rowNames();
    await userEvent.click(screen.getByRole('rowheader', { name: 'berlin' }));
    expect(address()).toBe('/van/acme/clusters?selected=berlin');

    const panel = await screen.findByRole('complementary', {
      name: 'Details of berlin',
    });
    expect(
      await within(panel).findByText(/nothing in the network answers them/),
    ).toBeInTheDocument();
    expect(within(panel).getByRole('link', { name: 'berlin' })).toHaveAttribute(
      'href',
      '/van/acme/clusters/berlin',
    );
    expect(
      await within(panel).findByRole('link', { name: 'checkout' }),
    ).toHaveAttribute('href', '/van/acme/applications/checkout');

    act(() =>
      within(panel).getByRole('button', { name: 'Close the details' }).focus(),
    );
    await userEvent.keyboard('{Escape}');
    expect(address()).toBe('/van/acme/clusters');
  });

  it('opens a panel from the keyboard', async () => {
    renderVan('/van/acme/clusters');
    await rowNames();
    const row = screen.getByRole('row', { name: /dallas/ });
    act(() => row.focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(address()).toBe('/van/acme/clusters?selected=dallas'),
    );
  });

  it('shows the table’s skeleton while it loads', async () => {
    renderVan('/van/acme/clusters', { api: { getClusters: never } });
    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
  });

  it('says why there is nothing, and offers to clear filters', async () => {
    renderVan('/van/acme/clusters?q=nothing-like-it');
    expect(await screen.findByText('No cluster matches')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('/van/acme/clusters');
    expect(await rowNames()).toHaveLength(6);
  });

  it('says what will be here when no cluster is declared', async () => {
    renderVan('/van/acme/clusters', {
      api: {
        getClusters: async () => ({
          items: [],
          totalItems: 0,
          freshness: fresh(),
        }),
      },
    });
    expect(
      await screen.findByText('No clusters are declared'),
    ).toBeInTheDocument();
  });

  it('says what failed while the rest of the page stays', async () => {
    renderVan('/van/acme/clusters', {
      api: {
        getClusters: async () => {
          throw new ServiceUnavailableError('The database is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The clusters could not be loadedThe database is away.',
    );
    expect(screen.getByRole('button', { name: 'Retry' })).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Applications' }),
    ).toBeInTheDocument();
  });

  it('says how old its data is', async () => {
    renderVan('/van/globex/clusters');
    expect(
      await screen.findByText(/What the hub says as of/),
    ).toBeInTheDocument();
  });

  it('has no accessibility violations, also with a panel', async () => {
    const { container } = renderVan('/van/acme/clusters?selected=berlin');
    await screen.findByRole('link', { name: 'checkout' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
