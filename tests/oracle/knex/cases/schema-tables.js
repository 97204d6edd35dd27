// Every method of the table builder, in createTable and in alterTable.

//// create table.index('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a');
});

//// alter table.index('a')
await knex.schema.alterTable('t', (table) => {
  table.index('a');
});

//// create table.index(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(['a', 'b']);
});

//// alter table.index(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.index(['a', 'b']);
});

//// create table.index(['a'], 'name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(['a'], 'name');
});

//// alter table.index(['a'], 'name')
await knex.schema.alterTable('t', (table) => {
  table.index(['a'], 'name');
});

//// create table.index('a', 'name', 'gin')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'name', 'gin');
});

//// alter table.index('a', 'name', 'gin')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'name', 'gin');
});

//// create table.index('a', null, 'gin')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', null, 'gin');
});

//// alter table.index('a', null, 'gin')
await knex.schema.alterTable('t', (table) => {
  table.index('a', null, 'gin');
});

//// create table.index('a', undefined, 'hash')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', undefined, 'hash');
});

//// alter table.index('a', undefined, 'hash')
await knex.schema.alterTable('t', (table) => {
  table.index('a', undefined, 'hash');
});

//// create table.index('a', 'n', { indexType: 'unique' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { indexType: 'unique' });
});

//// alter table.index('a', 'n', { indexType: 'unique' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { indexType: 'unique' });
});

//// create table.index('a', 'n', { indexType: 'UNIQUE' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { indexType: 'UNIQUE' });
});

//// alter table.index('a', 'n', { indexType: 'UNIQUE' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { indexType: 'UNIQUE' });
});

//// create table.index('a', 'n', { indexType: 'gin' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { indexType: 'gin' });
});

//// alter table.index('a', 'n', { indexType: 'gin' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { indexType: 'gin' });
});

//// create table.index('a', 'n', { storageEngineIndexType: 'gist' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { storageEngineIndexType: 'gist' });
});

//// alter table.index('a', 'n', { storageEngineIndexType: 'gist' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { storageEngineIndexType: 'gist' });
});

//// create table.index('a', 'n', { indexType: 'unique', storageEngineIndexType: 'btree' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { indexType: 'unique', storageEngineIndexType: 'btree' });
});

//// alter table.index('a', 'n', { indexType: 'unique', storageEngineIndexType: 'btree' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { indexType: 'unique', storageEngineIndexType: 'btree' });
});

//// create table.index('a', 'n', { indexType: 'FULLTEXT' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { indexType: 'FULLTEXT' });
});

//// alter table.index('a', 'n', { indexType: 'FULLTEXT' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { indexType: 'FULLTEXT' });
});

//// create table.index(['a', 'b'], 'n', {})
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(['a', 'b'], 'n', {});
});

//// alter table.index(['a', 'b'], 'n', {})
await knex.schema.alterTable('t', (table) => {
  table.index(['a', 'b'], 'n', {});
});

//// create table.index('a', 'n', null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', null);
});

//// alter table.index('a', 'n', null)
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', null);
});

//// create table.index('a', 'n', '')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', '');
});

//// alter table.index('a', 'n', '')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', '');
});

//// create table.index('a', 'n', { predicate: knex.whereNull('b') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex.whereNull('b') });
});

//// alter table.index('a', 'n', { predicate: knex.whereNull('b') })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex.whereNull('b') });
});

//// create table.index('a', 'n', { predicate: knex.whereNotNull('b') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex.whereNotNull('b') });
});

//// alter table.index('a', 'n', { predicate: knex.whereNotNull('b') })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex.whereNotNull('b') });
});

//// create table.index('a', 'n', { predicate: knex.where('b', 1) })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex.where('b', 1) });
});

//// alter table.index('a', 'n', { predicate: knex.where('b', 1) })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex.where('b', 1) });
});

//// create table.index('a', 'n', { predicate: knex.whereRaw('b is true') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex.whereRaw('b is true') });
});

//// alter table.index('a', 'n', { predicate: knex.whereRaw('b is true') })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex.whereRaw('b is true') });
});

//// create table.index(['a'], undefined, { predicate: knex.whereNull('x').orWhereNotNull('y'), storageEngineIndexType: 'btree' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(['a'], undefined, { predicate: knex.whereNull('x').orWhereNotNull('y'), storageEngineIndexType: 'btree' });
});

//// alter table.index(['a'], undefined, { predicate: knex.whereNull('x').orWhereNotNull('y'), storageEngineIndexType: 'btree' })
await knex.schema.alterTable('t', (table) => {
  table.index(['a'], undefined, { predicate: knex.whereNull('x').orWhereNotNull('y'), storageEngineIndexType: 'btree' });
});

//// create table.index('a', 'n', { predicate: knex.raw('b') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex.raw('b') });
});

//// alter table.index('a', 'n', { predicate: knex.raw('b') })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex.raw('b') });
});

//// create table.index('a', 'n', { predicate: knex('u') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n', { predicate: knex('u') });
});

//// alter table.index('a', 'n', { predicate: knex('u') })
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n', { predicate: knex('u') });
});

//// create table.index(knex.raw('lower(a)'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.raw('lower(a)'));
});

//// alter table.index(knex.raw('lower(a)'))
await knex.schema.alterTable('t', (table) => {
  table.index(knex.raw('lower(a)'));
});

//// create table.index([knex.raw('lower(a)')])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index([knex.raw('lower(a)')]);
});

//// alter table.index([knex.raw('lower(a)')])
await knex.schema.alterTable('t', (table) => {
  table.index([knex.raw('lower(a)')]);
});

//// create table.index([knex.raw('lower(a)'), 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index([knex.raw('lower(a)'), 'b']);
});

//// alter table.index([knex.raw('lower(a)'), 'b'])
await knex.schema.alterTable('t', (table) => {
  table.index([knex.raw('lower(a)'), 'b']);
});

