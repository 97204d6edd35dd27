// Arguments of the type methods.

//// string length as text
await knex.schema.createTable('t', (table) => {
  table.string('c', '30');
});

//// string length NaN
await knex.schema.createTable('t', (table) => {
  table.string('c', 'x');
});

//// string length null
await knex.schema.createTable('t', (table) => {
  table.string('c', null);
});

//// string length float
await knex.schema.createTable('t', (table) => {
  table.string('c', 12.7);
});

//// string length zero
await knex.schema.createTable('t', (table) => {
  table.string('c', 0);
});

//// string length negative
await knex.schema.createTable('t', (table) => {
  table.string('c', -5);
});

//// string length with letters
await knex.schema.createTable('t', (table) => {
  table.string('c', '20px');
});

//// string length undefined
await knex.schema.createTable('t', (table) => {
  table.string('c', undefined);
});

//// decimal default
await knex.schema.createTable('t', (table) => {
  table.decimal('c');
});

//// decimal precision
await knex.schema.createTable('t', (table) => {
  table.decimal('c', 14);
});

//// decimal precision and scale
await knex.schema.createTable('t', (table) => {
  table.decimal('c', 14, 4);
});

//// decimal null
await knex.schema.createTable('t', (table) => {
  table.decimal('c', null);
});

//// decimal scale zero
await knex.schema.createTable('t', (table) => {
  table.decimal('c', 10, 0);
});

//// decimal null scale
await knex.schema.createTable('t', (table) => {
  table.decimal('c', 10, null);
});

//// decimal texts
await knex.schema.createTable('t', (table) => {
  table.decimal('c', '12', '3');
});

//// decimal undefined precision
await knex.schema.createTable('t', (table) => {
  table.decimal('c', undefined, 3);
});

//// float precision
await knex.schema.createTable('t', (table) => {
  table.float('c', 5, 2);
});

//// double precision
await knex.schema.createTable('t', (table) => {
  table.double('c', 5, 2);
});

//// text longtext
await knex.schema.createTable('t', (table) => {
  table.text('c', 'longtext');
});

//// time precision
await knex.schema.createTable('t', (table) => {
  table.time('c', 6);
});

//// binary length
await knex.schema.createTable('t', (table) => {
  table.binary('c', 16);
});

//// json true
await knex.schema.createTable('t', (table) => {
  table.json('c', true);
});

//// json false
await knex.schema.createTable('t', (table) => {
  table.json('c', false);
});

//// timestamp true
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', true);
});

//// timestamp false
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', false);
});

//// timestamp number
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', 6);
});

//// timestamp zero
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', 0);
});

//// timestamp object useTz
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { useTz: false });
});

//// timestamp object useTz true
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { useTz: true });
});

//// timestamp object precision
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { precision: 3 });
});

//// timestamp object precision zero
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { precision: 0 });
});

//// timestamp object both
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { useTz: false, precision: 6 });
});

//// timestamp object useTz null
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { useTz: null });
});

//// timestamp object useTz text
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', { useTz: 'false' });
});

//// timestamp empty object
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', {});
});

//// timestamp null
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', null);
});

//// timestamp array
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', []);
});

//// timestamp standard argument
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', true, 3);
});

//// timestamp false and precision
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', false, 2);
});

//// timestamp undefined and precision
await knex.schema.createTable('t', (table) => {
  table.timestamp('c', undefined, 2);
});

//// datetime object
await knex.schema.createTable('t', (table) => {
  table.datetime('c', { useTz: false, precision: 2 });
});

//// dateTime number
await knex.schema.createTable('t', (table) => {
  table.dateTime('c', 6);
});

//// dateTime precision null
await knex.schema.createTable('t', (table) => {
  table.dateTime('c', { precision: null });
});

//// increments default name
await knex.schema.createTable('t', (table) => {
  table.increments();
});

//// bigIncrements default name
await knex.schema.createTable('t', (table) => {
  table.bigIncrements();
});

//// increments no primary
await knex.schema.createTable('t', (table) => {
  table.increments('id', { primaryKey: false });
});

//// increments empty options
await knex.schema.createTable('t', (table) => {
  table.increments('id', {});
});

//// increments undefined name
await knex.schema.createTable('t', (table) => {
  table.increments(undefined, { primaryKey: true });
});

//// increments null options
await knex.schema.createTable('t', (table) => {
  table.increments('id', null);
});

//// increments with text options
await knex.schema.createTable('t', (table) => {
  table.increments('id', 'x');
});

//// increments and primary
await knex.schema.createTable('t', (table) => {
  table.increments('id');
  table.primary(['id', 'a']);
});

//// increments and a column primary
await knex.schema.createTable('t', (table) => {
  table.increments('id');
  table.uuid('u').primary();
});

