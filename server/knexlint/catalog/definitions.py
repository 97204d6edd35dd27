"""What of a schema PostgreSQL would print: defaults, index and constraint definitions, in its own words.

Where it is not known how PostgreSQL prints an expression, the expression stands as its author wrote it.
"""

from __future__ import annotations

import re

from knexlint.catalog.constraints import split_list
from knexlint.catalog.creation import sequence_text
from knexlint.catalog.deparse import Types, expression
from knexlint.catalog.expressions import stripped, unquoted
from knexlint.catalog.model import Catalog, Column, Constraint, Entry, Index, Sequence, Table
from knexlint.catalog.names import chosen
from knexlint.catalog.quoting import listed, quoted
from knexlint.catalog.types import parsed
from knexlint.record import replace

_BLANKS = re.compile(r"\s+")


def types_of(entry: Entry) -> Types:
    """The columns of a table with their types."""
    return {name: column.type for name, column in entry.columns.items()} if isinstance(entry, Table) else {}


def qualified(entry: Entry, always: bool = False) -> str:
    """A relation's name; the schema stands before it if it is not public, or `always`."""
    schema = entry.schema or ("public" if always else None)
    return quoted(entry.name) if schema is None else f"{quoted(schema)}.{quoted(entry.name)}"


def printed_type(text: str) -> str:
    """A column's type as `format_type` prints it."""
    kind = parsed(text)
    if kind.built_in or kind.modifiers or text.startswith('"char"'):
        return text
    return ".".join(map(quoted, kind.name.split("."))) + ("[]" if kind.array else "")


_COUNTS = re.compile(r"\s*nextval\s*\(\s*'[^']*'(?:\s*::\s*regclass)?\s*\)\s*", re.IGNORECASE)


def default_of(column: Column, catalog: Catalog) -> str | None:
    """The default as `pg_get_expr` prints it."""
    own = catalog.relations.get(column.sequence) if column.sequence is not None else None
    if isinstance(own, Sequence) and column.default is not None and _COUNTS.fullmatch(column.default):
        return f"nextval('{sequence_text(own)}'::regclass)"  # by whatever name it has now
    if column.default is None or column.generated is not None or "${" in column.default:
        return None
    term = expression(column.default, {}, column.default_type or column.type)
    if term is None:
        return _BLANKS.sub(" ", column.default.strip())
    return None if term.text == "NULL" else term.text


def condition(text: str, types: Types) -> str:
    """A condition as it stands in CHECK (...) and WHERE ..."""
    term = expression(text, types, "boolean")
    if term is not None:
        return term.text
    plain = _BLANKS.sub(" ", stripped(text))
    return f"({plain})"


# --- indexes ----------------------------------------------------------------------------------------------------------

