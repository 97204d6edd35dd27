exports.up = function (knex) {
  return knex.schema.alterTable('order_items', function (table) {
    table.index('order_id');
  });
};

exports.down = function (knex) {
  return knex.schema.alterTable('order_items', function (table) {
    table.dropIndex('order_id');
  });
};
