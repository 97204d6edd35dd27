"""Edits in the author's own style, for rules to offer. A builder gives None where it cannot be sure of the result."""
