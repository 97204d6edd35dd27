// The WHERE family, text and bindings.

//// knex('t').where('a', 1)
await knex('t').where('a', 1);

//// knex('t').where('a', '>', 1)
await knex('t').where('a', '>', 1);

//// knex('t').where('s.t.a', '>=', 'x')
await knex('t').where('s.t.a', '>=', 'x');

//// knex('t').where({ a: 1, b: 'x' })
await knex('t').where({ a: 1, b: 'x' });

//// knex('t').where({ a: 1, 2: 'x', 1: null })
await knex('t').where({ a: 1, 2: 'x', 1: null });

//// knex('t').where({ a: null })
await knex('t').where({ a: null });

//// knex('t').where({ 't.a': 1 })
await knex('t').where({ 't.a': 1 });

//// knex('t').where({})
await knex('t').where({});

//// knex('t').where('a', null)
await knex('t').where('a', null);

//// knex('t').where('a', '!=', null)
await knex('t').where('a', '!=', null);

//// knex('t').where('a', '=', null)
await knex('t').where('a', '=', null);

//// knex('t').where('a', 'is', null)
await knex('t').where('a', 'is', null);

//// knex('t').where('a', 'is not', null)
await knex('t').where('a', 'is not', null);

//// knex('t').where('a', 'IS NOT', null)
await knex('t').where('a', 'IS NOT', null);

//// knex('t').where('a', 'is', true)
await knex('t').where('a', 'is', true);

//// knex('t').where('a', undefined)
await knex('t').where('a', undefined);

//// knex('t').where({ a: undefined })
await knex('t').where({ a: undefined });

//// knex('t').where({ a: undefined, b: undefined })
await knex('t').where({ a: undefined, b: undefined });

//// knex('t').where('a')
await knex('t').where('a');

//// knex('t').where('a', '=')
await knex('t').where('a', '=');

//// knex('t').where('a', 'like', '%x%')
await knex('t').where('a', 'like', '%x%');

//// knex('t').where('a', 'LIKE', '%x%')
await knex('t').where('a', 'LIKE', '%x%');

//// knex('t').where('a', 'not like', '%x%')
await knex('t').where('a', 'not like', '%x%');

//// knex('t').where('a', 'in', [1, 2])
await knex('t').where('a', 'in', [1, 2]);

//// knex('t').where('a', 'not in', [1, 2])
await knex('t').where('a', 'not in', [1, 2]);

//// knex('t').where('a', 'In', [])
await knex('t').where('a', 'In', []);

//// knex('t').where('a', 'between', [1, 2])
await knex('t').where('a', 'between', [1, 2]);

//// knex('t').where('a', 'not between', [1, 2])
await knex('t').where('a', 'not between', [1, 2]);

//// knex('t').where('a', '?', 'k')
await knex('t').where('a', '?', 'k');

//// knex('t').where('a', '?|', ['k', 'l'])
await knex('t').where('a', '?|', ['k', 'l']);

//// knex('t').where('a', '?&', ['k', 'l'])
await knex('t').where('a', '?&', ['k', 'l']);

//// knex('t').where('a', '@>', { x: 1 })
await knex('t').where('a', '@>', { x: 1 });

//// knex('t').where('a', '@>', JSON.stringify({ x: 1 }))
await knex('t').where('a', '@>', JSON.stringify({ x: 1 }));

//// knex('t').where('a', 'foo', 1)
await knex('t').where('a', 'foo', 1);

//// knex('t').where('a', '~*', 'x')
await knex('t').where('a', '~*', 'x');

//// knex('t').where(true)
await knex('t').where(true);

//// knex('t').where(false)
await knex('t').where(false);

//// knex('t').where(true).orWhere(false)
await knex('t').where(true).orWhere(false);

//// knex('t').where('a', true)
await knex('t').where('a', true);

//// knex('t').where('a', [1, 2])
await knex('t').where('a', [1, 2]);

//// knex('t').where('a', knex.raw('now()'))
await knex('t').where('a', knex.raw('now()'));

//// knex('t').where('a', '<', knex.raw('now() - ?::interval', ['1 day']))
await knex('t').where('a', '<', knex.raw('now() - ?::interval', ['1 day']));

//// knex('t').where('a', knex.ref('b'))
await knex('t').where('a', knex.ref('b'));

//// knex('t').where('a', '=', knex.ref('u.b').withSchema('s'))
await knex('t').where('a', '=', knex.ref('u.b').withSchema('s'));

//// knex('t').where(knex.raw('a = ?', [1]))
await knex('t').where(knex.raw('a = ?', [1]));

//// knex('t').where(knex.raw('lower(a)'), 'x')
await knex('t').where(knex.raw('lower(a)'), 'x');