//// increments and an empty primary
await knex.schema.createTable('t', (table) => {
  table.increments('id');
  table.primary();
});

//// increments and a primary of nothing
await knex.schema.createTable('t', (table) => {
  table.increments('id');
  table.primary([]);
});

//// increments with modifiers
await knex.schema.createTable('t', (table) => {
  table.increments('id').notNullable().defaultTo(1).unsigned().comment('the key');
});

//// increments index
await knex.schema.createTable('t', (table) => {
  table.increments('id').index();
});

//// increments primary
await knex.schema.createTable('t', (table) => {
  table.increments('id').primary();
});

//// increments unique
await knex.schema.createTable('t', (table) => {
  table.increments('id').unique();
});

//// increments references
await knex.schema.createTable('t', (table) => {
  table.increments('id').references('u.id');
});

//// increments checks
await knex.schema.createTable('t', (table) => {
  table.increments('id').checkPositive();
});

//// bigincrements no primary
await knex.schema.createTable('t', (table) => {
  table.bigincrements('id', { primaryKey: false });
});

//// increments comment
await knex.schema.createTable('t', (table) => {
  table.increments().comment('key');
});

//// two increments
await knex.schema.createTable('t', (table) => {
  table.increments('a');
  table.increments('b');
});

//// uuid primary option
await knex.schema.createTable('t', (table) => {
  table.uuid('id', { primaryKey: true });
});

//// uuid binary option
await knex.schema.createTable('t', (table) => {
  table.uuid('id', { useBinaryUuid: true });
});

//// uuid binary and primary
await knex.schema.createTable('t', (table) => {
  table.uuid('id', { useBinaryUuid: true, primaryKey: true });
});

//// uuid primary option and primary
await knex.schema.createTable('t', (table) => {
  table.uuid('id', { primaryKey: true });
  table.primary('id');
});

//// uuid null options
await knex.schema.createTable('t', (table) => {
  table.uuid('id', null);
});

//// uuid primary call
await knex.schema.createTable('t', (table) => {
  table.uuid('id').primary();
});

//// uuid default
await knex.schema.createTable('t', (table) => {
  table.uuid('id').defaultTo(knex.raw('gen_random_uuid()')).primary();
});

//// uuid fn
await knex.schema.createTable('t', (table) => {
  table.uuid('id').defaultTo(knex.fn.uuid());
});

//// bit length
await knex.schema.createTable('t', (table) => {
  table.bit('c', { length: 8 });
});

//// bit false
await knex.schema.createTable('t', (table) => {
  table.bit('c', { length: false });
});

//// bit empty object
await knex.schema.createTable('t', (table) => {
  table.bit('c', {});
});

//// bit without options
await knex.schema.createTable('t', (table) => {
  table.bit('c');
});

//// bit text length
await knex.schema.createTable('t', (table) => {
  table.bit('c', { length: '3' });
});

//// bit null
await knex.schema.createTable('t', (table) => {
  table.bit('c', null);
});

//// bit number
await knex.schema.createTable('t', (table) => {
  table.bit('c', 3);
});

//// enum
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a', 'b']);
});

//// enu
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a', 'b']).notNullable().defaultTo('a');
});

//// enum of numbers
await knex.schema.createTable('t', (table) => {
  table.enu('c', [1, 2.5]);
});

//// enum with an apostrophe
await knex.schema.createTable('t', (table) => {
  table.enu('c', ["it's"]);
});

//// enum empty
await knex.schema.createTable('t', (table) => {
  table.enu('c', []);
});

//// enum null values
await knex.schema.createTable('t', (table) => {
  table.enu('c', null);
});

//// enum no values
await knex.schema.createTable('t', (table) => {
  table.enu('c');
});

//// enum with null inside
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a', null, undefined]);
});

//// enum text
await knex.schema.createTable('t', (table) => {
  table.enu('c', 'abc');
});

//// enum with name only
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a'], { enumName: 'kind' });
});

//// enum null options
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a'], null);
});

//// enum native
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a', 'b'], { useNative: true, enumName: 'kind' });
});

//// enum native schema
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a', 'b'], { useNative: true, enumName: 'kind', schemaName: 's' });
});

//// enum native existing
await knex.schema.createTable('t', (table) => {
  table.enu('c', null, { useNative: true, enumName: 'kind', existingType: true });
});

//// enum native existing schema
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['x'], { useNative: true, enumName: 'kind', existingType: true, schemaName: 's' });
});

//// enum native without a name
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true });
});

//// two native enums
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true, enumName: 'k1' });
  table.string('x');
  table.enu('d', ['b'], { useNative: true, enumName: 'k2' });
});

//// enum native not null
await knex.schema.createTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true, enumName: 'k' }).notNullable().defaultTo('a').comment('it').index();
});