//// create table.index(knex.raw('lower(a)'), 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.raw('lower(a)'), 'n');
});

//// alter table.index(knex.raw('lower(a)'), 'n')
await knex.schema.alterTable('t', (table) => {
  table.index(knex.raw('lower(a)'), 'n');
});

//// create table.index(knex.raw('a desc nulls last'), 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.raw('a desc nulls last'), 'n');
});

//// alter table.index(knex.raw('a desc nulls last'), 'n')
await knex.schema.alterTable('t', (table) => {
  table.index(knex.raw('a desc nulls last'), 'n');
});

//// create table.index(knex.raw('lower(?)', ['x']), 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.raw('lower(?)', ['x']), 'n');
});

//// alter table.index(knex.raw('lower(?)', ['x']), 'n')
await knex.schema.alterTable('t', (table) => {
  table.index(knex.raw('lower(?)', ['x']), 'n');
});

//// create table.index(knex.raw('lower(??)', ['a.b']), 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.raw('lower(??)', ['a.b']), 'n');
});

//// alter table.index(knex.raw('lower(??)', ['a.b']), 'n')
await knex.schema.alterTable('t', (table) => {
  table.index(knex.raw('lower(??)', ['a.b']), 'n');
});

//// create table.index([knex.raw('??', ['a']), 'b'], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index([knex.raw('??', ['a']), 'b'], 'n');
});

//// alter table.index([knex.raw('??', ['a']), 'b'], 'n')
await knex.schema.alterTable('t', (table) => {
  table.index([knex.raw('??', ['a']), 'b'], 'n');
});

//// create table.index(knex.ref('a'), 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(knex.ref('a'), 'n');
});

//// alter table.index(knex.ref('a'), 'n')
await knex.schema.alterTable('t', (table) => {
  table.index(knex.ref('a'), 'n');
});

//// create table.index()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index();
});

//// alter table.index()
await knex.schema.alterTable('t', (table) => {
  table.index();
});

//// create table.index([])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index([]);
});

//// alter table.index([])
await knex.schema.alterTable('t', (table) => {
  table.index([]);
});

//// create table.index(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(null);
});

//// alter table.index(null)
await knex.schema.alterTable('t', (table) => {
  table.index(null);
});

//// create table.index('')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('');
});

//// alter table.index('')
await knex.schema.alterTable('t', (table) => {
  table.index('');
});

//// create table.index('a.b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a.b');
});

//// alter table.index('a.b')
await knex.schema.alterTable('t', (table) => {
  table.index('a.b');
});

//// create table.index('a-b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a-b');
});

//// alter table.index('a-b')
await knex.schema.alterTable('t', (table) => {
  table.index('a-b');
});

//// create table.index('camelCase')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('camelCase');
});

//// alter table.index('camelCase')
await knex.schema.alterTable('t', (table) => {
  table.index('camelCase');
});

//// create table.index(['Ab', 'cD'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(['Ab', 'cD']);
});

//// alter table.index(['Ab', 'cD'])
await knex.schema.alterTable('t', (table) => {
  table.index(['Ab', 'cD']);
});

//// create table.index('a', 'Name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'Name');
});

//// alter table.index('a', 'Name')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'Name');
});

//// create table.index('a', 's.name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 's.name');
});

//// alter table.index('a', 's.name')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 's.name');
});

//// create table.index('a', 'my index')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'my index');
});

//// alter table.index('a', 'my index')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'my index');
});

//// create table.index('a', 5)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 5);
});

//// alter table.index('a', 5)
await knex.schema.alterTable('t', (table) => {
  table.index('a', 5);
});

//// create table.index(5)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(5);
});

//// alter table.index(5)
await knex.schema.alterTable('t', (table) => {
  table.index(5);
});

//// create table.index([1, null, undefined, 'x'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index([1, null, undefined, 'x']);
});

//// alter table.index([1, null, undefined, 'x'])
await knex.schema.alterTable('t', (table) => {
  table.index([1, null, undefined, 'x']);
});

//// create table.index('a', ['x'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', ['x']);
});

//// alter table.index('a', ['x'])
await knex.schema.alterTable('t', (table) => {
  table.index('a', ['x']);
});

//// create table.index('a', { indexType: 'unique' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', { indexType: 'unique' });
});

//// alter table.index('a', { indexType: 'unique' })
await knex.schema.alterTable('t', (table) => {
  table.index('a', { indexType: 'unique' });
});

//// create table.index('a', true)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', true);
});

//// alter table.index('a', true)
await knex.schema.alterTable('t', (table) => {
  table.index('a', true);
});

//// create table.index('a as b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a as b');
});

//// alter table.index('a as b')
await knex.schema.alterTable('t', (table) => {
  table.index('a as b');
});

//// create table.index('a', 'n as m')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', 'n as m');
});

//// alter table.index('a', 'n as m')
await knex.schema.alterTable('t', (table) => {
  table.index('a', 'n as m');
});

//// create table.index(' a ')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index(' a ');
});

//// alter table.index(' a ')
await knex.schema.alterTable('t', (table) => {
  table.index(' a ');
});

//// create table.index('why?')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('why?');
});

//// alter table.index('why?')
await knex.schema.alterTable('t', (table) => {
  table.index('why?');
});

//// create table.index({ x: 'a' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index({ x: 'a' });
});

//// alter table.index({ x: 'a' })
await knex.schema.alterTable('t', (table) => {
  table.index({ x: 'a' });
});

//// create table.index('a', knex.raw('n'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('a', knex.raw('n'));
});

//// alter table.index('a', knex.raw('n'))
await knex.schema.alterTable('t', (table) => {
  table.index('a', knex.raw('n'));
});

//// create table.index('*')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.index('*');
});

//// alter table.index('*')
await knex.schema.alterTable('t', (table) => {
  table.index('*');
});

//// create table.unique('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a');
});

//// alter table.unique('a')
await knex.schema.alterTable('t', (table) => {
  table.unique('a');
});

//// create table.unique(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(['a', 'b']);
});

