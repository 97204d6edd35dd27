import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.renameColumn('total', 'net_total');
    table.dropColumn('note');
    table.integer('tax').notNullable();
  });
}
