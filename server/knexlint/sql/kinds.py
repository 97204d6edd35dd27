"""The kinds of objects that CREATE, ALTER, DROP, COMMENT ON and GRANT name, as PostgreSQL spells them."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.sql.cursor import Cursor

_KINDS = """access method|aggregate|cast|collation|column|constraint|conversion|database|domain|event trigger|extension
foreign data wrapper|foreign table|function|group|index|language|large object|materialized view|operator
operator class|operator family|policy|procedural language|procedure|publication|role|routine|rule|schema|sequence|server
statistics|subscription|table|tablespace|text search configuration|text search dictionary|text search parser
text search template|transform|trigger|type|user|user mapping|view|parameter|foreign server"""

_SPELLED = {"procedural language": "language", "foreign server": "server", "user": "role", "group": "role"}


def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for kind in _KINDS.replace("\n", "|").split("|"):
        words = tuple(kind.split())
        found.setdefault(words[0], []).append(words)
    for kinds in found.values():
        kinds.sort(key=len, reverse=True)
    return found


_BY_WORD = _by_first_word()


def kind_at(keys: Sequence[str], index: int) -> tuple[str, int]:
    """The kind that these keys spell from `index` on, and in how many words; ("", 0) if they spell none."""
    for words in _BY_WORD.get(keys[index], ()):
        if tuple(keys[index : index + len(words)]) == words:
            kind = " ".join(words)
            return _SPELLED.get(kind, kind), len(words)
    return "", 0


def take_kind(cursor: Cursor) -> str:
    """Step over the kind that must come next."""
    kind, count = kind_at(cursor.keys, cursor.index)
    if not kind:
        raise cursor.refusal("the kind of an object, such as TABLE or INDEX")
    cursor.step(count)
    return kind