//// alter table.unique(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.unique(['a', 'b']);
});

//// create table.unique('a', 'name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', 'name');
});

//// alter table.unique('a', 'name')
await knex.schema.alterTable('t', (table) => {
  table.unique('a', 'name');
});

//// create table.unique(['a', 'b'], 'name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(['a', 'b'], 'name');
});

//// alter table.unique(['a', 'b'], 'name')
await knex.schema.alterTable('t', (table) => {
  table.unique(['a', 'b'], 'name');
});

//// create table.unique('a', { indexName: 'n' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { indexName: 'n' });
});

//// alter table.unique('a', { indexName: 'n' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { indexName: 'n' });
});

//// create table.unique('a', { deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { deferrable: 'deferred' });
});

//// alter table.unique('a', { deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { deferrable: 'deferred' });
});

//// create table.unique('a', { deferrable: 'immediate' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { deferrable: 'immediate' });
});

//// alter table.unique('a', { deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { deferrable: 'immediate' });
});

//// create table.unique('a', { deferrable: 'not deferrable' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { deferrable: 'not deferrable' });
});

//// alter table.unique('a', { deferrable: 'not deferrable' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { deferrable: 'not deferrable' });
});

//// create table.unique('a', { useConstraint: true })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { useConstraint: true });
});

//// alter table.unique('a', { useConstraint: true })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { useConstraint: true });
});

//// create table.unique('a', { useConstraint: false })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { useConstraint: false });
});

//// alter table.unique('a', { useConstraint: false })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { useConstraint: false });
});

//// create table.unique('a', { useConstraint: false, indexName: 'n' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { useConstraint: false, indexName: 'n' });
});

//// alter table.unique('a', { useConstraint: false, indexName: 'n' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { useConstraint: false, indexName: 'n' });
});

//// create table.unique('a', { useConstraint: false, deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { useConstraint: false, deferrable: 'deferred' });
});

//// alter table.unique('a', { useConstraint: false, deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { useConstraint: false, deferrable: 'deferred' });
});

//// create table.unique('a', { useConstraint: false, deferrable: 'not deferrable' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { useConstraint: false, deferrable: 'not deferrable' });
});

//// alter table.unique('a', { useConstraint: false, deferrable: 'not deferrable' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { useConstraint: false, deferrable: 'not deferrable' });
});

//// create table.unique('a', { predicate: knex.whereNull('b') })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.whereNull('b') });
});

//// alter table.unique('a', { predicate: knex.whereNull('b') })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.whereNull('b') });
});

//// create table.unique('a', { predicate: knex.where('b', true) })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.where('b', true) });
});

//// alter table.unique('a', { predicate: knex.where('b', true) })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.where('b', true) });
});

//// create table.unique('a', { predicate: knex.whereRaw('b > 0'), indexName: 'n' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.whereRaw('b > 0'), indexName: 'n' });
});

//// alter table.unique('a', { predicate: knex.whereRaw('b > 0'), indexName: 'n' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.whereRaw('b > 0'), indexName: 'n' });
});

//// create table.unique('a', { predicate: knex.whereNull('b'), useConstraint: true })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.whereNull('b'), useConstraint: true });
});

//// alter table.unique('a', { predicate: knex.whereNull('b'), useConstraint: true })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.whereNull('b'), useConstraint: true });
});

//// create table.unique('a', { predicate: knex.whereNull('b'), useConstraint: false })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.whereNull('b'), useConstraint: false });
});

//// alter table.unique('a', { predicate: knex.whereNull('b'), useConstraint: false })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.whereNull('b'), useConstraint: false });
});

//// create table.unique('a', { predicate: knex.whereNull('b'), deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { predicate: knex.whereNull('b'), deferrable: 'deferred' });
});

//// alter table.unique('a', { predicate: knex.whereNull('b'), deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { predicate: knex.whereNull('b'), deferrable: 'deferred' });
});

//// create table.unique('a', {})
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', {});
});

//// alter table.unique('a', {})
await knex.schema.alterTable('t', (table) => {
  table.unique('a', {});
});

//// create table.unique('a', null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', null);
});

//// alter table.unique('a', null)
await knex.schema.alterTable('t', (table) => {
  table.unique('a', null);
});

//// create table.unique(knex.raw('lower(a)'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(knex.raw('lower(a)'));
});

//// alter table.unique(knex.raw('lower(a)'))
await knex.schema.alterTable('t', (table) => {
  table.unique(knex.raw('lower(a)'));
});

//// create table.unique([knex.raw('lower(a)'), 'b'], { useConstraint: false })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique([knex.raw('lower(a)'), 'b'], { useConstraint: false });
});

//// alter table.unique([knex.raw('lower(a)'), 'b'], { useConstraint: false })
await knex.schema.alterTable('t', (table) => {
  table.unique([knex.raw('lower(a)'), 'b'], { useConstraint: false });
});

//// create table.unique('a', ['x'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', ['x']);
});

//// alter table.unique('a', ['x'])
await knex.schema.alterTable('t', (table) => {
  table.unique('a', ['x']);
});

//// create table.unique('a', { storageEngineIndexType: 'hash' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', { storageEngineIndexType: 'hash' });
});

//// alter table.unique('a', { storageEngineIndexType: 'hash' })
await knex.schema.alterTable('t', (table) => {
  table.unique('a', { storageEngineIndexType: 'hash' });
});

//// create table.unique()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique();
});

//// alter table.unique()
await knex.schema.alterTable('t', (table) => {
  table.unique();
});

//// create table.unique('camelCase')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('camelCase');
});

//// alter table.unique('camelCase')
await knex.schema.alterTable('t', (table) => {
  table.unique('camelCase');
});

//// create table.unique(['a'], { useConstraint: undefined })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(['a'], { useConstraint: undefined });
});

//// alter table.unique(['a'], { useConstraint: undefined })
await knex.schema.alterTable('t', (table) => {
  table.unique(['a'], { useConstraint: undefined });
});

