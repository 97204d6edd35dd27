// knexSnakeCaseMappers of objection: every part of an identifier is mapped, and only that.

//// a table in camel case [snake]
await knex.schema.createTable('userTable', (t) => {
  t.increments('userId');
  t.string('firstName').index();
  t.integer('groupId').references('groupId').inTable('userGroups').onDelete('cascade');
  t.unique(['firstName', 'groupId']);
});

//// primary keys and comments [snake]
await knex.schema.createTable('userTable', (t) => {
  t.uuid('userId').primary().comment('theKey');
  t.comment('theTable');
});

//// composite primary key [snake]
await knex.schema.createTable('userTable', (t) => {
  t.integer('aId');
  t.integer('bId');
  t.primary(['aId', 'bId']);
});

//// acronyms and digits [snake]
await knex.schema.createTable('ABCTable', (t) => {
  t.string('ABCDef');
  t.string('foo2Bar');
  t.string('userID');
  t.string('Name');
  t.string('x1Y2');
  t.string('already_snake');
  t.string('éCole');
});

//// enums and checks [snake]
await knex.schema.createTable('userTable', (t) => {
  t.enu('theKind', ['aB'], { useNative: true, enumName: 'theKind' });
  t.enu('otherKind', ['aB']);
  t.integer('theCount').checkPositive('theCheck');
});

//// altering [snake]
await knex.schema.alterTable('userTable', (t) => {
  t.string('firstName').notNullable().alter();
  t.renameColumn('oldName', 'newName');
  t.dropColumn('lastName');
  t.dropIndex('firstName');
  t.dropForeign('groupId', 'userGroupKey');
  t.dropPrimary();
  t.setNullable('middleName');
});

//// schemas and dotted names [snake]
await knex.schema.withSchema('myApp').dropTable('userTable');
await knex.schema.dropTable('myApp.userTable');
await knex.schema.renameTable('userTable', 'accountTable');
await knex.schema.createSchema('myApp');
await knex.schema.createExtension('myExtension');

//// a raw keeps its text and maps its identifiers [snake]
await knex.schema.raw('alter table ?? add column someColumn text', ['userTable']);

//// hasColumn asks for the name as it is written [snake]
if (!(await knex.schema.hasColumn('userTable', 'firstName'))) {
  await knex.schema.alterTable('userTable', (t) => t.string('firstName'));
}

//// data [snake]
await knex('userTable').where('firstName', 'a').update({ lastName: 'b' });
await knex('userTable').insert({ firstName: 'a', lastName: 'b' });

//// a view [snake]
await knex.schema.createView('userView', (v) => {
  v.columns(['firstName']);
  v.as(knex('userTable').select('firstName'));
});
