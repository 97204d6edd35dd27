// Every method of knex.schema.

//// schema.createTable('t', (t) => t.string('a'))
await knex.schema.createTable('t', (t) => t.string('a'));

//// schema.createTable('s.t', (t) => t.string('a').index())
await knex.schema.createTable('s.t', (t) => t.string('a').index());

//// schema.createTable('My-Table', (t) => t.string('a').index().unique())
await knex.schema.createTable('My-Table', (t) => t.string('a').index().unique());

//// schema.createTable('a.b-c', (t) => t.integer('x').references('u.id'))
await knex.schema.createTable('a.b-c', (t) => t.integer('x').references('u.id'));

//// schema.createTable('camelCase', (t) => t.string('userId').primary().index())
await knex.schema.createTable('camelCase', (t) => t.string('userId').primary().index());

//// schema.createTable('t as x', (t) => t.string('a'))
await knex.schema.createTable('t as x', (t) => t.string('a'));

//// schema.createTable(' t ', (t) => t.string('a').index())
await knex.schema.createTable(' t ', (t) => t.string('a').index());

//// schema.createTable('t')
await knex.schema.createTable('t');

//// schema.createTable('t', null)
await knex.schema.createTable('t', null);

//// schema.createTable()
await knex.schema.createTable();

//// schema.createTable('', (t) => t.string('a'))
await knex.schema.createTable('', (t) => t.string('a'));

//// schema.createTable(undefined, (t) => t.string('a'))
await knex.schema.createTable(undefined, (t) => t.string('a'));

//// schema.createTable(null, (t) => t.string('a'))
await knex.schema.createTable(null, (t) => t.string('a'));

//// schema.createTable(5, (t) => t.string('a'))
await knex.schema.createTable(5, (t) => t.string('a'));

//// schema.createTable(5, (t) => t.string('a').index())
await knex.schema.createTable(5, (t) => t.string('a').index());

//// schema.createTable(knex.raw('??', ['t']), (t) => t.string('a'))
await knex.schema.createTable(knex.raw('??', ['t']), (t) => t.string('a'));

//// schema.createTable(knex.raw('t'), (t) => t.string('a').index())
await knex.schema.createTable(knex.raw('t'), (t) => t.string('a').index());

//// schema.createTable('why?', (t) => t.string('a'))
await knex.schema.createTable('why?', (t) => t.string('a'));

//// schema.createTable('t[1]', (t) => t.string('a'))
await knex.schema.createTable('t[1]', (t) => t.string('a'));

//// schema.createTable({ x: 't' }, (t) => t.string('a'))
await knex.schema.createTable({ x: 't' }, (t) => t.string('a'));

//// schema.createTableIfNotExists('t', (t) => { t.increments(); t.string('a').index(); t.primary('a'); t.comment('c'); })
await knex.schema.createTableIfNotExists('t', (t) => { t.increments(); t.string('a').index(); t.primary('a'); t.comment('c'); });

//// schema.createTableIfNotExists('s.t', (t) => t.primary('a'))
await knex.schema.createTableIfNotExists('s.t', (t) => t.primary('a'));

//// schema.createTableLike('t', 'u')
await knex.schema.createTableLike('t', 'u');

//// schema.createTableLike('t', 's.u')
await knex.schema.createTableLike('t', 's.u');

//// schema.createTableLike('t', 'u', (t) => { t.string('a').index(); t.primary('a'); t.check('a > 1'); t.comment('c'); })
await knex.schema.createTableLike('t', 'u', (t) => { t.string('a').index(); t.primary('a'); t.check('a > 1'); t.comment('c'); });

//// schema.createTableLike('t', 'u', (t) => {})
await knex.schema.createTableLike('t', 'u', (t) => {});

//// schema.createTableLike('t')
await knex.schema.createTableLike('t');

//// schema.createTableLike('t', undefined, (t) => t.string('a'))
await knex.schema.createTableLike('t', undefined, (t) => t.string('a'));

//// schema.createTableLike('t', 'u', null)
await knex.schema.createTableLike('t', 'u', null);

//// schema.alterTable('t', (t) => t.string('a'))
await knex.schema.alterTable('t', (t) => t.string('a'));

//// schema.table('t', (t) => t.string('a'))
await knex.schema.table('t', (t) => t.string('a'));

//// schema.table('t', (t) => t.dropColumn('a'))
await knex.schema.table('t', (t) => t.dropColumn('a'));

//// schema.alterTable('s.t', (t) => { t.string('a').index(); t.dropIndex('b'); t.dropPrimary(); t.primary('c'); })
await knex.schema.alterTable('s.t', (t) => { t.string('a').index(); t.dropIndex('b'); t.dropPrimary(); t.primary('c'); });