//// create table.unique(['a'], { useConstraint: null })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(['a'], { useConstraint: null });
});

//// alter table.unique(['a'], { useConstraint: null })
await knex.schema.alterTable('t', (table) => {
  table.unique(['a'], { useConstraint: null });
});

//// create table.unique(['a'], { useConstraint: 0 })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique(['a'], { useConstraint: 0 });
});

//// alter table.unique(['a'], { useConstraint: 0 })
await knex.schema.alterTable('t', (table) => {
  table.unique(['a'], { useConstraint: 0 });
});

//// create table.unique('a', knex.raw('x'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.unique('a', knex.raw('x'));
});

//// alter table.unique('a', knex.raw('x'))
await knex.schema.alterTable('t', (table) => {
  table.unique('a', knex.raw('x'));
});

//// create table.primary('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a');
});

//// alter table.primary('a')
await knex.schema.alterTable('t', (table) => {
  table.primary('a');
});

//// create table.primary(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary(['a', 'b']);
});

//// alter table.primary(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.primary(['a', 'b']);
});

//// create table.primary('a', 'name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', 'name');
});

//// alter table.primary('a', 'name')
await knex.schema.alterTable('t', (table) => {
  table.primary('a', 'name');
});

//// create table.primary(['a', 'b'], 'name')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary(['a', 'b'], 'name');
});

//// alter table.primary(['a', 'b'], 'name')
await knex.schema.alterTable('t', (table) => {
  table.primary(['a', 'b'], 'name');
});

//// create table.primary('a', { constraintName: 'n' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', { constraintName: 'n' });
});

//// alter table.primary('a', { constraintName: 'n' })
await knex.schema.alterTable('t', (table) => {
  table.primary('a', { constraintName: 'n' });
});

//// create table.primary('a', { deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', { deferrable: 'deferred' });
});

//// alter table.primary('a', { deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.primary('a', { deferrable: 'deferred' });
});

//// create table.primary('a', { constraintName: 'n', deferrable: 'immediate' })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', { constraintName: 'n', deferrable: 'immediate' });
});

//// alter table.primary('a', { constraintName: 'n', deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.primary('a', { constraintName: 'n', deferrable: 'immediate' });
});

//// create table.primary('a', {})
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', {});
});

//// alter table.primary('a', {})
await knex.schema.alterTable('t', (table) => {
  table.primary('a', {});
});

//// create table.primary('a', null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', null);
});

//// alter table.primary('a', null)
await knex.schema.alterTable('t', (table) => {
  table.primary('a', null);
});

//// create table.primary()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary();
});

//// alter table.primary()
await knex.schema.alterTable('t', (table) => {
  table.primary();
});

//// create table.primary([])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary([]);
});

//// alter table.primary([])
await knex.schema.alterTable('t', (table) => {
  table.primary([]);
});

//// create table.primary('camelCase')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('camelCase');
});

//// alter table.primary('camelCase')
await knex.schema.alterTable('t', (table) => {
  table.primary('camelCase');
});

//// create table.primary(knex.raw('a'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary(knex.raw('a'));
});

//// alter table.primary(knex.raw('a'))
await knex.schema.alterTable('t', (table) => {
  table.primary(knex.raw('a'));
});

//// create table.primary('a', 's.n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', 's.n');
});

//// alter table.primary('a', 's.n')
await knex.schema.alterTable('t', (table) => {
  table.primary('a', 's.n');
});

//// create table.primary('a', ['x'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('a', ['x']);
});

//// alter table.primary('a', ['x'])
await knex.schema.alterTable('t', (table) => {
  table.primary('a', ['x']);
});

//// create table.primary('why?')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.primary('why?');
});

//// alter table.primary('why?')
await knex.schema.alterTable('t', (table) => {
  table.primary('why?');
});

//// create table.foreign('a').references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id');
});

//// alter table.foreign('a').references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id');
});

//// create table.foreign('a').references('id').inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').inTable('u');
});

//// alter table.foreign('a').references('id').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').inTable('u');
});

//// create table.foreign('a').references('id').on('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').on('u');
});

//// alter table.foreign('a').references('id').on('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').on('u');
});

//// create table.foreign(['a', 'b']).references(['x', 'y']).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign(['a', 'b']).references(['x', 'y']).inTable('u');
});

//// alter table.foreign(['a', 'b']).references(['x', 'y']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign(['a', 'b']).references(['x', 'y']).inTable('u');
});

//// create table.foreign(['a', 'b']).references(['x', 'y']).on('s.u').onDelete('CASCADE').onUpdate('RESTRICT')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign(['a', 'b']).references(['x', 'y']).on('s.u').onDelete('CASCADE').onUpdate('RESTRICT');
});

//// alter table.foreign(['a', 'b']).references(['x', 'y']).on('s.u').onDelete('CASCADE').onUpdate('RESTRICT')
await knex.schema.alterTable('t', (table) => {
  table.foreign(['a', 'b']).references(['x', 'y']).on('s.u').onDelete('CASCADE').onUpdate('RESTRICT');
});

//// create table.foreign('a', 'name').references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a', 'name').references('u.id');
});

//// alter table.foreign('a', 'name').references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a', 'name').references('u.id');
});

//// create table.foreign('a').references('u.id').withKeyName('n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').withKeyName('n');
});

//// alter table.foreign('a').references('u.id').withKeyName('n')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').withKeyName('n');
});

//// create table.foreign('a', 'x').references('u.id').withKeyName('n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a', 'x').references('u.id').withKeyName('n');
});

//// alter table.foreign('a', 'x').references('u.id').withKeyName('n')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a', 'x').references('u.id').withKeyName('n');
});

//// create table.foreign('a').references('u.id').deferrable('deferred')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').deferrable('deferred');
});

//// alter table.foreign('a').references('u.id').deferrable('deferred')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').deferrable('deferred');
});

