// Insert, update, delete, truncate and their like.

//// knex('t').insert({ a: 1, b: 'x' })
await knex('t').insert({ a: 1, b: 'x' });

//// knex('t').insert({ b: 1, a: 2 })
await knex('t').insert({ b: 1, a: 2 });

//// knex('t').insert({ B: 1, a: 2, _: 3, 1: 4 })
await knex('t').insert({ B: 1, a: 2, _: 3, 1: 4 });

//// knex('t').insert([{ a: 1 }, { a: 2 }])
await knex('t').insert([{ a: 1 }, { a: 2 }]);

//// knex('t').insert([{ a: 1 }, { b: 2 }])
await knex('t').insert([{ a: 1 }, { b: 2 }]);

//// knex('t').insert([{ a: 1, b: undefined }, { b: 2, c: null }])
await knex('t').insert([{ a: 1, b: undefined }, { b: 2, c: null }]);

//// knex('t').insert({ a: undefined })
await knex('t').insert({ a: undefined });

//// knex('t').insert({ a: null })
await knex('t').insert({ a: null });

//// knex('t').insert({})
await knex('t').insert({});

//// knex('t').insert([])
await knex('t').insert([]);

//// knex('t').insert([{}])
await knex('t').insert([{}]);

//// knex('t').insert([{}, {}])
await knex('t').insert([{}, {}]);

//// knex('t').insert([null])
await knex('t').insert([null]);

//// knex('t').insert()
await knex('t').insert();

//// knex('t').insert({ a: { x: 1, y: [2] } })
await knex('t').insert({ a: { x: 1, y: [2] } });

//// knex('t').insert({ a: [1, 2] })
await knex('t').insert({ a: [1, 2] });

//// knex('t').insert({ a: JSON.stringify([1, 2]) })
await knex('t').insert({ a: JSON.stringify([1, 2]) });

//// knex('t').insert({ a: [{ x: 1 }] })
await knex('t').insert({ a: [{ x: 1 }] });

//// knex('t').insert({ a: true, b: 1.5, c: 'q\'s' })
await knex('t').insert({ a: true, b: 1.5, c: 'q\'s' });

//// knex('t').insert({ a: knex.raw('now()') })
await knex('t').insert({ a: knex.raw('now()') });

//// knex('t').insert({ a: knex.raw('? + ?', [1, 2]), b: 3 })
await knex('t').insert({ a: knex.raw('? + ?', [1, 2]), b: 3 });

//// knex('t').insert({ a: knex.fn.now(), b: knex.fn.now(3) })
await knex('t').insert({ a: knex.fn.now(), b: knex.fn.now(3) });

//// knex('t').insert({ a: knex.fn.uuid() })
await knex('t').insert({ a: knex.fn.uuid() });

//// knex('t').insert({ a: knex('u').select('id').where('x', 1).first(), b: 2 })
await knex('t').insert({ a: knex('u').select('id').where('x', 1).first(), b: 2 });

//// knex('t').insert({ a: (q) => q.select('id').from('u'), b: 2 })
await knex('t').insert({ a: (q) => q.select('id').from('u'), b: 2 });

//// knex('t').insert(knex('u').select('a', 'b'))
await knex('t').insert(knex('u').select('a', 'b'));

//// knex('t').insert(knex.select('a').from('u').where('b', 1))
await knex('t').insert(knex.select('a').from('u').where('b', 1));

//// knex('t').insert(knex.raw('(a, b) select c, d from u where e = ?', [1]))
await knex('t').insert(knex.raw('(a, b) select c, d from u where e = ?', [1]));

//// knex('t').insert((q) => q.select('*').from('u'))
await knex('t').insert((q) => q.select('*').from('u'));

//// knex('t').insert({ a: 1 }, 'id')
await knex('t').insert({ a: 1 }, 'id');

//// knex('t').insert({ a: 1 }, ['id', 'b'])
await knex('t').insert({ a: 1 }, ['id', 'b']);

//// knex('t').insert({ a: 1 }, '*')
await knex('t').insert({ a: 1 }, '*');

//// knex('t').insert({ a: 1 }).returning('*')
await knex('t').insert({ a: 1 }).returning('*');

//// knex('t').insert({ a: 1 }).returning(['id', 't.b as c'])
await knex('t').insert({ a: 1 }).returning(['id', 't.b as c']);

//// knex('t').returning('id').insert({ a: 1 })
await knex('t').returning('id').insert({ a: 1 });

