import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ServiceUnavailableError } from '@backstage/errors';
import { address, renderVan } from '../../__testUtils__/renderVan';

describe('NetworkPage', () => {
  it('says that there is no such network', async () => {
    renderVan('/van/nowhere/clusters');
    await screen.findByText('There is no network nowhere');
    await userEvent.click(
      screen.getByRole('link', { name: 'Show all networks' }),
    );
    expect(address()).toBe('/van');
  });

  it('says where the fleet repository cannot be read, and how to mend it', async () => {
    renderVan('/van/globex/rules');
    expect(
      await screen.findByText('One problem in the fleet repository'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('networks/globex/rules/everything.yaml:7'),
    ).toBeInTheDocument();
  });

  it('keeps its tabs when the summary cannot be loaded', async () => {
    renderVan('/van/acme/rules', {
      api: {
        getNetwork: async () => {
          throw new ServiceUnavailableError('The database is away.');
        },
      },
    });
    expect(
      await screen.findByText('The network’s summary could not be loaded'),
    ).toBeInTheDocument();
    expect(await screen.findByText('retail-everywhere')).toBeInTheDocument();
  });

  it('answers an unknown address with a way back', async () => {
    renderVan('/van/acme/nothing/here');
    expect(
      await screen.findByText('There is no such page'),
    ).toBeInTheDocument();
  });
});