//// create table.foreign('a').references('u.id').deferrable('DEFERRED').onUpdate('cascade')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').deferrable('DEFERRED').onUpdate('cascade');
});

//// alter table.foreign('a').references('u.id').deferrable('DEFERRED').onUpdate('cascade')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').deferrable('DEFERRED').onUpdate('cascade');
});

//// create table.foreign('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a');
});

//// alter table.foreign('a')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a');
});

//// create table.foreign('a').references('id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id');
});

//// alter table.foreign('a').references('id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id');
});

//// create table.foreign('a').references('s.u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('s.u.id');
});

//// alter table.foreign('a').references('s.u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('s.u.id');
});

//// create table.foreign('a').references('id').onDelete('cascade')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').onDelete('cascade');
});

//// alter table.foreign('a').references('id').onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').onDelete('cascade');
});

//// create table.foreign('a').onDelete('cascade').references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').onDelete('cascade').references('u.id');
});

//// alter table.foreign('a').onDelete('cascade').references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').onDelete('cascade').references('u.id');
});

//// create table.foreign('a').withKeyName('n').references('id').inTable('u').onDelete('no action')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').withKeyName('n').references('id').inTable('u').onDelete('no action');
});

//// alter table.foreign('a').withKeyName('n').references('id').inTable('u').onDelete('no action')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').withKeyName('n').references('id').inTable('u').onDelete('no action');
});

//// create table.foreign('a').references('id').inTable(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').inTable(null);
});

//// alter table.foreign('a').references('id').inTable(null)
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').inTable(null);
});

//// create table.foreign('a').references('id').inTable(5)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').inTable(5);
});

//// alter table.foreign('a').references('id').inTable(5)
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').inTable(5);
});

//// create table.foreign('a').references().inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references().inTable('u');
});

//// alter table.foreign('a').references().inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references().inTable('u');
});

//// create table.foreign('a').references(null).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references(null).inTable('u');
});

//// alter table.foreign('a').references(null).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references(null).inTable('u');
});

//// create table.foreign('a').references(['id']).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references(['id']).inTable('u');
});

//// alter table.foreign('a').references(['id']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references(['id']).inTable('u');
});

//// create table.foreign().references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign().references('u.id');
});

//// alter table.foreign().references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign().references('u.id');
});

//// create table.foreign(null).references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign(null).references('u.id');
});

//// alter table.foreign(null).references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign(null).references('u.id');
});

//// create table.foreign('camelCase').references('Users.userId')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('camelCase').references('Users.userId');
});

//// alter table.foreign('camelCase').references('Users.userId')
await knex.schema.alterTable('t', (table) => {
  table.foreign('camelCase').references('Users.userId');
});

//// create table.foreign('a', 'My.FK').references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a', 'My.FK').references('u.id');
});

//// alter table.foreign('a', 'My.FK').references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a', 'My.FK').references('u.id');
});

//// create table.foreign('a').references('u.id').deferrable(5)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').deferrable(5);
});

//// alter table.foreign('a').references('u.id').deferrable(5)
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').deferrable(5);
});

//// create table.foreign('a').references('u.id').notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').notNullable();
});

//// alter table.foreign('a').references('u.id').notNullable()
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').notNullable();
});

//// create table.foreign('a').inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').inTable('u');
});

//// alter table.foreign('a').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').inTable('u');
});

//// create table.foreign('a').references('id').inTable('u').references('x')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').inTable('u').references('x');
});

//// alter table.foreign('a').references('id').inTable('u').references('x')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').inTable('u').references('x');
});

//// create table.foreign('a').references('id').inTable('u').references('v.x')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('id').inTable('u').references('v.x');
});

//// alter table.foreign('a').references('id').inTable('u').references('v.x')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('id').inTable('u').references('v.x');
});

//// create table.foreign('a').references(knex.raw('id')).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references(knex.raw('id')).inTable('u');
});

//// alter table.foreign('a').references(knex.raw('id')).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references(knex.raw('id')).inTable('u');
});

//// create table.foreign(knex.raw('a')).references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign(knex.raw('a')).references('u.id');
});

//// alter table.foreign(knex.raw('a')).references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.foreign(knex.raw('a')).references('u.id');
});

//// create table.foreign('a').references('u.id').onDelete('set default').onUpdate(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.foreign('a').references('u.id').onDelete('set default').onUpdate(null);
});

//// alter table.foreign('a').references('u.id').onDelete('set default').onUpdate(null)
await knex.schema.alterTable('t', (table) => {
  table.foreign('a').references('u.id').onDelete('set default').onUpdate(null);
});

//// create table.check('a > 1')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1');
});

//// alter table.check('a > 1')
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1');
});

//// create table.check('a > 1', undefined, 'chk')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1', undefined, 'chk');
});

//// alter table.check('a > 1', undefined, 'chk')
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1', undefined, 'chk');
});

//// create table.check('?? > ?', ['a', 5])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('?? > ?', ['a', 5]);
});

//// alter table.check('?? > ?', ['a', 5])
await knex.schema.alterTable('t', (table) => {
  table.check('?? > ?', ['a', 5]);
});

//// create table.check('?? > ?', ['a', 5], 'chk')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('?? > ?', ['a', 5], 'chk');
});

//// alter table.check('?? > ?', ['a', 5], 'chk')
await knex.schema.alterTable('t', (table) => {
  table.check('?? > ?', ['a', 5], 'chk');
});

//// create table.check(':c: > :v', { c: 'a', v: 5 })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check(':c: > :v', { c: 'a', v: 5 });
});

//// alter table.check(':c: > :v', { c: 'a', v: 5 })
await knex.schema.alterTable('t', (table) => {
  table.check(':c: > :v', { c: 'a', v: 5 });
});

//// create table.check(':c: > :v', { c: 'a', v: 5 }, 'chk')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check(':c: > :v', { c: 'a', v: 5 }, 'chk');
});

//// alter table.check(':c: > :v', { c: 'a', v: 5 }, 'chk')
await knex.schema.alterTable('t', (table) => {
  table.check(':c: > :v', { c: 'a', v: 5 }, 'chk');
});

