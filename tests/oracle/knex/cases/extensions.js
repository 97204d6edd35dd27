// Methods that a project adds to Knex's builders. Each name is added once in the life of the recording process.

//// a column of its own kind [knex 3.3]
require('knex').TableBuilder.extend('cents', function (name, more) { return this.decimal(name, 12, more || 2); });
await knex.schema.createTable('t', (t) => { t.cents('a').notNullable(); t.cents('b', 4); });

//// several columns at once [knex 3.3]
const { TableBuilder } = require('knex');
TableBuilder.extend('audited', function () { this.timestamps(true, true); this.uuid('by'); return this; });
await knex.schema.alterTable('t', (t) => { t.audited().index('by'); });

//// a modifier of columns [knex 3.3]
require('knex').ColumnBuilder.extend('money', function () { return this.notNullable().defaultTo(0); });
await knex.schema.createTable('t', (t) => { t.integer('a').money().comment('x'); });

//// a condition [knex 3.3]
require('knex').QueryBuilder.extend('alive', function (column = 'deleted_at') { return this.whereNull(column); });
await knex('t').alive().where((q) => q.alive('x').orWhere('a', 1)).update({ b: 2 });

//// a method of the schema [knex 3.3]
require('knex').default.SchemaBuilder.extend('twice', function (name, callback) {
  return this.createTable(name, callback).createTable(name + '_log', callback);
});
await knex.schema.withSchema('s').twice('t', (t) => { t.increments(); });

//// a method of views [knex 3.3]
require('knex').ViewBuilder.extend('all', function (table) { this.as(knex(table)); });
await knex.schema.createView('v', (v) => { v.all('t'); });

//// an arrow has no builder [knex 3.3]
require('knex').TableBuilder.extend('lost', (name) => this.string(name));
await knex.schema.createTable('t', (t) => { t.lost('a'); });

//// what stands there already [knex 3.3]
require('knex').TableBuilder.extend('string', function () {});
await knex.raw('select 1');

//// the same name twice [knex 3.3]
require('knex').ColumnBuilder.extend('once', function () { return this; });
require('knex').ColumnBuilder.extend('once', function () { return this; });
await knex.raw('select 1');

//// an extension nobody can read [knex 3.3] [unknown]
require('knex').TableBuilder.extend('mystery', require('some-package').mystery);
await knex.schema.createTable('t', (t) => { t.mystery('a'); });

//// a method that a package may add [knex 3.3] [unknown]
require('knex-of-others');
await knex('t').theirs().del();

//// a table in the hands of code nobody can read [knex 3.3] [unknown]
await knex.schema.createTable('t', (t) => { require('some-package').columns(t); });

//// a column in the hands of code nobody can read [knex 3.3] [unknown]
await knex.schema.createTable('t', (t) => { require('some-package').finish(t.string('a')); });

//// a method whose name nobody knows [knex 3.3] [unknown]
await knex.schema.createTable('t', (t) => { t[process.env.TYPE]('a'); });

//// conditions in the hands of code nobody can read [knex 3.3] [unknown]
await knex('t').where(function () { require('some-package').restrict(this); }).select('a');
