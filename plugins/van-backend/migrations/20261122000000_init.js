// @ts-check

/**
 * Times are ISO 8601 text and objects are JSON text: both databases keep, compare and return them alike.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('van_networks', table => {
    table.comment('What the fleet repository says of each network');
    table.string('network', 253).primary();
    table.integer('version').notNullable().defaultTo(0);
    table.string('fleet_commit', 64);
    table
      .text('fleet')
      .comment('The parsed fleet; the last that could be read');
    table.text('problems').notNullable().defaultTo('[]');
  });

  await knex.schema.createTable('van_sources', table => {
    table.comment('When each source was read, and why it could not be');
    table.string('network', 253).notNullable();
    table.string('source', 16).notNullable();
    table.string('read_at', 32);
    table.text('problem');
    table.string('problem_since', 32);
    table.primary(['network', 'source']);
  });

  await knex.schema.createTable('van_hub_rows', table => {
    table.comment('What is kept of the objects of a hub');
    table.string('network', 253).notNullable();
    table.string('kind', 32).notNullable();
    table.string('key', 512).notNullable();
    table.string('hash', 64).notNullable();
    table.text('row').notNullable();
    table.primary(['network', 'kind', 'key']);
  });

  await knex.schema.createTable('van_reachability', table => {
    table.comment('What the last probe of each cluster said');
    table.string('network', 253).notNullable();
    table.string('cluster', 253).notNullable();
    table.string('outcome', 32).notNullable();
    table.text('detail');
    table.string('probed_at', 32).notNullable();
    table.string('answered_at', 32);
    table.double('latency_ms');
    table.string('kubernetes_version', 64);
    table.integer('node_count');
    table.integer('ready_node_count');
    table.primary(['network', 'cluster']);
  });

  await knex.schema.createTable('van_reachability_history', table => {
    table.comment(
      'Each state that a cluster was in, from first seen to resolved',
    );
    table.increments('id');
    table.string('network', 253).notNullable();
    table.string('cluster', 253).notNullable();
    table.string('state', 32).notNullable();
    table.text('diagnosis').notNullable();
    table.string('first_seen', 32).notNullable();
    table.string('resolved_at', 32);
    table.index(
      ['network', 'cluster', 'first_seen'],
      'van_reachability_history_cluster',
    );
  });

  await knex.schema.createTable('van_clusters', table => {
    table.comment('Clusters as they are served');
    table.string('network', 253).notNullable();
    table.string('name', 253).notNullable();
    table.string('role', 16).notNullable();
    table.string('context', 253);
    table.string('provider', 253);
    table.string('region', 253);
    table.string('state', 32).notNullable();
    table.integer('state_rank').notNullable();
    table.string('since', 32).notNullable();
    table.string('probe', 253).comment('Its row in van_reachability');
    table.text('search').notNullable();
    table.text('view').notNullable();
    table.primary(['network', 'name']);
  });

  await knex.schema.createTable('van_applications', table => {
    table.comment('Applications as they are served, without their placements');
    table.string('network', 253).notNullable();
    table.string('name', 253).notNullable();
    table.string('owner', 512);
    table.text('search').notNullable();
    table.text('view').notNullable();
    table.primary(['network', 'name']);
  });

  await knex.schema.createTable('van_placements', table => {
    table.comment('Each application on each cluster');
    table.string('network', 253).notNullable();
    table.string('application', 253).notNullable();
    table.string('cluster', 253).notNullable();
    table.string('argo_key', 512).comment('Its Application in van_hub_rows');
    table.string('state', 32).notNullable();
    table.integer('state_rank').notNullable();
    table.integer('attention').notNullable();
    table.string('since', 32).notNullable();
    table.string('seen_health', 64);
    table.text('view').notNullable();
    table.primary(['network', 'application', 'cluster']);
    table.index(['network', 'cluster'], 'van_placements_cluster');
    table.index(['network', 'argo_key'], 'van_placements_argo_key');
  });

  await knex.schema.createTable('van_rules', table => {
    table.comment('Distribution rules as they are served');
    table.string('network', 253).notNullable();
    table.string('name', 253).notNullable();
    table.integer('placement_count').notNullable();
    table.text('search').notNullable();
    table.text('view').notNullable();
    table.primary(['network', 'name']);
  });

  await knex.schema.createTable('van_tags', table => {
    table.comment('Tags of clusters, applications and rules');
    table.string('network', 253).notNullable();
    table.string('kind', 16).notNullable();
    table.string('name', 253).notNullable();
    table.string('tag', 253).notNullable();
    table.primary(['network', 'kind', 'name', 'tag']);
    table.index(['network', 'kind', 'tag'], 'van_tags_tag');
  });

  await knex.schema.createTable('van_links', table => {
    table.comment('Links of Skupper between clusters; a lost one stays');
    table.string('network', 253).notNullable();
    table.string('from_cluster', 253).notNullable();
    table.string('to_cluster', 253).notNullable();
    table.string('status', 16).notNullable();
    table.integer('cost');
    table.string('since', 32).notNullable();
    table.primary(['network', 'from_cluster', 'to_cluster']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'van_links',
    'van_tags',
    'van_rules',
    'van_placements',
    'van_applications',
    'van_clusters',
    'van_reachability_history',
    'van_reachability',
    'van_hub_rows',
    'van_sources',
    'van_networks',
  ]) {
    await knex.schema.dropTable(table);
  }
};