//// schema.alterTable('t')
await knex.schema.alterTable('t');

//// schema.alterTable('t', 'x')
await knex.schema.alterTable('t', 'x');

//// schema.alterTable('t', {})
await knex.schema.alterTable('t', {});

//// schema.dropTable('t')
await knex.schema.dropTable('t');

//// schema.dropTable('s.t')
await knex.schema.dropTable('s.t');

//// schema.dropTable()
await knex.schema.dropTable();

//// schema.dropTable(null)
await knex.schema.dropTable(null);

//// schema.dropTableIfExists('t')
await knex.schema.dropTableIfExists('t');

//// schema.dropTableIfExists('s.t')
await knex.schema.dropTableIfExists('s.t');

//// schema.dropTableIfExists('My Table')
await knex.schema.dropTableIfExists('My Table');

//// schema.dropTableIfExists(knex.raw('t cascade'))
await knex.schema.dropTableIfExists(knex.raw('t cascade'));

//// schema.dropTableIfExists(['a', 'b'])
await knex.schema.dropTableIfExists(['a', 'b']);

//// schema.renameTable('a', 'b')
await knex.schema.renameTable('a', 'b');

//// schema.renameTable('s.a', 'b')
await knex.schema.renameTable('s.a', 'b');

//// schema.renameTable('a', 's.b')
await knex.schema.renameTable('a', 's.b');

//// schema.renameTable('a')
await knex.schema.renameTable('a');

//// schema.renameTable('a as c', 'b')
await knex.schema.renameTable('a as c', 'b');

//// schema.createSchema('s')
await knex.schema.createSchema('s');

//// schema.createSchemaIfNotExists('s')
await knex.schema.createSchemaIfNotExists('s');

//// schema.createSchema('a.b')
await knex.schema.createSchema('a.b');

//// schema.dropSchema('s')
await knex.schema.dropSchema('s');

//// schema.dropSchema('s', true)
await knex.schema.dropSchema('s', true);

//// schema.dropSchema('s', false)
await knex.schema.dropSchema('s', false);

//// schema.dropSchema('s', 'yes')
await knex.schema.dropSchema('s', 'yes');

//// schema.dropSchemaIfExists('s')
await knex.schema.dropSchemaIfExists('s');

//// schema.dropSchemaIfExists('s', true)
await knex.schema.dropSchemaIfExists('s', true);

//// schema.createExtension('pgcrypto')
await knex.schema.createExtension('pgcrypto');

//// schema.createExtensionIfNotExists('uuid-ossp')
await knex.schema.createExtensionIfNotExists('uuid-ossp');

//// schema.dropExtension('x')
await knex.schema.dropExtension('x');

//// schema.dropExtensionIfExists('x')
await knex.schema.dropExtensionIfExists('x');

//// schema.createSchema()
await knex.schema.createSchema();

//// schema.createView('v', (v) => v.as(knex('t').select('a')))
await knex.schema.createView('v', (v) => v.as(knex('t').select('a')));

//// schema.createView('s.v', (v) => v.as(knex('t').select('a').where('b', 1)))
await knex.schema.createView('s.v', (v) => v.as(knex('t').select('a').where('b', 1)));

//// schema.createView('v', (v) => { v.columns(['a', 'b']); v.as(knex.select('x', 'y').from('t').where('z', "it's")); })
await knex.schema.createView('v', (v) => { v.columns(['a', 'b']); v.as(knex.select('x', 'y').from('t').where('z', "it's")); });

//// schema.createView('v', (v) => { v.columns('a'); v.as(knex.raw('select ? as a', [5])); })
await knex.schema.createView('v', (v) => { v.columns('a'); v.as(knex.raw('select ? as a', [5])); });

//// schema.createView('v', (v) => v.as('select 1'))
await knex.schema.createView('v', (v) => v.as('select 1'));

//// schema.createView('v', (v) => v.as())
await knex.schema.createView('v', (v) => v.as());

//// schema.createView('v', () => {})
await knex.schema.createView('v', () => {});

//// schema.createView('v')
await knex.schema.createView('v');

//// schema.createView('v', (v) => { v.as(knex('t')); v.checkOption(); })
await knex.schema.createView('v', (v) => { v.as(knex('t')); v.checkOption(); });

//// schema.createView('v', (v) => { v.as(knex('t')); v.localCheckOption(); })
await knex.schema.createView('v', (v) => { v.as(knex('t')); v.localCheckOption(); });

//// schema.createView('v', (v) => { v.cascadedCheckOption(); v.as(knex('t')); })
await knex.schema.createView('v', (v) => { v.cascadedCheckOption(); v.as(knex('t')); });

