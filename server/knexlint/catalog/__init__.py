"""The schema, immutable, and how each operation changes it."""
