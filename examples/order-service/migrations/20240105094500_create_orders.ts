import type { Knex } from 'knex';
import { limitLockWait } from '../lib/lock-timeout';
import { TableName } from '../lib/tables';

export async function up(knex: Knex): Promise<void> {
  await limitLockWait(knex);

  await knex.schema.createTable(TableName.Orders, (table) => {
    table.bigIncrements('id');
    table.bigInteger('customer_id').notNullable().references('id').inTable(TableName.Customers);
    table.integer('total').notNullable().defaultTo(0);
    table.specificType('currency', 'char(3)').notNullable().defaultTo('EUR');
    table.text('note');
    table.timestamps(true, true);
    table.index(['customer_id', 'created_at']);
  });

  await knex.schema.createTable(TableName.OrderItems, (table) => {
    table.bigIncrements('id');
    table.bigInteger('order_id').notNullable();
    table.text('sku').notNullable();
    table.integer('quantity').notNullable();
    table.integer('price').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable(TableName.OrderItems);
  await knex.schema.dropTable(TableName.Orders);
}
