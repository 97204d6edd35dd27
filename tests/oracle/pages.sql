-- The database that the examples on the rule pages run on.
CREATE TABLE customers (
  id bigserial PRIMARY KEY, email text, name varchar(100) NOT NULL DEFAULT '', phone text, locale_old text
);
CREATE TABLE warehouses (id bigint PRIMARY KEY);
CREATE TABLE orders (
  id bigserial PRIMARY KEY, customer_id integer, parent_id bigint, warehouse_old bigint,
  status varchar(20) NOT NULL DEFAULT 'new', total numeric(12, 2) NOT NULL DEFAULT 0, note text
);
CREATE INDEX orders_status_index ON orders (status);
CREATE TABLE order_tags (order_id bigint NOT NULL, tag text NOT NULL);
CREATE TABLE order_items (order_id bigint NOT NULL, n integer NOT NULL);
CREATE TABLE orders_archive (id bigint);
CREATE TABLE refunds_old (id bigint);
INSERT INTO customers (email, phone) SELECT 'c' || g || '@example.org', g::text FROM generate_series(1, 50) g;
INSERT INTO warehouses SELECT g FROM generate_series(1, 5) g;
INSERT INTO orders (customer_id, parent_id, note) SELECT g, g, 'n' FROM generate_series(1, 50) g;
INSERT INTO order_tags SELECT g, 'gift' FROM generate_series(1, 50) g;
CREATE UNIQUE INDEX order_tags_key ON order_tags (order_id, tag);
