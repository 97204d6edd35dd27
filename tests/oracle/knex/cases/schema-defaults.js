// defaultTo on every kind of value.

//// string default text
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('a');
});

//// boolean default text
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('a');
});

//// jsonb default text
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('a');
});

//// integer default text
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('a');
});

//// altered default text
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('a').alter();
});

//// string default apostrophe
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo("it's");
});

//// boolean default apostrophe
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo("it's");
});

//// jsonb default apostrophe
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo("it's");
});

//// integer default apostrophe
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo("it's");
});

//// altered default apostrophe
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo("it's").alter();
});

//// string default backslash
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('a\\b');
});

//// boolean default backslash
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('a\\b');
});

//// jsonb default backslash
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('a\\b');
});

//// integer default backslash
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('a\\b');
});

//// altered default backslash
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('a\\b').alter();
});

//// string default question mark
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('why?');
});

//// boolean default question mark
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('why?');
});

//// jsonb default question mark
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('why?');
});

//// integer default question mark
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('why?');
});

//// altered default question mark
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('why?').alter();
});

//// string default escaped question
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('why\\?');
});

//// boolean default escaped question
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('why\\?');
});

//// jsonb default escaped question
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('why\\?');
});

//// integer default escaped question
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('why\\?');
});

//// altered default escaped question
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('why\\?').alter();
});

//// string default zero
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(0);
});

//// boolean default zero
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(0);
});

//// jsonb default zero
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(0);
});

//// integer default zero
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(0);
});

//// altered default zero
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(0).alter();
});

//// string default number
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(1.5);
});

//// boolean default number
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(1.5);
});

//// jsonb default number
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(1.5);
});

//// integer default number
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(1.5);
});

//// altered default number
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(1.5).alter();
});

//// string default negative
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(-3);
});

//// boolean default negative
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(-3);
});

//// jsonb default negative
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(-3);
});

//// integer default negative
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(-3);
});

//// altered default negative
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(-3).alter();
});

//// string default big number
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(1e21);
});

//// boolean default big number
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(1e21);
});

//// jsonb default big number
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(1e21);
});

//// integer default big number
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(1e21);
});

//// altered default big number
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(1e21).alter();
});

//// string default small number
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(1e-7);
});

//// boolean default small number
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(1e-7);
});

//// jsonb default small number
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(1e-7);
});

//// integer default small number
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(1e-7);
});

//// altered default small number
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(1e-7).alter();
});

//// string default true
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(true);
});

//// boolean default true
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(true);
});

//// jsonb default true
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(true);
});

//// integer default true
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(true);
});

//// altered default true
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(true).alter();
});

//// string default false
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(false);
});

//// boolean default false
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(false);
});

//// jsonb default false
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(false);
});

//// integer default false
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(false);
});

//// altered default false
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(false).alter();
});

//// string default text true
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('true');
});

//// boolean default text true
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('true');
});

//// jsonb default text true
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('true');
});

//// integer default text true
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('true');
});

//// altered default text true
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('true').alter();
});

//// string default text false
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('false');
});

//// boolean default text false
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('false');
});

//// jsonb default text false
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('false');
});

//// integer default text false
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('false');
});

//// altered default text false
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('false').alter();
});

//// string default null
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(null);
});

//// boolean default null
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(null);
});

//// jsonb default null
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(null);
});

//// integer default null
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(null);
});

//// altered default null
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(null).alter();
});

//// string default undefined
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(undefined);
});

//// boolean default undefined
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(undefined);
});

//// jsonb default undefined
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(undefined);
});

//// integer default undefined
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(undefined);
});

//// altered default undefined
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(undefined).alter();
});

//// string default object
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// boolean default object
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// jsonb default object
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// integer default object
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// altered default object
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo({ a: 1, b: [true, null, 'x'] }).alter();
});

//// string default nested object
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo({ a: { b: 'c' } });
});

//// boolean default nested object
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo({ a: { b: 'c' } });
});

//// jsonb default nested object
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo({ a: { b: 'c' } });
});

//// integer default nested object
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo({ a: { b: 'c' } });
});

//// altered default nested object
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo({ a: { b: 'c' } }).alter();
});

//// string default object apostrophe
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo({ a: "it's" });
});

//// boolean default object apostrophe
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo({ a: "it's" });
});

//// jsonb default object apostrophe
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo({ a: "it's" });
});

//// integer default object apostrophe
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo({ a: "it's" });
});

//// altered default object apostrophe
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo({ a: "it's" }).alter();
});

//// string default array
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo([1, 2]);
});

//// boolean default array
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo([1, 2]);
});

//// jsonb default array
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo([1, 2]);
});

//// integer default array
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo([1, 2]);
});

