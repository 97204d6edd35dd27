import type { Knex } from 'knex';

export async function up(knex: Knex, trx: Knex.Transaction): Promise<void> {
  await knex.raw('ALTER TABLE orders ADD COLUMN note text');
  await knex.schema.raw("update orders set state = 'new' where id = ?", [1]);
  await trx.raw<Rows>(`
    -- one index
    CREATE INDEX CONCURRENTLY "orders_${column}_index" ON ${table} (${fn({ a: `x${1}` })});
    SELECT 'it''s', $$body 'quoted'$$, note::text, :id, ?? FROM orders WHERE a ?| b
  `);
  await knex
    .raw(
      'drop table orders',
    );
  const later = /* sql */ `select count(*) from orders`;
  await knex.raw('SELECT \'a\' \u0041', 'not sql select');
  const plain = 'select nothing here';
  other.rawish('select nothing here');
  await knex.raw('half typed select
  const after = 'select nothing here';
}
