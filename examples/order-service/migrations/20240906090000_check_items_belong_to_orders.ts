import type { Knex } from 'knex';

export const config = { transaction: false };

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_items VALIDATE CONSTRAINT order_items_order_id_foreign');
}

export async function down(): Promise<void> {
  // Nothing to undo: the constraint stays, and PostgreSQL may trust it.
}
