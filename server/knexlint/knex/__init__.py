"""Knex, as host objects for the evaluator: the calls a migration makes, and the text Knex sends for them."""
