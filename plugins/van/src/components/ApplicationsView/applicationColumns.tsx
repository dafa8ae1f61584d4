import { Cell, type ColumnConfig } from '@backstage/ui';
import type { ApplicationView } from '@vanstage/backstage-plugin-van-common';
import { placementCounts } from '../../sentences/placementCounts';
import { tagsColumn, type ListRow } from '../ListView';
import listStyles from '../ListView/ListView.module.css';
import { OwnerLink } from '../OwnerLink';
import { NotDeclaredBadge, PlacementStateBadge } from '../StateBadge';
import { PlacementBar } from './PlacementBar';

/**
 * The columns of the list of applications.
 */
export const applicationColumns: ColumnConfig<ListRow<ApplicationView>>[] = [
  {
    id: 'name',
    label: 'Application',
    isRowHeader: true,
    isSortable: true,
    minWidth: 160,
    cell: ({ item }) => (
      <Cell textValue={item.name}>
        <span className={listStyles.name} title={item.name}>
          {item.name}
        </span>
      </Cell>
    ),
  },
  {
    id: 'state',
    label: 'Worst state',
    isSortable: true,
    minWidth: 230,
    cell: ({ item }) => (
      <Cell>
        <span className={listStyles.badges}>
          {item.state ? (
            <PlacementStateBadge state={item.state} />
          ) : (
            <span className={listStyles.muted}>Not placed</span>
          )}
          {!item.declared && <NotDeclaredBadge />}
        </span>
      </Cell>
    ),
  },
  {
    id: 'placementCount',
    label: 'Clusters',
    isSortable: true,
    minWidth: 160,
    cell: ({ item }) => (
      <Cell textValue={placementCounts(item.placements)}>
        <PlacementBar placements={item.placements} />
      </Cell>
    ),
  },
  {
    id: 'rules',
    label: 'Rules',
    minWidth: 130,
    cell: ({ item }) => (
      <Cell>
        <span className={listStyles.text} title={item.rules.join(', ')}>
          {item.rules.join(', ') || '–'}
        </span>
      </Cell>
    ),
  },
  tagsColumn(),
  {
    id: 'owner',
    label: 'Owner',
    isSortable: true,
    minWidth: 130,
    cell: ({ item }) => (
      <Cell textValue={item.owner}>
        <span className={listStyles.text} title={item.owner}>
          {item.owner ? <OwnerLink owner={item.owner} /> : '–'}
        </span>
      </Cell>
    ),
  },
];
