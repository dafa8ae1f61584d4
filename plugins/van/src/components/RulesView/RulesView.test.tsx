import { screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { fresh } from '../../../dev/sampleData';
import { renderVan } from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

describe('RulesView', () => {
  it('says each rule as a sentence and shows what it matches', async () => {
    const { container } = renderVan('/van/acme/rules?selected=platform-tools');
    const panel = await screen.findByRole('complementary', {
      name: 'Details of platform-tools',
    });
    expect(panel).toHaveTextContent(
      'Applications tagged platform run on clusters tagged context:prod, not tagged no-monitoring',
    );
    expect(within(panel).getByRole('link', { name: 'dallas' })).toHaveAttribute(
      'href',
      '/van/acme/clusters/dallas',
    );
    expect(
      within(panel).getByRole('link', { name: 'prometheus' }),
    ).toHaveAttribute('href', '/van/acme/applications/prometheus');
    expect(
      screen.getByRole('row', { name: /retail-everywhere/ }),
    ).toHaveTextContent('Applications tagged retail run on clusters tagged');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('offers the next step when there are no rules', async () => {
    renderVan('/van/acme/rules', {
      api: {
        getRules: async () => ({
          items: [],
          totalItems: 0,
          freshness: fresh(),
        }),
      },
    });
    expect(
      await screen.findByText('There are no rules yet'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Distribute an application' }),
    ).toBeInTheDocument();
  });
});
