// Every type word of the table builder.

//// tinyint in createTable
await knex.schema.createTable('t', (table) => {
  table.tinyint('c');
});

//// tinyint in alterTable
await knex.schema.alterTable('t', (table) => {
  table.tinyint('c').notNullable();
});

//// tinyint altered
await knex.schema.alterTable('t', (table) => {
  table.tinyint('c').alter();
});

//// smallint in createTable
await knex.schema.createTable('t', (table) => {
  table.smallint('c');
});

//// smallint in alterTable
await knex.schema.alterTable('t', (table) => {
  table.smallint('c').notNullable();
});

//// smallint altered
await knex.schema.alterTable('t', (table) => {
  table.smallint('c').alter();
});

//// mediumint in createTable
await knex.schema.createTable('t', (table) => {
  table.mediumint('c');
});

//// mediumint in alterTable
await knex.schema.alterTable('t', (table) => {
  table.mediumint('c').notNullable();
});

//// mediumint altered
await knex.schema.alterTable('t', (table) => {
  table.mediumint('c').alter();
});

//// int in createTable
await knex.schema.createTable('t', (table) => {
  table.int('c');
});

//// int in alterTable
await knex.schema.alterTable('t', (table) => {
  table.int('c').notNullable();
});

//// int altered
await knex.schema.alterTable('t', (table) => {
  table.int('c').alter();
});

//// bigint in createTable
await knex.schema.createTable('t', (table) => {
  table.bigint('c');
});

//// bigint in alterTable
await knex.schema.alterTable('t', (table) => {
  table.bigint('c').notNullable();
});

//// bigint altered
await knex.schema.alterTable('t', (table) => {
  table.bigint('c').alter();
});

//// bigInteger in createTable
await knex.schema.createTable('t', (table) => {
  table.bigInteger('c');
});

//// bigInteger in alterTable
await knex.schema.alterTable('t', (table) => {
  table.bigInteger('c').notNullable();
});

//// bigInteger altered
await knex.schema.alterTable('t', (table) => {
  table.bigInteger('c').alter();
});

//// biginteger in createTable
await knex.schema.createTable('t', (table) => {
  table.biginteger('c');
});

//// biginteger in alterTable
await knex.schema.alterTable('t', (table) => {
  table.biginteger('c').notNullable();
});

//// biginteger altered
await knex.schema.alterTable('t', (table) => {
  table.biginteger('c').alter();
});

//// integer in createTable
await knex.schema.createTable('t', (table) => {
  table.integer('c');
});

//// integer in alterTable
await knex.schema.alterTable('t', (table) => {
  table.integer('c').notNullable();
});

//// integer altered
await knex.schema.alterTable('t', (table) => {
  table.integer('c').alter();
});

//// float in createTable
await knex.schema.createTable('t', (table) => {
  table.float('c');
});

//// float in alterTable
await knex.schema.alterTable('t', (table) => {
  table.float('c').notNullable();
});

//// float altered
await knex.schema.alterTable('t', (table) => {
  table.float('c').alter();
});

//// double in createTable
await knex.schema.createTable('t', (table) => {
  table.double('c');
});

//// double in alterTable
await knex.schema.alterTable('t', (table) => {
  table.double('c').notNullable();
});

//// double altered
await knex.schema.alterTable('t', (table) => {
  table.double('c').alter();
});

//// real in createTable
await knex.schema.createTable('t', (table) => {
  table.real('c');
});

//// real in alterTable
await knex.schema.alterTable('t', (table) => {
  table.real('c').notNullable();
});

//// real altered
await knex.schema.alterTable('t', (table) => {
  table.real('c').alter();
});

//// boolean in createTable
await knex.schema.createTable('t', (table) => {
  table.boolean('c');
});

//// boolean in alterTable
await knex.schema.alterTable('t', (table) => {
  table.boolean('c').notNullable();
});

//// boolean altered
await knex.schema.alterTable('t', (table) => {
  table.boolean('c').alter();
});

//// bool in createTable
await knex.schema.createTable('t', (table) => {
  table.bool('c');
});

//// bool in alterTable
await knex.schema.alterTable('t', (table) => {
  table.bool('c').notNullable();
});

//// bool altered
await knex.schema.alterTable('t', (table) => {
  table.bool('c').alter();
});

//// serial in createTable
await knex.schema.createTable('t', (table) => {
  table.serial('c');
});

