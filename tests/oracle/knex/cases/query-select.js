// What is read: columns, joins, order, unions, WITH, locks.

//// knex('t')
await knex('t');

//// knex('t').select()
await knex('t').select();

//// knex('t').select('*')
await knex('t').select('*');

//// knex('t').select('a', 'b as c', 't.d')
await knex('t').select('a', 'b as c', 't.d');

//// knex('t').select(['a', 'b'])
await knex('t').select(['a', 'b']);

//// knex('t').select({ x: 'a', y: 'b' })
await knex('t').select({ x: 'a', y: 'b' });

//// knex('t').select('a').select('b')
await knex('t').select('a').select('b');

//// knex('t').column('a').columns(['b', 'c'])
await knex('t').column('a').columns(['b', 'c']);

//// knex('t').select(knex.raw('count(*) as n'))
await knex('t').select(knex.raw('count(*) as n'));

//// knex('t').select(knex.raw('? as n', [1]), 'a')
await knex('t').select(knex.raw('? as n', [1]), 'a');

//// knex('t').select(knex('u').count('*').as('n'))
await knex('t').select(knex('u').count('*').as('n'));

//// knex('t').select(knex('u').count('*').where('x', 1).as('n')).where('y', 2)
await knex('t').select(knex('u').count('*').where('x', 1).as('n')).where('y', 2);

//// knex('t').select((q) => q.select('a').from('u').as('z'))
await knex('t').select((q) => q.select('a').from('u').as('z'));

//// knex('t').select({ n: knex('u').count('*') })
await knex('t').select({ n: knex('u').count('*') });

//// knex('t').select({ n: (q) => q.count('*').from('u') })
await knex('t').select({ n: (q) => q.count('*').from('u') });

//// knex('t').select(knex.ref('a.b').as('c'))
await knex('t').select(knex.ref('a.b').as('c'));

//// knex('t').select('')
await knex('t').select('');

//// knex('t').select(1)
await knex('t').select(1);

//// knex('t').select('t.*')
await knex('t').select('t.*');

//// knex('t').select('a AS b')
await knex('t').select('a AS b');

//// knex('t').select('arr[1]')
await knex('t').select('arr[1]');

//// knex('t as x')
await knex('t as x');

//// knex('s.t')
await knex('s.t');

//// knex('s.t as x')
await knex('s.t as x');

//// knex({ x: 't' })
await knex({ x: 't' });

//// knex({ x: 't', y: 'u' })
await knex({ x: 't', y: 'u' });

//// knex({ x: 's.t' })
await knex({ x: 's.t' });

//// knex(knex('u').as('x'))
await knex(knex('u').as('x'));

//// knex(knex('u'))
await knex(knex('u'));

//// knex((q) => q.from('u').where('a', 1).as('x'))
await knex((q) => q.from('u').where('a', 1).as('x'));

//// knex(knex.raw('generate_series(?, ?) as g', [1, 3]))
await knex(knex.raw('generate_series(?, ?) as g', [1, 3]));

//// knex('t').withSchema('s')
await knex('t').withSchema('s');

//// knex('t').withSchema('s').select('a').join('u', 'u.id', 't.id')
await knex('t').withSchema('s').select('a').join('u', 'u.id', 't.id');

//// knex('t', { only: true })
await knex('t', { only: true });

//// knex.select('a').from('t')
await knex.select('a').from('t');

//// knex.select('a', 'b').from('t').where('c', 1)
await knex.select('a', 'b').from('t').where('c', 1);

//// knex.select().table('t')
await knex.select().table('t');

//// knex.from('t')
await knex.from('t');

//// knex.from('t').select('a')
await knex.from('t').select('a');

//// knex.table('t').first('a')
await knex.table('t').first('a');

//// knex.column('a').from('t')
await knex.column('a').from('t');

//// knex.queryBuilder().select('a').from('t')
await knex.queryBuilder().select('a').from('t');

//// knex.queryBuilder().from('t').where('a', 1)
await knex.queryBuilder().from('t').where('a', 1);

//// knex.select(knex.raw('1'))
await knex.select(knex.raw('1'));

//// knex.select(1)
await knex.select(1);

//// knex.fromRaw('t, u').select('a')
await knex.fromRaw('t, u').select('a');

//// knex('t').fromRaw('(select ? as a) as x', [1])
await knex('t').fromRaw('(select ? as a) as x', [1]);

//// knex('t').first()
await knex('t').first();

