// Builders among other code: transactions, promises, helpers, async callbacks.

//// outside a transaction [no transaction]
await knex.schema.createTable('t', (t) => t.increments());
await knex.schema.raw('create index concurrently i on t (id)');

//// a transaction of its own [no transaction]
await knex.transaction(async (trx) => {
  await trx.schema.dropTable('a');
  await trx.schema.dropTable('b');
});
await knex.schema.dropTable('c');

//// an async callback that does not wait
await knex.schema.createTable('t', async (t) => {
  t.increments();
  t.string('a');
});

//// an async callback that waits
await knex.schema.createTable('t', async (t) => {
  t.increments();
  await Promise.resolve();
  t.string('late');
});

//// an async callback that waits in a loop
await knex.schema.createTable('t', async (t) => {
  for (const name of ['a', 'b', 'c']) {
    t.string(name);
    await null;
  }
  t.foreign('a').references('id').inTable('o');
});

//// what a table callback adds when something else is done
await knex.schema.alterTable('t', (t) => {
  t.string('a');
  Promise.resolve().then(() => t.dropColumn('b'));
  t.string('c');
  (async () => {
    t.string('d');
    await null;
    t.string('e').notNullable().index();
  })();
  t.string('f');
});

//// an async view callback that waits
await knex.schema.createView('v', async (view) => {
  view.as(knex('t').select('a'));
  await null;
  view.columns(['late']);
});

//// a helper that takes the table
const addTimestamps = (table) => {
  table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
  table.timestamp('updated_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
};
await knex.schema.createTable('a', (t) => {
  t.increments();
  addTimestamps(t);
});
await knex.schema.alterTable('b', addTimestamps);

//// a helper that takes knex
async function addColumn(db, table, column) {
  await db.schema.alterTable(table, (t) => t.string(column));
}
await addColumn(knex, 'a', 'x');
await addColumn(knex, 'b', 'y');

//// reduce over tables
await ['a', 'b', 'c'].reduce((before, table) => before.then(() => knex.schema.dropTable(table)), Promise.resolve());

//// Promise.all of loops
await Promise.all(['a', 'b'].map((table) => knex.schema.createTable(table, (t) => t.increments().index()).dropTable('x')));

//// Promise.all of async functions
await Promise.all(
  ['a', 'b'].map(async (table) => {
    await knex.schema.dropTable(table);
    await knex.raw('select 1');
  })
);

//// a method that is bound
await knex.schema.createTable('t', (t) => {
  const add = true ? t.string.bind(t) : t.text.bind(t);
  add('a').notNullable();
});

//// a computed method
await knex.schema.createTable('t', (t) => {
  for (const [name, type] of Object.entries({ a: 'string', b: 'integer' })) {
    t[type](name);
  }
});

//// a query in between
await knex.schema.alterTable('t', (t) => t.string('a'));
await knex('t').update({ a: 'x' });
await knex.schema.alterTable('t', (t) => t.dropNullable('a'));

//// then of a builder with several statements
return knex.schema
  .createTable('a', (t) => t.increments().comment('x'))
  .then(() => knex('a').insert({}))
  .then(() => knex.schema.dropTable('b'));

//// an error that ends the function
await knex.schema.dropTable('a');
throw new Error('stop');

//// an error in a transaction that is caught [caught]
try {
  await knex.transaction(async (trx) => {
    await trx.schema.dropTable('a');
    throw new Error('no');
  });
} catch (error) {
  await knex.schema.dropTable('b');
}

//// client tells which database it is
if (knex.client.config.client === 'pg') {
  await knex.schema.raw('create extension x');
} else {
  await knex.schema.dropTable('y');
}

//// the database's name is asked in another way
if (knex.client.config.client.includes('sqlite') || knex.client.dialect !== 'postgresql') {
  await knex.schema.dropTable('y');
}

//// guarded error that is caught [caught]
const has = await knex.schema.hasTable('t');
try {
  await knex.schema.createTable('u', (t) => {
    if (has) t.string();
    t.integer('a');
  });
} catch (error) {
  await knex.schema.dropTable('v');
}
await knex.schema.dropTable('w');

//// dots at the ends of the lines of a chain
await knex.schema.
  raw('create extension a').
  raw('create extension b').
  table('u', (table) => {
    table.string('name').
      notNullable().
      unique();
  }).
  table('v', (table) => {
    table.integer('n');
  }).
  raw(`create
extension c`).
  raw('create extension d');
await knex.schema.
raw('create extension e').
raw('create extension f');

//// dots at the ends of lines before a comment
await knex.schema.
  // the first
  dropTable('a').
  // the second
  dropTable('b');
const list = [1, 2, 3].
  map((n) => n + 1).
  filter((n) => n > 2);
await knex('t').
  whereIn('n', list).
  where((where) => where.
    where('a', 1).
    orWhere('b', 2)).
  del();

//// the class of the client tells which database it is
switch (knex.client.constructor.name) {
  case 'Client_SQLite3':
    await knex.schema.raw('pragma x');
    break;
  case 'Client_PG':
    await knex.schema.raw('create extension x');
    break;
  default:
    throw new Error('which database is this');
}