//// knex('t').insert({ a: 1 }).into('u')
await knex('t').insert({ a: 1 }).into('u');

//// knex.insert({ a: 1 }).into('u')
await knex.insert({ a: 1 }).into('u');

//// knex('s.t').insert({ a: 1 })
await knex('s.t').insert({ a: 1 });

//// knex('t').withSchema('s').insert({ a: 1 })
await knex('t').withSchema('s').insert({ a: 1 });

//// knex('t as x').insert({ a: 1 })
await knex('t as x').insert({ a: 1 });

//// knex('t').insert({ 'a.b': 1 })
await knex('t').insert({ 'a.b': 1 });

//// knex('t').insert({ a: 1 }).onConflict('a').ignore()
await knex('t').insert({ a: 1 }).onConflict('a').ignore();

//// knex('t').insert({ a: 1 }).onConflict(['a', 'b']).ignore()
await knex('t').insert({ a: 1 }).onConflict(['a', 'b']).ignore();

//// knex('t').insert({ a: 1 }).onConflict().ignore()
await knex('t').insert({ a: 1 }).onConflict().ignore();

//// knex('t').insert({ a: 1 }).onConflict(knex.raw('(a) where b is null')).ignore()
await knex('t').insert({ a: 1 }).onConflict(knex.raw('(a) where b is null')).ignore();

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge()
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge();

//// knex('t').insert({ a: 1, b: 2 }).onConflict().merge()
await knex('t').insert({ a: 1, b: 2 }).onConflict().merge();

//// knex('t').insert([{ a: 1, b: 2 }, { c: 3 }]).onConflict('a').merge()
await knex('t').insert([{ a: 1, b: 2 }, { c: 3 }]).onConflict('a').merge();

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b'])
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b']);

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b', 't.c'])
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b', 't.c']);

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge({ b: 5 })
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge({ b: 5 });

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge({ b: 5, c: knex.raw('excluded.c') })
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge({ b: 5, c: knex.raw('excluded.c') });

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge().where('t.b', 1)
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge().where('t.b', 1);

//// knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge().returning('id')
await knex('t').insert({ a: 1, b: 2 }).onConflict('a').merge().returning('id');

//// knex('t').insert({ a: 1 }).onConflict('a')
await knex('t').insert({ a: 1 }).onConflict('a');

//// knex('t').insert(knex('u').select('a')).onConflict('a').merge()
await knex('t').insert(knex('u').select('a')).onConflict('a').merge();

//// knex('t').insert(knex('u').select('a')).onConflict('a').ignore()
await knex('t').insert(knex('u').select('a')).onConflict('a').ignore();

//// knex('t').insert({ a: 1 }).where('b', 2)
await knex('t').insert({ a: 1 }).where('b', 2);

//// knex.with('x', knex('u').where('c', 1)).insert({ a: 1 }).into('t')
await knex.with('x', knex('u').where('c', 1)).insert({ a: 1 }).into('t');

//// knex('t').update({ a: 1 })
await knex('t').update({ a: 1 });

//// knex('t').update({ b: 1, a: 'x' }).where('id', 5)
await knex('t').update({ b: 1, a: 'x' }).where('id', 5);

//// knex('t').where('id', 5).update({ b: 1, 2: 'z', a: 'x' })
await knex('t').where('id', 5).update({ b: 1, 2: 'z', a: 'x' });

//// knex('t').update('a', 1)
await knex('t').update('a', 1);

//// knex('t').update('a', 1, 'id')
await knex('t').update('a', 1, 'id');

//// knex('t').update('a', { x: 1 })
await knex('t').update('a', { x: 1 });

//// knex('t').update({ a: { x: 1 } })
await knex('t').update({ a: { x: 1 } });

//// knex('t').update({ a: [1, 2] })
await knex('t').update({ a: [1, 2] });

//// knex('t').update({ a: undefined, b: 2 })
await knex('t').update({ a: undefined, b: 2 });

//// knex('t').update({ a: undefined })
await knex('t').update({ a: undefined });

//// knex('t').update({})
await knex('t').update({});

//// knex('t').update({ a: null })
await knex('t').update({ a: null });

//// knex('t').update({ a: knex.raw('b') })
await knex('t').update({ a: knex.raw('b') });

//// knex('t').update({ a: knex.raw('?? + ?', ['b', 1]) }).where('c', 2)
await knex('t').update({ a: knex.raw('?? + ?', ['b', 1]) }).where('c', 2);

