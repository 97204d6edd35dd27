"""When extension_missing.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from knexlint.catalog import Catalog
from knexlint.catalog.extensions import CLASSES, FUNCTIONS, METHODS, SCALARS, TYPES, brings
from knexlint.catalog.types import parsed
from knexlint.operations import AddColumn, AlterColumnType, Column, CreateIndex, CreateTable, Operation, Range
from knexlint.project.migration import Migration, Step
from knexlint.record import record
from knexlint.rules import Finding, on
from knexlint.rules.known import certain
from knexlint.sql.lexer import Token, lex

_ANY = frozenset((*FUNCTIONS, *TYPES, *CLASSES, *METHODS, *SCALARS))
_WORD = re.compile(r"\w+")
_NO_CLASS = re.compile(r'data type (\w[\w ]*) has no default operator class for access method "(\w+)"')
_NAMED = {"table", "on", "into", "index", "function", "procedure", "exists", "references", "view", "join", "from"}


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    said: set[str] = set()
    for step in migration.up.steps if migration.up is not None else ():
        if not _names_any(step.statement.fragment.text) or not _is_told_all(step, migration):
            continue
        for used in _used(step):
            if used.extension not in said and _is_missing(used, step.before):
                said.add(used.extension)
                later = migration.later is not None and used.extension in migration.later.extensions
                values = {"what": used.what, "extension": used.extension}
                yield Finding(step.span(used.at), values, variant="later" if later else None)


@lru_cache(4096)  # every keystroke asks again about the same texts
def _names_any(text: str) -> bool:
    return not _ANY.isdisjoint(_WORD.findall(text.lower()))


@record
class _Used:
    """What a statement needs of an extension. `name`: a project may have something of its own that is called so."""

    extension: str
    what: str
    name: str
    at: Range


def _is_told_all(step: Step, migration: Migration) -> bool:
    """Whatever there is in the database, migrations made it."""
    return step.before.complete and certain(step) and not migration.before.missed


def _is_missing(used: _Used, catalog: Catalog) -> bool:
    if used.extension in catalog.extensions or used.name in catalog.doubts:
        return False
    own = (*catalog.functions, *catalog.enums, *catalog.domains, *catalog.names)
    if any(key.rsplit(".", 1)[-1] == used.name for key in own):
        return False
    # an earlier migration used it already: that one failed, or it is there
    return not any(catalog.users.get(name) for name in brings(used.extension))


def _used(step: Step) -> Iterator[_Used]:
    for operation in step.statement.operations:
        for column in _columns(operation):
            yield from _type(column.type or "", column.type_at)
        if isinstance(operation, AlterColumnType):
            yield from _type(operation.type, operation.type_at)
        if isinstance(operation, CreateIndex):
            yield from _of_index(operation)
    refused = _NO_CLASS.search(step.effects.error or "")
    if refused is not None and refused[2] in SCALARS:
        what = f"The operator class of {refused[1]} for {refused[2]}"
        yield _Used(SCALARS[refused[2]], what, f"{refused[2]}_ops", step.at)
    yield from _named(lex(step.statement.fragment.text).tokens)


def _columns(operation: Operation) -> Sequence[Column]:
    if isinstance(operation, CreateTable):
        return operation.columns
    return (operation.column,) if isinstance(operation, AddColumn) else ()


def _type(written: str, at: Range) -> Iterator[_Used]:
    name = parsed(written).name.rsplit(".", 1)[-1].split("(")[0].strip()
    if name in TYPES:
        yield _Used(TYPES[name], f"The type {name}", name, at)


def _of_index(index: CreateIndex) -> Iterator[_Used]:
    if index.method in METHODS:
        yield _Used(METHODS[index.method], f"The index method {index.method}", index.method, index.at)
    for element in index.elements:
        for word in _WORD.findall(element.text):
            if word.lower() in CLASSES:
                yield _Used(CLASSES[word.lower()], f"The operator class {word}", word.lower(), element.at)


def _named(tokens: Sequence[Token]) -> Iterator[_Used]:
    """Functions that are called, types that are cast to."""
    before = ""
    for token, following in pairwise((*tokens, Token("operator", "", 0, 0))):
        at = Range(token.start, token.end)
        if token.kind == "word" and following.text == "(" and token.text in FUNCTIONS and before not in _NAMED:
            yield _Used(FUNCTIONS[token.text], f"{token.text}()", token.text, at)
        elif token.kind == "word" and before == "::" and token.text in TYPES:
            yield _Used(TYPES[token.text], f"The type {token.text}", token.text, at)
        before = token.text
