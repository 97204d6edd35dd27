// What Knex refuses, and what it makes of arguments that nobody should hand it.

//// a reference with a question mark
await knex('t').select(knex.ref('a?b'));

//// an alias of a reference with a question mark
await knex('t').select(knex.ref('a').as('b?'));

//// a reference to a number
await knex('t').where('a', knex.ref(5));

//// a number under an alias
await knex('t').select(knex.ref(5).as('b'));

//// a reference to nothing
await knex('t').select(knex.ref([]));

//// merge of null
await knex('t').insert({ a: 1 }).onConflict('a').merge([null]);

//// merge of something else
await knex('t').insert({ a: 1 }).onConflict('a').merge(['a', 5]);

//// increment by null
await knex('t').increment('a', null);

//// decrement by null
await knex('t').decrement('a', null);

//// decrement by a text
await knex('t').decrement('a', '5.5');

//// decrement by an empty text
await knex('t').decrement('a', '');

//// increment by an expression
await knex('t').increment('a', knex.raw('b + 1'));

//// increment by a number in a list
await knex('t').increment({ a: [2], b: '3x' });

//// increment of a reference
await knex('t').increment(knex.ref('a'), 1);

//// counters stand among the columns
await knex('t').update({ b: 1, 2: 3 }).increment('1', 4).increment('c', 5);

//// a counter of a column that is set
await knex('t').update({ a: 1 }).increment({ a: 2, b: 3 });

//// several columns in nothing
await knex('t').havingIn(['a', 'b']);

//// several columns in null
await knex('t').join('u', (j) => { j.onIn(['a', 'b'], null); });

//// several columns in a text
await knex('t').havingIn(['a', 'b'], 'xy');

//// several columns in a number
await knex('t').havingNotIn(['a', 'b'], 5);

//// having in binds its column first
await knex('t').havingIn(knex.raw('lower(?)', ['A']), ['b']);

//// on in binds its column last
await knex('t').join('u', (j) => { j.onIn(knex.raw('lower(?)', ['A']), ['b']); });

//// json set without a path
await knex('t').jsonSet('a');

//// json remove with a list
await knex('t').jsonRemove('a', ['b']);

//// superset of a list of columns
await knex('t').whereJsonSupersetOf(['a', 'b'], { c: 1 });

//// subset of a list of columns
await knex('t').whereJsonSubsetOf(['a', 'b'], { c: 1 });

//// json of a raw
await knex('t').whereJsonObject('a', knex.raw('b'));

//// json of a query
await knex('t').whereJsonSupersetOf('a', knex('u').select('b'));

//// a raw inside of a json value
await knex('t').insert({ a: { b: knex.raw('c') } });

//// default of a query in a json column
await knex.schema.createTable('t', (t) => { t.jsonb('a').defaultTo(knex('u')); });

//// with wrapped takes anything
await knex('t').withWrapped(5, knex('u')).withRecursiveWrapped('w', ['x'], knex('v'));

//// with wrapped of nothing
await knex.queryBuilder().withWrapped('w');

//// having wrapped in a raw
await knex('t').havingWrapped(knex.raw('y'));

//// where wrapped in an object with undefined
await knex('t').whereWrapped({ a: undefined });

//// a rank of nothing
await knex('t').rank('r');

//// a rank of a number
await knex('t').rank('r', 5);

//// a rank by null
await knex('t').rank('r', ['a', null]);

//// a rank by numbers
await knex('t').rank('r', [1, 2]);

//// a rank in a number
await knex('t').rank('r', 'a', 5);

//// a rank in null
await knex('t').rank('r', 'a', [null]);

//// a union of nothing
await knex('t').union();

//// only a union of nothing
await knex.except();

//// only a union of a text, ordered
await knex.queryBuilder().unionAll('x').orderBy('a');

//// group by nothing raw
await knex('t').groupByRaw();

//// where raw null
await knex('t').whereRaw(null);

//// pluck of nothing
await knex('t').pluck();

//// pluck of a function
await knex('t').pluck(() => knex('u'));

//// pluck of a list
await knex('t').pluck(['a', 'b']);

//// pluck, then insert
await knex('t').pluck().insert({ a: 1 });

//// from JS with an unknown key
await knex.fromJS({ from: 't', bogus: 1 });

//// from JS with a text
await knex.fromJS('t');

//// from JS with nothing
await knex.fromJS({});

//// select of false
await knex('t').select(false, 'a');

//// select of zero
await knex('t').select(0, 'a');

//// order by a list in a list
await knex('t').orderBy(['a', ['b', 'c']]);

//// order by in the direction of a number
await knex('t').orderBy('a', 5);

//// an operator that is a number
await knex('t').where('a', 5, 6);

//// lock of two lists
await knex('t').forUpdate(['a', 'b'], ['c']);

//// an aggregate with null
await knex('t').sum('a', null);

//// an alias that is zero
await knex('t').where('a', knex('u').as(0));

//// a query that is empty in the place of a table
await knex.from(knex('t').insert([]));

//// a query that is empty among the columns
await knex('t').select(knex('u').insert([]));

//// a raw that is empty among the groups
await knex('t').groupBy(knex.raw(''));

//// delete that joins by a path
await knex('t').join('u', (j) => { j.onJsonPathEquals('a', '$.b', 'c', '$.d'); }).del();

//// a context that is asked for
await knex('t').queryContext();

//// a context that is set
await knex('t').queryContext({ a: 1 });

//// as callback
await knex('t').select('a').asCallback(() => {});
await knex.schema.dropTable('t').asCallback(() => {});

//// upsert
await knex('t').upsert({ a: 1 });

//// alter type after alter
await knex.schema.alterTable('t', (t) => { t.string('a').alter().alterType('x'); });

//// alter type before alter
await knex.schema.alterTable('t', (t) => { t.string('a').alterType('x').alter(); });

//// in a table that is a number
await knex.schema.alterTable('t', (t) => { t.foreign('a').references('b').inTable(5); });

//// a check of the length by a list
await knex.schema.createTable('t', (t) => { t.string('a').checkLength(['>'], 5); });

//// an enumeration of nothing
await knex.schema.createTable('t', (t) => { t.enu('a'); });

//// thrown while a text is made
await knex.raw('before');
const text = knex('t').where('a', undefined).toString();
await knex.raw(text);

//// thrown by what is not there
await knex.raw('before');
await knex.schema.createIndex('t', 'a');

//// thrown inside of a table
await knex.schema.createTable('t', (t) => { t.string('a').indexed(); });

//// thrown under one answer
const has = await knex.schema.hasTable('t');
if (has) throw new Error('it is there');
await knex.raw('after');

//// refused under one answer
const has = await knex.schema.hasTable('t');
await knex('t').where('a', has ? undefined : 1).del();
await knex.raw('after');

//// thrown and caught, thrown again
try {
  await knex.raw('a ?', []);
} catch (error) {
  throw error;
}

//// thrown later by another
const work = [1, 2].map(async (n) => {
  await knex('t').insert({ n });
  if (n === 2) throw new Error('two');
});
await Promise.all(work);

//// a rejected promise
await knex.raw('before');
await Promise.reject(new Error('no'));

//// a method without its object
const { raw } = knex;
await raw('select 1');

//// a builder's method without its object
const { createTable } = knex.schema;
await createTable('t', (t) => t.increments());

//// a column's method without its table
await knex.schema.createTable('t', ({ string }) => { string('a'); });

//// a schema and functions without their object
const { schema, fn } = knex;
await schema.createTable('t', (t) => { t.timestamp('a').defaultTo(fn.now()); });
