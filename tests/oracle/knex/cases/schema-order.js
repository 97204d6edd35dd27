// Order of statements, callbacks and errors.

//// everything in createTable
await knex.schema.createTable('t', (table) => {
  table.comment('c');
  table.index('a');
  table.string('a').index().comment('first');
  table.enu('k', ['x'], { useNative: true, enumName: 'k' });
  table.check('a > b');
  table.foreign('f').references('u.id');
  table.integer('f').references('v.id').unique();
  table.primary(['a', 'f']);
  table.check('c > d', undefined, 'named');
  table.timestamps(true, true);
  table.inherits('p');
});

//// everything in alterTable
await knex.schema.alterTable('t', (table) => {
  table.comment('c');
  table.index('a');
  table.dropColumn('z');
  table.string('a').index().comment('first');
  table.enu('k', ['x'], { useNative: true, enumName: 'k' });
  table.renameColumn('x', 'y');
  table.integer('f').references('v.id').unique().alter();
  table.text('n').comment('n').alter();
  table.primary(['a', 'f']);
  table.setNullable('q');
  table.check('c > d', undefined, 'named');
  table.dropNullable('r');
  table.timestamps(true, true);
});

//// two primaries in createTable
await knex.schema.createTable('t', (table) => {
  table.primary('a');
  table.primary('b');
});

//// two primaries in alterTable
await knex.schema.alterTable('t', (table) => {
  table.primary('a');
  table.primary('b');
});

//// two column primaries
await knex.schema.createTable('t', (table) => {
  table.integer('a').primary();
  table.integer('b').primary();
});

//// empty createTable
await knex.schema.createTable('t', (table) => {

});

//// empty alterTable
await knex.schema.alterTable('t', (table) => {

});

//// comment twice
await knex.schema.createTable('t', (table) => {
  table.comment('a');
  table.comment('b');
});

//// table comment and column comments
await knex.schema.createTable('t', (table) => {
  table.comment('t');
  table.text('a').comment('a');
  table.text('b').comment('b');
  table.index('a');
});

//// this in a function
await knex.schema.createTable('t', function () {
  this.string('a');
  this.index('a');
});

//// parameter in a function
await knex.schema.createTable('t', function (t) {
  t.string('a');
  this.integer('b');
});

//// async callback
await knex.schema.createTable('t', async (t) => {
  t.string('a');
});

//// callback by reference
const columns = (t) => {
  t.string('a');
};
await knex.schema.createTable('t', columns);
await knex.schema.createTable('u', columns);

//// callback that throws
await knex.schema.createTable('a', (t) => t.string('x')).createTable('t', () => {
  throw new Error('no');
});

//// error in a later call sends nothing
await knex.schema.createTable('a', (t) => t.string('x')).alterTable('b', (t) => t.string());

//// error after an earlier builder
await knex.schema.dropTable('a');
await knex.schema.createTable('t', (t) => t.string());

//// loop over columns
await knex.schema.createTable('t', (table) => {
  for (const name of ['a', 'b']) {
    table.string(name).index();
  }
});

//// forEach over columns
await knex.schema.createTable('t', (table) => {
  ['a', 'b'].forEach((name) => table.string(name));
});

//// constant names
const TABLE = 'orders';
const column = 'user_id';
await knex.schema.alterTable(TABLE, (t) => {
  t.index([column]);
});

//// template names
const prefix = 'my';
await knex.schema.createTable(`${prefix}_table`, (t) => {
  t.string(`${prefix}_column`);
});

//// column kept in a variable
await knex.schema.createTable('t', (table) => {
  const c = table.string('a');
  c.notNullable();
  c.index();
});

//// default callback value
await knex.schema.createTable('t', (t) => {
  t.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'));
  t.jsonb('data').notNullable().defaultTo('{}');
  t.specificType('tags', 'text[]');
});

//// long names
await knex.schema.createTable('t', (table) => {
  table.string('a_very_long_column_name_that_goes_on_and_on_until_it_is_too_long_for_postgres').index();
});
