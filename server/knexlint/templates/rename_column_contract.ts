// title: Rename a column, step 2 of 2: contract
// detail: Drops the old column when every row is copied and no release that is running uses it any more.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.raw('DROP TRIGGER "{{1:orders}}_{{2:state}}_to_{{3:status}}" ON "{{1:orders}}"');
  await knex.raw('DROP FUNCTION "{{1:orders}}_{{2:state}}_to_{{3:status}}"()');
  await knex.schema.alterTable('{{1:orders}}', (table) => {
    // knexlint-disable-next-line drop-column -- copied to {{3:status}}, and no release uses it any more
    table.dropColumn('{{2:state}}');
  });
}

export async function down(): Promise<void> {
  throw new Error('{{2:state}} is gone. Its values are in {{3:status}}.');
}
