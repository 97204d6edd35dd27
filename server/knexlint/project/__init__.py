"""The folder around a migration: knexfile, settings, transactions, and the migration assembled for the rules."""
