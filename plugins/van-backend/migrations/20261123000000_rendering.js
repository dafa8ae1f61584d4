// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('van_networks', table => {
    table
      .text('rendering')
      .comment('Where rendered/ does not follow the declarations; else null');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('van_networks', table => {
    table.dropColumn('rendering');
  });
};
