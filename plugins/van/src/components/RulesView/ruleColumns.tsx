import { Cell, type ColumnConfig } from '@backstage/ui';
import type { RuleView } from '@vanstage/backstage-plugin-van-common';
import { numberColumn, type ListRow } from '../ListView';
import listStyles from '../ListView/ListView.module.css';
import { RuleSentence } from '../RuleSentence';

/**
 * The columns of the list of rules.
 */
export const ruleColumns: ColumnConfig<ListRow<RuleView>>[] = [
  {
    id: 'name',
    label: 'Rule',
    isRowHeader: true,
    isSortable: true,
    minWidth: 160,
    width: '1fr',
    cell: ({ item }) => (
      <Cell textValue={item.name}>
        <span className={listStyles.name} title={item.name}>
          {item.name}
        </span>
      </Cell>
    ),
  },
  {
    id: 'sentence',
    label: 'What it says',
    minWidth: 360,
    width: '3fr',
    cell: ({ item }) => (
      <Cell>
        <RuleSentence rule={item} />
      </Cell>
    ),
  },
  numberColumn({
    id: 'matchedApplications',
    label: 'Applications',
    width: 145,
    isSortable: false,
    value: ({ matchedApplications }) => matchedApplications.length,
  }),
  numberColumn({
    id: 'matchedClusters',
    label: 'Clusters',
    width: 110,
    isSortable: false,
    value: ({ matchedClusters }) => matchedClusters.length,
  }),
  numberColumn({
    id: 'placementCount',
    label: 'Placements',
    width: 135,
    value: ({ placementCount }) => placementCount,
  }),
];
