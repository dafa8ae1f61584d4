import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ServiceUnavailableError } from '@backstage/errors';
import { axe, toHaveNoViolations } from 'jest-axe';
import { networks } from '../../../dev/sampleNetworks';
import { address, never, renderVan } from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

describe('NetworksPage', () => {
  it('shows each network with numbers that lead to what they count', async () => {
    renderVan('/van');
    const numbers = await screen.findByRole('list', {
      name: 'acme in numbers',
    });
    expect(
      within(numbers)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      [
        '3of 5 edges reachable',
        '/van/acme/clusters?state=reachable&state=adaptorDown&tag=role%3Aedge',
      ],
      [
        '4applications need attention',
        expect.stringMatching(/^\/van\/acme\/applications\?state=syncFailed&/),
      ],
      ['6applications', '/van/acme/applications'],
      ['2rules', '/van/acme/rules'],
    ]);
    expect(screen.getByRole('link', { name: '6f69057' })).toHaveAttribute(
      'href',
      'https://github.com/acme/fleet/commit/6f69057bb3061fe5aa386a462c10f4e0e5ab3d4a',
    );
  });

  it('says how old its data is when the hub does not answer', async () => {
    renderVan('/van');
    expect(
      await screen.findByText(/What the hub says as of/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The hub of globex does not answer: connect ETIMEDOUT.'),
    ).toBeInTheDocument();
  });

  it('shows a skeleton while it loads', async () => {
    renderVan('/van', { api: { getNetworks: never } });
    expect(
      await screen.findByRole('status', { name: 'Loading the networks' }),
    ).toHaveAttribute('aria-busy', 'true');
  });

  it('says what to do when there is no network', async () => {
    renderVan('/van', { api: { getNetworks: async () => ({ items: [] }) } });
    expect(
      await screen.findByRole('heading', { name: 'No network is set up' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/below van\.networks/)).toBeInTheDocument();
  });

  it('says what failed and tries again on demand', async () => {
    const getNetworks = jest
      .fn()
      .mockRejectedValueOnce(
        new ServiceUnavailableError('The database is away.'),
      )
      .mockResolvedValue({ items: networks });
    renderVan('/van', { api: { getNetworks } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The networks could not be loadedThe database is away.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await userEvent.click(
      await screen.findByRole('link', { name: 'Acme stores' }),
    );
    expect(address()).toBe('/van/acme/topology');
  });

  it('has no accessibility violations', async () => {
    const { container } = renderVan('/van');
    await screen.findByRole('link', { name: 'Acme stores' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