//// altered default array
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo([1, 2]).alter();
});

//// string default array of texts
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(['a', 'b']);
});

//// boolean default array of texts
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(['a', 'b']);
});

//// jsonb default array of texts
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(['a', 'b']);
});

//// integer default array of texts
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(['a', 'b']);
});

//// altered default array of texts
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(['a', 'b']).alter();
});

//// string default empty array
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo([]);
});

//// boolean default empty array
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo([]);
});

//// jsonb default empty array
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo([]);
});

//// integer default empty array
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo([]);
});

//// altered default empty array
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo([]).alter();
});

//// string default empty object
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo({});
});

//// boolean default empty object
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo({});
});

//// jsonb default empty object
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo({});
});

//// integer default empty object
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo({});
});

//// altered default empty object
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo({}).alter();
});

//// string default empty text
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('');
});

//// boolean default empty text
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('');
});

//// jsonb default empty text
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('');
});

//// integer default empty text
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('');
});

//// altered default empty text
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('').alter();
});

//// string default now text
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('now()');
});

//// boolean default now text
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('now()');
});

//// jsonb default now text
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('now()');
});

//// integer default now text
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('now()');
});

//// altered default now text
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('now()').alter();
});

//// string default raw
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.raw('now()'));
});

//// boolean default raw
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.raw('now()'));
});

//// jsonb default raw
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.raw('now()'));
});

//// integer default raw
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.raw('now()'));
});

//// altered default raw
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.raw('now()')).alter();
});

//// string default raw with bindings
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.raw('coalesce(?, ?)', [1, 'x']));
});

//// boolean default raw with bindings
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.raw('coalesce(?, ?)', [1, 'x']));
});

//// jsonb default raw with bindings
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.raw('coalesce(?, ?)', [1, 'x']));
});

//// integer default raw with bindings
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.raw('coalesce(?, ?)', [1, 'x']));
});

//// altered default raw with bindings
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.raw('coalesce(?, ?)', [1, 'x'])).alter();
});

//// string default raw with names
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.raw(':a:', { a: 'col' }));
});

//// boolean default raw with names
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.raw(':a:', { a: 'col' }));
});

//// jsonb default raw with names
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.raw(':a:', { a: 'col' }));
});

//// integer default raw with names
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.raw(':a:', { a: 'col' }));
});

//// altered default raw with names
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.raw(':a:', { a: 'col' })).alter();
});

//// string default fn.now
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.now());
});

//// boolean default fn.now
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.fn.now());
});

//// jsonb default fn.now
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.fn.now());
});

//// integer default fn.now
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.fn.now());
});

//// altered default fn.now
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.now()).alter();
});

//// string default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.now(6));
});

//// boolean default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.fn.now(6));
});

//// jsonb default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.fn.now(6));
});

//// integer default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.fn.now(6));
});

//// altered default fn.now precision
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.now(6)).alter();
});

//// string default fn.uuid
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.uuid());
});

//// boolean default fn.uuid
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(knex.fn.uuid());
});

//// jsonb default fn.uuid
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(knex.fn.uuid());
});

//// integer default fn.uuid
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(knex.fn.uuid());
});

//// altered default fn.uuid
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(knex.fn.uuid()).alter();
});

//// string default bigint
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(10n);
});

//// boolean default bigint
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(10n);
});

//// jsonb default bigint
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(10n);
});

//// integer default bigint
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(10n);
});

//// altered default bigint
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(10n).alter();
});

//// string default json text
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('{"a":1}');
});

//// boolean default json text
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo('{"a":1}');
});

//// jsonb default json text
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo('{"a":1}');
});

//// integer default json text
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo('{"a":1}');
});

//// altered default json text
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo('{"a":1}').alter();
});

//// string default stringified
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(JSON.stringify({ a: 1 }));
});

//// boolean default stringified
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(JSON.stringify({ a: 1 }));
});

//// jsonb default stringified
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(JSON.stringify({ a: 1 }));
});

//// integer default stringified
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(JSON.stringify({ a: 1 }));
});

//// altered default stringified
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(JSON.stringify({ a: 1 })).alter();
});

//// string default template
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(`a${1 + 1}b`);
});

//// boolean default template
await knex.schema.createTable('t', (table) => {
  table.boolean('c').defaultTo(`a${1 + 1}b`);
});

//// jsonb default template
await knex.schema.createTable('t', (table) => {
  table.jsonb('c').defaultTo(`a${1 + 1}b`);
});

//// integer default template
await knex.schema.createTable('t', (table) => {
  table.integer('c').defaultTo(`a${1 + 1}b`);
});

//// altered default template
await knex.schema.alterTable('t', (table) => {
  table.string('c').defaultTo(`a${1 + 1}b`).alter();
});