//// serial in alterTable
await knex.schema.alterTable('t', (table) => {
  table.serial('c').notNullable();
});

//// serial altered
await knex.schema.alterTable('t', (table) => {
  table.serial('c').alter();
});

//// date in createTable
await knex.schema.createTable('t', (table) => {
  table.date('c');
});

//// date in alterTable
await knex.schema.alterTable('t', (table) => {
  table.date('c').notNullable();
});

//// date altered
await knex.schema.alterTable('t', (table) => {
  table.date('c').alter();
});

//// datetime in createTable
await knex.schema.createTable('t', (table) => {
  table.datetime('c');
});

//// datetime in alterTable
await knex.schema.alterTable('t', (table) => {
  table.datetime('c').notNullable();
});

//// datetime altered
await knex.schema.alterTable('t', (table) => {
  table.datetime('c').alter();
});

//// dateTime in createTable
await knex.schema.createTable('t', (table) => {
  table.dateTime('c');
});

//// dateTime in alterTable
await knex.schema.alterTable('t', (table) => {
  table.dateTime('c').notNullable();
});

//// dateTime altered
await knex.schema.alterTable('t', (table) => {
  table.dateTime('c').alter();
});

//// timestamp in createTable
await knex.schema.createTable('t', (table) => {
  table.timestamp('c');
});

//// timestamp in alterTable
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c').notNullable();
});

//// timestamp altered
await knex.schema.alterTable('t', (table) => {
  table.timestamp('c').alter();
});

//// time in createTable
await knex.schema.createTable('t', (table) => {
  table.time('c');
});

//// time in alterTable
await knex.schema.alterTable('t', (table) => {
  table.time('c').notNullable();
});

//// time altered
await knex.schema.alterTable('t', (table) => {
  table.time('c').alter();
});

//// year in createTable
await knex.schema.createTable('t', (table) => {
  table.year('c');
});

//// year in alterTable
await knex.schema.alterTable('t', (table) => {
  table.year('c').notNullable();
});

//// year altered
await knex.schema.alterTable('t', (table) => {
  table.year('c').alter();
});

//// geometry in createTable
await knex.schema.createTable('t', (table) => {
  table.geometry('c');
});

//// geometry in alterTable
await knex.schema.alterTable('t', (table) => {
  table.geometry('c').notNullable();
});

//// geometry altered
await knex.schema.alterTable('t', (table) => {
  table.geometry('c').alter();
});

//// geography in createTable
await knex.schema.createTable('t', (table) => {
  table.geography('c');
});

//// geography in alterTable
await knex.schema.alterTable('t', (table) => {
  table.geography('c').notNullable();
});

//// geography altered
await knex.schema.alterTable('t', (table) => {
  table.geography('c').alter();
});

//// point in createTable
await knex.schema.createTable('t', (table) => {
  table.point('c');
});

//// point in alterTable
await knex.schema.alterTable('t', (table) => {
  table.point('c').notNullable();
});

//// point altered
await knex.schema.alterTable('t', (table) => {
  table.point('c').alter();
});

//// char in createTable
await knex.schema.createTable('t', (table) => {
  table.char('c');
});

//// char in alterTable
await knex.schema.alterTable('t', (table) => {
  table.char('c').notNullable();
});

//// char altered
await knex.schema.alterTable('t', (table) => {
  table.char('c').alter();
});

//// varchar in createTable
await knex.schema.createTable('t', (table) => {
  table.varchar('c');
});

//// varchar in alterTable
await knex.schema.alterTable('t', (table) => {
  table.varchar('c').notNullable();
});

//// varchar altered
await knex.schema.alterTable('t', (table) => {
  table.varchar('c').alter();
});

//// string in createTable
await knex.schema.createTable('t', (table) => {
  table.string('c');
});

//// string in alterTable
await knex.schema.alterTable('t', (table) => {
  table.string('c').notNullable();
});

//// string altered
await knex.schema.alterTable('t', (table) => {
  table.string('c').alter();
});

//// tinytext in createTable
await knex.schema.createTable('t', (table) => {
  table.tinytext('c');
});

//// tinytext in alterTable
await knex.schema.alterTable('t', (table) => {
  table.tinytext('c').notNullable();
});

//// tinytext altered
await knex.schema.alterTable('t', (table) => {
  table.tinytext('c').alter();
});

//// tinyText in createTable
await knex.schema.createTable('t', (table) => {
  table.tinyText('c');
});