//// knex('t').update({ a: knex.ref('b') })
await knex('t').update({ a: knex.ref('b') });

//// knex('t').update({ a: knex.fn.now() })
await knex('t').update({ a: knex.fn.now() });

//// knex('t').update({ a: knex('u').select('x').whereColumn('u.id', 't.u_id').limit(1) })
await knex('t').update({ a: knex('u').select('x').whereColumn('u.id', 't.u_id').limit(1) });

//// knex('t').update({ a: (q) => q.max('x').from('u') })
await knex('t').update({ a: (q) => q.max('x').from('u') });

//// knex('t').update({ a: 1 }, ['id'])
await knex('t').update({ a: 1 }, ['id']);

//// knex('t').update({ a: 1 }, 'id')
await knex('t').update({ a: 1 }, 'id');

//// knex('t').update({ a: 1 }).returning('*')
await knex('t').update({ a: 1 }).returning('*');

//// knex('t').update({ a: 1 }).update({ b: 2 })
await knex('t').update({ a: 1 }).update({ b: 2 });

//// knex('t').update({ a: 1 }).update('b', 2)
await knex('t').update({ a: 1 }).update('b', 2);

//// knex('t').update(null)
await knex('t').update(null);

//// knex('t').update({ 't.a': 1 })
await knex('t').update({ 't.a': 1 });

//// knex('t').update({ a: 1 }).limit(5)
await knex('t').update({ a: 1 }).limit(5);

//// knex('t').where('b', 2).limit(5).update({ a: 1 })
await knex('t').where('b', 2).limit(5).update({ a: 1 });

//// knex('t').update({ a: 1 }).updateFrom('u').where('t.id', knex.ref('u.id'))
await knex('t').update({ a: 1 }).updateFrom('u').where('t.id', knex.ref('u.id'));

//// knex('t').update({ a: 1 }).join('u', 'u.id', 't.id')
await knex('t').update({ a: 1 }).join('u', 'u.id', 't.id');

//// knex('t').withSchema('s').update({ a: 1 })
await knex('t').withSchema('s').update({ a: 1 });

//// knex('t', { only: true }).update({ a: 1 })
await knex('t', { only: true }).update({ a: 1 });

//// knex.update({ a: 1 }).from('t')
await knex.update({ a: 1 }).from('t');

//// knex.with('x', knex('u').where('c', 1)).from('t').update({ a: 1 }).where('b', 2)
await knex.with('x', knex('u').where('c', 1)).from('t').update({ a: 1 }).where('b', 2);

//// knex('t').update({ a: 1 }).whereIn('id', knex('u').select('t_id')).whereNull('z')
await knex('t').update({ a: 1 }).whereIn('id', knex('u').select('t_id')).whereNull('z');

//// knex('t').increment('a')
await knex('t').increment('a');

//// knex('t').increment('a', 5).where('b', 1)
await knex('t').increment('a', 5).where('b', 1);

//// knex('t').increment({ a: 1, b: -2 })
await knex('t').increment({ a: 1, b: -2 });

//// knex('t').decrement('a')
await knex('t').decrement('a');

//// knex('t').decrement('a', 2)
await knex('t').decrement('a', 2);

//// knex('t').decrement({ a: 1, b: 2 })
await knex('t').decrement({ a: 1, b: 2 });

//// knex('t').increment('a', '3')
await knex('t').increment('a', '3');

//// knex('t').increment('a', -3)
await knex('t').increment('a', -3);

//// knex('t').increment('a').decrement('b')
await knex('t').increment('a').decrement('b');

//// knex('t').increment('a').update({ b: 2 })
await knex('t').increment('a').update({ b: 2 });

//// knex('t').update({ a: 2 }).increment('a')
await knex('t').update({ a: 2 }).increment('a');

//// knex('t').increment('a').clearCounters().update({ b: 1 })
await knex('t').increment('a').clearCounters().update({ b: 1 });

//// knex('t').del()
await knex('t').del();

//// knex('t').delete()
await knex('t').delete();

//// knex('t').where('a', 1).del()
await knex('t').where('a', 1).del();

//// knex('t').where({ a: 1 }).delete('id')
await knex('t').where({ a: 1 }).delete('id');

//// knex('t').where({ a: 1 }).del(['id', 'b'])
await knex('t').where({ a: 1 }).del(['id', 'b']);

