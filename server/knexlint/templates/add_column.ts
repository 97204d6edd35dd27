// title: Add a column
// detail: A constant default is stored once and fills no rows, so the table is not rewritten.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.schema.alterTable('{{1:orders}}', (table) => {
    table.text('{{2:status}}').notNullable().defaultTo('{{3:new}}');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.schema.alterTable('{{1:orders}}', (table) => {
    table.dropColumn('{{2:status}}');
  });
}
