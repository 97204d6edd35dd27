import type { Knex } from 'knex';

export const config = { transaction: false };

// A thousand rows at a time, each batch a transaction of its own: nobody waits for more than a moment.
export async function up(knex: Knex): Promise<void> {
  let changed: number;
  do {
    const result = await knex.raw(`
      UPDATE payments SET currency = 'EUR'
      WHERE id IN (SELECT id FROM payments WHERE currency IS NULL ORDER BY id LIMIT 1000)
    `);
    changed = result.rowCount;
  } while (changed > 0);
}

export async function down(): Promise<void> {
  // The old values are not kept anywhere, and nothing depends on them.
}
