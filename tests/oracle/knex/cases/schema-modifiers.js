// Every modifier on a created, an added and an altered column.

//// create .nullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable();
});

//// add .nullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable();
});

//// alter .nullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable().alter();
});

//// create .nullable(true)
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable(true);
});

//// add .nullable(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(true);
});

//// alter .nullable(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(true).alter();
});

//// create .nullable(false)
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable(false);
});

//// add .nullable(false)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(false);
});

//// alter .nullable(false)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(false).alter();
});

//// create .nullable(null)
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable(null);
});

//// add .nullable(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(null);
});

//// alter .nullable(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(null).alter();
});

//// create .nullable(0)
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable(0);
});

//// add .nullable(0)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(0);
});

//// alter .nullable(0)
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable(0).alter();
});

//// create .notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').notNullable();
});

//// add .notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable();
});

//// alter .notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().alter();
});

//// create .notNull()
await knex.schema.createTable('t', (table) => {
  table.integer('c').notNull();
});

//// add .notNull()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNull();
});

//// alter .notNull()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNull().alter();
});

//// create .notNull().nullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').notNull().nullable();
});

//// add .notNull().nullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNull().nullable();
});

//// alter .notNull().nullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNull().nullable().alter();
});

//// create .nullable().notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').nullable().notNullable();
});

//// add .nullable().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable().notNullable();
});

//// alter .nullable().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nullable().notNullable().alter();
});

//// create .unsigned()
await knex.schema.createTable('t', (table) => {
  table.integer('c').unsigned();
});

//// add .unsigned()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unsigned();
});

//// alter .unsigned()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unsigned().alter();
});

//// create .unsigned().notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').unsigned().notNullable();
});

//// add .unsigned().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unsigned().notNullable();
});

//// alter .unsigned().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unsigned().notNullable().alter();
});

//// create .first()
await knex.schema.createTable('t', (table) => {
  table.integer('c').first();
});

//// add .first()
await knex.schema.alterTable('t', (table) => {
  table.string('c').first();
});

//// alter .first()
await knex.schema.alterTable('t', (table) => {
  table.string('c').first().alter();
});

//// create .after('x')
await knex.schema.createTable('t', (table) => {
  table.integer('c').after('x');
});

//// add .after('x')
await knex.schema.alterTable('t', (table) => {
  table.string('c').after('x');
});

//// alter .after('x')
await knex.schema.alterTable('t', (table) => {
  table.string('c').after('x').alter();
});

//// create .collate('C')
await knex.schema.createTable('t', (table) => {
  table.integer('c').collate('C');
});

//// add .collate('C')
await knex.schema.alterTable('t', (table) => {
  table.string('c').collate('C');
});

//// alter .collate('C')
await knex.schema.alterTable('t', (table) => {
  table.string('c').collate('C').alter();
});

//// create .comment('hello')
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment('hello');
});

//// add .comment('hello')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('hello');
});

//// alter .comment('hello')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('hello').alter();
});

//// create .comment("it's")
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment("it's");
});

//// add .comment("it's")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("it's");
});

//// alter .comment("it's")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("it's").alter();
});

//// create .comment("it''s")
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment("it''s");
});

//// add .comment("it''s")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("it''s");
});

//// alter .comment("it''s")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("it''s").alter();
});

//// create .comment("'")
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment("'");
});

//// add .comment("'")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("'");
});

//// alter .comment("'")
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment("'").alter();
});

//// create .comment('')
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment('');
});

//// add .comment('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('');
});

//// alter .comment('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('').alter();
});

//// create .comment(null)
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment(null);
});

//// add .comment(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(null);
});

//// alter .comment(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(null).alter();
});

//// create .comment()
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment();
});

//// add .comment()
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment();
});

//// alter .comment()
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment().alter();
});

//// create .comment('what?')
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment('what?');
});

//// add .comment('what?')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('what?');
});

//// alter .comment('what?')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('what?').alter();
});

//// create .comment(5)
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment(5);
});

//// add .comment(5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(5);
});

//// alter .comment(5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(5).alter();
});

