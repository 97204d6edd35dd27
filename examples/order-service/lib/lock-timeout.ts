import type { Knex } from 'knex';

/** Give up after a few seconds of waiting for a lock, instead of making every query of the table wait with us. */
export async function limitLockWait(knex: Knex, seconds = 5): Promise<void> {
  await knex.raw(`SET LOCAL lock_timeout = '${seconds}s'`);
}
