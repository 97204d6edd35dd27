// Builders in variables, guards, loops and transactions.

//// a builder kept and extended
const q = knex('t').where('a', 1);
q.where('b', 2);
await q.del();

//// a builder awaited twice
const q = knex('t').where('a', 1);
await q;
await q;

//// a clone does not share
const q = knex('t').where('a', 1);
await q.clone().del();
await q;

//// a sub-query kept in a variable
const ids = knex('u').select('id').where('b', 2);
await knex('t').whereIn('u_id', ids).del();

//// insert from mapped rows
const names = ['a', 'b'];
await knex('t').insert(names.map((name, i) => ({ name, position: i })));

//// update in a loop
for (const [from, to] of [['a', 'b'], ['c', 'd']]) {
  await knex('t').where({ kind: from }).update({ kind: to });
}

//// returned chain
return knex('t').insert({ a: 1 }).then(() => knex('u').del());

//// Promise.all interleaves
await Promise.all([knex('t').del(), knex.raw('select 1'), knex('u').del()]);

//// Promise.all of chains
await Promise.all([
  knex('t').del().then(() => knex('u').del()),
  knex.raw('select 1').then(() => knex.raw('select 2')),
]);

//// a condition added under a guard
const has = await knex.schema.hasColumn('t', 'a');
const q = knex('t').where('b', 1);
if (has) q.whereNull('a');
await q.del();

//// two conditions under two guards
const a = await knex.schema.hasColumn('t', 'a');
const b = await knex.schema.hasColumn('t', 'b');
const q = knex('t');
if (a) q.whereNull('a');
if (b) q.where('b', 2);
await q.update({ c: 1 });

//// a value that depends on a guard
const has = await knex.schema.hasColumn('t', 'a');
await knex('t').insert({ b: has ? 1 : 2 });

//// a computed key that depends on a guard [unknown]
const has = await knex.schema.hasColumn('t', 'a');
await knex('t').update({ [has ? 'a' : 'b']: 1 });

//// a table that depends on a guard
const exists = await knex.schema.hasTable('old');
await knex(exists ? 'old' : 'new').del();

//// a raw text that depends on a guard
const exists = await knex.schema.hasTable('old');
await knex.raw(`delete from ${exists ? 'old' : 'new'} where a = ?`, [exists ? 1 : 2]);

//// a raw under a guard
if (await knex.schema.hasTable('t')) await knex.raw('vacuum');

//// modify under a guard
const has = await knex.schema.hasColumn('t', 'a');
await knex('t').modify((q) => { if (has) q.where('a', 1); }).del();

//// a guard inside a where callback
const has = await knex.schema.hasColumn('t', 'a');
await knex('t').where((q) => { q.where('b', 1); if (!has) q.orWhere('c', 2); }).del();

//// a nested transaction
await knex.transaction(async (trx) => {
  await trx('t').insert({ a: 1 });
  await trx.schema.raw('select 1');
});
await knex('t').del();

//// a transaction within a transaction
await knex.transaction(async (trx) => {
  await trx.transaction(async (inner) => { await inner('t').del(); });
  await trx('u').del();
});

//// a transaction object
const trx = await knex.transaction();
await trx('t').insert({ a: 1 });
await trx.commit();
await knex('u').del();

//// a transaction provider
const provide = knex.transactionProvider();
const trx = await provide();
await trx('t').del();
await trx.commit();

//// transacting
await knex.transaction((trx) => knex('t').transacting(trx).insert({ a: 1 }));

//// two transactions beside each other
await Promise.all([
  knex.transaction(async (trx) => { await trx('a').del(); await trx('b').del(); }),
  knex('c').del().then(() => knex('d').del()),
]);

//// batchInsert in chunks
const rows = Array.from({ length: 5 }, (_, i) => ({ id: i }));
await knex.batchInsert('t', rows, 2);

//// batchInsert with a transaction
await knex.transaction((trx) => knex.batchInsert('t', [{ a: 1 }, { a: 2 }], 1).transacting(trx));

//// an error in a builder ends the migration
await knex('t').del();
await knex('t').update({});
await knex('u').del();

//// an error caught [caught]
try {
  await knex('t').where('a', undefined).del();
} catch (error) {
  await knex('u').del();
}

//// rows are awaited and used
const row = await knex('t').where('a', 1).first();
await knex.raw('select 1');

//// never awaited
knex('t').del();
await knex.raw('select 1');

//// sibling transactions run one after another
await Promise.all([
  knex.transaction(async (trx) => { await trx('a').del(); await trx('b').del(); }),
  knex.transaction(async (trx) => { await trx('c').del(); await trx('d').del(); }),
]);

//// a transaction that fails and is caught
try {
  await knex.transaction(async (trx) => {
    await trx('a').del();
    throw new Error('no');
  });
} catch (error) {
  await knex('b').del();
}

//// a query in a nested loop of a transaction
await knex.transaction(async (trx) => {
  for (const table of ['a', 'b']) {
    for (const id of [1, 2]) await trx(table).where({ id }).del();
  }
});

//// a sub-query extended under a guard
const has = await knex.schema.hasColumn('u', 'a');
const ids = knex('u').select('id');
if (has) ids.whereNull('a');
await knex('t').whereIn('u_id', ids).del();

//// a join that depends on a guard
const has = await knex.schema.hasColumn('u', 'a');
await knex('t').join('u', (j) => { j.on('u.id', 't.u_id'); if (has) j.andOnVal('u.a', 1); });

//// a raw binding that depends on a guard
const has = await knex.schema.hasColumn('t', 'a');
await knex.raw('update t set ?? = ?', [has ? 'a' : 'b', has ? 1 : null]);

//// where with null or a value by a guard
const has = await knex.schema.hasColumn('t', 'a');
await knex('t').where('b', has ? null : 1).del();

//// a context is read again
const query = knex('t').queryContext({ column: 'b' });
await query.select(query.clone().queryContext().column);

//// rows that are no objects [unknown]
await knex('t').insert(new Map([['a', 1]]));

//// a connection that is not that of the transaction
await knex('t').connection({}).del();