//// knex('t').where(knex.raw('lower(a)'), '=', 'x')
await knex('t').where(knex.raw('lower(a)'), '=', 'x');

//// knex('t').where('a', knex('u').select('id').where('x', 1))
await knex('t').where('a', knex('u').select('id').where('x', 1));

//// knex('t').where('a', '=', (b) => b.select('id').from('u').where('x', 1).first())
await knex('t').where('a', '=', (b) => b.select('id').from('u').where('x', 1).first());

//// knex('t').where(function () { this.where('a', 1).orWhere('b', 2); })
await knex('t').where(function () { this.where('a', 1).orWhere('b', 2); });

//// knex('t').where((q) => q.where('a', 1).orWhere('b', 2))
await knex('t').where((q) => q.where('a', 1).orWhere('b', 2));

//// knex('t').where((q) => { q.where('a', 1); q.where((r) => r.where('b', 2).orWhereNull('c')); }).where('d', 3)
await knex('t').where((q) => { q.where('a', 1); q.where((r) => r.where('b', 2).orWhereNull('c')); }).where('d', 3);

//// knex('t').where((q) => {})
await knex('t').where((q) => {});

//// knex('t').where(1, 1)
await knex('t').where(1, 1);

//// knex('t').where('a', 1).where('b', 2).orWhere('c', 3)
await knex('t').where('a', 1).where('b', 2).orWhere('c', 3);

//// knex('t').where('a', 1).orWhere({ b: 2, c: 3 })
await knex('t').where('a', 1).orWhere({ b: 2, c: 3 });

//// knex('t').orWhere({ b: 2, c: 3 })
await knex('t').orWhere({ b: 2, c: 3 });

//// knex('t').orWhere((q) => q.where('a', 1))
await knex('t').orWhere((q) => q.where('a', 1));

//// knex('t').where('a', 1).andWhere('b', '<', 2)
await knex('t').where('a', 1).andWhere('b', '<', 2);

//// knex('t').where('a', 1).or.where('b', 2).and.where('c', 3)
await knex('t').where('a', 1).or.where('b', 2).and.where('c', 3);

//// knex('t').not.where('a', 1)
await knex('t').not.where('a', 1);

//// knex('t').where('a', 1).or.not.where('b', 2)
await knex('t').where('a', 1).or.not.where('b', 2);

//// knex('t').whereNot('a', 1)
await knex('t').whereNot('a', 1);

//// knex('t').whereNot('a', '>', 1)
await knex('t').whereNot('a', '>', 1);

//// knex('t').whereNot({ a: 1, b: 2 })
await knex('t').whereNot({ a: 1, b: 2 });

//// knex('t').whereNot('a', null)
await knex('t').whereNot('a', null);

//// knex('t').whereNot('a', 'in', [1])
await knex('t').whereNot('a', 'in', [1]);

//// knex('t').whereNot((q) => q.where('a', 1).where('b', 2))
await knex('t').whereNot((q) => q.where('a', 1).where('b', 2));

//// knex('t').where('a', 1).orWhereNot('b', 2)
await knex('t').where('a', 1).orWhereNot('b', 2);

//// knex('t').where('a', 1).orWhereNot({ b: 2, c: 3 })
await knex('t').where('a', 1).orWhereNot({ b: 2, c: 3 });

//// knex('t').andWhereNot('b', 2)
await knex('t').andWhereNot('b', 2);

//// knex('t').whereColumn('a', 'b')
await knex('t').whereColumn('a', 'b');

//// knex('t').whereColumn('a', '>', 't.b')
await knex('t').whereColumn('a', '>', 't.b');

//// knex('t').whereColumn({ a: 'b', c: 'd' })
await knex('t').whereColumn({ a: 'b', c: 'd' });

//// knex('t').whereColumn('a', 'b').orWhereColumn('c', 'd')
await knex('t').whereColumn('a', 'b').orWhereColumn('c', 'd');

//// knex('t').whereColumn('a', 'b').orWhereColumn({ c: 'd', e: 'f' })
await knex('t').whereColumn('a', 'b').orWhereColumn({ c: 'd', e: 'f' });

//// knex('t').whereNotColumn('a', 'b').orWhereNotColumn('c', 'd')
await knex('t').whereNotColumn('a', 'b').orWhereNotColumn('c', 'd');

//// knex('t').andWhereColumn('a', 'b').andWhereNotColumn('c', 'd')
await knex('t').andWhereColumn('a', 'b').andWhereNotColumn('c', 'd');

//// knex('t').whereIn('a', [1, 2, 3])
await knex('t').whereIn('a', [1, 2, 3]);

//// knex('t').whereIn('a', [])
await knex('t').whereIn('a', []);