//// knex('t').first('a', 'b')
await knex('t').first('a', 'b');

//// knex('t').first(['a', 'b'])
await knex('t').first(['a', 'b']);

//// knex('t').where('a', 1).first()
await knex('t').where('a', 1).first();

//// knex('t').first().where('a', 1)
await knex('t').first().where('a', 1);

//// knex('t').select('a').first()
await knex('t').select('a').first();

//// knex('t').update({ a: 1 }).first()
await knex('t').update({ a: 1 }).first();

//// knex('t').pluck('a')
await knex('t').pluck('a');

//// knex('t').pluck('t.a').where('b', 1)
await knex('t').pluck('t.a').where('b', 1);

//// knex('t').insert({ a: 1 }).pluck('a')
await knex('t').insert({ a: 1 }).pluck('a');

//// knex('t').distinct('a', 'b')
await knex('t').distinct('a', 'b');

//// knex('t').distinct()
await knex('t').distinct();

//// knex('t').distinct(['a', 'b'])
await knex('t').distinct(['a', 'b']);

//// knex('t').distinctOn('a')
await knex('t').distinctOn('a');

//// knex('t').distinctOn(['a', 'b']).select('c')
await knex('t').distinctOn(['a', 'b']).select('c');

//// knex('t').count()
await knex('t').count();

//// knex('t').count('*')
await knex('t').count('*');

//// knex('t').count('a')
await knex('t').count('a');

//// knex('t').count('a as n')
await knex('t').count('a as n');

//// knex('t').count('* as n')
await knex('t').count('* as n');

//// knex('t').count({ n: 'a', m: 'b' })
await knex('t').count({ n: 'a', m: 'b' });

//// knex('t').count('a', { as: 'n' })
await knex('t').count('a', { as: 'n' });

//// knex('t').count(['a', 'b'])
await knex('t').count(['a', 'b']);

//// knex('t').count(knex.raw('distinct a'))
await knex('t').count(knex.raw('distinct a'));

//// knex('t').countDistinct('a')
await knex('t').countDistinct('a');

//// knex('t').countDistinct('a', 'b')
await knex('t').countDistinct('a', 'b');

//// knex('t').countDistinct('a as n')
await knex('t').countDistinct('a as n');

//// knex('t').countDistinct({ n: ['a', 'b'] })
await knex('t').countDistinct({ n: ['a', 'b'] });

//// knex('t').min('a').max('b as x').sum('c').avg('d')
await knex('t').min('a').max('b as x').sum('c').avg('d');

//// knex('t').sumDistinct('a').avgDistinct('b')
await knex('t').sumDistinct('a').avgDistinct('b');

//// knex('t').count('a as n', { as: 'm' })
await knex('t').count('a as n', { as: 'm' });

//// knex('t').max('a').first()
await knex('t').max('a').first();

//// knex('t').min()
await knex('t').min();

//// knex('t').join('u', 'u.id', 't.u_id')
await knex('t').join('u', 'u.id', 't.u_id');

//// knex('t').join('u', 'u.id', '=', 't.u_id')
await knex('t').join('u', 'u.id', '=', 't.u_id');

//// knex('t').join('u', { 'u.id': 't.u_id', 'u.b': 't.b' })
await knex('t').join('u', { 'u.id': 't.u_id', 'u.b': 't.b' });

//// knex('t').join('u', function () { this.on('u.id', '=', 't.u_id').orOn('u.x', 't.x'); })
await knex('t').join('u', function () { this.on('u.id', '=', 't.u_id').orOn('u.x', 't.x'); });

//// knex('t').join('u', (j) => j.on('u.id', 't.u_id').andOnVal('u.a', 1).onNull('u.b'))
await knex('t').join('u', (j) => j.on('u.id', 't.u_id').andOnVal('u.a', 1).onNull('u.b'));

//// knex('t').join('u', (j) => j.on({ 'u.a': 't.a', 'u.b': 't.b' }))
await knex('t').join('u', (j) => j.on({ 'u.a': 't.a', 'u.b': 't.b' }));

//// knex('t').join('u', (j) => j.on((k) => k.on('a', 'b').orOn('c', 'd')))
await knex('t').join('u', (j) => j.on((k) => k.on('a', 'b').orOn('c', 'd')));