//// create table.check('a > 1', {}, 'My.Chk')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1', {}, 'My.Chk');
});

//// alter table.check('a > 1', {}, 'My.Chk')
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1', {}, 'My.Chk');
});

//// create table.check('a > 1', [], 'x y')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1', [], 'x y');
});

//// alter table.check('a > 1', [], 'x y')
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1', [], 'x y');
});

//// create table.check('a ? b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a ? b');
});

//// alter table.check('a ? b')
await knex.schema.alterTable('t', (table) => {
  table.check('a ? b');
});

//// create table.check("a = 'it''s'")
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check("a = 'it''s'");
});

//// alter table.check("a = 'it''s'")
await knex.schema.alterTable('t', (table) => {
  table.check("a = 'it''s'");
});

//// create table.check('a = ?', ['x'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a = ?', ['x']);
});

//// alter table.check('a = ?', ['x'])
await knex.schema.alterTable('t', (table) => {
  table.check('a = ?', ['x']);
});

//// create table.check('a = ?', [])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a = ?', []);
});

//// alter table.check('a = ?', [])
await knex.schema.alterTable('t', (table) => {
  table.check('a = ?', []);
});

//// create table.check(knex.raw('a > 1'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check(knex.raw('a > 1'));
});

//// alter table.check(knex.raw('a > 1'))
await knex.schema.alterTable('t', (table) => {
  table.check(knex.raw('a > 1'));
});

//// create table.check()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check();
});

//// alter table.check()
await knex.schema.alterTable('t', (table) => {
  table.check();
});

//// create table.check('a > 1').check('b > 2')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1').check('b > 2');
});

//// alter table.check('a > 1').check('b > 2')
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1').check('b > 2');
});

//// create table.check('?? in (?)', ['a', [1, 2]])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('?? in (?)', ['a', [1, 2]]);
});

//// alter table.check('?? in (?)', ['a', [1, 2]])
await knex.schema.alterTable('t', (table) => {
  table.check('?? in (?)', ['a', [1, 2]]);
});

//// create table.check('?? is not null', 'a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('?? is not null', 'a');
});

//// alter table.check('?? is not null', 'a')
await knex.schema.alterTable('t', (table) => {
  table.check('?? is not null', 'a');
});

//// create table.check('a > 1', null, null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.check('a > 1', null, null);
});

//// alter table.check('a > 1', null, null)
await knex.schema.alterTable('t', (table) => {
  table.check('a > 1', null, null);
});

//// create table.dropPrimary()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropPrimary();
});

//// alter table.dropPrimary()
await knex.schema.alterTable('t', (table) => {
  table.dropPrimary();
});

//// create table.dropPrimary('n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropPrimary('n');
});

//// alter table.dropPrimary('n')
await knex.schema.alterTable('t', (table) => {
  table.dropPrimary('n');
});

//// create table.dropPrimaryIfExists()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropPrimaryIfExists();
});

//// alter table.dropPrimaryIfExists()
await knex.schema.alterTable('t', (table) => {
  table.dropPrimaryIfExists();
});

//// create table.dropPrimaryIfExists('n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropPrimaryIfExists('n');
});

//// alter table.dropPrimaryIfExists('n')
await knex.schema.alterTable('t', (table) => {
  table.dropPrimaryIfExists('n');
});

//// create table.dropUnique('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique('a');
});

//// alter table.dropUnique('a')
await knex.schema.alterTable('t', (table) => {
  table.dropUnique('a');
});

//// create table.dropUnique(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique(['a', 'b']);
});

//// alter table.dropUnique(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.dropUnique(['a', 'b']);
});

//// create table.dropUnique('a', 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique('a', 'n');
});

//// alter table.dropUnique('a', 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropUnique('a', 'n');
});

//// create table.dropUnique([], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique([], 'n');
});

//// alter table.dropUnique([], 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropUnique([], 'n');
});

//// create table.dropUnique(null, 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique(null, 'n');
});

//// alter table.dropUnique(null, 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropUnique(null, 'n');
});

//// create table.dropUniqueIfExists('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUniqueIfExists('a');
});

//// alter table.dropUniqueIfExists('a')
await knex.schema.alterTable('t', (table) => {
  table.dropUniqueIfExists('a');
});

//// create table.dropUniqueIfExists(['a'], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUniqueIfExists(['a'], 'n');
});

//// alter table.dropUniqueIfExists(['a'], 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropUniqueIfExists(['a'], 'n');
});

//// create table.dropIndex('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex('a');
});

//// alter table.dropIndex('a')
await knex.schema.alterTable('t', (table) => {
  table.dropIndex('a');
});

//// create table.dropIndex(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex(['a', 'b']);
});

//// alter table.dropIndex(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.dropIndex(['a', 'b']);
});

//// create table.dropIndex('a', 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex('a', 'n');
});

//// alter table.dropIndex('a', 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropIndex('a', 'n');
});

//// create table.dropIndex([], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex([], 'n');
});

//// alter table.dropIndex([], 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropIndex([], 'n');
});

//// create table.dropIndex(null, 's.n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex(null, 's.n');
});

//// alter table.dropIndex(null, 's.n')
await knex.schema.alterTable('t', (table) => {
  table.dropIndex(null, 's.n');
});

//// create table.dropIndex()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex();
});

//// alter table.dropIndex()
await knex.schema.alterTable('t', (table) => {
  table.dropIndex();
});

//// create table.dropForeign('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeign('a');
});

//// alter table.dropForeign('a')
await knex.schema.alterTable('t', (table) => {
  table.dropForeign('a');
});

//// create table.dropForeign(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeign(['a', 'b']);
});

//// alter table.dropForeign(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.dropForeign(['a', 'b']);
});

//// create table.dropForeign('a', 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeign('a', 'n');
});

//// alter table.dropForeign('a', 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropForeign('a', 'n');
});