//// json default text
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo('a');
});

//// json default apostrophe
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo("it's");
});

//// json default null
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo(null);
});

//// json default undefined
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo(undefined);
});

//// json default object
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// json default nested object
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo({ a: { b: 'c' } });
});

//// json default empty object
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo({});
});

//// json default empty text
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo('');
});

//// json default raw
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo(knex.raw('now()'));
});

//// json default fn.now
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo(knex.fn.now());
});

//// json default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.json('c').defaultTo(knex.fn.now(6));
});

//// timestamp default text
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo('a');
});

//// timestamp default apostrophe
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo("it's");
});

//// timestamp default null
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo(null);
});

//// timestamp default undefined
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo(undefined);
});

//// timestamp default object
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// timestamp default nested object
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo({ a: { b: 'c' } });
});

//// timestamp default empty object
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo({});
});

//// timestamp default empty text
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo('');
});

//// timestamp default raw
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo(knex.raw('now()'));
});

//// timestamp default fn.now
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo(knex.fn.now());
});

//// timestamp default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.timestamp('c').defaultTo(knex.fn.now(6));
});

//// enum default text
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo('a');
});

//// enum default apostrophe
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo("it's");
});

//// enum default null
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo(null);
});

//// enum default undefined
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo(undefined);
});

//// enum default object
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// enum default nested object
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo({ a: { b: 'c' } });
});

//// enum default empty object
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo({});
});

//// enum default empty text
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo('');
});

//// enum default raw
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo(knex.raw('now()'));
});

//// enum default fn.now
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo(knex.fn.now());
});

//// enum default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.enum('c', ['a']).defaultTo(knex.fn.now(6));
});

//// decimal default text
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo('a');
});

//// decimal default apostrophe
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo("it's");
});

//// decimal default null
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo(null);
});

//// decimal default undefined
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo(undefined);
});

//// decimal default object
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// decimal default nested object
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo({ a: { b: 'c' } });
});

//// decimal default empty object
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo({});
});

//// decimal default empty text
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo('');
});

//// decimal default raw
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo(knex.raw('now()'));
});

//// decimal default fn.now
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo(knex.fn.now());
});

//// decimal default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.decimal('c').defaultTo(knex.fn.now(6));
});

//// bigint default text
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo('a');
});

//// bigint default apostrophe
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo("it's");
});

//// bigint default null
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo(null);
});

//// bigint default undefined
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo(undefined);
});

//// bigint default object
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// bigint default nested object
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo({ a: { b: 'c' } });
});

//// bigint default empty object
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo({});
});

//// bigint default empty text
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo('');
});

//// bigint default raw
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo(knex.raw('now()'));
});

//// bigint default fn.now
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo(knex.fn.now());
});

//// bigint default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.bigint('c').defaultTo(knex.fn.now(6));
});

//// specificType default text
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo('a');
});

//// specificType default apostrophe
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo("it's");
});

//// specificType default null
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo(null);
});

//// specificType default undefined
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo(undefined);
});

//// specificType default object
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// specificType default nested object
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo({ a: { b: 'c' } });
});

//// specificType default empty object
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo({});
});

//// specificType default empty text
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo('');
});

//// specificType default raw
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo(knex.raw('now()'));
});

//// specificType default fn.now
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo(knex.fn.now());
});

//// specificType default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.specificType('c', 'jsonb').defaultTo(knex.fn.now(6));
});

//// uuid default text
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo('a');
});

//// uuid default apostrophe
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo("it's");
});

//// uuid default null
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo(null);
});

//// uuid default undefined
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo(undefined);
});

//// uuid default object
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo({ a: 1, b: [true, null, 'x'] });
});

//// uuid default nested object
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo({ a: { b: 'c' } });
});

//// uuid default empty object
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo({});
});

//// uuid default empty text
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo('');
});

//// uuid default raw
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo(knex.raw('now()'));
});

//// uuid default fn.now
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo(knex.fn.now());
});

//// uuid default fn.now precision
await knex.schema.createTable('t', (table) => {
  table.uuid('c').defaultTo(knex.fn.now(6));
});

//// default without argument
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo();
});

//// default alias
await knex.schema.createTable('t', (table) => {
  table.string('c').default('a');
});

//// defaultsTo
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultsTo('a');
});

//// last default wins
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo('a').default('b');
});

//// default regexp
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(/a/g);
});

//// default ref
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex.ref('x'));
});

//// default query
await knex.schema.createTable('t', (table) => {
  table.string('c').defaultTo(knex('u').select('a'));
});

//// fn.uuidToBin is text
await knex.schema.createTable('t', (table) => {
  table.uuid('c').notNullable().defaultTo(knex.raw('uuid_generate_v4()'));
});