//// schema.createView('v', (v) => { v.checkOption(); v.localCheckOption(); v.as(knex('t')); })
await knex.schema.createView('v', (v) => { v.checkOption(); v.localCheckOption(); v.as(knex('t')); });

//// schema.createView('v', function () { this.as(knex('t')); })
await knex.schema.createView('v', function () { this.as(knex('t')); });

//// schema.createView('v', (v) => v.column('a'))
await knex.schema.createView('v', (v) => v.column('a'));

//// schema.createView('v', (v) => v.as(knex('t').whereRaw("x ?? 'a'")))
await knex.schema.createView('v', (v) => v.as(knex('t').whereRaw("x ?? 'a'")));

//// schema.createView('v', (v) => v.as(knex('t').where({ a: null, b: [1, 2] }).whereIn('c', ['x', 'y'])))
await knex.schema.createView('v', (v) => v.as(knex('t').where({ a: null, b: [1, 2] }).whereIn('c', ['x', 'y'])));

//// schema.createViewOrReplace('v', (v) => v.as(knex('t')))
await knex.schema.createViewOrReplace('v', (v) => v.as(knex('t')));

//// schema.createViewOrReplace('v', (v) => { v.columns(['a']); v.as(knex('t').select('a')); v.checkOption(); })
await knex.schema.createViewOrReplace('v', (v) => { v.columns(['a']); v.as(knex('t').select('a')); v.checkOption(); });

//// schema.createMaterializedView('v', (v) => v.as(knex('t')))
await knex.schema.createMaterializedView('v', (v) => v.as(knex('t')));

//// schema.createMaterializedView('v', (v) => { v.columns(['a', 'b']); v.as(knex('t').select('a', 'b')); })
await knex.schema.createMaterializedView('v', (v) => { v.columns(['a', 'b']); v.as(knex('t').select('a', 'b')); });

//// schema.refreshMaterializedView('v')
await knex.schema.refreshMaterializedView('v');

//// schema.refreshMaterializedView('v', true)
await knex.schema.refreshMaterializedView('v', true);

//// schema.refreshMaterializedView('s.v', false)
await knex.schema.refreshMaterializedView('s.v', false);

//// schema.alterView('v', (v) => v.column('a').rename('b'))
await knex.schema.alterView('v', (v) => v.column('a').rename('b'));

//// schema.view('v', (v) => v.column('a').rename('b'))
await knex.schema.view('v', (v) => v.column('a').rename('b'));

//// schema.alterView('v', (v) => v.column('a').rename('b').defaultTo('5'))
await knex.schema.alterView('v', (v) => v.column('a').rename('b').defaultTo('5'));

//// schema.alterView('v', (v) => { v.column('a').defaultTo(5); v.column('b').defaultTo("'x'"); })
await knex.schema.alterView('v', (v) => { v.column('a').defaultTo(5); v.column('b').defaultTo("'x'"); });

//// schema.alterView('v', (v) => v.column('a').defaultTo(knex.fn.now()))
await knex.schema.alterView('v', (v) => v.column('a').defaultTo(knex.fn.now()));

//// schema.alterView('v', (v) => v.column('a').defaultTo(null))
await knex.schema.alterView('v', (v) => v.column('a').defaultTo(null));

//// schema.alterView('v', (v) => {})
await knex.schema.alterView('v', (v) => {});

//// schema.alterView('v', (v) => { v.as(knex('t')); v.checkOption(); })
await knex.schema.alterView('v', (v) => { v.as(knex('t')); v.checkOption(); });

//// schema.alterView('v')
await knex.schema.alterView('v');

//// schema.dropView('v')
await knex.schema.dropView('v');

//// schema.dropView('s.v')
await knex.schema.dropView('s.v');

//// schema.dropViewIfExists('v')
await knex.schema.dropViewIfExists('v');

//// schema.dropMaterializedView('v')
await knex.schema.dropMaterializedView('v');

//// schema.dropMaterializedViewIfExists('s.v')
await knex.schema.dropMaterializedViewIfExists('s.v');

//// schema.renameView('a', 'b')
await knex.schema.renameView('a', 'b');

//// schema.renameView('s.a', 'b')
await knex.schema.renameView('s.a', 'b');

//// schema.raw('select 1')
await knex.schema.raw('select 1');

//// schema.raw('select ?', [1])
await knex.schema.raw('select ?', [1]);

//// schema.raw('select ??', ['a.b'])
await knex.schema.raw('select ??', ['a.b']);

//// schema.raw('select :a, :b:', { a: 1, b: 'x' })
await knex.schema.raw('select :a, :b:', { a: 1, b: 'x' });

//// schema.raw('select ? where a = ?', ['x', null])
await knex.schema.raw('select ? where a = ?', ['x', null]);