//// knex('t').join('u', (j) => j.onIn('u.a', [1, 2]).onNotIn('u.b', [3]).orOnIn('u.c', []))
await knex('t').join('u', (j) => j.onIn('u.a', [1, 2]).onNotIn('u.b', [3]).orOnIn('u.c', []));

//// knex('t').join('u', (j) => j.onBetween('u.a', [1, 2]).orOnNotBetween('u.b', [3, 4]))
await knex('t').join('u', (j) => j.onBetween('u.a', [1, 2]).orOnNotBetween('u.b', [3, 4]));

//// knex('t').join('u', (j) => j.onExists(knex('v').where('v.a', 1)).andOnNotExists((q) => q.from('w')))
await knex('t').join('u', (j) => j.onExists(knex('v').where('v.a', 1)).andOnNotExists((q) => q.from('w')));

//// knex('t').join('u', (j) => j.onNotNull('u.a').orOnNull('u.b').orOnVal('u.c', '>', 3))
await knex('t').join('u', (j) => j.onNotNull('u.a').orOnNull('u.b').orOnVal('u.c', '>', 3));

//// knex('t').join('u', (j) => { j.using('id'); })
await knex('t').join('u', (j) => { j.using('id'); });

//// knex('t').join('u', (j) => { j.using(['id', 'x']); })
await knex('t').join('u', (j) => { j.using(['id', 'x']); });

//// knex('t').join('u', (j) => j.on(knex.raw('u.id = t.id and u.x = ?', [1])))
await knex('t').join('u', (j) => j.on(knex.raw('u.id = t.id and u.x = ?', [1])));

//// knex('t').join('u', (j) => j.on('u.id', '=', knex.raw('?', [5])))
await knex('t').join('u', (j) => j.on('u.id', '=', knex.raw('?', [5])));

//// knex('t').join('u', (j) => j.onJsonPathEquals('u.a', '$.x', 't.b', '$.y'))
await knex('t').join('u', (j) => j.onJsonPathEquals('u.a', '$.x', 't.b', '$.y'));

//// knex('t').join('u', (j) => j.on('a', 'b').type('left outer'))
await knex('t').join('u', (j) => j.on('a', 'b').type('left outer'));

//// knex('t').join('u', knex.raw('u.id = t.id'))
await knex('t').join('u', knex.raw('u.id = t.id'));

//// knex('t').join('u')
await knex('t').join('u');

//// knex('t').leftJoin('u', 'u.id', 't.u_id').leftOuterJoin('v', 'v.id', 't.v_id')
await knex('t').leftJoin('u', 'u.id', 't.u_id').leftOuterJoin('v', 'v.id', 't.v_id');

//// knex('t').rightJoin('u', 'u.id', 't.u_id').rightOuterJoin('v', 'v.id', 't.v_id')
await knex('t').rightJoin('u', 'u.id', 't.u_id').rightOuterJoin('v', 'v.id', 't.v_id');

//// knex('t').outerJoin('u', 'u.id', 't.u_id').fullOuterJoin('v', 'v.id', 't.v_id')
await knex('t').outerJoin('u', 'u.id', 't.u_id').fullOuterJoin('v', 'v.id', 't.v_id');

//// knex('t').crossJoin('u').innerJoin('v', 'v.id', 't.v_id')
await knex('t').crossJoin('u').innerJoin('v', 'v.id', 't.v_id');

//// knex('t').join('u as x', 'x.id', 't.x_id')
await knex('t').join('u as x', 'x.id', 't.x_id');

//// knex('t').join({ x: 'u' }, 'x.id', 't.x_id')
await knex('t').join({ x: 'u' }, 'x.id', 't.x_id');

//// knex('t').join(knex('u').where('a', 1).as('x'), 'x.id', 't.x_id').where('b', 2)
await knex('t').join(knex('u').where('a', 1).as('x'), 'x.id', 't.x_id').where('b', 2);

//// knex('t').join((q) => q.from('u').as('x'), 'x.id', 't.id')
await knex('t').join((q) => q.from('u').as('x'), 'x.id', 't.id');

//// knex('t').join(knex.raw('lateral (select ?) x', [1]), 'x.id', 't.id')
await knex('t').join(knex.raw('lateral (select ?) x', [1]), 'x.id', 't.id');

//// knex('t').join('u', 'u.id', knex('v').select('id').limit(1))
await knex('t').join('u', 'u.id', knex('v').select('id').limit(1));

//// knex('t').joinRaw('natural join u')
await knex('t').joinRaw('natural join u');

