// Raws with every kind of binding, and where a raw may stand.

//// knex.raw('select 1')
await knex.raw('select 1');

//// knex.raw('')
await knex.raw('');

//// knex.raw()
await knex.raw();

//// knex.raw('select ?', [1])
await knex.raw('select ?', [1]);

//// knex.raw('select ?, ?', [1, 'a'])
await knex.raw('select ?, ?', [1, 'a']);

//// knex.raw('select ?', 1)
await knex.raw('select ?', 1);

//// knex.raw('select ?', 'a')
await knex.raw('select ?', 'a');

//// knex.raw('select ?', [null])
await knex.raw('select ?', [null]);

//// knex.raw('select ?', null)
await knex.raw('select ?', null);

//// knex.raw('select ?', [undefined])
await knex.raw('select ?', [undefined]);

//// knex.raw('select ?', undefined)
await knex.raw('select ?', undefined);

//// knex.raw('select ?', [[1, 2]])
await knex.raw('select ?', [[1, 2]]);

//// knex.raw('select = any(?)', [['a', 'b']])
await knex.raw('select = any(?)', [['a', 'b']]);

//// knex.raw('select ?', [{ a: 1 }])
await knex.raw('select ?', [{ a: 1 }]);

//// knex.raw('select ?')
await knex.raw('select ?');

//// knex.raw('select ?, ?')
await knex.raw('select ?, ?');

//// knex.raw('select a ? b, \\? c')
await knex.raw('select a ? b, \\? c');

//// knex.raw('select a \\\\? b')
await knex.raw('select a \\\\? b');

//// knex.raw('select ?', [1, 2])
await knex.raw('select ?', [1, 2]);

//// knex.raw('select ?, ?', [1])
await knex.raw('select ?, ?', [1]);

//// knex.raw('select 1', [1])
await knex.raw('select 1', [1]);

//// knex.raw('select ?', [])
await knex.raw('select ?', []);

//// knex.raw('select 1', [])
await knex.raw('select 1', []);

//// knex.raw('select \\?', [])
await knex.raw('select \\?', []);

//// knex.raw('select \\? and ?', [1])
await knex.raw('select \\? and ?', [1]);

//// knex.raw('select a \\?| ?', [['x']])
await knex.raw('select a \\?| ?', [['x']]);

//// knex.raw('select ??', ['a'])
await knex.raw('select ??', ['a']);

//// knex.raw('select ??', ['a.b'])
await knex.raw('select ??', ['a.b']);

//// knex.raw('select ?? from ??', [['a', 'b as c'], 's.t'])
await knex.raw('select ?? from ??', [['a', 'b as c'], 's.t']);

//// knex.raw('select ??', 'a')
await knex.raw('select ??', 'a');

//// knex.raw('select ??', [1])
await knex.raw('select ??', [1]);

//// knex.raw('select ??', ['*'])
await knex.raw('select ??', ['*']);

//// knex.raw('select ??', ['a"b'])
await knex.raw('select ??', ['a"b']);

//// knex.raw('select ???', ['a', 1])
await knex.raw('select ???', ['a', 1]);

//// knex.raw('select \\??', [1])
await knex.raw('select \\??', [1]);

//// knex.raw('select ?? = ?', ['a', 1])
await knex.raw('select ?? = ?', ['a', 1]);

//// knex.raw('select ?', [knex.raw('now()')])
await knex.raw('select ?', [knex.raw('now()')]);

//// knex.raw('select ?', [knex.raw('? + ?', [1, 2])])
await knex.raw('select ?', [knex.raw('? + ?', [1, 2])]);

//// knex.raw('select ?', knex.raw('now()'))
await knex.raw('select ?', knex.raw('now()'));

//// knex.raw('select ?', [knex('t').select('a').where('b', 1)])
await knex.raw('select ?', [knex('t').select('a').where('b', 1)]);

//// knex.raw('? union ?', [knex('t').where('a', 1), knex('u').where('b', 2)])
await knex.raw('? union ?', [knex('t').where('a', 1), knex('u').where('b', 2)]);

//// knex.raw('select ??', [knex.raw('a.b')])
await knex.raw('select ??', [knex.raw('a.b')]);

//// knex.raw('select ?', [knex.ref('a.b')])
await knex.raw('select ?', [knex.ref('a.b')]);

//// knex.raw('select * from (??) x', [knex('t')])
await knex.raw('select * from (??) x', [knex('t')]);