_TAIL = re.compile(
    r"""(?:\s+collate\s+(?P<collation>(?:"[^"]+"|[\w.])+))?
    (?:\s+(?P<class>(?!asc\b|desc\b|nulls\b)(?:"[^"]+"|[a-z_][\w.]*))(?P<options>\s*\([^()]*\))?)?
    (?:\s+(?P<order>asc|desc))?(?:\s+nulls\s+(?P<nulls>first|last))?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_HEAD = re.compile(r'\s*((?:"(?:[^"]|"")*"|[^\W\d]\w*)(?:\.(?:"(?:[^"]|"")*"|[^\W\d]\w*))*)')
_DEFAULT_CLASSES = frozenset(
    (
        *("int4_ops", "int8_ops", "int2_ops", "text_ops", "uuid_ops", "jsonb_ops", "array_ops", "timestamptz_ops"),
        *("timestamp_ops", "date_ops", "bool_ops", "numeric_ops", "tsvector_ops", "varchar_ops", "float8_ops"),
    )
)


def _parts(element: str) -> tuple[str, str]:
    """An index element and what follows it: collation, operator class, order."""
    if element.lstrip().startswith("("):
        depth = 0
        for at, char in enumerate(element):
            depth += (char == "(") - (char == ")")
            if depth == 0 and char == ")":
                return element[: at + 1], element[at + 1 :]
    found = _HEAD.match(element)
    if found is None:
        return element, ""
    end = found.end()
    rest = element[end:]
    if rest.lstrip().startswith("("):
        depth = 0
        for at, char in enumerate(rest):
            depth += (char == "(") - (char == ")")
            if depth == 0 and char == ")":
                return element[: end + at + 1], rest[at + 1 :]
    return element[:end], rest


def _element(element: str, column: str | None, types: Types) -> str:
    head, tail = _parts(element)
    if column is not None:
        text = quoted(column)
    else:
        term = expression(head, types)
        plain = _BLANKS.sub(" ", head.strip())
        text = plain if term is None else term.shown if term.call else f"({term.shown})"
    found = _TAIL.match(tail)
    if found is None:
        return text + (" " + _BLANKS.sub(" ", tail.strip()) if tail.strip() else "")
    if found["collation"]:
        text += f" COLLATE {quoted(unquoted(found['collation'].rpartition('.')[2]))}"
    if found["class"] and found["class"].lower().rpartition(".")[2] not in _DEFAULT_CLASSES:
        text += f" {found['class'].lower().rpartition('.')[2]}" + (found["options"] or "")
    order, nulls = (found["order"] or "asc").lower(), (found["nulls"] or "").lower()
    text += " DESC" if order == "desc" else ""
    usual = "first" if order == "desc" else "last"
    return f"{text} NULLS {nulls.upper()}" if nulls and nulls != usual else text


def index_definition(index: Index, catalog: Catalog) -> str:
    """The index as `pg_get_indexdef` prints it."""
    table = catalog.relations[index.table]
    types = types_of(table)
    only = "ONLY " if isinstance(table, Table) and table.partition_by is not None else ""
    elements = [_element(e, c, types) for e, c in zip(index.elements, index.columns, strict=True)]
    kind = "UNIQUE INDEX" if index.unique else "INDEX"
    parts = [
        f"CREATE {kind} {quoted(index.name)} ON {only}{qualified(table, always=True)}",
        f"USING {quoted(index.method)} ({', '.join(elements)})",
    ]
    if index.include:
        parts.append(f"INCLUDE ({listed(index.include)})")
    if index.nulls_not_distinct:
        parts.append("NULLS NOT DISTINCT")
    if index.options:
        parts.append(f"WITH ({', '.join(_option(each) for each in index.options)})")
    if index.where is not None:
        parts.append(f"WHERE {condition(index.where, types)}")
    return " ".join(parts)


def _option(text: str) -> str:
    name, _, value = text.partition("=")
    return f"{name.strip().lower()}='{value.strip().strip(chr(39)) or 'true'}'"


# --- constraints ------------------------------------------------------------------------------------------------------


def constraints_of(table: Table, catalog: Catalog) -> list[Constraint]:
    """The constraints that `pg_constraint` has of a table, by name: a foreign key to a partitioned table comes with one
    for each of its partitions. NOT NULL is left out."""
    found = {c.name: c for c in table.constraints.values() if c.kind != "not null"}
    for constraint in list(found.values()):
        target = catalog.relations.get(constraint.references) if constraint.references is not None else None
        if constraint.inherited or not isinstance(target, Table) or target.partition_by is None:
            continue
        for each in catalog.descendants(target):
            name = chosen(table.name, constraint.columns, "fkey", found.__contains__)
            found[name] = replace(constraint, name=name, references=each.oid, inherited=True)
    return sorted(found.values(), key=lambda constraint: constraint.name)


_ACTIONS = (("on_update", "ON UPDATE"), ("on_delete", "ON DELETE"))


def constraint_definition(constraint: Constraint, table: Table, catalog: Catalog) -> str:
    """The constraint as `pg_get_constraintdef` prints it."""
    index = catalog.relations.get(constraint.index) if constraint.index is not None else None
    text = _body(constraint, table, catalog, index if isinstance(index, Index) else None)
    if constraint.no_inherit and constraint.kind == "check":
        text += " NO INHERIT"
    if constraint.deferrable:
        text += " DEFERRABLE"
    if constraint.initially_deferred:
        text += " INITIALLY DEFERRED"
    if not constraint.enforced:
        return f"{text} NOT ENFORCED"
    return text if constraint.validated else f"{text} NOT VALID"


def _body(constraint: Constraint, table: Table, catalog: Catalog, index: Index | None) -> str:
    columns = listed(constraint.columns)
    if constraint.kind == "check":
        return f"CHECK ({condition(constraint.expression or '', types_of(table))})"
    if constraint.kind == "foreign key":
        return _foreign_key(constraint, columns, catalog)
    if constraint.kind == "exclude":
        return _exclusion(constraint, table, index)
    include = f" INCLUDE ({listed(index.include)})" if index is not None and index.include else ""
    if constraint.kind == "primary key":
        return f"PRIMARY KEY ({columns}){include}"
    distinct = "NULLS NOT DISTINCT " if index is not None and index.nulls_not_distinct else ""
    return f"UNIQUE {distinct}({columns}){include}"


def _foreign_key(constraint: Constraint, columns: str, catalog: Catalog) -> str:
    target = catalog.relations.get(constraint.references) if constraint.references is not None else None
    name = "?" if target is None else qualified(target)
    text = f"FOREIGN KEY ({columns}) REFERENCES {name}({listed(constraint.referenced_columns)})"
    for attribute, words in _ACTIONS:
        action = getattr(constraint, attribute)
        if action is not None and action.lower() != "no action":
            text += f" {words} {_BLANKS.sub(' ', action.strip()).upper()}"
    return f"{text} ({listed(constraint.set_columns)})" if constraint.set_columns else text


_WITH = re.compile(r"\s+with\s+(\S+)\s*$", re.IGNORECASE)


def _exclusion(constraint: Constraint, table: Table, index: Index | None) -> str:
    types = types_of(table)
    elements: list[str] = []
    columns = index.columns if index is not None else ()
    for at, each in enumerate(split_list(constraint.expression or "")):
        found = _WITH.search(each)
        column = columns[at] if at < len(columns) else None
        said = _element(each[: found.start()] if found else each, column, types)
        elements.append(f"{said} WITH {found[1]}" if found else said)
    text = f"EXCLUDE USING {index.method if index is not None else 'gist'} ({', '.join(elements)})"
    where = index.where if index is not None else None
    return text if where is None else f"{text} WHERE ({condition(where, types)})"