//// knex('t').joinRaw('left join u on u.a = ?', [1]).where('b', 2)
await knex('t').joinRaw('left join u on u.a = ?', [1]).where('b', 2);

//// knex('t').orderBy('a')
await knex('t').orderBy('a');

//// knex('t').orderBy('a', 'desc')
await knex('t').orderBy('a', 'desc');

//// knex('t').orderBy('a', 'DESC')
await knex('t').orderBy('a', 'DESC');

//// knex('t').orderBy('a', 'sideways')
await knex('t').orderBy('a', 'sideways');

//// knex('t').orderBy('a', 'desc', 'last')
await knex('t').orderBy('a', 'desc', 'last');

//// knex('t').orderBy('a', 'asc', 'first')
await knex('t').orderBy('a', 'asc', 'first');

//// knex('t').orderBy(['a', { column: 'b', order: 'desc' }, { column: 'c', order: 'asc', nulls: 'last' }])
await knex('t').orderBy(['a', { column: 'b', order: 'desc' }, { column: 'c', order: 'asc', nulls: 'last' }]);

//// knex('t').orderBy(knex.raw('lower(a)'))
await knex('t').orderBy(knex.raw('lower(a)'));

//// knex('t').orderBy(knex.raw('lower(a)'), 'desc')
await knex('t').orderBy(knex.raw('lower(a)'), 'desc');

//// knex('t').orderBy(knex('u').select('x').limit(1), 'desc')
await knex('t').orderBy(knex('u').select('x').limit(1), 'desc');

//// knex('t').orderByRaw('a desc nulls last')
await knex('t').orderByRaw('a desc nulls last');

//// knex('t').orderByRaw('?? = ? desc', ['a', 1])
await knex('t').orderByRaw('?? = ? desc', ['a', 1]);

//// knex('t').orderBy(1)
await knex('t').orderBy(1);

//// knex('t').groupBy('a')
await knex('t').groupBy('a');

//// knex('t').groupBy('a', 'b').select('a')
await knex('t').groupBy('a', 'b').select('a');

//// knex('t').groupBy(['a', 't.b'])
await knex('t').groupBy(['a', 't.b']);

//// knex('t').groupBy(knex.raw('lower(a)'))
await knex('t').groupBy(knex.raw('lower(a)'));

//// knex('t').groupByRaw('a, b')
await knex('t').groupByRaw('a, b');

//// knex('t').groupByRaw('extract(? from b)', ['year'])
await knex('t').groupByRaw('extract(? from b)', ['year']);

//// knex('t').groupBy('a').having('a', '>', 1)
await knex('t').groupBy('a').having('a', '>', 1);

//// knex('t').groupBy('a').having(knex.raw('count(*) > ?', [1]))
await knex('t').groupBy('a').having(knex.raw('count(*) > ?', [1]));

//// knex('t').groupBy('a').havingRaw('count(*) > ?', [1]).orHavingRaw('sum(b) < 2')
await knex('t').groupBy('a').havingRaw('count(*) > ?', [1]).orHavingRaw('sum(b) < 2');

//// knex('t').groupBy('a').having('a', 'in', [1, 2])
await knex('t').groupBy('a').having('a', 'in', [1, 2]);

//// knex('t').having('a', '>', 1).andHaving('b', '<', 2).orHaving('c', '=', 3)
await knex('t').having('a', '>', 1).andHaving('b', '<', 2).orHaving('c', '=', 3);

//// knex('t').having((q) => q.having('a', '>', 1).orHaving('b', '<', 2))
await knex('t').having((q) => q.having('a', '>', 1).orHaving('b', '<', 2));

//// knex('t').havingIn('a', [1, 2]).havingNotIn('b', [3])
await knex('t').havingIn('a', [1, 2]).havingNotIn('b', [3]);

//// knex('t').havingIn('a', [])
await knex('t').havingIn('a', []);

//// knex('t').havingNull('a').orHavingNotNull('b')
await knex('t').havingNull('a').orHavingNotNull('b');

//// knex('t').havingBetween('a', [1, 2]).orHavingNotBetween('b', [3, 4])
await knex('t').havingBetween('a', [1, 2]).orHavingNotBetween('b', [3, 4]);

//// knex('t').havingExists(knex('u')).havingNotExists((q) => q.from('v'))
await knex('t').havingExists(knex('u')).havingNotExists((q) => q.from('v'));

//// knex('t').limit(10)
await knex('t').limit(10);

