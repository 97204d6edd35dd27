// title: Create a table
// detail: With a key and timestamps. A new table's locks hold nobody up.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('{{1:orders}}', (table) => {
    table.bigIncrements('id');
    table.text('{{2:status}}').notNullable();
    table.timestamps(true, true);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('{{1:orders}}');
}
