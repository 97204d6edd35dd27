import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex('orders').update({ note: '' }).whereNull('note');
  await knex.raw('ALTER TABLE orders ALTER COLUMN note SET NOT NULL');
}

export async function down(): Promise<void> {}