//// knex('t').limit('10')
await knex('t').limit('10');

//// knex('t').limit('x')
await knex('t').limit('x');

//// knex('t').limit(0)
await knex('t').limit(0);

//// knex('t').limit(10, { skipBinding: true }).offset(5, { skipBinding: true })
await knex('t').limit(10, { skipBinding: true }).offset(5, { skipBinding: true });

//// knex('t').limit(10).offset(20)
await knex('t').limit(10).offset(20);

//// knex('t').offset(20)
await knex('t').offset(20);

//// knex('t').offset(0)
await knex('t').offset(0);

//// knex('t').offset(-1)
await knex('t').offset(-1);

//// knex('t').offset(knex.raw('?', [3]))
await knex('t').offset(knex.raw('?', [3]));

//// knex('t').limit(1).limit(2)
await knex('t').limit(1).limit(2);

//// knex('t').union(knex('u'))
await knex('t').union(knex('u'));

//// knex('t').where('a', 1).union(knex('u').where('b', 2))
await knex('t').where('a', 1).union(knex('u').where('b', 2));

//// knex('t').union([knex('u'), knex('v')])
await knex('t').union([knex('u'), knex('v')]);

//// knex('t').union(knex('u'), knex('v'), true)
await knex('t').union(knex('u'), knex('v'), true);

//// knex('t').union(knex('u'), true)
await knex('t').union(knex('u'), true);

//// knex('t').unionAll((q) => q.select('*').from('u'))
await knex('t').unionAll((q) => q.select('*').from('u'));

//// knex('t').unionAll(knex('u'), knex('v')).orderBy('a').limit(5)
await knex('t').unionAll(knex('u'), knex('v')).orderBy('a').limit(5);

//// knex('t').intersect(knex('u')).except(knex('v'))
await knex('t').intersect(knex('u')).except(knex('v'));

//// knex.union([knex('u'), knex('v')])
await knex.union([knex('u'), knex('v')]);

//// knex.unionAll([(q) => q.from('u'), (q) => q.from('v')], true)
await knex.unionAll([(q) => q.from('u'), (q) => q.from('v')], true);

//// knex('t').union(knex.raw('select 1'))
await knex('t').union(knex.raw('select 1'));

//// knex.with('x', knex('u').where('a', 1)).select('*').from('x').where('b', 2)
await knex.with('x', knex('u').where('a', 1)).select('*').from('x').where('b', 2);

//// knex.with('x', (q) => q.from('u')).from('x')
await knex.with('x', (q) => q.from('u')).from('x');

//// knex.with('x', knex.raw('select 1 as a')).from('x')
await knex.with('x', knex.raw('select 1 as a')).from('x');

//// knex.with('x', ['a', 'b'], knex('u').select('c', 'd')).from('x')
await knex.with('x', ['a', 'b'], knex('u').select('c', 'd')).from('x');

//// knex.with('x', knex('u')).with('y', knex('x')).from('y')
await knex.with('x', knex('u')).with('y', knex('x')).from('y');

//// knex.withRecursive('x', (q) => q.select('*').from('u').union((r) => r.from('x'))).from('x')
await knex.withRecursive('x', (q) => q.select('*').from('u').union((r) => r.from('x'))).from('x');

//// knex.withRecursive('x', ['n'], knex.raw('select 1')).from('x')
await knex.withRecursive('x', ['n'], knex.raw('select 1')).from('x');

//// knex.withMaterialized('x', knex('u')).from('x')
await knex.withMaterialized('x', knex('u')).from('x');

//// knex.withNotMaterialized('x', knex('u')).from('x')
await knex.withNotMaterialized('x', knex('u')).from('x');

//// knex.with('x', 'y').from('x')
await knex.with('x', 'y').from('x');

//// knex.with(1, knex('u')).from('x')
await knex.with(1, knex('u')).from('x');

//// knex('t').with('x', knex('u')).as('z')
await knex('t').with('x', knex('u')).as('z');

//// knex('t').forUpdate()
await knex('t').forUpdate();

//// knex('t').forUpdate('t', 'u')
await knex('t').forUpdate('t', 'u');

//// knex('t').forUpdate(['t', 'u'])
await knex('t').forUpdate(['t', 'u']);

//// knex('t').forShare('t').noWait()
await knex('t').forShare('t').noWait();

//// knex('t').forNoKeyUpdate().skipLocked()
await knex('t').forNoKeyUpdate().skipLocked();

