import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ServiceUnavailableError } from '@backstage/errors';
import { axe, toHaveNoViolations } from 'jest-axe';
import { fresh } from '../../../dev/sampleData';
import {
  TestSignals,
  address,
  never,
  renderVan,
  sampleApi,
} from '../../__testUtils__/renderVan';

expect.extend(toHaveNoViolations);

const graph = () => screen.findByRole('group', { name: /^Topology of acme/ });

describe('TopologyView', () => {
  it('shows every cluster with its state in words', async () => {
    renderVan('/van/acme');
    const labels = within(await graph())
      .getAllByRole('button')
      .map(node => node.getAttribute('aria-label'));
    expect(labels).toEqual([
      'hub, hub, Reachable',
      expect.stringMatching(
        /^berlin, Gone since .*, 4 applications need attention$/,
      ),
      'dallas, Reachable · Skupper’s adaptor down',
      'osaka-store-0042, Waiting to join',
      'paris, Reachable, 1 application needs attention',
      'toulouse, Reachable · not declared',
    ]);
    expect(address()).toBe('/van/acme/topology');
  });

  it('is one stop for Tab; arrows move and Enter opens the panel', async () => {
    renderVan('/van/acme/topology');
    const nodes = within(await graph()).getAllByRole('button');
    const stops = nodes.filter(node => node.tabIndex === 0);
    expect(stops).toHaveLength(1);

    act(() => stops[0].focus());
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toHaveAccessibleName(/^berlin/);
    await userEvent.keyboard('{Enter}');
    expect(address()).toBe('/van/acme/topology?selected=berlin');
    expect(
      await screen.findByRole('complementary', { name: 'Details of berlin' }),
    ).toBeInTheDocument();
    expect(document.activeElement).toHaveAttribute('aria-pressed', 'true');

    await userEvent.keyboard('{Escape}');
    expect(address()).toBe('/van/acme/topology');
  });

  it('keeps an edge in its place when it goes away', async () => {
    const topology = await sampleApi().getTopology('acme');
    const gone = {
      ...topology,
      nodes: topology.nodes.map(node =>
        node.cluster === 'paris' ? { ...node, state: 'gone' as const } : node,
      ),
    };
    const getTopology = jest
      .fn()
      .mockResolvedValueOnce(topology)
      .mockResolvedValue(gone);
    const signals = new TestSignals();
    renderVan('/van/acme/topology', { api: { getTopology }, signals });
    await graph();
    const place = () =>
      screen.getByRole('button', { name: /^paris/ }).getAttribute('style');
    const before = place();
    await signals.send('acme');
    await screen.findByRole('button', { name: /^paris, Gone/ });
    expect(place()).toBe(before);
  });

  it('does not draw a link as healthy when nothing answers through it', async () => {
    const topology = await sampleApi().getTopology('acme');
    const getTopology = async () => ({
      ...topology,
      nodes: topology.nodes.map(node =>
        node.cluster === 'paris' ? { ...node, state: 'gone' as const } : node,
      ),
    });
    renderVan('/van/acme/topology', { api: { getTopology } });
    await graph();
    const unproven =
      'Skupper lists the link as up, but not both ends are reachable';
    expect(screen.getByText(`paris → hub: ${unproven}`)).toBeInTheDocument();
    expect(
      within(screen.getByRole('list', { name: 'Links' })).getByText(unproven),
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(screen.getByRole('row', { name: /paris/ })).toHaveTextContent(
      'dials hub: up',
    );
  });

  it('shows the same as a table', async () => {
    renderVan('/van/acme/topology');
    await graph();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(address()).toBe('/van/acme/topology?view=table');
    expect(screen.getByRole('row', { name: /berlin/ })).toHaveTextContent(
      'dials hub: lost',
    );
    expect(screen.getByRole('row', { name: /paris/ })).toHaveTextContent(
      'dials hub: up',
    );
  });

  it('groups edges by what the viewer chooses, kept in the address', async () => {
    renderVan('/van/acme/topology');
    await graph();
    await userEvent.click(screen.getByRole('button', { name: /Group edges/ }));
    await userEvent.click(
      // The other one is of the hidden native select.
      await screen.findByRole('option', { name: 'By provider', hidden: false }),
    );
    await waitFor(() =>
      expect(address()).toBe('/van/acme/topology?group=provider'),
    );
    expect(screen.getByText('azure')).toBeInTheDocument();
  });

  it('leads from the number of a state to its clusters', async () => {
    renderVan('/van/acme/topology');
    const counts = await screen.findByRole('list', {
      name: 'Clusters by state',
    });
    expect(
      within(counts)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['1', '/van/acme/clusters?state=gone'],
      ['1', '/van/acme/clusters?state=adaptorDown'],
      ['1', '/van/acme/clusters?state=waitingToJoin'],
      ['3', '/van/acme/clusters?state=reachable'],
    ]);
  });

  it('shows a hundred edges', async () => {
    renderVan('/van/globex/topology');
    const picture = await screen.findByRole('group', {
      name: /^Topology of globex/,
    });
    expect(within(picture).getAllByRole('button')).toHaveLength(101);
    expect(screen.getByText(/What the hub says as of/)).toBeInTheDocument();
  });

  it('shows a skeleton while it loads', async () => {
    renderVan('/van/acme/topology', { api: { getTopology: never } });
    expect(
      await screen.findByRole('status', { name: 'Loading the topology' }),
    ).toBeInTheDocument();
  });

  it('says what will be here when there are no clusters', async () => {
    renderVan('/van/acme/topology', {
      api: {
        getTopology: async () => ({
          nodes: [],
          links: [],
          freshness: fresh(),
        }),
      },
    });
    expect(await screen.findByText('No clusters yet')).toBeInTheDocument();
  });

  it('says what failed while the rest of the page stays', async () => {
    renderVan('/van/acme/topology', {
      api: {
        getTopology: async () => {
          throw new ServiceUnavailableError('The hub is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The topology could not be loadedThe hub is away.',
    );
    expect(screen.getByRole('link', { name: 'Clusters' })).toBeInTheDocument();
  });

  it('has no accessibility violations', async () => {
    const { container } = renderVan('/van/acme/topology');
    await graph();
    expect(await axe(container)).toHaveNoViolations();
  });
});