//// tinyText in alterTable
await knex.schema.alterTable('t', (table) => {
  table.tinyText('c').notNullable();
});

//// tinyText altered
await knex.schema.alterTable('t', (table) => {
  table.tinyText('c').alter();
});

//// text in createTable
await knex.schema.createTable('t', (table) => {
  table.text('c');
});

//// text in alterTable
await knex.schema.alterTable('t', (table) => {
  table.text('c').notNullable();
});

//// text altered
await knex.schema.alterTable('t', (table) => {
  table.text('c').alter();
});

//// mediumtext in createTable
await knex.schema.createTable('t', (table) => {
  table.mediumtext('c');
});

//// mediumtext in alterTable
await knex.schema.alterTable('t', (table) => {
  table.mediumtext('c').notNullable();
});

//// mediumtext altered
await knex.schema.alterTable('t', (table) => {
  table.mediumtext('c').alter();
});

//// mediumText in createTable
await knex.schema.createTable('t', (table) => {
  table.mediumText('c');
});

//// mediumText in alterTable
await knex.schema.alterTable('t', (table) => {
  table.mediumText('c').notNullable();
});

//// mediumText altered
await knex.schema.alterTable('t', (table) => {
  table.mediumText('c').alter();
});

//// longtext in createTable
await knex.schema.createTable('t', (table) => {
  table.longtext('c');
});

//// longtext in alterTable
await knex.schema.alterTable('t', (table) => {
  table.longtext('c').notNullable();
});

//// longtext altered
await knex.schema.alterTable('t', (table) => {
  table.longtext('c').alter();
});

//// longText in createTable
await knex.schema.createTable('t', (table) => {
  table.longText('c');
});

//// longText in alterTable
await knex.schema.alterTable('t', (table) => {
  table.longText('c').notNullable();
});

//// longText altered
await knex.schema.alterTable('t', (table) => {
  table.longText('c').alter();
});

//// binary in createTable
await knex.schema.createTable('t', (table) => {
  table.binary('c');
});

//// binary in alterTable
await knex.schema.alterTable('t', (table) => {
  table.binary('c').notNullable();
});

//// binary altered
await knex.schema.alterTable('t', (table) => {
  table.binary('c').alter();
});

//// varbinary in createTable
await knex.schema.createTable('t', (table) => {
  table.varbinary('c');
});

//// varbinary in alterTable
await knex.schema.alterTable('t', (table) => {
  table.varbinary('c').notNullable();
});

//// varbinary altered
await knex.schema.alterTable('t', (table) => {
  table.varbinary('c').alter();
});

//// tinyblob in createTable
await knex.schema.createTable('t', (table) => {
  table.tinyblob('c');
});

//// tinyblob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.tinyblob('c').notNullable();
});

//// tinyblob altered
await knex.schema.alterTable('t', (table) => {
  table.tinyblob('c').alter();
});

//// tinyBlob in createTable
await knex.schema.createTable('t', (table) => {
  table.tinyBlob('c');
});

//// tinyBlob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.tinyBlob('c').notNullable();
});

//// tinyBlob altered
await knex.schema.alterTable('t', (table) => {
  table.tinyBlob('c').alter();
});

//// mediumblob in createTable
await knex.schema.createTable('t', (table) => {
  table.mediumblob('c');
});

//// mediumblob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.mediumblob('c').notNullable();
});

//// mediumblob altered
await knex.schema.alterTable('t', (table) => {
  table.mediumblob('c').alter();
});

//// mediumBlob in createTable
await knex.schema.createTable('t', (table) => {
  table.mediumBlob('c');
});

//// mediumBlob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.mediumBlob('c').notNullable();
});

//// mediumBlob altered
await knex.schema.alterTable('t', (table) => {
  table.mediumBlob('c').alter();
});

//// blob in createTable
await knex.schema.createTable('t', (table) => {
  table.blob('c');
});

//// blob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.blob('c').notNullable();
});

//// blob altered
await knex.schema.alterTable('t', (table) => {
  table.blob('c').alter();
});

//// longblob in createTable
await knex.schema.createTable('t', (table) => {
  table.longblob('c');
});

//// longblob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.longblob('c').notNullable();
});

//// longblob altered
await knex.schema.alterTable('t', (table) => {
  table.longblob('c').alter();
});

//// longBlob in createTable
await knex.schema.createTable('t', (table) => {
  table.longBlob('c');
});

