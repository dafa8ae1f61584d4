import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { fresh } from '../../../dev/sampleData';
import { renderVan } from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

const nothing = async () => ({ items: [], totalItems: 0, freshness: fresh() });

describe('ApplicationsView', () => {
  it('shows the states of each application’s placements', async () => {
    renderVan('/van/acme/applications');
    await screen.findByText('checkout');
    const row = screen.getByRole('row', { name: /checkout/ });
    expect(within(row).getByText('Sync failed')).toBeInTheDocument();
    expect(
      within(row).getByRole('img', {
        name: '3: 1 sync failed, 1 unknown, 1 healthy',
      }),
    ).toBeInTheDocument();
    const unplaced = screen.getByRole('row', { name: /store-locator/ });
    expect(within(unplaced).getByText('Not placed')).toBeInTheDocument();
  });

  it('shows as many applications as the networks page counts', async () => {
    renderVan('/van');
    const numbers = await screen.findByRole('list', {
      name: 'acme in numbers',
    });
    await userEvent.click(within(numbers).getByText(/need attention/));
    expect(await screen.findByText('4 applications match')).toBeInTheDocument();
  });

  it('puts what went wrong in words first, and Argo CD’s behind details', async () => {
    renderVan('/van/acme/applications?selected=checkout');
    const placements = await screen.findByRole('region', { name: 'Runs on' });
    const [paris, berlin, dallas] = within(placements).getAllByRole('listitem');
    expect(paris).toHaveTextContent(
      'paris refused the Deployment checkout: spec.replicas must be greater than or equal to 0 (it is -1).',
    );
    expect(paris).toHaveTextContent(
      'Because rule retail-everywhere matches retail → retail.',
    );
    expect(
      within(paris)
        .getByText(/one or more objects failed to apply/)
        .closest('details'),
    ).not.toHaveAttribute('open');
    expect(berlin).toHaveTextContent(/Unknown · last seen Healthy/);
    expect(dallas).toHaveTextContent('Healthy');
  });

  it('offers the next step when nothing is distributed', async () => {
    renderVan('/van/acme/applications', { api: { getApplications: nothing } });
    await screen.findByText('Nothing is distributed yet');
    expect(
      await screen.findByRole('link', { name: 'Distribute an application' }),
    ).toHaveAttribute(
      'href',
      `/create/templates/default/distribute-application?formData=${encodeURIComponent(
        '{"network":"acme"}',
      )}`,
    );
  });

  it('offers no change to a person who may not ask for one', async () => {
    // Another network than elsewhere: permissions are remembered beyond a test.
    renderVan('/van/globex/applications', { mayChange: false });
    await screen.findByText('Nothing is distributed yet');
    expect(
      screen.queryByText('Distribute an application'),
    ).not.toBeInTheDocument();
    expect(screen.queryByText('Change…')).not.toBeInTheDocument();
  });

  it('offers its changes in a menu', async () => {
    renderVan('/van/acme/applications');
    await userEvent.click(await screen.findByText('Change…'));
    expect(
      await screen.findByRole('menuitem', {
        name: 'Distribute an application',
      }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/create/templates/default/'),
    );
  });

  it('has no accessibility violations, also with a panel', async () => {
    const { container } = renderVan('/van/acme/applications?selected=checkout');
    await screen.findByRole('region', { name: 'Runs on' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