//// create table.dropForeign([], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeign([], 'n');
});

//// alter table.dropForeign([], 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropForeign([], 'n');
});

//// create table.dropForeignIfExists('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeignIfExists('a');
});

//// alter table.dropForeignIfExists('a')
await knex.schema.alterTable('t', (table) => {
  table.dropForeignIfExists('a');
});

//// create table.dropForeignIfExists('a', 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeignIfExists('a', 'n');
});

//// alter table.dropForeignIfExists('a', 'n')
await knex.schema.alterTable('t', (table) => {
  table.dropForeignIfExists('a', 'n');
});

//// create table.dropIndex('camelCase')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex('camelCase');
});

//// alter table.dropIndex('camelCase')
await knex.schema.alterTable('t', (table) => {
  table.dropIndex('camelCase');
});

//// create table.dropUnique('a.b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropUnique('a.b');
});

//// alter table.dropUnique('a.b')
await knex.schema.alterTable('t', (table) => {
  table.dropUnique('a.b');
});

//// create table.dropIndex(knex.raw('lower(a)'))
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropIndex(knex.raw('lower(a)'));
});

//// alter table.dropIndex(knex.raw('lower(a)'))
await knex.schema.alterTable('t', (table) => {
  table.dropIndex(knex.raw('lower(a)'));
});

//// create table.dropForeign('a').dropIndex('b').dropUnique('c')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropForeign('a').dropIndex('b').dropUnique('c');
});

//// alter table.dropForeign('a').dropIndex('b').dropUnique('c')
await knex.schema.alterTable('t', (table) => {
  table.dropForeign('a').dropIndex('b').dropUnique('c');
});

//// create table.renameColumn('a', 'b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameColumn('a', 'b');
});

//// alter table.renameColumn('a', 'b')
await knex.schema.alterTable('t', (table) => {
  table.renameColumn('a', 'b');
});

//// create table.renameColumn('a.x', 'b.y')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameColumn('a.x', 'b.y');
});

//// alter table.renameColumn('a.x', 'b.y')
await knex.schema.alterTable('t', (table) => {
  table.renameColumn('a.x', 'b.y');
});

//// create table.renameColumn('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameColumn('a');
});

//// alter table.renameColumn('a')
await knex.schema.alterTable('t', (table) => {
  table.renameColumn('a');
});

//// create table.renameColumn()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameColumn();
});

//// alter table.renameColumn()
await knex.schema.alterTable('t', (table) => {
  table.renameColumn();
});

//// create table.renameColumn('a', 'b').renameColumn('c', 'd')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameColumn('a', 'b').renameColumn('c', 'd');
});

//// alter table.renameColumn('a', 'b').renameColumn('c', 'd')
await knex.schema.alterTable('t', (table) => {
  table.renameColumn('a', 'b').renameColumn('c', 'd');
});

//// create table.dropColumn('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn('a');
});

//// alter table.dropColumn('a')
await knex.schema.alterTable('t', (table) => {
  table.dropColumn('a');
});

//// create table.dropColumn('a', 'b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn('a', 'b');
});

//// alter table.dropColumn('a', 'b')
await knex.schema.alterTable('t', (table) => {
  table.dropColumn('a', 'b');
});

//// create table.dropColumn(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn(['a', 'b']);
});

//// alter table.dropColumn(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.dropColumn(['a', 'b']);
});

//// create table.dropColumns('a', 'b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumns('a', 'b');
});

//// alter table.dropColumns('a', 'b')
await knex.schema.alterTable('t', (table) => {
  table.dropColumns('a', 'b');
});

//// create table.dropColumns(['a'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumns(['a']);
});

//// alter table.dropColumns(['a'])
await knex.schema.alterTable('t', (table) => {
  table.dropColumns(['a']);
});

//// create table.dropColumn()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn();
});

//// alter table.dropColumn()
await knex.schema.alterTable('t', (table) => {
  table.dropColumn();
});

//// create table.dropColumn([])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn([]);
});

//// alter table.dropColumn([])
await knex.schema.alterTable('t', (table) => {
  table.dropColumn([]);
});

//// create table.dropColumn('a.b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn('a.b');
});

//// alter table.dropColumn('a.b')
await knex.schema.alterTable('t', (table) => {
  table.dropColumn('a.b');
});

//// create table.dropColumn('a').dropColumn('b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn('a').dropColumn('b');
});

//// alter table.dropColumn('a').dropColumn('b')
await knex.schema.alterTable('t', (table) => {
  table.dropColumn('a').dropColumn('b');
});

//// create table.dropColumn(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn(null);
});

//// alter table.dropColumn(null)
await knex.schema.alterTable('t', (table) => {
  table.dropColumn(null);
});

//// create table.dropColumn(['a'], 'b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropColumn(['a'], 'b');
});

//// alter table.dropColumn(['a'], 'b')
await knex.schema.alterTable('t', (table) => {
  table.dropColumn(['a'], 'b');
});

//// create table.dropTimestamps()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropTimestamps();
});

//// alter table.dropTimestamps()
await knex.schema.alterTable('t', (table) => {
  table.dropTimestamps();
});

//// create table.dropTimestamps(true)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropTimestamps(true);
});

//// alter table.dropTimestamps(true)
await knex.schema.alterTable('t', (table) => {
  table.dropTimestamps(true);
});

//// create table.dropTimestamps(false)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropTimestamps(false);
});

//// alter table.dropTimestamps(false)
await knex.schema.alterTable('t', (table) => {
  table.dropTimestamps(false);
});

//// create table.dropTimestamps('yes')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropTimestamps('yes');
});

//// alter table.dropTimestamps('yes')
await knex.schema.alterTable('t', (table) => {
  table.dropTimestamps('yes');
});

//// create table.setNullable('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.setNullable('a');
});

//// alter table.setNullable('a')
await knex.schema.alterTable('t', (table) => {
  table.setNullable('a');
});

