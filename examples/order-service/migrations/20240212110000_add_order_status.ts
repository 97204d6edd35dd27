import type { Knex } from 'knex';

const STATUSES = ['new', 'paid', 'shipped', 'cancelled'];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.enu('status', STATUSES).notNullable().defaultTo('new');
    table.uuid('public_id').notNullable().defaultTo(knex.fn.uuid());
    table.index('status');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.dropColumns('status', 'public_id');
  });
}