//// create .comment('a').comment('b')
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment('a').comment('b');
});

//// add .comment('a').comment('b')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('a').comment('b');
});

//// alter .comment('a').comment('b')
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment('a').comment('b').alter();
});

//// create .comment(`two\nlines`)
await knex.schema.createTable('t', (table) => {
  table.integer('c').comment(`two
  lines`);
});

//// add .comment(`two\nlines`)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(`two
  lines`);
});

//// alter .comment(`two\nlines`)
await knex.schema.alterTable('t', (table) => {
  table.string('c').comment(`two
  lines`).alter();
});

//// create .checkPositive()
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkPositive();
});

//// add .checkPositive()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive();
});

//// alter .checkPositive()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive().alter();
});

//// create .checkPositive('name')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkPositive('name');
});

//// add .checkPositive('name')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive('name');
});

//// alter .checkPositive('name')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive('name').alter();
});

//// create .checkNegative()
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkNegative();
});

//// add .checkNegative()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNegative();
});

//// alter .checkNegative()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNegative().alter();
});

//// create .checkNegative('My.Name')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkNegative('My.Name');
});

//// add .checkNegative('My.Name')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNegative('My.Name');
});

//// alter .checkNegative('My.Name')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNegative('My.Name').alter();
});

//// create .checkIn(['a', 'b'])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn(['a', 'b']);
});

//// add .checkIn(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn(['a', 'b']);
});

//// alter .checkIn(['a', 'b'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn(['a', 'b']).alter();
});

//// create .checkIn([1, 2], 'chk')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn([1, 2], 'chk');
});

//// add .checkIn([1, 2], 'chk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn([1, 2], 'chk');
});

//// alter .checkIn([1, 2], 'chk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn([1, 2], 'chk').alter();
});

//// create .checkIn(["it's", true, null])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn(["it's", true, null]);
});

//// add .checkIn(["it's", true, null])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn(["it's", true, null]);
});

//// alter .checkIn(["it's", true, null])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn(["it's", true, null]).alter();
});

//// create .checkIn([])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn([]);
});

//// add .checkIn([])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn([]);
});

//// alter .checkIn([])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn([]).alter();
});

//// create .checkIn('a')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn('a');
});

//// add .checkIn('a')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn('a');
});

//// alter .checkIn('a')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn('a').alter();
});

//// create .checkIn()
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkIn();
});

//// add .checkIn()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn();
});

//// alter .checkIn()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkIn().alter();
});

//// create .checkNotIn(['a'])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkNotIn(['a']);
});

//// add .checkNotIn(['a'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNotIn(['a']);
});

//// alter .checkNotIn(['a'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNotIn(['a']).alter();
});

//// create .checkNotIn([1.5], 'n')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkNotIn([1.5], 'n');
});

//// add .checkNotIn([1.5], 'n')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNotIn([1.5], 'n');
});

//// alter .checkNotIn([1.5], 'n')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkNotIn([1.5], 'n').alter();
});

//// create .checkBetween([1, 5])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([1, 5]);
});

//// add .checkBetween([1, 5])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1, 5]);
});

//// alter .checkBetween([1, 5])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1, 5]).alter();
});

//// create .checkBetween([[1, 5], [10, 20]])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([[1, 5], [10, 20]]);
});

//// add .checkBetween([[1, 5], [10, 20]])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([[1, 5], [10, 20]]);
});

//// alter .checkBetween([[1, 5], [10, 20]])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([[1, 5], [10, 20]]).alter();
});

//// create .checkBetween([1, 5], 'b')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([1, 5], 'b');
});

//// add .checkBetween([1, 5], 'b')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1, 5], 'b');
});

//// alter .checkBetween([1, 5], 'b')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1, 5], 'b').alter();
});

//// create .checkBetween(['a', 'f'])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween(['a', 'f']);
});

//// add .checkBetween(['a', 'f'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween(['a', 'f']);
});

//// alter .checkBetween(['a', 'f'])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween(['a', 'f']).alter();
});

//// create .checkBetween([[1, 2]])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([[1, 2]]);
});

//// add .checkBetween([[1, 2]])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([[1, 2]]);
});

//// alter .checkBetween([[1, 2]])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([[1, 2]]).alter();
});

//// create .checkBetween([])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([]);
});

//// add .checkBetween([])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([]);
});

//// alter .checkBetween([])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([]).alter();
});

//// create .checkBetween([1])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween([1]);
});

//// add .checkBetween([1])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1]);
});

//// alter .checkBetween([1])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween([1]).alter();
});

//// create .checkBetween()
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkBetween();
});

//// add .checkBetween()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween();
});

//// alter .checkBetween()
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkBetween().alter();
});

//// create .checkLength('=', 5)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('=', 5);
});

//// add .checkLength('=', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('=', 5);
});

//// alter .checkLength('=', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('=', 5).alter();
});

//// create .checkLength('>', '7', 'len')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('>', '7', 'len');
});

//// add .checkLength('>', '7', 'len')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('>', '7', 'len');
});

//// alter .checkLength('>', '7', 'len')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('>', '7', 'len').alter();
});

//// create .checkLength('foo', 5)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('foo', 5);
});

//// add .checkLength('foo', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('foo', 5);
});

//// alter .checkLength('foo', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('foo', 5).alter();
});

//// create .checkLength('LIKE', 5)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('LIKE', 5);
});

//// add .checkLength('LIKE', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('LIKE', 5);
});

//// alter .checkLength('LIKE', 5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('LIKE', 5).alter();
});

//// create .checkLength('=')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('=');
});

//// add .checkLength('=')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('=');
});

//// alter .checkLength('=')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('=').alter();
});

//// create .checkLength('!=', 0)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('!=', 0);
});

//// add .checkLength('!=', 0)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('!=', 0);
});

//// alter .checkLength('!=', 0)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('!=', 0).alter();
});

//// create .checkLength('?', 1)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkLength('?', 1);
});

//// add .checkLength('?', 1)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('?', 1);
});

//// alter .checkLength('?', 1)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkLength('?', 1).alter();
});

//// create .checkRegex('[0-9]+')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkRegex('[0-9]+');
});

//// add .checkRegex('[0-9]+')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex('[0-9]+');
});

//// alter .checkRegex('[0-9]+')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex('[0-9]+').alter();
});

//// create .checkRegex("it's\\d", 'rx')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkRegex("it's\\d", 'rx');
});

//// add .checkRegex("it's\\d", 'rx')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex("it's\\d", 'rx');
});

//// alter .checkRegex("it's\\d", 'rx')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex("it's\\d", 'rx').alter();
});

//// create .checkRegex('a?')
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkRegex('a?');
});

//// add .checkRegex('a?')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex('a?');
});

//// alter .checkRegex('a?')
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkRegex('a?').alter();
});

//// create .check('a > 1')
await knex.schema.createTable('t', (table) => {
  table.integer('c').check('a > 1');
});

//// add .check('a > 1')
await knex.schema.alterTable('t', (table) => {
  table.string('c').check('a > 1');
});

//// alter .check('a > 1')
await knex.schema.alterTable('t', (table) => {
  table.string('c').check('a > 1').alter();
});

//// create .checkPositive().checkNegative().checkIn([1])
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkPositive().checkNegative().checkIn([1]);
});

//// add .checkPositive().checkNegative().checkIn([1])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive().checkNegative().checkIn([1]);
});

//// alter .checkPositive().checkNegative().checkIn([1])
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive().checkNegative().checkIn([1]).alter();
});

//// create .checkPositive().notNullable().defaultTo(1)
await knex.schema.createTable('t', (table) => {
  table.integer('c').checkPositive().notNullable().defaultTo(1);
});

//// add .checkPositive().notNullable().defaultTo(1)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive().notNullable().defaultTo(1);
});

//// alter .checkPositive().notNullable().defaultTo(1)
await knex.schema.alterTable('t', (table) => {
  table.string('c').checkPositive().notNullable().defaultTo(1).alter();
});

//// create .index()
await knex.schema.createTable('t', (table) => {
  table.integer('c').index();
});

//// add .index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').index();
});

//// alter .index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').index().alter();
});

//// create .index('i')
await knex.schema.createTable('t', (table) => {
  table.integer('c').index('i');
});

//// add .index('i')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i');
});

//// alter .index('i')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i').alter();
});

//// create .index('My.Index')
await knex.schema.createTable('t', (table) => {
  table.integer('c').index('My.Index');
});

//// add .index('My.Index')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('My.Index');
});

//// alter .index('My.Index')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('My.Index').alter();
});

//// create .index(undefined, 'gin')
await knex.schema.createTable('t', (table) => {
  table.integer('c').index(undefined, 'gin');
});

//// add .index(undefined, 'gin')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index(undefined, 'gin');
});

//// alter .index(undefined, 'gin')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index(undefined, 'gin').alter();
});

//// create .index('i', 'GIN')
await knex.schema.createTable('t', (table) => {
  table.integer('c').index('i', 'GIN');
});

//// add .index('i', 'GIN')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i', 'GIN');
});

//// alter .index('i', 'GIN')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i', 'GIN').alter();
});

//// create .index('i', { storageEngineIndexType: 'hash' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').index('i', { storageEngineIndexType: 'hash' });
});

//// add .index('i', { storageEngineIndexType: 'hash' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i', { storageEngineIndexType: 'hash' });
});

//// alter .index('i', { storageEngineIndexType: 'hash' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('i', { storageEngineIndexType: 'hash' }).alter();
});

//// create .index(null)
await knex.schema.createTable('t', (table) => {
  table.integer('c').index(null);
});

//// add .index(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').index(null);
});

//// alter .index(null)
await knex.schema.alterTable('t', (table) => {
  table.string('c').index(null).alter();
});

//// create .index('')
await knex.schema.createTable('t', (table) => {
  table.integer('c').index('');
});

//// add .index('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('');
});

//// alter .index('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').index('').alter();
});

//// create .unique()
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique();
});

//// add .unique()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique();
});

//// alter .unique()
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique().alter();
});

//// create .unique('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique('u');
});

//// add .unique('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique('u');
});

//// alter .unique('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique('u').alter();
});

//// create .unique({ indexName: 'u' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({ indexName: 'u' });
});

//// add .unique({ indexName: 'u' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ indexName: 'u' });
});

//// alter .unique({ indexName: 'u' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ indexName: 'u' }).alter();
});

//// create .unique({ deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({ deferrable: 'deferred' });
});

//// add .unique({ deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ deferrable: 'deferred' });
});

//// alter .unique({ deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ deferrable: 'deferred' }).alter();
});

//// create .unique({ useConstraint: false })
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({ useConstraint: false });
});

//// add .unique({ useConstraint: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ useConstraint: false });
});

//// alter .unique({ useConstraint: false })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ useConstraint: false }).alter();
});

//// create .unique({ indexName: 'u', deferrable: 'immediate' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({ indexName: 'u', deferrable: 'immediate' });
});

//// add .unique({ indexName: 'u', deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ indexName: 'u', deferrable: 'immediate' });
});

//// alter .unique({ indexName: 'u', deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ indexName: 'u', deferrable: 'immediate' }).alter();
});

//// create .unique({})
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({});
});

//// add .unique({})
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({});
});

//// alter .unique({})
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({}).alter();
});

//// create .unique({ nullsNotDistinct: true })
await knex.schema.createTable('t', (table) => {
  table.integer('c').unique({ nullsNotDistinct: true });
});

//// add .unique({ nullsNotDistinct: true })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ nullsNotDistinct: true });
});

//// alter .unique({ nullsNotDistinct: true })
await knex.schema.alterTable('t', (table) => {
  table.string('c').unique({ nullsNotDistinct: true }).alter();
});

//// create .primary()
await knex.schema.createTable('t', (table) => {
  table.integer('c').primary();
});

//// add .primary()
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary();
});

//// alter .primary()
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary().alter();
});

//// create .primary('pk')
await knex.schema.createTable('t', (table) => {
  table.integer('c').primary('pk');
});

//// add .primary('pk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary('pk');
});

//// alter .primary('pk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary('pk').alter();
});

//// create .primary({ constraintName: 'pk' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').primary({ constraintName: 'pk' });
});

//// add .primary({ constraintName: 'pk' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ constraintName: 'pk' });
});

//// alter .primary({ constraintName: 'pk' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ constraintName: 'pk' }).alter();
});

//// create .primary({ deferrable: 'deferred' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').primary({ deferrable: 'deferred' });
});

//// add .primary({ deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ deferrable: 'deferred' });
});

//// alter .primary({ deferrable: 'deferred' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ deferrable: 'deferred' }).alter();
});

//// create .primary({ constraintName: 'pk', deferrable: 'immediate' })
await knex.schema.createTable('t', (table) => {
  table.integer('c').primary({ constraintName: 'pk', deferrable: 'immediate' });
});

//// add .primary({ constraintName: 'pk', deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ constraintName: 'pk', deferrable: 'immediate' });
});

//// alter .primary({ constraintName: 'pk', deferrable: 'immediate' })
await knex.schema.alterTable('t', (table) => {
  table.string('c').primary({ constraintName: 'pk', deferrable: 'immediate' }).alter();
});

//// create .index().unique().primary().notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').index().unique().primary().notNullable();
});

//// add .index().unique().primary().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').index().unique().primary().notNullable();
});

//// alter .index().unique().primary().notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').index().unique().primary().notNullable().alter();
});

//// create .notNullable().index().defaultTo('x').comment('y')
await knex.schema.createTable('t', (table) => {
  table.integer('c').notNullable().index().defaultTo('x').comment('y');
});

//// add .notNullable().index().defaultTo('x').comment('y')
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().index().defaultTo('x').comment('y');
});

//// alter .notNullable().index().defaultTo('x').comment('y')
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable().index().defaultTo('x').comment('y').alter();
});

//// create .references('u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id');
});

//// add .references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id');
});

//// alter .references('u.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').alter();
});

//// create .references('id').inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u');
});

//// add .references('id').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u');
});

//// alter .references('id').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').alter();
});

//// create .references('id').on('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').on('u');
});

//// add .references('id').on('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').on('u');
});

//// alter .references('id').on('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').on('u').alter();
});

//// create .references('id').inTable('s.u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('s.u');
});

//// add .references('id').inTable('s.u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('s.u');
});

//// alter .references('id').inTable('s.u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('s.u').alter();
});

//// create .references('s.u.id')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('s.u.id');
});

//// add .references('s.u.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('s.u.id');
});

//// alter .references('s.u.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('s.u.id').alter();
});

//// create .references('id')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id');
});

//// add .references('id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id');
});

//// alter .references('id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').alter();
});

//// create .references('id').inTable('u').onDelete('CASCADE')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u').onDelete('CASCADE');
});

//// add .references('id').inTable('u').onDelete('CASCADE')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').onDelete('CASCADE');
});

//// alter .references('id').inTable('u').onDelete('CASCADE')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').onDelete('CASCADE').alter();
});

//// create .references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL');
});

//// add .references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL');
});

//// alter .references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').onUpdate('cascade').onDelete('SET NULL').alter();
});

//// create .references('u.id').onDelete('set null')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').onDelete('set null');
});

//// add .references('u.id').onDelete('set null')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('set null');
});

//// alter .references('u.id').onDelete('set null')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('set null').alter();
});

//// create .references('u.id').withKeyName('fk')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').withKeyName('fk');
});

//// add .references('u.id').withKeyName('fk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').withKeyName('fk');
});

//// alter .references('u.id').withKeyName('fk')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').withKeyName('fk').alter();
});

//// create .references('u.id').deferrable('deferred')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').deferrable('deferred');
});

//// add .references('u.id').deferrable('deferred')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable('deferred');
});

//// alter .references('u.id').deferrable('deferred')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable('deferred').alter();
});

//// create .references('u.id').deferrable('IMMEDIATE').onDelete('cascade')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').deferrable('IMMEDIATE').onDelete('cascade');
});

//// add .references('u.id').deferrable('IMMEDIATE').onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable('IMMEDIATE').onDelete('cascade');
});

//// alter .references('u.id').deferrable('IMMEDIATE').onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable('IMMEDIATE').onDelete('cascade').alter();
});

//// create .references('id').onDelete('cascade')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').onDelete('cascade');
});

//// add .references('id').onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').onDelete('cascade');
});

//// alter .references('id').onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').onDelete('cascade').alter();
});

//// create .onDelete('cascade')
await knex.schema.createTable('t', (table) => {
  table.integer('c').onDelete('cascade');
});

//// add .onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').onDelete('cascade');
});

//// alter .onDelete('cascade')
await knex.schema.alterTable('t', (table) => {
  table.string('c').onDelete('cascade').alter();
});

//// create .references('u.id').notNullable().index()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').notNullable().index();
});

//// add .references('u.id').notNullable().index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').notNullable().index();
});

//// alter .references('u.id').notNullable().index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').notNullable().index().alter();
});

//// create .references('id').inTable('u').notNullable().onDelete('cascade').index()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u').notNullable().onDelete('cascade').index();
});

//// add .references('id').inTable('u').notNullable().onDelete('cascade').index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').notNullable().onDelete('cascade').index();
});

//// alter .references('id').inTable('u').notNullable().onDelete('cascade').index()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').notNullable().onDelete('cascade').index().alter();
});

//// create .references(['id']).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references(['id']).inTable('u');
});

//// add .references(['id']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(['id']).inTable('u');
});

//// alter .references(['id']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(['id']).inTable('u').alter();
});

//// create .references(['a', 'b']).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references(['a', 'b']).inTable('u');
});

//// add .references(['a', 'b']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(['a', 'b']).inTable('u');
});

//// alter .references(['a', 'b']).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(['a', 'b']).inTable('u').alter();
});

//// create .references('id').inTable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable();
});

//// add .references('id').inTable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable();
});

//// alter .references('id').inTable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable().alter();
});

//// create .references('id').inTable(5)
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable(5);
});

//// add .references('id').inTable(5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable(5);
});

//// alter .references('id').inTable(5)
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable(5).alter();
});

//// create .references('').inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('').inTable('u');
});

//// add .references('').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('').inTable('u');
});

//// alter .references('').inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('').inTable('u').alter();
});

//// create .references('id').inTable('')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('');
});

//// add .references('id').inTable('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('');
});

//// alter .references('id').inTable('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('').alter();
});

//// create .references('u.id').references('v.id')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').references('v.id');
});

//// add .references('u.id').references('v.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').references('v.id');
});

//// alter .references('u.id').references('v.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').references('v.id').alter();
});

//// create .references('id').inTable('u').references('x').inTable('v')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u').references('x').inTable('v');
});

//// add .references('id').inTable('u').references('x').inTable('v')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').references('x').inTable('v');
});

//// alter .references('id').inTable('u').references('x').inTable('v')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u').references('x').inTable('v').alter();
});

//// create .references('u.id').onDelete('')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').onDelete('');
});

//// add .references('u.id').onDelete('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('');
});

//// alter .references('u.id').onDelete('')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('').alter();
});

//// create .references('u.id').onDelete(knex.raw('no action'))
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').onDelete(knex.raw('no action'));
});

//// add .references('u.id').onDelete(knex.raw('no action'))
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete(knex.raw('no action'));
});

//// alter .references('u.id').onDelete(knex.raw('no action'))
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete(knex.raw('no action')).alter();
});

//// create .references(knex.raw('lower(id)')).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references(knex.raw('lower(id)')).inTable('u');
});

//// add .references(knex.raw('lower(id)')).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(knex.raw('lower(id)')).inTable('u');
});

//// alter .references(knex.raw('lower(id)')).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(knex.raw('lower(id)')).inTable('u').alter();
});

//// create .references('u.')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.');
});

//// add .references('u.')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.');
});

//// alter .references('u.')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.').alter();
});

//// create .references('.id')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('.id');
});

//// add .references('.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('.id');
});

//// alter .references('.id')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('.id').alter();
});

//// create .references('u.id').onDelete('cascade').onDelete('restrict')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').onDelete('cascade').onDelete('restrict');
});

//// add .references('u.id').onDelete('cascade').onDelete('restrict')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('cascade').onDelete('restrict');
});

//// alter .references('u.id').onDelete('cascade').onDelete('restrict')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').onDelete('cascade').onDelete('restrict').alter();
});

//// create .references('u.id').deferrable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').deferrable();
});

//// add .references('u.id').deferrable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable();
});

//// alter .references('u.id').deferrable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable().alter();
});

//// create .references('u.id').deferrable(true)
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').deferrable(true);
});

//// add .references('u.id').deferrable(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable(true);
});

//// alter .references('u.id').deferrable(true)
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').deferrable(true).alter();
});

//// create .references()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references();
});

//// add .references()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references();
});

//// alter .references()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references().alter();
});

//// create .references('id').inTable('u as x')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('id').inTable('u as x');
});

//// add .references('id').inTable('u as x')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u as x');
});

//// alter .references('id').inTable('u as x')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('id').inTable('u as x').alter();
});

//// create .references('u.id').withKeyName()
await knex.schema.createTable('t', (table) => {
  table.integer('c').references('u.id').withKeyName();
});

//// add .references('u.id').withKeyName()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').withKeyName();
});

//// alter .references('u.id').withKeyName()
await knex.schema.alterTable('t', (table) => {
  table.string('c').references('u.id').withKeyName().alter();
});

//// create .references(5).inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').references(5).inTable('u');
});

//// add .references(5).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(5).inTable('u');
});

//// alter .references(5).inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').references(5).inTable('u').alter();
});

//// create .queryContext({ a: 1 })
await knex.schema.createTable('t', (table) => {
  table.integer('c').queryContext({ a: 1 });
});

//// add .queryContext({ a: 1 })
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext({ a: 1 });
});

//// alter .queryContext({ a: 1 })
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext({ a: 1 }).alter();
});

//// create .queryContext({ a: 1 }).notNullable()
await knex.schema.createTable('t', (table) => {
  table.integer('c').queryContext({ a: 1 }).notNullable();
});

//// add .queryContext({ a: 1 }).notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext({ a: 1 }).notNullable();
});

//// alter .queryContext({ a: 1 }).notNullable()
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext({ a: 1 }).notNullable().alter();
});

//// create .queryContext()
await knex.schema.createTable('t', (table) => {
  table.integer('c').queryContext();
});

//// add .queryContext()
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext();
});

//// alter .queryContext()
await knex.schema.alterTable('t', (table) => {
  table.string('c').queryContext().alter();
});

//// create .nonsense()
await knex.schema.createTable('t', (table) => {
  table.integer('c').nonsense();
});

//// add .nonsense()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nonsense();
});

//// alter .nonsense()
await knex.schema.alterTable('t', (table) => {
  table.string('c').nonsense().alter();
});

//// create .inTable('u')
await knex.schema.createTable('t', (table) => {
  table.integer('c').inTable('u');
});

//// add .inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').inTable('u');
});

//// alter .inTable('u')
await knex.schema.alterTable('t', (table) => {
  table.string('c').inTable('u').alter();
});

//// create .drop()
await knex.schema.createTable('t', (table) => {
  table.integer('c').drop();
});

//// add .drop()
await knex.schema.alterTable('t', (table) => {
  table.string('c').drop();
});

//// alter .drop()
await knex.schema.alterTable('t', (table) => {
  table.string('c').drop().alter();
});

//// create .alterType('text')
await knex.schema.createTable('t', (table) => {
  table.integer('c').alterType('text');
});

//// add .alterType('text')
await knex.schema.alterTable('t', (table) => {
  table.string('c').alterType('text');
});

//// alter .alterType('text')
await knex.schema.alterTable('t', (table) => {
  table.string('c').alterType('text').alter();
});
