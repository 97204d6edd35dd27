import type { Knex } from 'knex';
import { limitLockWait } from '../lib/lock-timeout';

// New rows are checked from now on; the next migration checks the old ones without blocking writes.
export async function up(knex: Knex): Promise<void> {
  await limitLockWait(knex);
  await knex.raw(`
    ALTER TABLE order_items
      ADD CONSTRAINT order_items_order_id_foreign
      FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID
  `);
}

export async function down(knex: Knex): Promise<void> {
  await limitLockWait(knex);
  await knex.raw('ALTER TABLE order_items DROP CONSTRAINT order_items_order_id_foreign');
}
