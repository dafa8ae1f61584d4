import { Cell, type ColumnConfig } from '@backstage/ui';
import { TagList } from '../TagList';
import type { ListRow } from './ListTable';

/**
 * A column with the first tags of each row.
 */
export function tagsColumn<
  T extends { name: string; tags: string[] },
>(): ColumnConfig<ListRow<T>> {
  return {
    id: 'tags',
    label: 'Tags',
    minWidth: 160,
    cell: ({ item }) => (
      <Cell>
        <TagList
          tags={item.tags}
          limit={2}
          oneLine
          label={`Tags of ${item.name}`}
        />
      </Cell>
    ),
  };
}
