import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { ServiceUnavailableError } from '@backstage/errors';
import { never, renderVan } from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

describe('ClusterPage', () => {
  it('shows state, diagnosis, facts and what runs there with why', async () => {
    const { container } = renderVan('/van/acme/clusters/paris');
    expect(
      await screen.findByText('paris answers through the VAN.'),
    ).toBeInTheDocument();
    expect(screen.getByText('21 ms through the VAN')).toBeInTheDocument();
    expect(screen.getByText('6 nodes')).toBeInTheDocument();

    const runs = await screen.findByRole('region', { name: 'Runs here' });
    expect(
      within(runs)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual([
      'checkout',
      'legacy-reports',
      'loyalty',
      'catalogue',
      'prometheus',
    ]);
    expect(
      within(runs).getByText('No rule asks for it; Argo CD still has it.'),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('keeps Skupper’s words behind details', async () => {
    renderVan('/van/acme/clusters/berlin');
    const details = await screen.findByText('How it is connected');
    expect(details.closest('details')).not.toHaveAttribute('open');
    await userEvent.click(details);
    expect(details.closest('details')).toHaveAttribute('open');
    expect(screen.getByText('No matching connectors')).toBeInTheDocument();
  });

  it('shows what is known while the other part loads or fails', async () => {
    renderVan('/van/acme/clusters/paris', {
      api: { getApplications: never },
    });
    await screen.findByText('paris answers through the VAN.');
    expect(
      screen.getByRole('status', { name: 'Loading what runs on paris' }),
    ).toBeInTheDocument();
  });

  it('says what failed and keeps the rest', async () => {
    renderVan('/van/acme/clusters/paris', {
      api: {
        getCluster: async () => {
          throw new ServiceUnavailableError('The hub is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cluster paris could not be loadedThe hub is away.',
    );
    expect(
      await screen.findByRole('region', { name: 'Runs here' }),
    ).toBeInTheDocument();
  });
});