//// schema.raw('a ? b')
await knex.schema.raw('a ? b');

//// schema.raw('a \\? b')
await knex.schema.raw('a \\? b');

//// schema.raw('')
await knex.schema.raw('');

//// schema.raw()
await knex.schema.raw();

//// schema.raw('select ?', 5)
await knex.schema.raw('select ?', 5);

//// schema.raw('select ?', [])
await knex.schema.raw('select ?', []);

//// schema.raw('select ?', [undefined])
await knex.schema.raw('select ?', [undefined]);

//// schema.raw(`create index i on t (a)`)
await knex.schema.raw(`create index i on t (a)`);

//// schema.raw('select 1; select 2')
await knex.schema.raw('select 1; select 2');

//// schema.raw('select ?', [[1, 2]])
await knex.schema.raw('select ?', [[1, 2]]);

//// schema.raw('select ?', [{ a: 1 }])
await knex.schema.raw('select ?', [{ a: 1 }]);

//// schema.raw('select ?', [true])
await knex.schema.raw('select ?', [true]);

//// schema.raw('alter table ?? add column ?? text', ['t', 'c'])
await knex.schema.raw('alter table ?? add column ?? text', ['t', 'c']);

//// schema.raw('select :a::int', { a: 1 })
await knex.schema.raw('select :a::int', { a: 1 });

//// schema.raw(knex.raw('select 1'))
await knex.schema.raw(knex.raw('select 1'));

//// schema.dropTable('a').dropTable('b')
await knex.schema.dropTable('a').dropTable('b');

//// schema.createTable('a', (t) => t.string('x')).table('a', (t) => t.index('x')).raw('select 1').dropTable('b')
await knex.schema.createTable('a', (t) => t.string('x')).table('a', (t) => t.index('x')).raw('select 1').dropTable('b');

//// schema.createTable('a', (t) => t.enu('k', ['x'], { useNative: true, enumName: 'k' })).createTable('b', (t) => t.enu('l', ['y'], { useNative: true, enumName: 'l' }))
await knex.schema.createTable('a', (t) => t.enu('k', ['x'], { useNative: true, enumName: 'k' })).createTable('b', (t) => t.enu('l', ['y'], { useNative: true, enumName: 'l' }));

//// schema.dropTable('a').raw('').dropTable('b')
await knex.schema.dropTable('a').raw('').dropTable('b');

//// schema.createTable('a', (t) => t.string('x')).raw('select ?', []).dropTable('b')
await knex.schema.createTable('a', (t) => t.string('x')).raw('select ?', []).dropTable('b');

//// schema.queryContext({ a: 1 }).dropTable('t')
await knex.schema.queryContext({ a: 1 }).dropTable('t');

//// schema.debug().dropTable('t')
await knex.schema.debug().dropTable('t');

//// schema.debug(true).createTable('t', (t) => t.string('a'))
await knex.schema.debug(true).createTable('t', (t) => t.string('a'));

//// schema.transacting(knex).dropTable('t')
await knex.schema.transacting(knex).dropTable('t');

//// schema.on('query', () => {}).dropTable('t')
await knex.schema.on('query', () => {}).dropTable('t');

//// schema.renameColumn('a', 'b')
await knex.schema.renameColumn('a', 'b');

//// schema.dropColumn('a')
await knex.schema.dropColumn('a');

//// schema.createIndex('a')
await knex.schema.createIndex('a');

//// schema.createFunction('a')
await knex.schema.createFunction('a');

//// schema.truncate('t')
await knex.schema.truncate('t');

//// schema.alterColumn('t')
await knex.schema.alterColumn('t');

//// schema.dropTableIfNotExists('t')
await knex.schema.dropTableIfNotExists('t');

//// schema.createTableIfExists('t', (t) => t.string('a'))
await knex.schema.createTableIfExists('t', (t) => t.string('a'));

//// schema.hasView('v')
await knex.schema.hasView('v');

//// schema.
await knex.schema;

//// schema.withSchema.createTable('t', (t) => t.string('a'))
await knex.schema.withSchema('app').createTable('t', (t) => t.string('a'));

//// schema.withSchema.createTable('s.t', (t) => t.string('a').index())
await knex.schema.withSchema('app').createTable('s.t', (t) => t.string('a').index());

//// schema.withSchema.createTable('My-Table', (t) => t.string('a').index().unique())
await knex.schema.withSchema('app').createTable('My-Table', (t) => t.string('a').index().unique());

//// schema.withSchema.createTable('a.b-c', (t) => t.integer('x').references('u.id'))
await knex.schema.withSchema('app').createTable('a.b-c', (t) => t.integer('x').references('u.id'));

//// schema.withSchema.createTable('camelCase', (t) => t.string('userId').primary().index())
await knex.schema.withSchema('app').createTable('camelCase', (t) => t.string('userId').primary().index());

