import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('payments', (table) => {
    table.foreign('order_id').references('id').inTable('orders').onDelete('CASCADE');
    table.unique(['order_id', 'amount']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('payments', (table) => {
    table.dropUnique(['order_id', 'amount']);
    table.dropForeign('order_id');
  });
}
