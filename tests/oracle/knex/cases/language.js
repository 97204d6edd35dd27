// JavaScript around the builders: whatever the language does must show in what is sent.

//// a getter beats what is assigned
const o = { get t() { return 'x'; }, set t(v) {} };
o.t = 'y';
await knex.raw('select ' + o.t);

//// a setter keeps what it makes of the value
const o = { _t: 'a', get t() { return this._t; }, set t(v) { this._t = v + '1'; } };
o.t = 'y';
await knex.raw('select ' + o.t);

//// super.method sends
class A { async up(k) { await k.raw('select 1'); } }
class B extends A { async up(k) { await super.up(k); await k.raw('select 2'); } }
await new B().up(knex);

//// super in a constructor
class A { constructor(n) { this.n = n; } name() { return 'a' + this.n; } }
class B extends A { constructor(n) { super(n + 1); } name() { return super.name() + 'b'; } }
await knex.raw('select ' + new B(1).name());

//// accessors of a class
class A { get x() { return 'got'; } static get y() { return 'all'; } }
await knex.raw('select ' + new A().x + new A().constructor.name + A.y);

//// a class made by a function
const mixin = (B) => class extends B { hi() { return 'hi' + super.hi(); } };
class Base { hi() { return 'base'; } }
await knex.raw('select ' + new (mixin(Base))().hi());

//// a constructor that returns something else
class T { constructor() { return { x: 'other' }; } }
await knex.raw('select ' + new T().x);

//// a prototype
const A = function (n) { this.n = n; };
A.prototype.get = function () { return 'p' + this.n; };
await knex.raw('select ' + new A(3).get());

//// a generator
function* g() { yield 1; yield* [2, 3]; }
for (const x of g()) await knex.raw('select ' + x);

//// a generator without end
function* g() { let i = 0; while (true) yield i++; }
for (const i of g()) { if (i > 2) break; await knex.raw('select ' + i); }

//// a generator that sends [unknown]
async function* g(k) { await k.raw('select 1'); yield 1; await k.raw('select 2'); }
for await (const x of g(knex)) await knex.raw('select 3');

//// an iterator is taken once
const it = ['a', 'b'].values();
await knex.raw('select ' + [...it].length + [...it].length);

//// a name that nothing binds
await knex.raw('select 1');
await trx.raw('select 2');

//// a name that nothing binds, caught [caught]
try { missing.call(); } catch (e) { await knex.raw('select ' + e.name); }

//// typeof a name that nothing binds
if (typeof missing === 'undefined') await knex.raw('select 1');

//// a var before its value
if (x) { var x = 1; }
await knex.raw('select ' + x);

//// a property that an answer decides
const row = {};
if (await knex.schema.hasColumn('a', 'x')) row.x = 1;
row.y = 2;
await knex('a').insert(row);

//// a property spread by an answer
const x = await knex.schema.hasColumn('a', 'x');
await knex('a').insert({ ...(x && { x: 1 }), y: 2 });
await knex('a').update({ y: 1, ...(x ? { y: 2 } : { z: 3 }) });

//// keys that an answer decides
const o = { b: 1 };
if (await knex.schema.hasTable('a')) o.a = 2;
await knex.raw('select ' + Object.keys(o).join() + JSON.stringify(o));

//// what an unknown function may change [unknown]
const o = { a: 'a' };
require('os').mystery(o);
await knex.raw('select ' + o.a);

//// a list that grows in its loop
const a = [1, 2];
for (const x of a) { if (a.length < 4) a.push(x * 10); await knex.raw('select ' + x); }

//// a list that grows in forEach
const a = [1, 2, 3];
a.forEach((x, i) => { if (i === 0) a.push(4); });
await knex.raw('select ' + a.join());

//// a list that shrinks in its loop
const a = [1, 2, 3];
for (const x of a) { if (x === 1) a.splice(1, 1); await knex.raw('select ' + x); }

//// keys in their order
for (const k in { b: 1, 2: 'x', a: 2, 1: 'y' }) await knex.raw('select ' + k);

//// a copy is a copy
const a = { x: { y: 1 } };
const b = structuredClone(a);
b.x.y = 2;
await knex.raw('select ' + a.x.y);

//// toJSON
class P { constructor() { this.a = 1; } toJSON() { return 'p'; } }
await knex.raw('select ' + JSON.stringify({ p: new P(), q: { toJSON: () => 2 } }));

//// valueOf and toString
await knex.raw('select ' + ({ valueOf() { return 42; } } + 1) + `${{ toString() { return 's'; } }}`);

//// an inherited property
const o = Object.create({ a: 1 });
await knex.raw('select ' + Object.keys(o).length + o.a);

