"""How much a program may cost before it is no longer followed. Counts steps, never time."""

from __future__ import annotations

from knexlint.record import record


@record
class Limits:
    """`steps` counts evaluated nodes; each byte of a file that is evaluated adds `steps_per_byte`, `steps_for_bytes`
    at most.

    `depth`: nested calls. `text`, `items`: code points of one string, elements of one array. `files`, `file_bytes`:
    imported files, and their bytes together; `json_bytes`: those of one JSON file.
    """

    steps: int = 40_000
    steps_per_byte: float = 1.0
    steps_for_bytes: int = 80_000
    depth: int = 48
    text: int = 2_000_000
    items: int = 20_000
    files: int = 200
    file_bytes: int = 2_000_000
    json_bytes: int = 300_000
    import_depth: int = 24

    def steps_for(self, data: bytes) -> int:
        """What a file adds."""
        return min(int(len(data) * self.steps_per_byte), self.steps_for_bytes)


class OutOfFuel(Exception):  # noqa: N818 - it ends the evaluation, it is no error
    """The program is no longer followed; the argument says why, in words for the user."""
