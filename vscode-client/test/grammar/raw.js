exports.up = (knex) => knex.raw("create table t (id bigint)").then(() => knex.schema.raw(`drop table "${name}"`));
