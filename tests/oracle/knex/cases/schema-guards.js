// Migrations that ask the database first; compared under every answer.

//// if not hasTable
if (!(await knex.schema.hasTable('t'))) {
  await knex.schema.createTable('t', (t) => t.string('a'));
}

//// hasTable with else
const exists = await knex.schema.hasTable('t');
if (exists) {
  await knex.schema.alterTable('t', (t) => t.string('a'));
} else {
  await knex.schema.createTable('t', (t) => t.string('a'));
}

//// hasTable then
return knex.schema.hasTable('t').then((exists) => {
  if (!exists) return knex.schema.createTable('t', (t) => t.string('a'));
});

//// early return
if (await knex.schema.hasTable('t')) return;
await knex.schema.createTable('t', (t) => t.string('a'));
await knex.schema.raw('select 1');

//// hasColumn inside a callback
const has = await knex.schema.hasColumn('t', 'a');
await knex.schema.alterTable('t', (t) => {
  if (!has) t.string('a').index();
  t.string('b');
});

//// two hasColumn in one callback
const a = await knex.schema.hasColumn('t', 'a');
const b = await knex.schema.hasColumn('t', 'b');
await knex.schema.alterTable('t', (t) => {
  if (!a) t.string('a');
  if (!b) t.string('b');
});

//// guarded modifier
const has = await knex.schema.hasColumn('t', 'a');
await knex.schema.alterTable('t', (t) => {
  const c = t.string('b');
  if (has) c.notNullable();
});

//// guarded alter
const has = await knex.schema.hasColumn('t', 'a');
await knex.schema.alterTable('t', (t) => {
  const c = t.string('a');
  if (has) c.alter();
});

//// chosen name
const has = await knex.schema.hasTable('t');
await knex.schema.dropTable(has ? 't' : 'u');

//// chosen column
const has = await knex.schema.hasColumn('t', 'a');
await knex.schema.alterTable('t', (t) => {
  t.index(has ? 'a' : 'b');
});

//// chosen option
const has = await knex.schema.hasColumn('t', 'a');
await knex.schema.alterTable('t', (t) => {
  t.timestamp('x', { useTz: has });
});

//// guarded builder call
const has = await knex.schema.hasTable('t');
const schema = knex.schema;
if (has) schema.dropTable('t');
schema.dropTable('u');
await schema;

//// guarded foreign key
const has = await knex.schema.hasTable('u');
await knex.schema.createTable('t', (t) => {
  const c = t.integer('u_id');
  if (has) c.references('id').inTable('u').onDelete('cascade');
});

//// guarded withSchema
const has = await knex.schema.hasTable('u');
const b = knex.schema.dropTable('t');
if (has) b.withSchema('app');
await b;

//// nested guards
if (await knex.schema.hasTable('t')) {
  if (!(await knex.schema.hasColumn('t', 'a'))) {
    await knex.schema.table('t', (t) => t.string('a'));
  }
}

//// asked twice
if (!(await knex.schema.hasTable('t'))) {
  await knex.schema.createTable('t', (t) => t.string('a'));
}
if (await knex.schema.hasTable('t')) {
  await knex.schema.dropTable('t');
}

//// withSchema hasTable
if (!(await knex.schema.withSchema('app').hasTable('t'))) {
  await knex.schema.withSchema('app').createTable('t', (t) => t.string('a'));
}

//// hasTable withSchema after
if (!(await knex.schema.hasColumn('t', 'c').withSchema('app'))) {
  await knex.schema.dropTable('t');
}

//// and
if ((await knex.schema.hasTable('t')) && !(await knex.schema.hasColumn('t', 'a'))) {
  await knex.schema.dropTable('t');
}

//// guarded error
const has = await knex.schema.hasTable('t');
await knex.schema.createTable('u', (t) => {
  if (has) t.string();
  t.integer('a');
});

//// dropping in down style
const has = await knex.schema.hasColumn('t', 'a');
if (has) {
  await knex.schema.alterTable('t', (t) => {
    t.dropColumn('a');
  });
}

//// guarded primary
const has = await knex.schema.hasTable('t');
await knex.schema.createTable('u', (t) => {
  t.increments('id');
  if (has) t.primary(['id', 'x']);
});

//// guarded timestamps
const has = await knex.schema.hasTable('t');
await knex.schema.createTable('u', (t) => {
  t.timestamps(has, has);
});

//// loop of probes
for (const name of ['a', 'b']) {
  if (!(await knex.schema.hasTable(name))) {
    await knex.schema.createTable(name, (t) => t.increments());
  }
}

//// hasColumn in Promise.all
const [a, b] = await Promise.all([knex.schema.hasColumn('t', 'a'), knex.schema.hasColumn('t', 'b')]);
await knex.schema.alterTable('t', (t) => {
  if (a) t.dropColumn('a');
  if (b) t.dropColumn('b');
});

//// thrown under one answer, with a finally
const has = await knex.schema.hasTable('a');
try { if (has) throw new Error('no'); await knex.raw('tried'); } finally { await knex.raw('finally'); }
await knex.raw('after');

//// returned under one answer, with a finally
const has = await knex.schema.hasTable('a');
try { if (has) return; await knex.raw('tried'); } finally { await knex.raw('finally'); }
await knex.raw('after');

//// left under one answer, with a finally in a loop
const has = await knex.schema.hasTable('a');
for (const n of [1, 2]) {
  try { if (has) continue; await knex.raw(`tried ${n}`); } finally { await knex.raw(`finally ${n}`); }
}

//// caught and thrown again under one answer, with a finally
const has = await knex.schema.hasTable('a');
try { if (has) throw new Error('no'); } catch (error) { await knex.raw('caught'); throw error; } finally { await knex.raw('finally'); }
await knex.raw('after');

//// a promise that fails under one answer, and what comes after it
const has = await knex.schema.hasTable('a');
const work = async () => { if (has) throw new Error('no'); await knex.raw('work'); };
await work().finally(() => knex.raw('finally'));
await knex.raw('after');

//// a switch whose other case always ends
const has = await knex.schema.hasTable('a');
switch (has) {
  case true: await knex.raw('there'); break;
  default: if (!has) return; await knex.raw('never'); throw new Error('no');
}
if (!has) return;
await knex.raw('after');

//// two early exits under different questions
const p = await knex.schema.hasColumn('a', 'x');
const h = await knex.schema.hasTable('a');
if (p) { if (h) { return; } }
if (p) { return knex.raw('select 1'); }
await knex.raw('select 2');