//// knex('t').whereNotIn('a', [1, 2])
await knex('t').whereNotIn('a', [1, 2]);

//// knex('t').whereNotIn('a', [])
await knex('t').whereNotIn('a', []);

//// knex('t').where('x', 1).orWhereIn('a', [1])
await knex('t').where('x', 1).orWhereIn('a', [1]);

//// knex('t').where('x', 1).orWhereIn('a', [])
await knex('t').where('x', 1).orWhereIn('a', []);

//// knex('t').where('x', 1).orWhereNotIn('a', [1])
await knex('t').where('x', 1).orWhereNotIn('a', [1]);

//// knex('t').where('x', 1).orWhereNotIn('a', [])
await knex('t').where('x', 1).orWhereNotIn('a', []);

//// knex('t').whereIn(['a', 'b'], [[1, 2], [3, 4]])
await knex('t').whereIn(['a', 'b'], [[1, 2], [3, 4]]);

//// knex('t').whereIn('a', knex('u').select('id'))
await knex('t').whereIn('a', knex('u').select('id'));

//// knex('t').whereIn('a', knex('u').select('id').where('b', 1)).where('c', 2)
await knex('t').whereIn('a', knex('u').select('id').where('b', 1)).where('c', 2);

//// knex('t').whereIn('a', function () { this.select('id').from('u'); })
await knex('t').whereIn('a', function () { this.select('id').from('u'); });

//// knex('t').whereNotIn('a', (q) => q.select('id').from('u').whereNull('b'))
await knex('t').whereNotIn('a', (q) => q.select('id').from('u').whereNull('b'));

//// knex('t').whereIn(['a', 'b'], knex('u').select('c', 'd'))
await knex('t').whereIn(['a', 'b'], knex('u').select('c', 'd'));

//// knex('t').whereIn('a', knex.raw('select id from u where b = ?', [1]))
await knex('t').whereIn('a', knex.raw('select id from u where b = ?', [1]));

//// knex('t').whereIn('a', 1)
await knex('t').whereIn('a', 1);

//// knex('t').whereIn('a', [null])
await knex('t').whereIn('a', [null]);

//// knex('t').whereIn('a', [undefined])
await knex('t').whereIn('a', [undefined]);

//// knex('t').whereIn('a', undefined)
await knex('t').whereIn('a', undefined);

//// knex('t').whereIn('a', [{ x: 1 }])
await knex('t').whereIn('a', [{ x: 1 }]);

//// knex('t').whereIn(knex.raw('lower(a)'), ['x'])
await knex('t').whereIn(knex.raw('lower(a)'), ['x']);

//// knex('t').whereNull('a').whereNotNull('b')
await knex('t').whereNull('a').whereNotNull('b');

//// knex('t').whereNull('a').orWhereNull('b').orWhereNotNull('c')
await knex('t').whereNull('a').orWhereNull('b').orWhereNotNull('c');

//// knex('t').whereNull('t.a')
await knex('t').whereNull('t.a');

//// knex('t').whereBetween('a', [1, 2])
await knex('t').whereBetween('a', [1, 2]);

//// knex('t').whereNotBetween('a', [1, 2])
await knex('t').whereNotBetween('a', [1, 2]);

//// knex('t').where('x', 1).orWhereBetween('a', [1, 2]).orWhereNotBetween('b', [3, 4])
await knex('t').where('x', 1).orWhereBetween('a', [1, 2]).orWhereNotBetween('b', [3, 4]);

//// knex('t').andWhereBetween('a', [1, 2]).andWhereNotBetween('b', [3, 4])
await knex('t').andWhereBetween('a', [1, 2]).andWhereNotBetween('b', [3, 4]);

//// knex('t').whereBetween('a', [1])
await knex('t').whereBetween('a', [1]);

//// knex('t').whereBetween('a', 1)
await knex('t').whereBetween('a', 1);

//// knex('t').whereExists(knex('u').select('*').whereRaw('u.id = t.id'))
await knex('t').whereExists(knex('u').select('*').whereRaw('u.id = t.id'));

//// knex('t').whereExists(function () { this.select(1).from('u').where('u.a', 1); })
await knex('t').whereExists(function () { this.select(1).from('u').where('u.a', 1); });

//// knex('t').whereNotExists((q) => q.select(knex.raw('1')).from('u').whereColumn('u.id', 't.id'))
await knex('t').whereNotExists((q) => q.select(knex.raw('1')).from('u').whereColumn('u.id', 't.id'));

//// knex('t').where('a', 1).orWhereExists(knex('u')).orWhereNotExists(knex('v'))
await knex('t').where('a', 1).orWhereExists(knex('u')).orWhereNotExists(knex('v'));

//// knex('t').whereExists(knex.raw('select 1'))
await knex('t').whereExists(knex.raw('select 1'));