//// the prototypes of the language
await knex.raw('select ' + Array.prototype.concat.call(['a'], 'b').join() + Object.prototype.hasOwnProperty.call({ a: 1 }, 'a'));

//// errors have their names [caught]
try { JSON.parse('{bad'); } catch (e) { await knex.raw('select ' + (e instanceof SyntaxError) + e.name); }
try { null.x; } catch (e) { await knex.raw('select ' + e.name); }

//// bytes and random names are values
await knex('t').insert({ a: Buffer.from('abc'), b: crypto.randomUUID() });
await knex('t').whereIn('a', [Buffer.from('1')]).where({ c: Buffer.from('x').toString('hex') }).del();

//// a class that can be walked [unknown]
class It { *[Symbol.iterator]() { yield 'a'; yield 'b'; } }
for (const x of new It()) await knex.raw(x);

//// properties that an object does not have, though lists and texts do
function column(table, options = {}) {
  const { values, join = 'none', sort } = options;
  table.string('a', options.length).defaultTo(`${values} ${join} ${sort ?? 'unsorted'}`);
  if (options.fill === undefined) table.integer('b');
  if (!options.link) table.integer('c');
}
await knex.schema.createTable('t', (table) => column(table));
await knex.schema.createTable('u', (table) => column(table, { length: 20, values: 'v', fill: null, link: 'x' }));
await knex.raw('select ' + ({}.at || 'none') + typeof {}.toString + typeof {}.hasOwnProperty + ('length' in {}));
const given = {};
given.filter = 1;
await knex.raw('select ' + given.filter + given.map + given?.find?.x);

//// a list that is changed in a way nobody knows [unknown]
const names = ['b', 'a', 'c'];
names.sort((one, other) => one.localeCompare(other, process.env.LANG));
await knex.raw('select ' + names.join());

//// a list that is cut at a place nobody knows [unknown]
const names = ['b', 'a', 'c'];
names.splice(Number(process.env.AT), 1);
await knex.raw('select ' + names.join());

//// a part of a list that is copied over another [unknown]
const names = [1, 2, 3, 4];
names.copyWithin(0, 2);
await knex.raw('select ' + names.join());

//// a method whose name nobody knows [unknown]
const names = [1, 2];
names[process.env.HOW || 'push'](3);
await knex.raw('select ' + names.join());

//// a Map with a key that nobody knows [unknown]
const held = new Map([['a', 1]]);
held.set(process.env.KEY, 2);
await knex.raw('select ' + [...held.keys()].join());

//// a Set that may have lost something [unknown]
const held = new Set(['a']);
held.delete(process.env.KEY || 'a');
await knex.raw('select ' + held.has('a'));

//// arguments that nobody knows, applied [unknown]
const names = [1];
names.push.apply(names, JSON.parse(process.env.MORE || '[2]'));
await knex.raw('select ' + names.join());

//// a list assigned over another [unknown]
const names = [1, 2];
Object.assign(names, [9]);
await knex.raw('select ' + names.join() + Object.keys(Object.assign({}, ['x'])).join());

//// errors as text have their own names
class Refused extends Error {
  constructor(message) { super(message); this.name = 'Refused'; }
}
await knex.raw('select ' + `${new Refused('a')} ${new TypeError('b')} ${new Error('')} ${[new RangeError('c')]}`);
await knex.raw('select ' + new Error('d', { cause: 'e' }).cause);

//// names of groups in a replacement [unknown]
await knex.raw('select ' + '2020-01'.replace(/(?<year>\d+)-(?<month>\d+)/, '$<month>/$<year>'));

//// what a generator returns [unknown]
function* counted() { yield 1; return 2; }
const steps = counted();
await knex.raw('select ' + JSON.stringify([steps.next(), steps.next(), steps.next()]));

//// what an object inherits is walked too [unknown]
const child = Object.create({ first: 1 });
child.own = 2;
let keys = '';
for (const key in child) keys += key;
await knex.raw('select ' + keys);

//// one of several promises fails [unknown]
const ends = await Promise.allSettled([Promise.resolve(1), Promise.reject(new Error('no'))]);
await knex.raw('select ' + ends.map((end) => end.status).join());

//// what a Map of rows holds [unknown]
const rows = await knex('t').select('a');
const held = new Map();
for (const row of rows) held.set(row.a, row);
for (const [a] of held) await knex('t').where({ a }).del();

//// what was sent before it gets too deep [unknown]
const before = async () => { await knex.raw('select 1'); };
await before();
const deeper = (n) => deeper(n + Number(process.env.STEP || 1)) + 1;
if (process.env.NEVER) await knex.raw('select ' + deeper(0));

//// an error of a class of its own has a cause
class Refused extends Error {}
await knex.raw('select ' + new Refused('a', { cause: 'b' }).cause + new Refused('c').message);