//// longBlob in alterTable
await knex.schema.alterTable('t', (table) => {
  table.longBlob('c').notNullable();
});

//// longBlob altered
await knex.schema.alterTable('t', (table) => {
  table.longBlob('c').alter();
});

//// set in createTable
await knex.schema.createTable('t', (table) => {
  table.set('c');
});

//// set in alterTable
await knex.schema.alterTable('t', (table) => {
  table.set('c').notNullable();
});

//// set altered
await knex.schema.alterTable('t', (table) => {
  table.set('c').alter();
});

//// json in createTable
await knex.schema.createTable('t', (table) => {
  table.json('c');
});

//// json in alterTable
await knex.schema.alterTable('t', (table) => {
  table.json('c').notNullable();
});

//// json altered
await knex.schema.alterTable('t', (table) => {
  table.json('c').alter();
});

//// jsonb in createTable
await knex.schema.createTable('t', (table) => {
  table.jsonb('c');
});

//// jsonb in alterTable
await knex.schema.alterTable('t', (table) => {
  table.jsonb('c').notNullable();
});

//// jsonb altered
await knex.schema.alterTable('t', (table) => {
  table.jsonb('c').alter();
});

//// uuid in createTable
await knex.schema.createTable('t', (table) => {
  table.uuid('c');
});

//// uuid in alterTable
await knex.schema.alterTable('t', (table) => {
  table.uuid('c').notNullable();
});

//// uuid altered
await knex.schema.alterTable('t', (table) => {
  table.uuid('c').alter();
});

//// increments in createTable
await knex.schema.createTable('t', (table) => {
  table.increments('c');
});

//// increments in alterTable
await knex.schema.alterTable('t', (table) => {
  table.increments('c').notNullable();
});

//// increments altered
await knex.schema.alterTable('t', (table) => {
  table.increments('c').alter();
});

//// bigincrements in createTable
await knex.schema.createTable('t', (table) => {
  table.bigincrements('c');
});

//// bigincrements in alterTable
await knex.schema.alterTable('t', (table) => {
  table.bigincrements('c').notNullable();
});

//// bigincrements altered
await knex.schema.alterTable('t', (table) => {
  table.bigincrements('c').alter();
});

//// bigIncrements in createTable
await knex.schema.createTable('t', (table) => {
  table.bigIncrements('c');
});

//// bigIncrements in alterTable
await knex.schema.alterTable('t', (table) => {
  table.bigIncrements('c').notNullable();
});

//// bigIncrements altered
await knex.schema.alterTable('t', (table) => {
  table.bigIncrements('c').alter();
});

//// decimal in createTable
await knex.schema.createTable('t', (table) => {
  table.decimal('c');
});

//// decimal in alterTable
await knex.schema.alterTable('t', (table) => {
  table.decimal('c').notNullable();
});

//// decimal altered
await knex.schema.alterTable('t', (table) => {
  table.decimal('c').alter();
});

//// integer with a length
await knex.schema.createTable('t', (table) => {
  table.integer('c', 10);
});

//// mediumint with a length
await knex.schema.createTable('t', (table) => {
  table.mediumint('c', 10);
});

//// string with a length
await knex.schema.createTable('t', (table) => {
  table.string('c', 10);
});

//// varchar with a length
await knex.schema.createTable('t', (table) => {
  table.varchar('c', 10);
});

//// float with a length
await knex.schema.createTable('t', (table) => {
  table.float('c', 10);
});

//// double with a length
await knex.schema.createTable('t', (table) => {
  table.double('c', 10);
});

//// text with a length
await knex.schema.createTable('t', (table) => {
  table.text('c', 10);
});

//// binary with a length
await knex.schema.createTable('t', (table) => {
  table.binary('c', 10);
});

//// boolean with a length
await knex.schema.createTable('t', (table) => {
  table.boolean('c', 10);
});

//// date with a length
await knex.schema.createTable('t', (table) => {
  table.date('c', 10);
});

//// time with a length
await knex.schema.createTable('t', (table) => {
  table.time('c', 10);
});

//// bigint with a length
await knex.schema.createTable('t', (table) => {
  table.bigint('c', 10);
});

//// json with a length
await knex.schema.createTable('t', (table) => {
  table.json('c', 10);
});

//// char with a length
await knex.schema.createTable('t', (table) => {
  table.char('c', 10);
});