//// knex('t').del().where('a', 1).returning('*')
await knex('t').del().where('a', 1).returning('*');

//// knex('t').del().join('u', 'u.id', 't.u_id').where('u.x', 1)
await knex('t').del().join('u', 'u.id', 't.u_id').where('u.x', 1);

//// knex('t').del().join('u', 'u.id', '=', 't.u_id').join('v', { 'v.id': 'u.v_id' })
await knex('t').del().join('u', 'u.id', '=', 't.u_id').join('v', { 'v.id': 'u.v_id' });

//// knex('t').del().innerJoin('u', function () { this.on('u.id', 't.u_id').andOn('u.a', '>', 't.a'); })
await knex('t').del().innerJoin('u', function () { this.on('u.id', 't.u_id').andOn('u.a', '>', 't.a'); });

//// knex('t').del().using('u').where('u.id', knex.ref('t.id'))
await knex('t').del().using('u').where('u.id', knex.ref('t.id'));

//// knex('t').del().using(['u', 'v'])
await knex('t').del().using(['u', 'v']);

//// knex('t').del().limit(5)
await knex('t').del().limit(5);

//// knex('t').limit(5).del()
await knex('t').limit(5).del();

//// knex('t').having('a', '>', 1).del()
await knex('t').having('a', '>', 1).del();

//// knex('t').del().orderBy('a')
await knex('t').del().orderBy('a');

//// knex('t').withSchema('s').del()
await knex('t').withSchema('s').del();

//// knex('t', { only: true }).del()
await knex('t', { only: true }).del();

//// knex.del().from('t').where('a', 1)
await knex.del().from('t').where('a', 1);

//// knex('t').whereIn('id', knex('u').select('id')).del()
await knex('t').whereIn('id', knex('u').select('id')).del();

//// knex('t').whereExists(knex('u').where('u.a', 1)).del()
await knex('t').whereExists(knex('u').where('u.a', 1)).del();

//// knex.with('x', knex('u')).from('t').whereIn('id', knex('x').select('id')).del()
await knex.with('x', knex('u')).from('t').whereIn('id', knex('x').select('id')).del();

//// knex('t').truncate()
await knex('t').truncate();

//// knex('s.t').truncate()
await knex('s.t').truncate();

//// knex.truncate('t')
await knex.truncate('t');

//// knex('t').withSchema('s').truncate()
await knex('t').withSchema('s').truncate();

//// knex('t').where('a', 1).truncate()
await knex('t').where('a', 1).truncate();

//// knex('t').limit(1).truncate()
await knex('t').limit(1).truncate();

//// knex('t').insert({ a: 1 }).del()
await knex('t').insert({ a: 1 }).del();

//// knex('t').del().insert({ a: 1 })
await knex('t').del().insert({ a: 1 });

//// knex('t').select('a').update({ b: 1 })
await knex('t').select('a').update({ b: 1 });

//// knex('t').upsert({ a: 1 })
await knex('t').upsert({ a: 1 });

//// knex.batchInsert('t', [{ a: 1 }, { a: 2 }, { a: 3 }], 2)
await knex.batchInsert('t', [{ a: 1 }, { a: 2 }, { a: 3 }], 2);

//// knex.batchInsert('t', [{ a: 1 }, { b: 2 }])
await knex.batchInsert('t', [{ a: 1 }, { b: 2 }]);

//// knex.batchInsert('t', [{ a: 1 }]).returning('id')
await knex.batchInsert('t', [{ a: 1 }]).returning('id');

//// knex.batchInsert('t', [], 2)
await knex.batchInsert('t', [], 2);

//// knex.batchInsert('t', [{ a: 1 }], 0)
await knex.batchInsert('t', [{ a: 1 }], 0);

//// knex.batchInsert('t', { a: 1 })
await knex.batchInsert('t', { a: 1 });

//// knex('t').insert({ a: 1 }).clone().into('u')
await knex('t').insert({ a: 1 }).clone().into('u');

//// knex('t').insert({ a: 'x'.repeat(3), b: [true, null, 'q'] })
await knex('t').insert({ a: 'x'.repeat(3), b: [true, null, 'q'] });

//// knex('t').columnInfo()
await knex('t').columnInfo();

//// knex('t').columnInfo('a')
await knex('t').columnInfo('a');

//// knex('t').withSchema('s').columnInfo()
await knex('t').withSchema('s').columnInfo();
