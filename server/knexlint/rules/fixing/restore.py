"""The calls that turn one schema back into another: one for each difference, in an order that PostgreSQL takes.

Knows what differs, from `catalog.difference`, and no statements. Where a part cannot be made again, it says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knexlint.catalog import Catalog, Column, Constraint, Entry, Index, Table, View
from knexlint.catalog.difference import Difference, after_renames
from knexlint.catalog.drops import uses_column
from knexlint.catalog.expressions import mentions
from knexlint.operations import Relation
from knexlint.record import record
from knexlint.rules.fixing import definitions as make
from knexlint.rules.fixing.sql import quoted, relation
from knexlint.rules.fixing.write import literal
from knexlint.syntax import Style


@record
class Call:
    """One call. Of a table builder where `table` is set, of `knex` where `raw`, else of `knex.schema`.

    `note`: a comment above it. `when`: its place among the calls that go with it.
    """

    code: str
    table: Relation | None = None
    raw: bool = False
    schema: str | None = None
    note: str = ""
    when: int = 0

    @property
    def drops(self) -> bool:
        """It takes away what should not be there."""
        return 0 <= self.when < _NAMES


@record
class Way:
    """From the schema that is there `now` to the one that is `wanted`, in the author's style.

    `concurrently`: the keys of indexes that were built so, outside a transaction.
    """

    wanted: Catalog
    now: Catalog
    style: Style
    concurrently: frozenset[str] = frozenset()


@record
class Irreversible:
    """Why something cannot be made again, as a sentence."""

    reason: str


WRITE_HERE = Irreversible("Write here what takes this migration back.")

# the order of calls: what hangs on others goes first and comes last
_DEPENDENTS, _FOREIGN, _PARTS, _COLUMNS, _TABLES, _NAMES, _TYPES, _ALTERED, _LOST, _LOST_PARTS, _LOST_FOREIGN = range(
    11
)
_LOST_DEPENDENTS, _OTHERS = 11, 12
_RENAMED_COLUMN, _RENAMED_TABLE = -2, -1  # all others use the names that things get back


def calls_back(found: Iterable[Difference], way: Way) -> list[Call] | Irreversible:
    """What makes the schema that is wanted of the one that is there; `found`: what it differs in."""
    renames, rest = after_renames(tuple(found), way.wanted, way.now)
    calls: list[tuple[int, int, Call]] = []
    for number, each in enumerate((*renames, *rest)):
        if _goes_along(each, rest):
            continue
        made = RESTORED[each.kind](each, way)
        if isinstance(made, Irreversible):
            return made
        calls += [(call.when, -_age(each) if call.drops else number, call) for call in made]
    return [call for _, _, call in sorted(calls, key=lambda held: held[:2])]


def _age(each: Difference) -> int:
    """When it was made, compared to others."""
    match each.second:
        case Column(number=age) | Entry(oid=age) | Constraint(index=int() as age):
            return age
    return 0


def _goes_along(each: Difference, others: Iterable[Difference]) -> bool:
    """An index or a constraint that disappears with a column."""
    if each.change != "left" or each.kind not in ("index", "constraint"):
        return False
    gone = [o.name for o in others if (o.change, o.kind, o.table) == ("left", "column", each.table)]
    if isinstance(each.second, Index):
        return any(uses_column(each.second, name) for name in gone)
    said = mentions(each.second.expression).words if each.second.expression else each.second.columns
    return any(name in said for name in gone)


def _schema(method: str, key: str, style: Style, when: int) -> Call:
    target = _relation(key)
    return Call(f"{method}({literal(target.name, style)})", schema=target.schema, when=when)


def _relation(key: str) -> Relation:
    schema, _, name = key.rpartition(".")
    return Relation(name, schema or None)


def _raw(sql: str, style: Style, when: int, note: str = "") -> Call:
    return Call(f"raw({literal(sql, style)})", raw=True, note=note, when=when)


Made = list[Call] | Irreversible


def _table(each: Difference, way: Way) -> Made:
    if each.change == "left":
        return [_schema("dropTable", each.name, way.style, _TABLES)]
    if each.change == "lost":
        return Irreversible(f"The rows of {each.name} are gone. Restore them from a backup.")
    if each.aspects == ("name",):
        old, new = each.first, each.second
        if old.schema != new.schema:
            return WRITE_HERE
        names = f"{literal(new.name, way.style)}, {literal(old.name, way.style)}"
        return [Call(f"renameTable({names})", schema=old.schema, when=_RENAMED_TABLE)]
    if each.aspects == ("logged",):
        word = "LOGGED" if each.first.logged else "UNLOGGED"
        return [_raw(f"ALTER TABLE {relation(_relation(each.name))} SET {word}", way.style, _ALTERED)]
    return WRITE_HERE


def _column(each: Difference, way: Way) -> Made:
    table = _relation(str(each.table))
    if each.change == "left":
        return [Call(f"dropColumn({literal(each.name, way.style)})", table, when=_COLUMNS)]
    if each.change == "lost":
        return _lost_column(each.first, table, way.style)
    if each.aspects == ("name",):
        names = f"{literal(each.name, way.style)}, {literal(each.first.name, way.style)}"
        return [Call(f"renameColumn({names})", table, when=_RENAMED_COLUMN)]
    return _changed_column(each.first, each.second, each.aspects, table, way.style)


def _lost_column(column: Column, table: Relation, style: Style) -> Made:
    if make.needs_values(column):
        return Irreversible(
            f"{table.key}.{column.name} cannot be NOT NULL again without its values. Restore them from a backup."
        )
    code, note = make.builder_column(column, style), f"The values of {table.key}.{column.name} do not come back."
    if code is not None:
        return [Call(code, table, note=note, when=_LOST)]
    text = make.sql_column(column)
    if text is None:
        return WRITE_HERE
    return [_raw(f"ALTER TABLE {relation(table)} ADD COLUMN {text}", style, _LOST, note)]


def _changed_column(old: Column, now: Column, aspects: tuple[str, ...], table: Relation, style: Style) -> Made:
    if not set(aspects) <= {"type", "default", "nullability"}:
        return WRITE_HERE
    head, calls = f"ALTER TABLE {relation(table)} ALTER COLUMN {quoted(now.name)}", []
    if "type" in aspects:
        if "default" not in aspects and now.default is not None and old.type != now.type:
            calls.append(_raw(f"{head} DROP DEFAULT", style, _ALTERED))
            aspects = (*aspects, "default")
        calls.append(_raw(f"{head} TYPE {old.type} USING ({quoted(now.name)}::{old.type})", style, _ALTERED))
    if "default" in aspects:
        text = "DROP DEFAULT" if old.default is None else f"SET DEFAULT {old.default}"
        calls.append(_raw(f"{head} {text}", style, _ALTERED))
    if "nullability" in aspects:
        method = "dropNullable" if old.not_null else "setNullable"
        calls.append(Call(f"{method}({literal(now.name, style)})", table, when=_ALTERED))
    return calls


def _index(each: Difference, way: Way) -> Made:
    table = _relation(str(each.table))
    if each.aspects == ("name",):
        old, new = each.first, each.second
        sql = f"ALTER INDEX {relation(_relation(new.key))} RENAME TO {quoted(old.name)}"
        return [_raw(sql, way.style, _NAMES)]
    calls = []
    if each.second is not None:
        calls.append(_drop_index(each.second, way, table))
    if each.first is not None:
        owner = way.wanted.relations.get(each.first.table)
        if not isinstance(owner, Table):
            return [*calls, _raw(make.sql_index(each.first, table), way.style, _LOST_DEPENDENTS)]
        code = make.builder_index(each.first, owner, way.style)
        sql = make.sql_index(each.first, owner)
        calls.append(Call(code, table, when=_LOST_PARTS) if code else _raw(sql, way.style, _LOST_PARTS))
    return calls


def _drop_index(index: Index, way: Way, table: Relation) -> Call:
    key = relation(_relation(index.key))
    if index.key in way.concurrently:
        return _raw(f"DROP INDEX CONCURRENTLY {key}", way.style, _PARTS)
    if not isinstance(way.now.relations.get(index.table), Table):
        return _raw(f"DROP INDEX {key}", way.style, _DEPENDENTS)
    columns = tuple(name for name in index.columns if name is not None)
    known = None not in index.columns and index.name == make.generated_name(table.name, columns, "index")
    code = make.listed(columns, way.style) if known else f"[], {literal(index.name, way.style)}"
    return Call(f"dropIndex({code})", table, when=_PARTS)


_DROPPED = {"unique": ("dropUnique", "unique"), "foreign key": ("dropForeign", "foreign")}


def _constraint(each: Difference, way: Way) -> Made:
    table = _relation(str(each.table))
    if each.aspects == ("name",):
        names = f"{quoted(each.name)} TO {quoted(each.first.name)}"
        return [_raw(f"ALTER TABLE {relation(table)} RENAME CONSTRAINT {names}", way.style, _NAMES)]
    calls = []
    if each.second is not None:
        calls.append(_drop_constraint(each.second, table, way.style))
    if each.first is not None:
        when = _LOST_FOREIGN if each.first.kind == "foreign key" else _LOST_PARTS
        owner = Table(oid=0, name=table.name, schema=table.schema)
        code = make.builder_constraint(each.first, owner, way.wanted, way.style)
        sql = make.sql_constraint(each.first, owner, way.wanted)
        if code is None and sql is None:
            return WRITE_HERE
        calls.append(Call(code, table, when=when) if code else _raw(str(sql), way.style, when))
    return calls


def _drop_constraint(constraint: Constraint, table: Relation, style: Style) -> Call:
    name = literal(constraint.name, style)
    if constraint.kind == "primary key":
        return Call(
            "dropPrimary()" if constraint.name == f"{table.name}_pkey" else f"dropPrimary({name})", table, when=_PARTS
        )
    if constraint.kind not in _DROPPED:
        return _raw(f"ALTER TABLE {relation(table)} DROP CONSTRAINT {quoted(constraint.name)}", style, _PARTS)
    method, suffix = _DROPPED[constraint.kind]
    known = constraint.name == make.generated_name(table.name, constraint.columns, suffix)
    columns = make.listed(constraint.columns, style) if known else f"[], {name}"
    return Call(f"{method}({columns})", table, when=_FOREIGN if constraint.kind == "foreign key" else _PARTS)


def _view(each: Difference, way: Way) -> Made:
    if "name" in each.aspects:
        return WRITE_HERE
    calls = []
    if each.second is not None:
        method = "dropMaterializedView" if each.second.materialized else "dropView"
        calls.append(_schema(method, each.name, way.style, _DEPENDENTS))
    if each.first is not None:
        calls.append(_raw(_view_sql(each.first), way.style, _LOST_DEPENDENTS))
    return calls


def _view_sql(view: View) -> str:
    kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    return f"CREATE {kind} {relation(Relation(view.name, view.schema))} AS {view.query.strip()}"


def _on_table(word: str) -> Callable[..., Made]:
    """Of what only its name is known: it can be dropped and not made."""

    def restored(each: Difference, way: Way) -> Made:
        if each.change != "left":
            return WRITE_HERE
        sql = f"DROP {word} {quoted(each.name)} ON {relation(_relation(str(each.table)))}"
        return [_raw(sql, way.style, _DEPENDENTS)]

    return restored


def _named(word: str, creates: Callable[[Any], str | None] = lambda _: None) -> Callable[..., Made]:
    """What is no relation. `creates`: what follows the name in CREATE, None where it is not known."""

    def restored(each: Difference, way: Way) -> Made:
        name = relation(_relation(each.name))
        if each.change == "left":
            return [_raw(f"DROP {word} {name}", way.style, _OTHERS)]
        made = creates(each.first) if each.change == "lost" else None
        return WRITE_HERE if made is None else [_raw(f"CREATE {word} {name}{made}", way.style, _TYPES)]

    return restored


def _enum(each: Difference, way: Way) -> Made:
    if each.change != "changed":
        return _named("TYPE", lambda enum: f" AS ENUM ({', '.join(map(_text, enum.labels))})")(each, way)
    more = [label for label in each.second.labels if label not in each.first.labels]
    if more:
        return Irreversible(f"PostgreSQL cannot take {more[0]} out of the type {each.name} again.")
    return WRITE_HERE


def _text(label: str) -> str:
    return "'" + label.replace("'", "''") + "'"


RESTORED: dict[str, Callable[[Difference, Way], Made]] = {
    "table": _table,
    "column": _column,
    "index": _index,
    "constraint": _constraint,
    "view": _view,
    "trigger": _on_table("TRIGGER"),
    "policy": _on_table("POLICY"),
    "rule": _on_table("RULE"),
    "enum": _enum,
    "type": _named("TYPE"),
    "domain": _named("DOMAIN"),
    "sequence": _named("SEQUENCE"),
    "function": _named("FUNCTION"),
    "extension": _named("EXTENSION", lambda _: ""),
    "schema": _named("SCHEMA", lambda _: ""),
    "statistics": _named("STATISTICS"),
    "publication": _named("PUBLICATION"),
}


def statements(calls: Iterable[Call], style: Style, end: str, receiver: str = "knex") -> Iterator[str]:
    """Awaited statements, without indentation; calls on the same table, one after another, share an `alterTable`."""
    for head, body, notes in _grouped(list(calls), style, end):
        yield from (f"// {note}" for note in notes)
        yield f"await {_sent_by(receiver, head + body)}{end}"


def expressions(calls: Iterable[Call], style: Style, end: str, receiver: str) -> list[str]:
    """The same as expressions, each a promise."""
    return [_sent_by(receiver, head + body) for head, body, _ in _grouped(list(calls), style, end)]


def _sent_by(receiver: str, text: str) -> str:
    return receiver + text.replace("(knex.", f"({receiver}.")


def links(calls: Iterable[Call], style: Style, end: str, receiver: str) -> list[str] | None:
    """The same as links of a schema builder's chain: `.dropTable('x')`. None where it takes another schema."""
    found = []
    for head, body, _ in _grouped(list(calls), style, end):
        if ".withSchema(" in head:
            return None
        found.append((head.removeprefix(".schema") + body).replace("(knex.", f"({receiver}."))
    return found


def _grouped(calls: list[Call], style: Style, end: str) -> Iterator[tuple[str, str, list[str]]]:
    at = 0
    while at < len(calls):
        call, last = calls[at], at + 1
        if call.table is None:
            within = f".withSchema({literal(call.schema, style)})" if call.schema is not None else ""
            head = "." if call.raw else f".schema{within}."
            yield head + call.code, "", [call.note] if call.note else []
        else:
            while last < len(calls) and calls[last].table == call.table:
                last += 1
            within = f".withSchema({literal(call.table.schema, style)})" if call.table.schema is not None else ""
            head = f".schema{within}.alterTable({literal(call.table.name, style)}, (table) => {{"
            yield head, _callback(calls[at:last], style, end), []
        at = last


def _callback(calls: list[Call], style: Style, end: str) -> str:
    inner = style.newline + style.indent * 2
    lines = [f"{inner}// {call.note}" * bool(call.note) + f"{inner}table.{call.code}{end}" for call in calls]
    return f"{''.join(lines)}{style.newline}{style.indent}}})"