//// knex('t').whereRaw('a = 1')
await knex('t').whereRaw('a = 1');

//// knex('t').whereRaw('a = ? and b = ?', [1, 2])
await knex('t').whereRaw('a = ? and b = ?', [1, 2]);

//// knex('t').whereRaw('?? = ?', ['a.b', 2])
await knex('t').whereRaw('?? = ?', ['a.b', 2]);

//// knex('t').whereRaw('a = :x', { x: 1 })
await knex('t').whereRaw('a = :x', { x: 1 });

//// knex('t').whereRaw('a = ?', 5)
await knex('t').whereRaw('a = ?', 5);

//// knex('t').whereRaw('a = ?', [1, 2])
await knex('t').whereRaw('a = ?', [1, 2]);

//// knex('t').whereRaw('a \\? b')
await knex('t').whereRaw('a \\? b');

//// knex('t').whereRaw('')
await knex('t').whereRaw('');

//// knex('t').where('a', 1).orWhereRaw('b = ?', [2]).andWhereRaw('c = 3')
await knex('t').where('a', 1).orWhereRaw('b = ?', [2]).andWhereRaw('c = 3');

//// knex('t').whereRaw(knex.raw('a = ?', [1]))
await knex('t').whereRaw(knex.raw('a = ?', [1]));

//// knex('t').whereLike('a', '%x')
await knex('t').whereLike('a', '%x');

//// knex('t').whereILike('a', '%x').orWhereLike('b', 'y%').orWhereILike('c', 'z')
await knex('t').whereILike('a', '%x').orWhereLike('b', 'y%').orWhereILike('c', 'z');

//// knex('t').andWhereLike('a', 'x').andWhereILike('b', 'y')
await knex('t').andWhereLike('a', 'x').andWhereILike('b', 'y');

//// knex('t').whereLike('a', knex.ref('b'))
await knex('t').whereLike('a', knex.ref('b'));

//// knex('t').whereJsonObject('a', { x: 1 })
await knex('t').whereJsonObject('a', { x: 1 });

//// knex('t').whereJsonObject('a', '{"x": 1}')
await knex('t').whereJsonObject('a', '{"x": 1}');

//// knex('t').whereNotJsonObject('a', { x: 1 }).orWhereJsonObject('b', [1, 2])
await knex('t').whereNotJsonObject('a', { x: 1 }).orWhereJsonObject('b', [1, 2]);

//// knex('t').whereJsonPath('a', '$.x', '=', 'v')
await knex('t').whereJsonPath('a', '$.x', '=', 'v');

//// knex('t').whereJsonPath('a', '$.x', '>', 5)
await knex('t').whereJsonPath('a', '$.x', '>', 5);

//// knex('t').whereJsonPath('a', '$.x', '>', 5.5)
await knex('t').whereJsonPath('a', '$.x', '>', 5.5);

//// knex('t').whereJsonPath('a', '$.x', '>', 0.5)
await knex('t').whereJsonPath('a', '$.x', '>', 0.5);

//// knex('t').whereJsonPath('a', '$.x', '>', 0)
await knex('t').whereJsonPath('a', '$.x', '>', 0);

//// knex('t').where('b', 1).orWhereJsonPath('a', '$.x', '!=', '12')
await knex('t').where('b', 1).orWhereJsonPath('a', '$.x', '!=', '12');

//// knex('t').whereJsonSupersetOf('a', { x: { y: [1, 'z'] } })
await knex('t').whereJsonSupersetOf('a', { x: { y: [1, 'z'] } });

//// knex('t').whereJsonSubsetOf('a', '{ "x" : [1, 2] }')
await knex('t').whereJsonSubsetOf('a', '{ "x" : [1, 2] }');

//// knex('t').whereJsonNotSupersetOf('a', { x: 1 }).orWhereJsonNotSubsetOf('b', 'not json')
await knex('t').whereJsonNotSupersetOf('a', { x: 1 }).orWhereJsonNotSubsetOf('b', 'not json');

//// knex('t').whereWrapped((q) => q.where('a', 1))
await knex('t').whereWrapped((q) => q.where('a', 1));

//// knex('t').where('a', 1).clearWhere().where('b', 2)
await knex('t').where('a', 1).clearWhere().where('b', 2);

//// knex('t').where('a"b', 1)
await knex('t').where('a"b', 1);

//// knex('t').where(' a ', 1)
await knex('t').where(' a ', 1);

//// knex('t').where('a', 1.5)
await knex('t').where('a', 1.5);

//// knex('t').where('a', 10n)
await knex('t').where('a', 10n);

//// knex('t').where('a', 'it\'s')
await knex('t').where('a', 'it\'s');
