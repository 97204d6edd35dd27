"""knexlint: what a Knex migration will do to a live PostgreSQL database."""

__version__ = "0.1.0"