//// schema.withSchema.createTable('t as x', (t) => t.string('a'))
await knex.schema.withSchema('app').createTable('t as x', (t) => t.string('a'));

//// schema.withSchema.createTable(' t ', (t) => t.string('a').index())
await knex.schema.withSchema('app').createTable(' t ', (t) => t.string('a').index());

//// schema.withSchema.createTable('t')
await knex.schema.withSchema('app').createTable('t');

//// schema.withSchema.createTable('t', null)
await knex.schema.withSchema('app').createTable('t', null);

//// schema.withSchema.createTable('', (t) => t.string('a'))
await knex.schema.withSchema('app').createTable('', (t) => t.string('a'));

//// schema.withSchema.createTable(undefined, (t) => t.string('a'))
await knex.schema.withSchema('app').createTable(undefined, (t) => t.string('a'));

//// schema.withSchema.createTable(null, (t) => t.string('a'))
await knex.schema.withSchema('app').createTable(null, (t) => t.string('a'));

//// schema.withSchema.createTable(5, (t) => t.string('a'))
await knex.schema.withSchema('app').createTable(5, (t) => t.string('a'));

//// schema.withSchema.createTable(5, (t) => t.string('a').index())
await knex.schema.withSchema('app').createTable(5, (t) => t.string('a').index());

//// schema.withSchema.createTable(knex.raw('??', ['t']), (t) => t.string('a'))
await knex.schema.withSchema('app').createTable(knex.raw('??', ['t']), (t) => t.string('a'));

//// schema.withSchema.createTable(knex.raw('t'), (t) => t.string('a').index())
await knex.schema.withSchema('app').createTable(knex.raw('t'), (t) => t.string('a').index());

//// schema.withSchema.createTable('why?', (t) => t.string('a'))
await knex.schema.withSchema('app').createTable('why?', (t) => t.string('a'));

//// schema.withSchema.createTable('t[1]', (t) => t.string('a'))
await knex.schema.withSchema('app').createTable('t[1]', (t) => t.string('a'));

//// schema.withSchema.createTable({ x: 't' }, (t) => t.string('a'))
await knex.schema.withSchema('app').createTable({ x: 't' }, (t) => t.string('a'));

//// schema.withSchema.createTableIfNotExists('t', (t) => { t.increments(); t.string('a').index(); t.primary('a'); t.comment('c'); })
await knex.schema.withSchema('app').createTableIfNotExists('t', (t) => { t.increments(); t.string('a').index(); t.primary('a'); t.comment('c'); });

//// schema.withSchema.createTableIfNotExists('s.t', (t) => t.primary('a'))
await knex.schema.withSchema('app').createTableIfNotExists('s.t', (t) => t.primary('a'));

//// schema.withSchema.createTableLike('t', 'u')
await knex.schema.withSchema('app').createTableLike('t', 'u');

//// schema.withSchema.createTableLike('t', 's.u')
await knex.schema.withSchema('app').createTableLike('t', 's.u');

//// schema.withSchema.createTableLike('t', 'u', (t) => { t.string('a').index(); t.primary('a'); t.check('a > 1'); t.comment('c'); })
await knex.schema.withSchema('app').createTableLike('t', 'u', (t) => { t.string('a').index(); t.primary('a'); t.check('a > 1'); t.comment('c'); });

//// schema.withSchema.createTableLike('t', 'u', (t) => {})
await knex.schema.withSchema('app').createTableLike('t', 'u', (t) => {});

//// schema.withSchema.createTableLike('t', undefined, (t) => t.string('a'))
await knex.schema.withSchema('app').createTableLike('t', undefined, (t) => t.string('a'));

//// schema.withSchema.createTableLike('t', 'u', null)
await knex.schema.withSchema('app').createTableLike('t', 'u', null);

//// schema.withSchema.alterTable('t', (t) => t.string('a'))
await knex.schema.withSchema('app').alterTable('t', (t) => t.string('a'));

//// schema.withSchema.alterTable('s.t', (t) => { t.string('a').index(); t.dropIndex('b'); t.dropPrimary(); t.primary('c'); })
await knex.schema.withSchema('app').alterTable('s.t', (t) => { t.string('a').index(); t.dropIndex('b'); t.dropPrimary(); t.primary('c'); });

//// schema.withSchema.alterTable('t')
await knex.schema.withSchema('app').alterTable('t');

//// schema.withSchema.alterTable('t', 'x')
await knex.schema.withSchema('app').alterTable('t', 'x');

//// schema.withSchema.alterTable('t', {})
await knex.schema.withSchema('app').alterTable('t', {});

