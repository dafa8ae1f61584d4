import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ClusterView } from '@vanstage/backstage-plugin-van-common';
import { placeOf } from '../../sentences/place';
import { numberColumn, tagsColumn, type ListRow } from '../ListView';
import listStyles from '../ListView/ListView.module.css';
import { ClusterStateBadge, NotDeclaredBadge } from '../StateBadge';

/**
 * The columns of the list of clusters.
 */
export const clusterColumns: ColumnConfig<ListRow<ClusterView>>[] = [
  {
    id: 'name',
    label: 'Cluster',
    isRowHeader: true,
    isSortable: true,
    minWidth: 140,
    cell: ({ item }) => (
      <Cell textValue={item.name}>
        <span className={listStyles.name} title={item.name}>
          {item.name}
          {item.role === 'hub' && item.name !== 'hub' && (
            <span className={listStyles.muted}> · hub</span>
          )}
        </span>
      </Cell>
    ),
  },
  {
    id: 'state',
    label: 'State',
    isSortable: true,
    minWidth: 260,
    cell: ({ item }) => (
      <Cell>
        <span className={listStyles.badges}>
          <ClusterStateBadge state={item.state} since={item.since} />
          {!item.declared && <NotDeclaredBadge />}
        </span>
      </Cell>
    ),
  },
  {
    id: 'context',
    label: 'Context',
    isSortable: true,
    width: 108,
    cell: ({ item }) => <Cell>{item.context ?? '–'}</Cell>,
  },
  {
    id: 'provider',
    label: 'Where',
    isSortable: true,
    minWidth: 150,
    cell: ({ item }) => (
      <Cell>
        <span className={listStyles.text} title={placeOf(item)}>
          {placeOf(item) ?? '–'}
        </span>
      </Cell>
    ),
  },
  tagsColumn(),
  numberColumn({
    id: 'latencyMs',
    label: 'Latency',
    width: 100,
    value: ({ latencyMs }) =>
      latencyMs === undefined ? undefined : `${Math.round(latencyMs)} ms`,
  }),
  numberColumn({
    id: 'applicationCount',
    label: 'Applications',
    width: 128,
    value: ({ applicationCount }) => applicationCount,
  }),
  numberColumn({
    id: 'attentionCount',
    label: 'Attention',
    width: 120,
    value: ({ attentionCount }) => attentionCount,
  }),
];
