import type { Knex } from 'knex';

// A whole year of orders does not fit into an integer of cents any more.
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.bigInteger('total').alter();
    table.string('note', 500).alter();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', (table) => {
    table.integer('total').notNullable().defaultTo(0).alter();
    table.text('note').alter();
  });
}