//// schema.withSchema.dropTable('t')
await knex.schema.withSchema('app').dropTable('t');

//// schema.withSchema.dropTable('s.t')
await knex.schema.withSchema('app').dropTable('s.t');

//// schema.withSchema.dropTableIfExists('t')
await knex.schema.withSchema('app').dropTableIfExists('t');

//// schema.withSchema.dropTableIfExists('s.t')
await knex.schema.withSchema('app').dropTableIfExists('s.t');

//// schema.withSchema.dropTableIfExists('My Table')
await knex.schema.withSchema('app').dropTableIfExists('My Table');

//// schema.withSchema.dropTableIfExists(knex.raw('t cascade'))
await knex.schema.withSchema('app').dropTableIfExists(knex.raw('t cascade'));

//// schema.withSchema.dropTableIfExists(['a', 'b'])
await knex.schema.withSchema('app').dropTableIfExists(['a', 'b']);

//// schema.withSchema.renameTable('a', 'b')
await knex.schema.withSchema('app').renameTable('a', 'b');

//// schema.withSchema.renameTable('s.a', 'b')
await knex.schema.withSchema('app').renameTable('s.a', 'b');

//// schema.withSchema.renameTable('a', 's.b')
await knex.schema.withSchema('app').renameTable('a', 's.b');

//// schema.withSchema.renameTable('a')
await knex.schema.withSchema('app').renameTable('a');

//// schema.withSchema.renameTable('a as c', 'b')
await knex.schema.withSchema('app').renameTable('a as c', 'b');

//// schema.withSchema.createSchema('s')
await knex.schema.withSchema('app').createSchema('s');

//// schema.withSchema.createSchemaIfNotExists('s')
await knex.schema.withSchema('app').createSchemaIfNotExists('s');

//// schema.withSchema.createSchema('a.b')
await knex.schema.withSchema('app').createSchema('a.b');

//// schema.withSchema.createExtension('pgcrypto')
await knex.schema.withSchema('app').createExtension('pgcrypto');

//// schema.withSchema.createExtensionIfNotExists('uuid-ossp')
await knex.schema.withSchema('app').createExtensionIfNotExists('uuid-ossp');

//// schema.withSchema.createView('v', (v) => v.as(knex('t').select('a')))
await knex.schema.withSchema('app').createView('v', (v) => v.as(knex('t').select('a')));

//// schema.withSchema.createView('s.v', (v) => v.as(knex('t').select('a').where('b', 1)))
await knex.schema.withSchema('app').createView('s.v', (v) => v.as(knex('t').select('a').where('b', 1)));

//// schema.withSchema.createView('v', (v) => { v.columns(['a', 'b']); v.as(knex.select('x', 'y').from('t').where('z', "it's")); })
await knex.schema.withSchema('app').createView('v', (v) => { v.columns(['a', 'b']); v.as(knex.select('x', 'y').from('t').where('z', "it's")); });

//// schema.withSchema.createView('v', (v) => { v.columns('a'); v.as(knex.raw('select ? as a', [5])); })
await knex.schema.withSchema('app').createView('v', (v) => { v.columns('a'); v.as(knex.raw('select ? as a', [5])); });

//// schema.withSchema.createView('v', (v) => v.as('select 1'))
await knex.schema.withSchema('app').createView('v', (v) => v.as('select 1'));

//// schema.withSchema.createView('v', (v) => v.as())
await knex.schema.withSchema('app').createView('v', (v) => v.as());

//// schema.withSchema.createView('v', () => {})
await knex.schema.withSchema('app').createView('v', () => {});

//// schema.withSchema.createView('v')
await knex.schema.withSchema('app').createView('v');

//// schema.withSchema.createView('v', (v) => { v.as(knex('t')); v.checkOption(); })
await knex.schema.withSchema('app').createView('v', (v) => { v.as(knex('t')); v.checkOption(); });

//// schema.withSchema.createView('v', (v) => { v.as(knex('t')); v.localCheckOption(); })
await knex.schema.withSchema('app').createView('v', (v) => { v.as(knex('t')); v.localCheckOption(); });

//// schema.withSchema.createView('v', (v) => { v.cascadedCheckOption(); v.as(knex('t')); })
await knex.schema.withSchema('app').createView('v', (v) => { v.cascadedCheckOption(); v.as(knex('t')); });

//// schema.withSchema.createView('v', (v) => { v.checkOption(); v.localCheckOption(); v.as(knex('t')); })
await knex.schema.withSchema('app').createView('v', (v) => { v.checkOption(); v.localCheckOption(); v.as(knex('t')); });

//// schema.withSchema.createView('v', function () { this.as(knex('t')); })
await knex.schema.withSchema('app').createView('v', function () { this.as(knex('t')); });

