import type { TagsResponse } from '@vanstage/backstage-plugin-van-common';
import type { Knex } from 'knex';

/**
 * How many applications and clusters of a network carry each tag, the most frequent first.
 *
 * @internal
 */
export async function countTags(
  database: Knex,
  network: string,
): Promise<TagsResponse> {
  return {
    applications: await countKind(database, { network, kind: 'application' }),
    clusters: await countKind(database, { network, kind: 'cluster' }),
  };
}

async function countKind(
  database: Knex,
  where: { network: string; kind: string },
): Promise<{ tag: string; count: number }[]> {
  const rows: { tag: string; total: number | string }[] = await database
    .from('van_tags')
    .where(where)
    .groupBy('tag')
    .select('tag')
    .count({ total: '*' })
    .orderBy([
      { column: 'total', order: 'desc' },
      { column: 'tag', order: 'asc' },
    ]);
  return rows.map(({ tag, total }) => ({ tag, count: Number(total) }));
}
