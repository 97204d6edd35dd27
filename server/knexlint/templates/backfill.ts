// title: Fill a column in batches
// detail: A thousand rows at a time, each batch a transaction of its own. A run that was broken off goes on where it stopped.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  for (;;) {
    const result = await knex.raw(`
      UPDATE "{{1:orders}}" SET "{{2:status}}" = '{{3:new}}'
      WHERE "id" IN (SELECT "id" FROM "{{1:orders}}" WHERE "{{2:status}}" IS NULL LIMIT 1000)
    `);
    if (result.rowCount === 0) break;
  }
}

export async function down(): Promise<void> {
  throw new Error('Which rows of {{1:orders}} had no {{2:status}} is not known any more.');
}

export const config = { transaction: false };