//// create table.dropNullable('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropNullable('a');
});

//// alter table.dropNullable('a')
await knex.schema.alterTable('t', (table) => {
  table.dropNullable('a');
});

//// create table.setNullable('a').dropNullable('b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.setNullable('a').dropNullable('b');
});

//// alter table.setNullable('a').dropNullable('b')
await knex.schema.alterTable('t', (table) => {
  table.setNullable('a').dropNullable('b');
});

//// create table.setNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.setNullable();
});

//// alter table.setNullable()
await knex.schema.alterTable('t', (table) => {
  table.setNullable();
});

//// create table.setNullable(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.setNullable(['a', 'b']);
});

//// alter table.setNullable(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.setNullable(['a', 'b']);
});

//// create table.dropChecks('c')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks('c');
});

//// alter table.dropChecks('c')
await knex.schema.alterTable('t', (table) => {
  table.dropChecks('c');
});

//// create table.dropChecks(['c', 'd'])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks(['c', 'd']);
});

//// alter table.dropChecks(['c', 'd'])
await knex.schema.alterTable('t', (table) => {
  table.dropChecks(['c', 'd']);
});

//// create table.dropChecks('c', 'd')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks('c', 'd');
});

//// alter table.dropChecks('c', 'd')
await knex.schema.alterTable('t', (table) => {
  table.dropChecks('c', 'd');
});

//// create table.dropChecks()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks();
});

//// alter table.dropChecks()
await knex.schema.alterTable('t', (table) => {
  table.dropChecks();
});

//// create table.dropChecks([])
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks([]);
});

//// alter table.dropChecks([])
await knex.schema.alterTable('t', (table) => {
  table.dropChecks([]);
});

//// create table.dropChecks(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropChecks(null);
});

//// alter table.dropChecks(null)
await knex.schema.alterTable('t', (table) => {
  table.dropChecks(null);
});

//// create table.comment('hello')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment('hello');
});

//// alter table.comment('hello')
await knex.schema.alterTable('t', (table) => {
  table.comment('hello');
});

//// create table.comment("it's")
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment("it's");
});

//// alter table.comment("it's")
await knex.schema.alterTable('t', (table) => {
  table.comment("it's");
});

//// create table.comment('')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment('');
});

//// alter table.comment('')
await knex.schema.alterTable('t', (table) => {
  table.comment('');
});

//// create table.comment(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment(null);
});

//// alter table.comment(null)
await knex.schema.alterTable('t', (table) => {
  table.comment(null);
});

//// create table.comment()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment();
});

//// alter table.comment()
await knex.schema.alterTable('t', (table) => {
  table.comment();
});

//// create table.comment(5)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment(5);
});

//// alter table.comment(5)
await knex.schema.alterTable('t', (table) => {
  table.comment(5);
});

//// create table.comment('what?')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment('what?');
});

//// alter table.comment('what?')
await knex.schema.alterTable('t', (table) => {
  table.comment('what?');
});

//// create table.comment('a'); table.comment('b')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.comment('a'); table.comment('b');
});

//// alter table.comment('a'); table.comment('b')
await knex.schema.alterTable('t', (table) => {
  table.comment('a'); table.comment('b');
});

//// create table.inherits('parent')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.inherits('parent');
});

//// alter table.inherits('parent')
await knex.schema.alterTable('t', (table) => {
  table.inherits('parent');
});

//// create table.inherits('s.parent')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.inherits('s.parent');
});

//// alter table.inherits('s.parent')
await knex.schema.alterTable('t', (table) => {
  table.inherits('s.parent');
});

//// create table.inherits(null)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.inherits(null);
});

//// alter table.inherits(null)
await knex.schema.alterTable('t', (table) => {
  table.inherits(null);
});

//// create table.engine('InnoDB')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.engine('InnoDB');
});

//// alter table.engine('InnoDB')
await knex.schema.alterTable('t', (table) => {
  table.engine('InnoDB');
});

//// create table.charset('utf8')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.charset('utf8');
});

//// alter table.charset('utf8')
await knex.schema.alterTable('t', (table) => {
  table.charset('utf8');
});

//// create table.collate('x')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.collate('x');
});

//// alter table.collate('x')
await knex.schema.alterTable('t', (table) => {
  table.collate('x');
});

//// create table.queryContext({ a: 1 })
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.queryContext({ a: 1 });
});

//// alter table.queryContext({ a: 1 })
await knex.schema.alterTable('t', (table) => {
  table.queryContext({ a: 1 });
});

//// create table.queryContext({ a: 1 }).index('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.queryContext({ a: 1 }).index('a');
});

//// alter table.queryContext({ a: 1 }).index('a')
await knex.schema.alterTable('t', (table) => {
  table.queryContext({ a: 1 }).index('a');
});

//// create table.nonsense('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.nonsense('a');
});

//// alter table.nonsense('a')
await knex.schema.alterTable('t', (table) => {
  table.nonsense('a');
});

//// create table.column('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.column('a');
});

//// alter table.column('a')
await knex.schema.alterTable('t', (table) => {
  table.column('a');
});

//// create table.dropTable()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.dropTable();
});

//// alter table.dropTable()
await knex.schema.alterTable('t', (table) => {
  table.dropTable();
});

//// create table.renameTable('a')
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.renameTable('a');
});

//// alter table.renameTable('a')
await knex.schema.alterTable('t', (table) => {
  table.renameTable('a');
});

//// create table.alter()
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.alter();
});

//// alter table.alter()
await knex.schema.alterTable('t', (table) => {
  table.alter();
});

//// create table.string
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.string;
});

//// alter table.string
await knex.schema.alterTable('t', (table) => {
  table.string;
});

//// create table.timestamps(true, true)
await knex.schema.createTable('t', (table) => {
  table.integer('a');
  table.timestamps(true, true);
});

//// alter table.timestamps(true, true)
await knex.schema.alterTable('t', (table) => {
  table.timestamps(true, true);
});