//// schema.withSchema.createView('v', (v) => v.column('a'))
await knex.schema.withSchema('app').createView('v', (v) => v.column('a'));

//// schema.withSchema.createView('v', (v) => v.as(knex('t').whereRaw("x ?? 'a'")))
await knex.schema.withSchema('app').createView('v', (v) => v.as(knex('t').whereRaw("x ?? 'a'")));

//// schema.withSchema.createView('v', (v) => v.as(knex('t').where({ a: null, b: [1, 2] }).whereIn('c', ['x', 'y'])))
await knex.schema.withSchema('app').createView('v', (v) => v.as(knex('t').where({ a: null, b: [1, 2] }).whereIn('c', ['x', 'y'])));

//// schema.withSchema.createViewOrReplace('v', (v) => v.as(knex('t')))
await knex.schema.withSchema('app').createViewOrReplace('v', (v) => v.as(knex('t')));

//// schema.withSchema.createViewOrReplace('v', (v) => { v.columns(['a']); v.as(knex('t').select('a')); v.checkOption(); })
await knex.schema.withSchema('app').createViewOrReplace('v', (v) => { v.columns(['a']); v.as(knex('t').select('a')); v.checkOption(); });

//// schema.withSchema.createMaterializedView('v', (v) => v.as(knex('t')))
await knex.schema.withSchema('app').createMaterializedView('v', (v) => v.as(knex('t')));

//// schema.withSchema.createMaterializedView('v', (v) => { v.columns(['a', 'b']); v.as(knex('t').select('a', 'b')); })
await knex.schema.withSchema('app').createMaterializedView('v', (v) => { v.columns(['a', 'b']); v.as(knex('t').select('a', 'b')); });

//// schema.withSchema.refreshMaterializedView('v')
await knex.schema.withSchema('app').refreshMaterializedView('v');

//// schema.withSchema.refreshMaterializedView('v', true)
await knex.schema.withSchema('app').refreshMaterializedView('v', true);

//// schema.withSchema.refreshMaterializedView('s.v', false)
await knex.schema.withSchema('app').refreshMaterializedView('s.v', false);

//// schema.withSchema.alterView('v', (v) => v.column('a').rename('b'))
await knex.schema.withSchema('app').alterView('v', (v) => v.column('a').rename('b'));

//// schema.withSchema.alterView('v', (v) => v.column('a').rename('b').defaultTo('5'))
await knex.schema.withSchema('app').alterView('v', (v) => v.column('a').rename('b').defaultTo('5'));

//// schema.withSchema.alterView('v', (v) => { v.column('a').defaultTo(5); v.column('b').defaultTo("'x'"); })
await knex.schema.withSchema('app').alterView('v', (v) => { v.column('a').defaultTo(5); v.column('b').defaultTo("'x'"); });

//// schema.withSchema.alterView('v', (v) => v.column('a').defaultTo(knex.fn.now()))
await knex.schema.withSchema('app').alterView('v', (v) => v.column('a').defaultTo(knex.fn.now()));

//// schema.withSchema.alterView('v', (v) => v.column('a').defaultTo(null))
await knex.schema.withSchema('app').alterView('v', (v) => v.column('a').defaultTo(null));

//// schema.withSchema.alterView('v', (v) => {})
await knex.schema.withSchema('app').alterView('v', (v) => {});

//// schema.withSchema.alterView('v', (v) => { v.as(knex('t')); v.checkOption(); })
await knex.schema.withSchema('app').alterView('v', (v) => { v.as(knex('t')); v.checkOption(); });

//// schema.withSchema.alterView('v')
await knex.schema.withSchema('app').alterView('v');

//// schema.withSchema.dropView('v')
await knex.schema.withSchema('app').dropView('v');

//// schema.withSchema.dropView('s.v')
await knex.schema.withSchema('app').dropView('s.v');

//// schema.withSchema.dropViewIfExists('v')
await knex.schema.withSchema('app').dropViewIfExists('v');

//// schema.withSchema.dropMaterializedView('v')
await knex.schema.withSchema('app').dropMaterializedView('v');

//// schema.withSchema.dropMaterializedViewIfExists('s.v')
await knex.schema.withSchema('app').dropMaterializedViewIfExists('s.v');

//// schema.withSchema.renameView('a', 'b')
await knex.schema.withSchema('app').renameView('a', 'b');

//// schema.withSchema.renameView('s.a', 'b')
await knex.schema.withSchema('app').renameView('s.a', 'b');

//// schema.withSchema.raw('select 1')
await knex.schema.withSchema('app').raw('select 1');

//// schema.withSchema.dropTable('a').dropTable('b')
await knex.schema.withSchema('app').dropTable('a').dropTable('b');