//// enum dotted column
await knex.schema.createTable('t', (table) => {
  table.enu('x.c', ['a']);
});

//// specificType
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'citext');
});

//// specificType array
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'text[]').notNullable().defaultTo('{}');
});

//// specificType with a clause
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'integer generated always as identity');
});

//// specificType raw
await knex.schema.createTable('t', (table) => {
  table.specificType('c', knex.raw('numeric(10,2)'));
});

//// specificType raw with bindings
await knex.schema.createTable('t', (table) => {
  table.specificType('c', knex.raw('numeric(??)', ['x']));
});

//// specificType missing
await knex.schema.createTable('t', (table) => {
  table.specificType('c');
});

//// specificType empty
await knex.schema.createTable('t', (table) => {
  table.specificType('c', '');
});

//// specificType question
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'text default \'?\'');
});

//// specificType object default
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo({});
});

//// specificType array default
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo([1, 'b']);
});

//// timestamps
await knex.schema.createTable('t', (table) => {
  table.timestamps();
});

//// timestamps true
await knex.schema.createTable('t', (table) => {
  table.timestamps(true);
});

//// timestamps true true
await knex.schema.createTable('t', (table) => {
  table.timestamps(true, true);
});

//// timestamps false true
await knex.schema.createTable('t', (table) => {
  table.timestamps(false, true);
});

//// timestamps camel
await knex.schema.createTable('t', (table) => {
  table.timestamps(true, true, true);
});

//// timestamps object
await knex.schema.createTable('t', (table) => {
  table.timestamps({ useTimestamps: true, defaultToNow: true, useCamelCase: true });
});

//// timestamps partial object
await knex.schema.createTable('t', (table) => {
  table.timestamps({ defaultToNow: true });
});

//// timestamps empty object
await knex.schema.createTable('t', (table) => {
  table.timestamps({});
});

//// timestamps now not boolean
await knex.schema.createTable('t', (table) => {
  table.timestamps(true, 1);
});

//// timestamps chained
await knex.schema.createTable('t', (table) => {
  table.timestamps().notNullable();
});

//// timestamps between columns
await knex.schema.createTable('t', (table) => {
  table.string('a');
  table.timestamps(true, true);
  table.string('b');
});

//// no name string
await knex.schema.createTable('t', (table) => {
  table.string();
});

//// no name integer
await knex.schema.createTable('t', (table) => {
  table.integer();
});

//// empty name
await knex.schema.createTable('t', (table) => {
  table.string('');
});

//// null name
await knex.schema.createTable('t', (table) => {
  table.string(null);
});

//// undefined name
await knex.schema.createTable('t', (table) => {
  table.text(undefined);
});

//// number name
await knex.schema.createTable('t', (table) => {
  table.text(5);
});

//// raw name
await knex.schema.createTable('t', (table) => {
  table.text(knex.raw('??', ['c']));
});

//// no name timestamp
await knex.schema.createTable('t', (table) => {
  table.timestamp();
});

//// boolean name
await knex.schema.createTable('t', (table) => {
  table.text(true);
});

//// dotted name
await knex.schema.createTable('t', (table) => {
  table.text('a.b');
});

//// name with as
await knex.schema.createTable('t', (table) => {
  table.text('a as b');
});

//// name with spaces
await knex.schema.createTable('t', (table) => {
  table.text(' a ');
});

//// name with a quote
await knex.schema.createTable('t', (table) => {
  table.text('a"b');
});

//// star name
await knex.schema.createTable('t', (table) => {
  table.text('*');
});

//// array accessor name
await knex.schema.createTable('t', (table) => {
  table.text('a[1]');
});

//// name with a question mark
await knex.schema.createTable('t', (table) => {
  table.text('what?');
});

//// name with capitals
await knex.schema.createTable('t', (table) => {
  table.text('camelCase');
});

//// unicode name
await knex.schema.createTable('t', (table) => {
  table.text('naïve😀');
});

//// name with dollar
await knex.schema.createTable('t', (table) => {
  table.text('a$1');
});

//// name with backslash
await knex.schema.createTable('t', (table) => {
  table.text('a\\b');
});

//// decimal default, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c');
});

//// decimal precision, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', 14);
});

//// decimal precision and scale, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', 14, 4);
});

//// decimal null, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', null);
});

//// decimal scale zero, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', 10, 0);
});

//// decimal null scale, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', 10, null);
});

//// decimal texts, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', '12', '3');
});

//// decimal undefined precision, altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c', undefined, 3);
});

//// timestamp true, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', true);
});

//// timestamp false, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', false);
});

//// timestamp number, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', 6);
});

//// timestamp zero, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', 0);
});

//// timestamp object useTz, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { useTz: false });
});

