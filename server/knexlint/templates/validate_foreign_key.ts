// title: Add a foreign key, step 2 of 2
// detail: Checks the rows that were there before; reads and writes go on. In a file of its own.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE "{{1:orders}}" VALIDATE CONSTRAINT "{{1:orders}}_{{2:customer_id}}_foreign"');
}

export async function down(): Promise<void> {
  // Nothing to undo: the constraint stays as the migration before made it, and its rows stay checked.
}

export const config = { transaction: false };