//// knex('t').forKeyShare()
await knex('t').forKeyShare();

//// knex('t').skipLocked()
await knex('t').skipLocked();

//// knex('t').forUpdate().noWait().skipLocked()
await knex('t').forUpdate().noWait().skipLocked();

//// knex('t').forUpdate().del()
await knex('t').forUpdate().del();

//// knex('t').comment('hi')
await knex('t').comment('hi');

//// knex('t').comment('hi */')
await knex('t').comment('hi */');

//// knex('t').hintComment('IndexScan(t)')
await knex('t').hintComment('IndexScan(t)');

//// knex('t').modify((q) => q.where('a', 1))
await knex('t').modify((q) => q.where('a', 1));

//// knex('t').modify((q, x, y) => { q.where(x, y); }, 'a', 1)
await knex('t').modify((q, x, y) => { q.where(x, y); }, 'a', 1);

//// knex('t').modify(function (q, x) { this.where(x, 2); }, 'a')
await knex('t').modify(function (q, x) { this.where(x, 2); }, 'a');

//// knex('t').where('a', 1).clone().where('b', 2)
await knex('t').where('a', 1).clone().where('b', 2);

//// knex('t').clearSelect().select('a')
await knex('t').clearSelect().select('a');

//// knex('t').select('a').orderBy('a').groupBy('b').having('c', '>', 1).clearSelect().clearOrder().clearGroup().clearHaving()
await knex('t').select('a').orderBy('a').groupBy('b').having('c', '>', 1).clearSelect().clearOrder().clearGroup().clearHaving();

//// knex('t').limit(1).offset(2).clear('limit').clear('offset').clear('where')
await knex('t').limit(1).offset(2).clear('limit').clear('offset').clear('where');

//// knex('t').clear('nothing')
await knex('t').clear('nothing');

//// knex('t').rank('r', 'a')
await knex('t').rank('r', 'a');

//// knex('t').rowNumber('r', 'a', 'b')
await knex('t').rowNumber('r', 'a', 'b');

//// knex('t').denseRank('r', ['a', { column: 'b', order: 'desc' }], ['c', 'd'])
await knex('t').denseRank('r', ['a', { column: 'b', order: 'desc' }], ['c', 'd']);

//// knex('t').rowNumber('r', (q) => q.orderBy('a', 'desc').partitionBy('b'))
await knex('t').rowNumber('r', (q) => q.orderBy('a', 'desc').partitionBy('b'));

//// knex('t').rowNumber('r', knex.raw('order by a'))
await knex('t').rowNumber('r', knex.raw('order by a'));

//// knex('t').jsonExtract('a', '$.x')
await knex('t').jsonExtract('a', '$.x');

//// knex('t').jsonExtract('a', '$.x', 'b')
await knex('t').jsonExtract('a', '$.x', 'b');

//// knex('t').jsonExtract([['a', '$.x', 'b'], ['c', '$.y']])
await knex('t').jsonExtract([['a', '$.x', 'b'], ['c', '$.y']]);

//// knex('t').jsonSet('a', '$.x', '1', 'b')
await knex('t').jsonSet('a', '$.x', '1', 'b');

//// knex('t').jsonInsert('a', '$.x[0]', '"v"')
await knex('t').jsonInsert('a', '$.x[0]', '"v"');

//// knex('t').jsonRemove('a', '$.x.y', 'b')
await knex('t').jsonRemove('a', '$.x.y', 'b');

//// knex('t').timeout(1000).where('a', 1)
await knex('t').timeout(1000).where('a', 1);

//// knex('t').transacting(knex).where('a', 1)
await knex('t').transacting(knex).where('a', 1);

//// knex('t').transacting(null)
await knex('t').transacting(null);

//// knex('t').nope('a')
await knex('t').nope('a');

//// knex.nope('a')
await knex.nope('a');

//// knex('t').whereNope('a')
await knex('t').whereNope('a');

//// knex('t').fromJS({ where: ['a', 1], limit: 3 })
await knex('t').fromJS({ where: ['a', 1], limit: 3 });

//// knex('t').as('x')
await knex('t').as('x');

//// knex('t').using('u')
await knex('t').using('u');

//// knex('t').then((rows) => knex('u').where('a', 1))
await knex('t').then((rows) => knex('u').where('a', 1));

//// knex('t').where('a', 1).toString()
await knex('t').where('a', 1).toString();
