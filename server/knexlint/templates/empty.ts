// title: An empty migration
// detail: Waits five seconds for a lock, not for ever: behind one that waits, everybody waits.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
}
