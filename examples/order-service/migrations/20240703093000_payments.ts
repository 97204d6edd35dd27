import type { Knex } from 'knex';

const TABLES_WITH_CURRENCY = ['payments', 'refunds'];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('payments', (table) => {
    table.bigIncrements('id');
    table.bigInteger('order_id').notNullable();
    table.integer('amount').notNullable();
  });
  await knex.schema.createTable('refunds', (table) => {
    table.bigIncrements('id');
    table.bigInteger('payment_id').notNullable();
    table.integer('amount').notNullable();
  });

  TABLES_WITH_CURRENCY.forEach(async (name) => {
    await knex.schema.alterTable(name, (table) => {
      table.specificType('currency', 'char(3)').notNullable().defaultTo('EUR');
    });
  });

  knex.raw("COMMENT ON TABLE refunds IS 'Money that went back to the customer'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('refunds');
  await knex.schema.dropTable('payments');
}