//// schema.withSchema.createTable('a', (t) => t.string('x')).table('a', (t) => t.index('x')).raw('select 1').dropTable('b')
await knex.schema.withSchema('app').createTable('a', (t) => t.string('x')).table('a', (t) => t.index('x')).raw('select 1').dropTable('b');

//// schema.withSchema.createTable('a', (t) => t.enu('k', ['x'], { useNative: true, enumName: 'k' })).createTable('b', (t) => t.enu('l', ['y'], { useNative: true, enumName: 'l' }))
await knex.schema.withSchema('app').createTable('a', (t) => t.enu('k', ['x'], { useNative: true, enumName: 'k' })).createTable('b', (t) => t.enu('l', ['y'], { useNative: true, enumName: 'l' }));

//// schema.withSchema.dropTable('a').raw('').dropTable('b')
await knex.schema.withSchema('app').dropTable('a').raw('').dropTable('b');

//// schema.withSchema.createTable('a', (t) => t.string('x')).raw('select ?', []).dropTable('b')
await knex.schema.withSchema('app').createTable('a', (t) => t.string('x')).raw('select ?', []).dropTable('b');

//// schema.withSchema.dropTableIfNotExists('t')
await knex.schema.withSchema('app').dropTableIfNotExists('t');

//// schema.withSchema.createTableIfExists('t', (t) => t.string('a'))
await knex.schema.withSchema('app').createTableIfExists('t', (t) => t.string('a'));

//// withSchema after
await knex.schema.createTable('t', (t) => t.string('a').index()).withSchema('app');

//// withSchema in the middle
await knex.schema.dropTable('a').withSchema('one').dropTable('b');

//// withSchema twice
await knex.schema.withSchema('one').dropTable('a').withSchema('two').dropTable('b');

//// withSchema null
await knex.schema.withSchema(null).dropTable('a');

//// withSchema empty
await knex.schema.withSchema('').dropTable('a');

//// withSchema undefined
await knex.schema.withSchema(undefined).dropTable('a');

//// withSchema dotted
await knex.schema.withSchema('a.b').dropTable('c');

//// withSchema and native enum
await knex.schema.withSchema('app').createTable('t', (t) => {
  t.enu('k', ['x'], { useNative: true, enumName: 'k' });
  t.enu('l', ['x'], { useNative: true, enumName: 'l', schemaName: 'other' });
});

//// withSchema and comments
await knex.schema.withSchema('app').createTable('t', (t) => {
  t.text('a').comment('x');
  t.comment('y');
  t.integer('u').references('id').inTable('u');
  t.inherits('p');
});

//// withSchema and drops
await knex.schema.withSchema('app').alterTable('t', (t) => {
  t.dropIndex('a');
  t.dropIndex('a', 'n');
  t.dropUnique('a');
  t.dropForeign('a');
  t.dropPrimary();
  t.string('b').alter();
  t.integer('c').checkPositive().alter();
  t.check('a > 1');
  t.dropChecks('x');
  t.index('z');
  t.unique('z', { useConstraint: false });
});

//// withSchema number
await knex.schema.withSchema(5).dropTable('a');

//// withSchema raw
await knex.schema.withSchema(knex.raw('x')).dropTable('a');

//// builder in a variable
const schema = knex.schema;
schema.dropTable('a');
schema.dropTable('b');
await schema;

//// never awaited
knex.schema.dropTable('a');
await knex.schema.dropTable('b');

//// returned
return knex.schema.dropTable('a').dropTable('b');

//// awaited twice
const b = knex.schema.dropTable('a');
await b;
await b;

//// then chain
return knex.schema.dropTable('a').then(() => knex.schema.dropTable('b'));

//// toString then raw
await knex.raw(knex.schema.createTable('t', (t) => t.string('a').index()).toString());

//// toQuery then raw
await knex.raw(knex.schema.dropTable('t').toQuery());

//// Promise.all
await Promise.all([knex.schema.dropTable('a').dropTable('b'), knex.schema.dropTable('c').dropTable('d')]);

//// catch
await knex.schema.dropTable('a').catch(() => {});

//// finally
await knex.schema.dropTable('a').finally(() => {});

//// caught error [caught]
try {
  await knex.schema.createTable('t', (t) => t.string());
} catch (error) {
  await knex.schema.dropTable('x');
}

//// rejection handler [caught]
await knex.schema.createTable('t', (t) => t.string()).catch(() => knex.schema.dropTable('x'));

//// destructured schema
const { schema } = knex;
await schema.dropTable('t');

//// nested transaction
await knex.transaction(async (trx) => {
  await trx.schema.dropTable('t');
});

//// transacting
await knex.transaction(async (trx) => {
  await knex.schema.transacting(trx).dropTable('t');
});
