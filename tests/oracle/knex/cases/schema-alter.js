// Altered columns.

//// string('c', 50).alter()
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter();
});

//// string('c').notNullable().defaultTo('x').alter()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter();
});

//// integer('c').nullable().checkPositive().comment('c').alter()
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter();
});

//// enu('c', ['a', 'b']).alter()
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter();
});

//// string('c', 50).alter({ alterNullable: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({ alterNullable: false });
});

//// string('c').notNullable().defaultTo('x').alter({ alterNullable: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({ alterNullable: false });
});

//// integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: false })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: false });
});

//// enu('c', ['a', 'b']).alter({ alterNullable: false })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({ alterNullable: false });
});

//// string('c', 50).alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({ alterType: false });
});

//// string('c').notNullable().defaultTo('x').alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({ alterType: false });
});

//// integer('c').nullable().checkPositive().comment('c').alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({ alterType: false });
});

//// enu('c', ['a', 'b']).alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({ alterType: false });
});

//// string('c', 50).alter({ alterNullable: false, alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({ alterNullable: false, alterType: false });
});

//// string('c').notNullable().defaultTo('x').alter({ alterNullable: false, alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({ alterNullable: false, alterType: false });
});

//// integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: false, alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: false, alterType: false });
});

//// enu('c', ['a', 'b']).alter({ alterNullable: false, alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({ alterNullable: false, alterType: false });
});

//// string('c', 50).alter({})
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({});
});

//// string('c').notNullable().defaultTo('x').alter({})
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({});
});

//// integer('c').nullable().checkPositive().comment('c').alter({})
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({});
});

//// enu('c', ['a', 'b']).alter({})
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({});
});

//// string('c', 50).alter(undefined)
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter(undefined);
});

//// string('c').notNullable().defaultTo('x').alter(undefined)
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter(undefined);
});

//// integer('c').nullable().checkPositive().comment('c').alter(undefined)
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter(undefined);
});

//// enu('c', ['a', 'b']).alter(undefined)
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter(undefined);
});

//// string('c', 50).alter(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter(null);
});

//// string('c').notNullable().defaultTo('x').alter(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter(null);
});

//// integer('c').nullable().checkPositive().comment('c').alter(null)
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter(null);
});

//// enu('c', ['a', 'b']).alter(null)
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter(null);
});

//// string('c', 50).alter({ alterNullable: undefined })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({ alterNullable: undefined });
});

//// string('c').notNullable().defaultTo('x').alter({ alterNullable: undefined })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({ alterNullable: undefined });
});

//// integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: undefined })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({ alterNullable: undefined });
});

//// enu('c', ['a', 'b']).alter({ alterNullable: undefined })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({ alterNullable: undefined });
});

//// string('c', 50).alter({ alterType: null })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter({ alterType: null });
});

//// string('c').notNullable().defaultTo('x').alter({ alterType: null })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter({ alterType: null });
});

//// integer('c').nullable().checkPositive().comment('c').alter({ alterType: null })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter({ alterType: null });
});

//// enu('c', ['a', 'b']).alter({ alterType: null })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter({ alterType: null });
});

//// string('c', 50).alter(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter(true);
});

//// string('c').notNullable().defaultTo('x').alter(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter(true);
});

//// integer('c').nullable().checkPositive().comment('c').alter(true)
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter(true);
});

//// enu('c', ['a', 'b']).alter(true)
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter(true);
});

//// string('c', 50).alter('x')
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter('x');
});

//// string('c').notNullable().defaultTo('x').alter('x')
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter('x');
});

//// integer('c').nullable().checkPositive().comment('c').alter('x')
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter('x');
});

//// enu('c', ['a', 'b']).alter('x')
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter('x');
});

//// string('c', 50).alter().alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c', 50).alter().alter({ alterType: false });
});

//// string('c').notNullable().defaultTo('x').alter().alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().defaultTo('x').alter().alter({ alterType: false });
});

//// integer('c').nullable().checkPositive().comment('c').alter().alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.integer('c').nullable().checkPositive().comment('c').alter().alter({ alterType: false });
});

//// enu('c', ['a', 'b']).alter().alter({ alterType: false })
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b']).alter().alter({ alterType: false });
});

//// alter in the middle of a chain
await knex.schema.alterTable('t', (table) => {
  table.string('c').alter().notNullable().defaultTo('x');
});

//// alter between added columns
await knex.schema.alterTable('t', (table) => {
  table.string('a');
  table.string('b').alter();
  table.string('c');
  table.index('a');
});

//// alter native enum
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true, enumName: 'k' }).alter();
});

//// alter and add native enums
await knex.schema.alterTable('t', (table) => {
  table.enu('a', ['x'], { useNative: true, enumName: 'k1' }).alter();
  table.enu('b', ['y'], { useNative: true, enumName: 'k2' });
});

//// alter dotted
await knex.schema.alterTable('t', (table) => {
  table.string('a.b').alter();
});

//// alter star
await knex.schema.alterTable('t', (table) => {
  table.string('*').alter();
});

//// alter subscript
await knex.schema.alterTable('t', (table) => {
  table.string('a[1]').alter();
});

//// alter quote
await knex.schema.alterTable('t', (table) => {
  table.string('a"b').alter();
});

//// alter name with spaces
await knex.schema.alterTable('t', (table) => {
  table.string(' a ').alter();
});

//// alter name as
await knex.schema.alterTable('t', (table) => {
  table.string('a as b').alter();
});

//// alter checks unnamed
await knex.schema.alterTable('t', (table) => {
  table.integer('c').checkPositive().checkIn([1]).checkNegative('n').alter();
});

//// alter json default
await knex.schema.alterTable('t', (table) => {
  table.jsonb('c').defaultTo({ a: 1 }).notNullable().alter();
});

//// alter with index
await knex.schema.alterTable('t', (table) => {
  table.string('c').index().unique().alter();
});

//// alter in createTable
await knex.schema.createTable('t', (table) => {
  table.string('c').alter();
});

//// drop in createTable
await knex.schema.createTable('t', (table) => {
  table.string('c').drop();
});

//// two alters
await knex.schema.alterTable('t', (table) => {
  table.string('a').alter();
  table.text('b').notNullable().alter();
});

//// alter references
await knex.schema.alterTable('t', (table) => {
  table.uuid('c').references('u.id').alter();
});

//// alter no name
await knex.schema.alterTable('t', (table) => {
  table.string().alter();
});

//// alter number name
await knex.schema.alterTable('t', (table) => {
  table.string(5).alter();
});

//// rename then alter
await knex.schema.alterTable('t', (table) => {
  table.renameColumn('a', 'b');
  table.string('b').alter();
});

//// alter specificType
await knex.schema.alterTable('t', (table) => {
  table.specificType('c', 'citext').alter();
});

//// alter specificType raw
await knex.schema.alterTable('t', (table) => {
  table.specificType('c', knex.raw('citext')).notNullable().alter();
});

//// alter timestamps
await knex.schema.alterTable('t', (table) => {
  table.timestamp('a', { useTz: true }).alter();
  table.timestamps(true, true);
});

//// alter default now
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c').notNullable().defaultTo(knex.fn.now()).alter();
});
