import { screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderVan } from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

describe('ApplicationPage', () => {
  it('shows where it runs, what is wrong first, and where it comes from', async () => {
    const { container } = renderVan('/van/acme/applications/checkout');
    const runs = await screen.findByRole('region', { name: 'Runs on' });
    expect(
      within(runs)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['paris', '/van/acme/clusters/paris'],
      ['berlin', '/van/acme/clusters/berlin'],
      ['dallas', '/van/acme/clusters/dallas'],
    ]);
    expect(
      screen.getByRole('link', { name: 'github.com/acme/checkout' }),
    ).toHaveAttribute('href', 'https://github.com/acme/checkout');
    expect(screen.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says that nothing places it', async () => {
    renderVan('/van/acme/applications/store-locator');
    expect(
      await screen.findByText('No rule places store-locator on a cluster.'),
    ).toBeInTheDocument();
  });

  it('says that there is no such application', async () => {
    renderVan('/van/acme/applications/nothing');
    expect(
      await screen.findByText('There is no application nothing in acme'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show all applications' }),
    ).toHaveAttribute('href', '/van/acme/applications');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