//// knex.raw('select ?', [(q) => q.from('t')])
await knex.raw('select ?', [(q) => q.from('t')]);

//// knex.raw('select :a', { a: 1 })
await knex.raw('select :a', { a: 1 });

//// knex.raw('select :a, :b, :a', { a: 1, b: 'x' })
await knex.raw('select :a, :b, :a', { a: 1, b: 'x' });

//// knex.raw('select :a:', { a: 'x.y' })
await knex.raw('select :a:', { a: 'x.y' });

//// knex.raw('select :a: = :b', { a: 'x', b: 2 })
await knex.raw('select :a: = :b', { a: 'x', b: 2 });

//// knex.raw('select :a::int', { a: 1 })
await knex.raw('select :a::int', { a: 1 });

//// knex.raw('select :a:::int', { a: 'x' })
await knex.raw('select :a:::int', { a: 'x' });

//// knex.raw('select :a::int, b::text', { a: 1 })
await knex.raw('select :a::int, b::text', { a: 1 });

//// knex.raw('select :c', { a: 1 })
await knex.raw('select :c', { a: 1 });

//// knex.raw('select :a', { a: undefined })
await knex.raw('select :a', { a: undefined });

//// knex.raw('select :a', { a: null })
await knex.raw('select :a', { a: null });

//// knex.raw('select \\:a, :a', { a: 1 })
await knex.raw('select \\:a, :a', { a: 1 });

//// knex.raw("select '12:30'", { a: 1 })
await knex.raw("select '12:30'", { a: 1 });

//// knex.raw("select '12:30'", { 30: 1 })
await knex.raw("select '12:30'", { 30: 1 });

//// knex.raw('select :a', { a: [1, 2] })
await knex.raw('select :a', { a: [1, 2] });

//// knex.raw('select :a', { a: { x: 1 } })
await knex.raw('select :a', { a: { x: 1 } });

//// knex.raw('select :a', { a: knex.raw('now()') })
await knex.raw('select :a', { a: knex.raw('now()') });

//// knex.raw('select :a:', { a: ['x', 'y'] })
await knex.raw('select :a:', { a: ['x', 'y'] });

//// knex.raw('select :a ?', { a: 1 })
await knex.raw('select :a ?', { a: 1 });

//// knex.raw('select :a', {})
await knex.raw('select :a', {});

//// knex.raw('select a::int')
await knex.raw('select a::int');

//// knex.raw('select ?', [true])
await knex.raw('select ?', [true]);

//// knex.raw('select ?', [1.5])
await knex.raw('select ?', [1.5]);

//// knex.raw('select ?', ['it\'s'])
await knex.raw('select ?', ['it\'s']);

//// knex.raw('a').wrap('(', ')')
await knex.raw('a').wrap('(', ')');

//// knex.raw('select ?', [1]).wrap('/* x */ ', ' ;')
await knex.raw('select ?', [1]).wrap('/* x */ ', ' ;');

//// knex.raw('a').wrap('(')
await knex.raw('a').wrap('(');

//// knex.raw('a').as('b')
await knex.raw('a').as('b');

//// knex.raw('select 1; select 2;')
await knex.raw('select 1; select 2;');

//// knex.raw('create index concurrently ?? on ?? (??)', ['i', 's.t', 'a'])
await knex.raw('create index concurrently ?? on ?? (??)', ['i', 's.t', 'a']);

//// knex.raw(`select ${1 + 1}`)
await knex.raw(`select ${1 + 1}`);

//// knex.raw(`select * from t where id in (${[1, 2].map(() => '?').join(',')})`, [1, 2])
await knex.raw(`select * from t where id in (${[1, 2].map(() => '?').join(',')})`, [1, 2]);

//// knex.raw('select ' + 'x'.toUpperCase())
await knex.raw('select ' + 'x'.toUpperCase());

//// knex.raw(knex.raw('select ?', [1]).toString())
await knex.raw(knex.raw('select ?', [1]).toString());

//// knex.raw(knex.raw('select ?', ['it\'s']).toQuery())
await knex.raw(knex.raw('select ?', ['it\'s']).toQuery());

//// knex.raw(knex.raw('select ?', ['a\\b']).toString())
await knex.raw(knex.raw('select ?', ['a\\b']).toString());

//// knex.raw(knex('t').where('a', 'x').toString())
await knex.raw(knex('t').where('a', 'x').toString());

//// knex.raw(knex('t').where('a', [1, 'b', null]).toString())
await knex.raw(knex('t').where('a', [1, 'b', null]).toString());

