"""The schema, immutable, and how each operation changes it."""

from knexlint.catalog.apply import apply
from knexlint.catalog.model import Catalog, Column, Constraint, Entry, Index, Sequence, Table, View

__all__ = ["Catalog", "Column", "Constraint", "Entry", "Index", "Sequence", "Table", "View", "apply"]
