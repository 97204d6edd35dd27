"""A small symbolic interpreter for TypeScript and JavaScript. Knows no Knex; is handed host objects."""
