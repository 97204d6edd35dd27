"""INSERT, UPDATE, DELETE, SELECT and their like: locks, and what is read through. The planner's choice is foretold
only where it is plain: a condition on the first column of an index spares the scan.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise

from knexlint import operations as op
from knexlint.catalog.constraints import split_list
from knexlint.catalog.deferred import waits
from knexlint.catalog.drops import sequences_in
from knexlint.catalog.expressions import mentions, outside_strings, unquoted
from knexlint.catalog.model import Constraint, Entry, Table, Trigger, View
from knexlint.postgres.bounds import holding
from knexlint.postgres.locks import Mode
from knexlint.postgres.queries import answer, reached, read_through, run, shifted, updatable
from knexlint.postgres.tally import Tally, is_partitioned
from knexlint.sql.expressions import functions

AS, RS, RX = Mode.ACCESS_SHARE, Mode.ROW_SHARE, Mode.ROW_EXCLUSIVE

_SEQUENCE = re.compile(r"\b(?:nextval|setval|currval)\s*\(\s*'([^']+)'", re.IGNORECASE)
_ROWS = re.compile(r"\bvalues\s*(?P<rows>\(.*\))\s*(?:(?:returning|on\s+conflict)\b.*)?$", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(r"'[^']*'|-?[\d.]+")
_ITSELF = re.compile(r'(?P<column>"(?:[^"]|"")*"|\w+)\s*=\s*(?P=column)\s*(?:,|where\b|$)', re.IGNORECASE)


def read(
    change: op.DataOperation, tally: Tally, target: op.Relation | None = None, spared: Container[int] = ()
) -> None:
    """Relations that a statement reads besides its target; and the target, where it looks for rows in it."""
    tally.lock_all(reached(change.reads, tally), AS)
    if change.query is None:
        return
    start = change.query.at.start
    named = [*change.reads, *((target,) if target is not None else ())]
    read_through(change.query.text, [shifted(relation, start) for relation in named], tally, spared)


def _target(change: op.Update | op.Delete, tally: Tally) -> tuple[Entry, frozenset[int]] | None:
    """The relation that is changed, and which of its partitions are left out."""
    entry = _through_view(tally.find(change.table), _EVENTS[type(change)], tally)
    if entry is None:
        return None
    keys = mentions(entry.partition_by).words if isinstance(entry, Table) and entry.partition_by else ()
    if change.where is not None and isinstance(entry, Table) and set(keys) & set(mentions(change.where.text).words):
        return entry, _some_partitions(entry, change.where.text, tally)
    family = [entry] if change.table.only else [entry, *tally.catalog.descendants(entry)]
    tally.lock_all(family, RX)
    if isinstance(entry, Table) and (tally.version < 14 or isinstance(change, op.Update)):
        tally.lock_all(tally.catalog.entries(entry.parents if entry.is_partition else (), Table), AS)
    return entry, frozenset()


def _through_view(entry: Entry, event: str, tally: Tally) -> Entry | None:
    """The relation that is really changed: a plain view of one table passes changes on to it. None: nothing is."""
    while True:
        tally.lock(entry, RX)
        if not isinstance(entry, Table | View):
            return entry
        if _ruled(entry, event, tally):
            return None
        if isinstance(entry, Table) or entry.materialized or not entry.known:
            return entry
        if any(event in trigger.events for trigger in entry.triggers.values()):
            if event != "insert":
                run(entry.query, tally)
            return None
        if not updatable(entry):
            tally.fail(f'cannot {"insert into" if event == "insert" else event} view "{entry.key}"')
            return None
        entry = tally.catalog.relations.get(entry.reads[0], entry)


def _ruled(entry: Table | View, event: str, tally: Tally) -> bool:
    """Do what rules say; whether they say INSTEAD."""
    found = [rule for rule in entry.rules.values() if rule.event == event]
    for rule in found:
        tally.lock_all(tally.catalog.entries(rule.reads, Entry), AS)
        tally.lock_all(tally.catalog.entries(rule.writes, Entry), RX)
        if rule.action not in ("nothing", "insert", "notify"):
            tally.unknown(f"what the rule {rule.name} of {entry.key} reads through")
    return any(rule.instead for rule in found)


def called(change: op.DataOperation) -> tuple[str, ...]:
    """The functions that the statement calls."""
    return functions(change.query.text) if change.query is not None else ()


def triggered(change: op.DataOperation, tally: Tally) -> list[str]:
    """The functions of the triggers that it fires."""
    entry = tally.find(change.table)
    event = _EVENTS.get(type(change), "")
    triggers = entry.triggers.values() if isinstance(entry, Table | View) else ()
    fired = [trigger for trigger in triggers if event in trigger.events and _is_set(trigger, change)]
    return [trigger.function for trigger in fired if trigger.function is not None]


def _is_set(trigger: Trigger, change: op.DataOperation) -> bool:
    """UPDATE OF fires where one of the columns is set."""
    if not trigger.update_of or not isinstance(change, op.Update) or not change.columns:
        return True
    return bool(set(trigger.update_of) & {column.text for column in change.columns})


_EVENTS: dict[type[op.DataOperation], str] = {op.Insert: "insert", op.Update: "update", op.Delete: "delete"}


def _some_partitions(entry: Table, where: str, tally: Tally) -> frozenset[int]:
    """Only the partitions that may hold such rows are locked and looked at; those that are not."""
    tally.lock(entry, RX)
    held = holding(entry, where, tally)
    if held is None:
        tally.unknown(f"which partitions of {entry.key} hold such rows: they are locked too (ROW EXCLUSIVE)")
    tally.lock_all(held or (), RX)
    kept = {child.oid for child in held or ()}
    return frozenset(child.oid for child in tally.catalog.descendants(entry) if child.oid not in kept)


def _into_partitions(add: op.Insert, entry: Table, tally: Tally) -> None:
    """A row of constants goes into one partition; which one others go into is not known."""
    held = _homes(entry, _constants(add, entry), tally)
    if held is None:
        tally.unknown(f"which partitions of {entry.key} get rows: they are locked too (ROW EXCLUSIVE)")
    elif not held:
        tally.fail(f'no partition of relation "{entry.key}" found for row')
    tally.lock_all(held or (), RX)


def insert(add: op.Insert, tally: Tally) -> None:
    entry = _through_view(tally.find(add.table), "insert", tally)
    if entry is None:
        return
    if isinstance(entry, Table) and entry.is_partition:
        tally.lock_all(tally.catalog.entries(entry.parents, Table), AS)
    if isinstance(entry, Table) and is_partitioned(entry):
        _into_partitions(add, entry, tally)
    read(add, tally)
    if not isinstance(entry, Table):
        return
    given = _given(add, entry)
    named = not any(name.unknown for name in add.columns)
    for column in entry.columns.values():
        if column.name in given:
            continue
        if column.sequence is not None:
            tally.lock(tally.catalog.relations[column.sequence], RX)
        elif column.default is not None:
            _draw(column.default, tally)
        elif column.not_null and column.generated is None and not entry.triggers and entry.known and named:
            tally.fail(f'null value in column "{column.name}" of relation "{entry.key}" violates not-null constraint')
    rows = _constants(add, entry)
    nulls = {name for name in given if rows and all(row.get(name, "").lower() == "null" for row in rows)}
    for constraint in entry.constraints.values():
        if (
            constraint.references is not None
            and set(constraint.columns) & given
            and not nulls & set(constraint.columns)
        ):
            _look_up(constraint, tally, rows)


def _constants(add: op.Insert, table: Table) -> list[dict[str, str]]:
    """The rows that are put in, if they are written out."""
    values = _ROWS.search(add.query.text) if add.query is not None and not add.from_query else None
    names = [column.text for column in add.columns] or list(table.columns)
    rows = split_list(values["rows"] + ", ()")[:-1] if values is not None else []  # the last one keeps brackets apart
    return [dict(zip(names, split_list(row), strict=False)) for row in rows]


def _given(add: op.Insert, table: Table) -> set[str]:
    """The columns that get a value; the others take their default."""
    if add.columns:
        return {column.text for column in add.columns}
    text = add.query.text if add.query is not None else ""
    if re.search(r"\bdefault\s+values\b", text, re.IGNORECASE):
        return set()
    values = re.search(r"\bvalues\s*(\(.*)", text, re.IGNORECASE | re.DOTALL)
    if values is None or add.from_query:
        return set(table.columns)
    first = values.group(1)
    depth = 0
    for at, char in outside_strings(first):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return set(list(table.columns)[: len(split_list(first[: at + 1]))])
    return set(table.columns)


def _draw(expression: str, tally: Tally) -> None:
    for found in _SEQUENCE.finditer(expression):
        if tally.catalog.absent(found[1].removeprefix("public.").replace('"', "")):
            tally.fail(f'relation "{found[1]}" does not exist')
    for key in sequences_in(expression):
        sequence = tally.catalog.sequence(key)
        if sequence is not None:
            tally.lock(sequence, RX)


def _look_up(constraint: Constraint, tally: Tally, rows: list[dict[str, str]]) -> None:
    """The rows that a foreign key points at are looked up. `rows`: those put in, where they are written out."""
    target = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
    if target is None or not constraint.enforced or waits(constraint, tally.catalog):
        return
    tally.lock(target, RS)
    if isinstance(target, Table) and is_partitioned(target):
        pairs = list(zip(constraint.columns, constraint.referenced_columns, strict=False))
        held = _homes(target, [{there: row[here] for here, there in pairs if here in row} for row in rows], tally)
        if held is None:
            tally.unknown(f"which partitions of {target.key} hold the rows pointed at: they are locked too (ROW SHARE)")
        tally.lock_all(held or (), RS)


def _homes(table: Table, rows: list[dict[str, str]], tally: Tally) -> list[Table] | None:
    """The partitions that rows belong to; None where that cannot be told, or nothing is said of a row."""
    found: list[Table] = []
    for row in rows:
        said = (f"{name} = {value}" for name, value in row.items() if _LITERAL.fullmatch(value))
        held = holding(table, " AND ".join(said), tally)
        if held is None:
            return None
        found += held
    return found if rows else None


def update(change: op.Update, tally: Tally) -> None:
    found = _target(change, tally)
    if found is None:
        return
    entry, spared = found
    read(change, tally, change.table, spared)
    emptied = _emptied(change)
    changed = {column.text for column in change.columns} - emptied
    if isinstance(entry, Table):
        for constraint in entry.constraints.values():
            if constraint.references is not None and set(constraint.columns) & changed:
                _look_up(constraint, tally, [])
    for child, constraint in tally.catalog.foreign_keys_to(entry.oid):
        if set(constraint.referenced_columns) & changed:
            _look_for_children(child, constraint, constraint.on_update, tally)


def _emptied(change: op.Update) -> set[str]:
    """The columns that are set to NULL, or to what they are: no foreign key looks for that."""
    text = change.query.text if change.query is not None else ""
    same = {unquoted(found["column"]) for found in _ITSELF.finditer(text)}
    return same | {
        column.text
        for column in change.columns
        if re.search(rf'\b"?{re.escape(column.text)}"?\s*=\s*null\b', text, re.IGNORECASE)
    }


def delete(gone: op.Delete, tally: Tally) -> None:
    found = _target(gone, tally)
    if found is None:
        return
    entry, spared = found
    read(gone, tally, gone.table, spared)
    _delete_children(entry, tally, set())


def _delete_children(entry: Entry, tally: Tally, seen: set[int]) -> None:
    seen.add(entry.oid)
    for child, constraint in tally.catalog.foreign_keys_to(entry.oid):
        if constraint.inherited:
            continue
        _look_for_children(child, constraint, constraint.on_delete, tally)
        if constraint.on_delete == "cascade" and child.oid not in seen:
            _delete_children(child, tally, seen)


def _look_for_children(child: Table, constraint: Constraint, action: str | None, tally: Tally) -> None:
    """Rows that point at the changed ones: looked for, or changed too. Without an index that is a scan each time."""
    passive = action in (None, "no action", "restrict")
    if action in (None, "no action") and waits(constraint, tally.catalog):
        return
    tally.lock(child, RS if passive else RX)
    if passive and child.was is not None:
        tally.fail_if(f"any row of {child.key} points at one of these rows")
    first = {index.columns[0] for index in tally.catalog.indexes(child) if index.columns}
    if not first & set(constraint.columns):
        tally.scan(child)


def merge(change: op.Merge, tally: Tally) -> None:
    entry = tally.find(change.table)
    tally.lock(entry, RX)
    read(change, tally, change.table)


def select(query: op.Select, tally: Tally) -> None:
    text = query.query.text if query.query is not None else ""
    answer(query.reads, text, tally, query.query.at.start if query.query is not None else 0)
    _draw(text, tally)
    if "pg_get_serial_sequence" in query.functions and {"setval", "nextval"} & set(query.functions):
        _serial(mentions(text).strings, tally)
    if query.locking is not None:
        tally.lock_all((tally.find(relation) for relation in _locked(query, text)), RS)


def _locked(query: op.Select, text: str) -> list[op.Relation]:
    """The relations whose rows FOR UPDATE OF names, by name or alias; else all."""
    said = re.search(r"\b(?:update|share)\s+of\s+([\w\", .]+?)(?:\s+(?:nowait|skip)\b.*)?$", text, re.IGNORECASE)
    if said is None or query.query is None:
        return list(query.reads)
    names = {unquoted(part.strip()) for part in said[1].split(",")}
    start = query.query.at.start
    found = []
    for relation in query.reads:
        alias = re.match(r'\s+(?:as\s+)?("[^"]*"|\w+)', text[relation.at.end - start :], re.IGNORECASE)
        if relation.name in names or (alias is not None and unquoted(alias[1]) in names):
            found.append(relation)
    return found


def _serial(strings: tuple[str, ...], tally: Tally) -> None:
    """setval(pg_get_serial_sequence('t', 'c'), ...)."""
    for table_name, column_name in pairwise(strings):
        table = tally.catalog.table(table_name.replace('"', "").removeprefix("public."))
        column = table.columns.get(column_name) if table is not None else None
        if column is not None and column.sequence is not None:
            tally.lock(tally.catalog.relations[column.sequence], RX)


def copy(moved: op.Copy, tally: Tally) -> None:
    if moved.table is None:
        if moved.query is not None:
            answer(moved.reads, moved.query.text[1:-1], tally, moved.query.at.start + 1)
        return
    entry = tally.find(moved.table)
    if moved.direction == "from":
        tally.lock(entry, RX)
        return
    if is_partitioned(entry) or (isinstance(entry, View) and not entry.materialized):
        tally.fail(f'cannot copy from "{entry.key}", it has no rows of its own: COPY (SELECT ...) TO does it')
    if tally.version >= 13:
        tally.lock(entry, AS)
    tally.scan(entry)
