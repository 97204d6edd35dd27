// Transactions with a callback, and those that are ended by hand.

//// callback
await knex.transaction(async (trx) => { await trx('a').insert({ x: 1 }); });
await knex.raw('after');

//// committed by hand in an asynchronous callback
await knex.transaction(async (trx) => { await trx('a').insert({ x: 1 }); await trx.commit(); });
await knex.raw('after');

//// a callback without a promise
await knex.transaction(function (trx) {
  trx('a').insert({ x: 1 }).then(trx.commit).catch(trx.rollback);
});
await knex.raw('after');

//// a callback without a promise that goes on
await knex.transaction(function (trx) {
  trx('a').del().then(() => trx('b').del()).then(() => trx.commit('ok')).catch(trx.rollback);
}).then((value) => knex.raw(`value ${value}`));

//// rolled back by hand with an error
await knex.transaction(async (trx) => { await trx('a').del(); await trx.rollback(new Error('mine')); });
await knex.raw('after');

//// rolled back by hand without an error
await knex.transaction(async (trx) => { await trx('a').del(); await trx.rollback(); });
await knex.raw('after');

//// rolled back by hand without an error, which is one
await knex.transaction((trx) => { trx.rollback(); }, { doNotRejectOnRollback: false });
await knex.raw('after');

//// an error in the callback
await knex.transaction(async (trx) => { await trx('a').del(); throw new Error('boom'); });
await knex.raw('after');

//// the value that is committed
const value = await knex.transaction((trx) => trx.commit(7));
await knex.raw(`value ${value}`);

//// opened and committed by hand
const trx = await knex.transaction();
await trx('a').insert({ x: 1 });
await trx.commit();
await knex('b').del();

//// opened and committed by hand [no transaction]
const trx = await knex.transaction();
await trx('a').insert({ x: 1 });
await trx.commit();
await knex('b').del();

//// opened and rolled back by hand
const trx = await knex.transaction();
await trx('a').insert({ x: 1 });
await trx.rollback(new Error('no'));
await knex('b').del();

//// used after its end
const trx = await knex.transaction();
await trx.commit();
await trx('late').del();

//// used after its end by a schema builder
const trx = await knex.transaction();
await trx.rollback();
await trx.schema.dropTable('late');

//// transacting after the end
const trx = await knex.transaction();
await trx.commit();
await knex('late').transacting(trx).del();

//// nested by hand
await knex.transaction(async (trx) => {
  const inner = await trx.savepoint();
  await inner('b').del();
  await inner.rollback();
  await trx('c').del();
});

//// one after the other by hand
for (const name of ['a', 'b']) {
  const trx = await knex.transaction();
  await trx(name).del();
  await trx.commit();
}

//// a provider
const provide = knex.transactionProvider();
const trx = await provide();
const same = await provide();
await trx('a').del();
await same('b').del();
await trx.commit();

//// a provider with an isolation level that is not there
const provide = knex.transactionProvider({ isolationLevel: 'bogus' });
const trx = await provide();
await trx('a').del();

//// an isolation level
await knex.transaction(async (trx) => { await trx('a').del(); }, { isolationLevel: 'serializable' });

//// an isolation level that is not there
await knex.transaction(async (trx) => { await trx('a').del(); }, { isolationLevel: 'bogus' });

//// options alone, inside of a transaction
await knex.transaction({ isolationLevel: 'serializable' });

//// options alone [no transaction]
const trx = await knex.transaction({ isolationLevel: 'serializable' });
await trx('a').del();
await trx.commit();

//// a text for a callback
await knex.transaction('x');

//// two at once
await Promise.all([knex.transaction((t) => t('a').del()), knex.transaction((t) => t('b').del())]);
await knex.raw('after');

//// transacting nothing
await knex('a').transacting(undefined).del();

//// transacting nothing, for a schema
await knex.schema.transacting(null).dropTable('a');

//// parameters
await knex.withUserParams({ a: 1 });

//// parameters [no transaction]
const other = knex.withUserParams({ a: 1 });
await other('t').del();

//// a batch that nobody waits for [unknown]
knex.batchInsert('t', [{ a: 1 }]);
await knex.raw('after');

//// migrations inside of a migration [unknown]
await knex.migrate.latest();

//// a stream [unknown]
await knex('t').stream();
await knex.raw('after');

//// the transaction that waits for itself [unknown]
await knex.transaction(async () => { await knex.transaction(async (inner) => { await inner('b').del(); }); });

//// beside others, each with work after it
await Promise.all(['x', 'y'].map(async (v) => {
  await knex.raw(`before ${v}`);
  await knex.transaction((trx) => trx.raw(`in ${v}`));
  await knex.schema.createTable(v, (t) => { t.increments(); t.string('a').index(); });
}));

//// one that fails beside another
await Promise.all([
  knex.transaction(async (trx) => { await trx.raw('a'); throw new Error('no'); }).catch(() => {}),
  knex.transaction((trx) => trx.raw('b')),
]);
