// title: Add an index concurrently
// detail: Blocks neither reads nor writes. It cannot run in a transaction, so the file holds nothing else.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX CONCURRENTLY "{{1:orders}}_{{2:customer_id}}_index" ON "{{1:orders}}" ("{{2:customer_id}}")');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX CONCURRENTLY "{{1:orders}}_{{2:customer_id}}_index"');
}

export const config = { transaction: false };
