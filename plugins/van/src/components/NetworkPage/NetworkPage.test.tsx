import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ServiceUnavailableError } from '@backstage/errors';
import { address, renderVan, sampleApi } from '../../__testUtils__/renderVan';

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

  it.each([
    [
      { pullRequest: { number: 7, url: 'https://git.example.com/pull/7' } },
      /Argo CD deploys what is rendered.* Merge pull request 7, which mends it\./,
    ],
    [
      { problem: 'The rate limit is used up' },
      /could not be opened: The rate limit is used up/,
    ],
  ])(
    'says that what is rendered does not follow, and what is done about it: %j',
    async (rendering, words) => {
      const summary = await sampleApi().getNetwork('acme');
      const { container } = renderVan('/van/acme/rules', {
        api: {
          getNetwork: async () => ({
            ...summary,
            rendering: { changedCount: 2, ...rendering },
          }),
        },
      });
      expect(
        await screen.findByText(/do not follow the declarations/),
      ).toHaveTextContent(
        '2 files of rendered/ do not follow the declarations',
      );
      expect(container).toHaveTextContent(words);
    },
  );

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
