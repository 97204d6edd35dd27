"""Scripts for psql, such as pg_dump writes: SQL, with psql's own commands and rows of data between the statements."""

from __future__ import annotations

import re

# Both begin a line. Rows follow the statement that copies them, up to a line with nothing but `\.`.
_ROWS = re.compile(
    r"^(COPY\s[^;]*\sFROM\s+stdin\b[^;]*;)[^\n]*\n.*?^\\\.\s*?$", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_COMMAND = re.compile(r"^\\[^\n]*$", re.MULTILINE)


def statements_of(script: str) -> str:
    """The SQL of a script; what is not SQL leaves empty lines."""
    if "\\" not in script:
        return script
    return _COMMAND.sub("", _ROWS.sub(r"\1", script))
