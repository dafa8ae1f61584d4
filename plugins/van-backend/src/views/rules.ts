import type { RuleView } from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';
import {
  filterRows,
  type ListOptions,
  type ListPage,
  readPage,
} from './ListPage';

const COLUMNS = {
  name: 'rule.name',
  placementCount: 'rule.placement_count',
};

/**
 * One page of a network's distribution rules.
 *
 * @internal
 */
export async function listRules(
  database: Knex,
  options: { network: string; list: ListOptions },
): Promise<ListPage<RuleView>> {
  const { network, list } = options;
  const { items, totalItems } = await readPage<{ view: string }>({
    query: filterRows({
      query: database
        .from({ rule: 'van_rules' })
        .where('rule.network', network),
      alias: 'rule',
      kind: 'rule',
      list,
    }),
    select: ['rule.view'],
    columns: COLUMNS,
    list,
  });
  return {
    items: items.map((row): RuleView => JSON.parse(row.view)),
    totalItems,
  };
}
