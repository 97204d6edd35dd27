"""What PostgreSQL does for one statement on one catalog: locks, rewrites, scans, transaction rules. Measured facts."""

from knexlint.postgres.effects import Effects, effects
from knexlint.postgres.locks import Lock, Mode

__all__ = ["Effects", "Lock", "Mode", "effects"]