//// timestamp object useTz true, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { useTz: true });
});

//// timestamp object precision, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { precision: 3 });
});

//// timestamp object precision zero, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { precision: 0 });
});

//// timestamp object both, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { useTz: false, precision: 6 });
});

//// timestamp object useTz null, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { useTz: null });
});

//// timestamp object useTz text, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', { useTz: 'false' });
});

//// timestamp empty object, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', {});
});

//// timestamp null, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', null);
});

//// timestamp array, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', []);
});

//// timestamp standard argument, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', true, 3);
});

//// timestamp false and precision, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', false, 2);
});

//// timestamp undefined and precision, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c', undefined, 2);
});

//// increments default name, altered
await knex.schema.alterTable('t', (table) => {
  table.increments();
});

//// increments no primary, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id', { primaryKey: false });
});

//// increments empty options, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id', {});
});

//// increments undefined name, altered
await knex.schema.alterTable('t', (table) => {
  table.increments(undefined, { primaryKey: true });
});

//// increments null options, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id', null);
});

//// increments with text options, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id', 'x');
});

//// increments and primary, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id');
  table.primary(['id', 'a']);
});

//// increments and a column primary, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id');
  table.uuid('u').primary();
});

//// increments and an empty primary, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id');
  table.primary();
});

//// increments and a primary of nothing, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id');
  table.primary([]);
});

//// increments with modifiers, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').notNullable().defaultTo(1).unsigned().comment('the key');
});

//// increments index, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').index();
});

//// increments primary, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').primary();
});

//// increments unique, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').unique();
});

//// increments references, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').references('u.id');
});

//// increments checks, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('id').checkPositive();
});

//// bigincrements no primary, altered
await knex.schema.alterTable('t', (table) => {
  table.bigincrements('id', { primaryKey: false });
});

//// increments comment, altered
await knex.schema.alterTable('t', (table) => {
  table.increments().comment('key');
});

//// two increments, altered
await knex.schema.alterTable('t', (table) => {
  table.increments('a');
  table.increments('b');
});

//// uuid primary option, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id', { primaryKey: true });
});

//// uuid binary option, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id', { useBinaryUuid: true });
});

//// uuid binary and primary, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id', { useBinaryUuid: true, primaryKey: true });
});

//// uuid primary option and primary, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id', { primaryKey: true });
  table.primary('id');
});

//// uuid null options, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id', null);
});

//// uuid primary call, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id').primary();
});

//// uuid default, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id').defaultTo(knex.raw('gen_random_uuid()')).primary();
});

//// uuid fn, altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('id').defaultTo(knex.fn.uuid());
});

//// enum, altered
await knex.schema.alterTable('t', (table) => {
  table.enum('c', ['a', 'b']);
});

//// enum of numbers, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', [1, 2.5]);
});

//// enum with an apostrophe, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ["it's"]);
});

//// enum empty, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', []);
});

//// enum null values, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', null);
});

//// enum no values, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c');
});

//// enum with null inside, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', null, undefined]);
});

//// enum text, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', 'abc');
});

//// enum with name only, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], { enumName: 'kind' });
});

//// enum null options, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], null);
});

//// enum native, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b'], { useNative: true, enumName: 'kind' });
});

//// enum native schema, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a', 'b'], { useNative: true, enumName: 'kind', schemaName: 's' });
});

//// enum native existing, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', null, { useNative: true, enumName: 'kind', existingType: true });
});

//// enum native existing schema, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['x'], { useNative: true, enumName: 'kind', existingType: true, schemaName: 's' });
});

//// enum native without a name, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true });
});

//// two native enums, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true, enumName: 'k1' });
  table.string('x');
  table.enu('d', ['b'], { useNative: true, enumName: 'k2' });
});

//// enum native not null, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('c', ['a'], { useNative: true, enumName: 'k' }).notNullable().defaultTo('a').comment('it').index();
});

//// enum dotted column, altered
await knex.schema.alterTable('t', (table) => {
  table.enu('x.c', ['a']);
});

//// timestamps, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps();
});

//// timestamps true, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps(true);
});

//// timestamps true true, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps(true, true);
});

//// timestamps false true, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps(false, true);
});

//// timestamps camel, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps(true, true, true);
});

//// timestamps object, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps({ useTimestamps: true, defaultToNow: true, useCamelCase: true });
});

//// timestamps partial object, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps({ defaultToNow: true });
});

//// timestamps empty object, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps({});
});

//// timestamps now not boolean, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps(true, 1);
});

//// timestamps chained, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamps().notNullable();
});

//// timestamps between columns, altered
await knex.schema.alterTable('t', (table) => {
  table.string('a');
  table.timestamps(true, true);
  table.string('b');
});

//// no name timestamp, altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp();
});