//// knex.raw(knex('t').insert({ a: true, b: null, c: 1.5 }).toString())
await knex.raw(knex('t').insert({ a: true, b: null, c: 1.5 }).toString());

//// knex.raw(knex('t').insert({ a: { x: "it's" } }).toString())
await knex.raw(knex('t').insert({ a: { x: "it's" } }).toString());

//// knex.raw(knex('t').where('a', '?', 'x').toString())
await knex.raw(knex('t').where('a', '?', 'x').toString());

//// knex.raw(knex('t').where('a', 1).toSQL().sql)
await knex.raw(knex('t').where('a', 1).toSQL().sql);

//// knex.raw(knex('t').where('a', 1).toSQL().toNative().sql)
await knex.raw(knex('t').where('a', 1).toSQL().toNative().sql);

//// knex.raw(knex('t').where('a', 1).toSQL().sql, knex('t').where('a', 1).toSQL().bindings)
await knex.raw(knex('t').where('a', 1).toSQL().sql, knex('t').where('a', 1).toSQL().bindings);

//// knex.raw(`${knex.raw('select 1')}`)
await knex.raw(`${knex.raw('select 1')}`);

//// knex.raw(`${knex('t').where('a', 1)} union ${knex('u')}`)
await knex.raw(`${knex('t').where('a', 1)} union ${knex('u')}`);

//// knex.raw(`default ${knex.fn.now()}`)
await knex.raw(`default ${knex.fn.now()}`);

//// knex.raw('select ?', [knex.fn.now(6)])
await knex.raw('select ?', [knex.fn.now(6)]);

//// knex.raw('select 1').timeout(100)
await knex.raw('select 1').timeout(100);

//// knex.raw('select 1').then(() => knex.raw('select 2'))
await knex.raw('select 1').then(() => knex.raw('select 2'));

//// knex.raw('select 1').nope()
await knex.raw('select 1').nope();

//// knex.fn.nope()
await knex.fn.nope();

//// knex.schema.raw('select 1')
await knex.schema.raw('select 1');

//// knex.schema.raw('select ?', [1])
await knex.schema.raw('select ?', [1]);

//// knex.schema.raw('select :a', { a: 1 }).raw('select 2')
await knex.schema.raw('select :a', { a: 1 }).raw('select 2');

//// knex.schema.raw('')
await knex.schema.raw('');

//// knex.transaction(async (trx) => { await trx.raw('select 1'); await trx('t').insert({ a: 1 }); })
await knex.transaction(async (trx) => { await trx.raw('select 1'); await trx('t').insert({ a: 1 }); });

//// knex.transaction((trx) => trx('t').insert({ a: 1 }))
await knex.transaction((trx) => trx('t').insert({ a: 1 }));

//// knex.transaction(async (trx) => { await knex('t').transacting(trx).del(); await knex.raw('select 1'); })
await knex.transaction(async (trx) => { await knex('t').transacting(trx).del(); await knex.raw('select 1'); });

//// knex.transaction(async (trx) => trx.transaction(async (inner) => inner('t').del()))
await knex.transaction(async (trx) => trx.transaction(async (inner) => inner('t').del()));

//// knex.transaction().then(async (trx) => { await trx('t').del(); await trx.commit(); })
await knex.transaction().then(async (trx) => { await trx('t').del(); await trx.commit(); });

//// knex.batchInsert('t', [{ a: 1 }, { a: 2 }], 1)
await knex.batchInsert('t', [{ a: 1 }, { a: 2 }], 1);

//// knex.raw(1)
await knex.raw(1);

//// knex.raw(1) inside a query
await knex('t').where('a', knex.raw(1));

//// knex.raw of a builder inside a query
await knex('t').select(knex.raw(knex('u').where('a', 'x')).wrap('(', ') as n'));

//// knex.raw(1, [2])
await knex('t').where('a', knex.raw(1, [2]));

//// a date alone
await knex.raw('select ?', new Date(2020, 1, 1));
await knex('t').whereRaw('a > ?', new Date(2020, 1, 1)).del();

//// bytes alone
await knex.raw('select ?', Buffer.from('x'));

//// the client makes builders, too
const { client } = knex;
await client.raw('select ?', [1]);
await knex.client.schemaBuilder().dropTable('t');
await client.queryBuilder().from('x').where('a', client.ref('b'));

//// what else the client sends [unknown]
await knex.client.query({}, 'select 1');
