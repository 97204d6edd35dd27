"""SQL text to statements and operations. Knows PostgreSQL's grammar; knows no locks and no Knex."""

from knexlint.sql.statements import Statement, read

__all__ = ["Statement", "read"]
