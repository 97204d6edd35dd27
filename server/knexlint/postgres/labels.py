"""Values that were added to an enum in the open transaction: nothing may use them before it commits (55P04)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knexlint import operations as op
from knexlint.catalog.expressions import mentions, unquoted
from knexlint.catalog.model import Enum, Table
from knexlint.catalog.types import parsed
from knexlint.postgres.tally import Tally

Types = Mapping[str, str]  # column: type
_COMPARED = re.compile(r'(?P<column>"(?:[^"]|"")*"|\w+)\s*(?:=|<>|!=|<=|>=|<|>)\s*$')
_ALL_OF_THEM = frozenset(("enum_range", "enum_first", "enum_last"))


def used_too_early(operation: op.Operation, tally: Tally) -> Iterator[str]:
    """Why a statement that uses such a value fails."""
    fresh = {label: enum for enum in tally.catalog.enums.values() for label in enum.new_labels if _locked(enum, tally)}
    for text, types in _texts(operation, tally) if fresh else ():
        said = mentions(text)
        for label in said.strings:
            if label in fresh and _means(text, label, types, fresh[label]):
                yield _sentence(label, fresh[label])
        for label, enum in fresh.items():
            if enum.key in said.types and _ALL_OF_THEM & set(said.functions):
                yield _sentence(label, enum)


def _locked(enum: Enum, tally: Tally) -> bool:
    """Since 17 the values of a type that was made in the same transaction may be used at once."""
    return not (enum.new and tally.version >= 17)


def _sentence(label: str, enum: Enum) -> str:
    return f'the new value "{label}" of enum {enum.key} cannot be used before its transaction commits'


def _means(text: str, label: str, types: Types, enum: Enum) -> bool:
    """The string stands for a value of the enum, as far as the column beside it tells."""
    for found in re.finditer("'" + re.escape(label.replace("'", "''")) + "'", text):
        beside = _COMPARED.search(text, 0, found.start())
        kind = types.get(unquoted(beside["column"])) if beside is not None else None
        if kind is None or parsed(kind).name == enum.key:
            return True
    return False


def _texts(operation: op.Operation, tally: Tally) -> Iterator[tuple[str, Types]]:
    """The expressions of a statement that PostgreSQL reads at once, with the types of the columns that they name."""
    if isinstance(operation, op.TableOperation):
        yield from _of_table(operation, tally)
    elif isinstance(operation, op.DataOperation | op.Select) and operation.query is not None:
        target = (operation.table,) if isinstance(operation, op.DataOperation) else ()
        yield operation.query.text, _types((*target, *operation.reads), tally)
    elif isinstance(operation, op.CreateTable):
        for column in operation.columns:
            yield from _of_column(column)
        own = {column.name.text: column.type for column in operation.columns if column.type is not None}
        yield from ((c.expression.text, own) for c in operation.constraints if c.expression is not None)
    elif isinstance(operation, op.CreateIndex):
        there = _types((operation.table,), tally)
        yield from ((each.text, there) for each in (*operation.elements, operation.where) if each is not None)
    elif isinstance(operation, op.CreateView):
        yield operation.query.text, {}
    elif isinstance(operation, op.PolicyOperation):
        yield from ((each.text, _types((operation.table,), tally)) for each in operation.expressions)
    elif isinstance(operation, op.CreateFunction) and operation.language == "sql" and operation.body is not None:
        yield operation.body.text, {}


def _of_table(alter: op.TableOperation, tally: Tally) -> Iterator[tuple[str, Types]]:
    there = _types((alter.table,), tally)
    if isinstance(alter, op.AddColumn):
        yield from _of_column(alter.column)
    elif isinstance(alter, op.SetDefault):
        yield f"{alter.column.text} = {alter.default.text}", there
    elif isinstance(alter, op.AddConstraint) and alter.constraint.expression is not None:
        yield alter.constraint.expression.text, there
    elif isinstance(alter, op.AlterColumnType) and alter.using is not None:
        yield alter.using.text, there


def _of_column(column: op.Column) -> Iterator[tuple[str, Types]]:
    own = {column.name.text: column.type} if column.type is not None else {}
    if column.default is not None:
        yield f"{column.name.text} = {column.default.text}", own
    yield from ((c.expression.text, own) for c in column.constraints if c.expression is not None)


def _types(relations: tuple[op.Relation, ...], tally: Tally) -> Types:
    found: dict[str, str] = {}
    for relation in relations:
        table = tally.catalog.table(relation.key)
        for column in table.columns.values() if isinstance(table, Table) else ():
            if column.type is not None:
                found[column.name] = column.type
    return found
