import type { Knex } from 'knex';

const migrations: Knex.MigratorConfig = {
  directory: './migrations',
  extension: 'ts',
};

const config: Record<string, Knex.Config> = {
  development: {
    client: 'pg',
    connection: { host: 'localhost', database: 'orders_dev' },
    migrations,
  },
  production: {
    client: 'pg',
    connection: process.env.DATABASE_URL,
    pool: { min: 2, max: 10 },
    migrations,
  },
};

export default config;
