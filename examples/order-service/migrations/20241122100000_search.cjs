'use strict';

module.exports = {
  async up(knex) {
    await knex.raw(`
      ALTER TABLE customers ADD COLUMN search tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', name)) STORED;
      CREATE INDEX CONCURRENTLY customers_search_index ON customers USING gin (search);
    `);
  },

  async down(knex) {
    await knex.raw('DROP INDEX customers_search_index');
    await knex.raw('ALTER TABLE customers DROP COLUMN search');
  },
};
