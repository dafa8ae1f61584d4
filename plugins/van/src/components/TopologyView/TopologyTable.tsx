import { Cell, Table, type ColumnConfig } from '@backstage/ui';
import type {
  Topology,
  TopologyLink,
  TopologyNode,
} from '@vanstage/backstage-plugin-van-common';
import { linkWords } from '../../sentences/links';
import { placeOf } from '../../sentences/place';
import listStyles from '../ListView/ListView.module.css';
import { ClusterStateBadge, NotDeclaredBadge } from '../StateBadge';
import { RelativeTime } from '../RelativeTime';

interface Row {
  id: string;
  node: TopologyNode;
  links: TopologyLink[];
}

function linkInWords(link: TopologyLink, cluster: string): string {
  const direction =
    link.from === cluster ? `dials ${link.to}` : `dialled by ${link.from}`;
  return `${direction}: ${linkWords[link.status].toLocaleLowerCase('en')}`;
}

const columns: ColumnConfig<Row>[] = [
  {
    id: 'cluster',
    label: 'Cluster',
    isRowHeader: true,
    cell: ({ node }) => (
      <Cell textValue={node.cluster}>
        <span className={listStyles.name} title={node.cluster}>
          {node.cluster}
          {node.role === 'hub' && node.cluster !== 'hub' && (
            <span className={listStyles.muted}> · hub</span>
          )}
        </span>
      </Cell>
    ),
  },
  {
    id: 'state',
    label: 'State',
    minWidth: 280,
    cell: ({ node }) => (
      <Cell>
        <span className={listStyles.badges}>
          <ClusterStateBadge state={node.state} since={node.since} />
          {!node.declared && <NotDeclaredBadge />}
        </span>
      </Cell>
    ),
  },
  {
    id: 'links',
    label: 'Links',
    minWidth: 180,
    cell: ({ node, links }) => {
      const text = links
        .map(link => linkInWords(link, node.cluster))
        .join(', ');
      return (
        <Cell>
          <span className={listStyles.text} title={text}>
            {text || '–'}
          </span>
        </Cell>
      );
    },
  },
  {
    id: 'linkSince',
    label: 'Link since',
    cell: ({ node, links }) => {
      const own = links.find(link => link.from === node.cluster);
      return <Cell>{own?.since ? <RelativeTime at={own.since} /> : '–'}</Cell>;
    },
  },
  {
    id: 'context',
    label: 'Context',
    cell: ({ node }) => <Cell>{node.context ?? '–'}</Cell>,
  },
  {
    id: 'where',
    label: 'Where',
    cell: ({ node }) => (
      <Cell>
        <span className={listStyles.text} title={placeOf(node)}>
          {placeOf(node) ?? '–'}
        </span>
      </Cell>
    ),
  },
];

/** Props of {@link TopologyTable}. */
export interface TopologyTableProps {
  topology: Topology;
  selected?: string;
  onSelect(cluster: string | undefined): void;
}

/**
 * What the picture shows, as a table.
 */
export function TopologyTable(props: TopologyTableProps) {
  const { topology, selected, onSelect } = props;
  const rows = topology.nodes.map(node => ({
    id: node.cluster,
    node,
    links: topology.links.filter(
      link => link.from === node.cluster || link.to === node.cluster,
    ),
  }));
  return (
    <Table
      className={listStyles.table}
      columnConfig={columns}
      data={rows.map(row => ({
        ...row,
        // The hub is at the end of every link; each edge says its own.
        links:
          row.node.role === 'hub'
            ? row.links.filter(link => link.from === row.id)
            : row.links,
      }))}
      pagination={{ type: 'none' }}
      selection={{
        mode: 'single',
        behavior: 'toggle',
        selected: selected ? new Set([selected]) : new Set(),
        onSelectionChange: keys => {
          const [key] = keys === 'all' ? [] : [...keys];
          onSelect(key === undefined ? undefined : String(key));
        },
      }}
    />
  );
}
