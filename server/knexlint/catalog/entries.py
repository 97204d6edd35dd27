"""What a schema is made of: relations and their parts, types, functions, each as an immutable record.

Knows what can be said of one of them. Must not know how they hang together (`model`), nor what changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from knexlint.record import record


@record
class Column:
    """A column. `known` is False where only part of it was seen; then what is None is not known."""

    name: str
    type: str | None = None  # as PostgreSQL's format_type prints it
    not_null: bool | None = None
    default: str | None = None
    identity: Literal["always", "by default"] | None = None
    generated: Literal["stored", "virtual"] | None = None
    generation: str | None = None
    collation: str | None = None
    sequence: int | None = None  # the oid of the sequence that it owns
    known: bool = True
    all_null: bool = False  # added without a default in this transaction and not written since
    default_type: str | None = None  # what the column was when it got its default, where that is another type
    number: int = field(default=0, compare=False)  # stays the same when it is renamed; 0: not known


@record
class Constraint:
    """A table constraint. `references` and `index` are oids. `inherited`: a copy of the parent's."""

    name: str
    kind: Literal["primary key", "unique", "foreign key", "check", "exclude", "not null"]
    columns: tuple[str, ...] = ()
    validated: bool = True
    enforced: bool = True
    references: int | None = None
    referenced_columns: tuple[str, ...] = ()
    expression: str | None = None
    index: int | None = None
    on_delete: str | None = None
    on_update: str | None = None
    set_columns: tuple[str, ...] = ()  # of ON DELETE SET NULL (a, b)
    deferrable: bool = False
    initially_deferred: bool = False
    no_inherit: bool = False
    inherited: bool = False


@record
class Trigger:
    """A trigger. `columns`: those of UPDATE OF and WHEN. `function`: the name it calls. `events`: "insert", ..."""

    name: str
    columns: tuple[str, ...] = ()
    function: str | None = None
    inherited: bool = False
    events: frozenset[str] = frozenset()
    deferred: bool = False  # CONSTRAINT TRIGGER ... INITIALLY DEFERRED
    for_each_row: bool = True
    update_of: tuple[str, ...] = ()  # fires only where one of these is set


@record
class Rule:
    """A rewrite rule. `event`: "insert", "update", "delete", "select". `reads`, `writes`: the oids in its actions.

    `columns`: those of its own table, as `new.a` or `old.a`.
    """

    name: str
    event: str
    instead: bool = False
    action: str = ""
    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()
    columns: frozenset[str] = frozenset()


@record(kw_only=True)
class Entry:
    """A relation. `was`: the name it had before the open transaction, None if it is new in it."""

    oid: int
    name: str
    schema: str | None = None  # None: public
    was: str | None = None
    known: bool = True

    @property
    def key(self) -> str:
        """The name as a user says it: `public.` dropped."""
        return self.name if self.schema is None else f"{self.schema}.{self.name}"

    @property
    def new(self) -> bool:
        return self.was is None


@record(kw_only=True)
class Table(Entry):
    """A table, plain, partitioned, foreign or temporary. `parents` are partitioned tables or INHERITS, by oid."""

    columns: Mapping[str, Column] = field(default_factory=dict)
    open: bool = False  # it may have columns that are not here
    constraints: Mapping[str, Constraint] = field(default_factory=dict)
    indexes: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    partition_bound: str | None = None
    partition_by: str | None = None
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)  # name: its expressions as text
    rules: Mapping[str, Rule] = field(default_factory=dict)
    logged: bool = True
    filled: bool = False  # rows were put into it, as far as the catalog saw
    temporary: bool = False
    composite: bool = False  # CREATE TYPE ... AS (...)
    cluster_index: int | None = None
    tablespace: str | None = None
    owner: str | None = None
    of_type: int | None = None  # the composite type of a typed table
    server: str | None = None  # of a foreign table

    @property
    def is_partition(self) -> bool:
        return self.partition_bound is not None

    def column(self, name: str) -> Column | None:
        return self.columns.get(name)


@record(kw_only=True)
class Index(Entry):
    """An index. `columns` holds None where an element is an expression; `elements` is each one as written."""

    table: int
    unique: bool = False
    columns: tuple[str | None, ...] = ()
    elements: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    where: str | None = None
    method: str = "btree"
    valid: bool = True
    parent: int | None = None  # the partitioned index that it is attached to
    nulls_not_distinct: bool = False
    options: tuple[str, ...] = ()  # WITH (fillfactor = 70)

    @property
    def computed(self) -> bool:
        """It has an expression or a predicate."""
        return self.where is not None or None in self.columns


@record(kw_only=True)
class View(Entry):
    """A view. `reads` are oids; `uses` the columns it needs, as (oid, column).

    `outputs`: what stands for its columns, known or not.
    """

    query: str = ""
    reads: tuple[int, ...] = ()
    uses: frozenset[tuple[int, str]] = frozenset()
    columns: tuple[str, ...] = ()  # none: not known
    materialized: bool = False
    populated: bool = True
    indexes: tuple[int, ...] = ()
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()


@record(kw_only=True)
class Sequence(Entry):
    """A sequence. `owner` is the oid of the table whose column owns it."""

    owner: int | None = None
    column: str | None = None
    identity: bool = False


@record
class Enum:
    """`new_labels`: added in this transaction, not usable before it commits."""

    key: str
    labels: tuple[str, ...] = ()
    new: bool = True
    new_labels: tuple[str, ...] = ()


@record
class Domain:
    key: str
    type: str
    not_null: bool = False
    default: str | None = None
    constraints: Mapping[str, tuple[str | None, bool]] = field(default_factory=dict)  # name: expression, validated
    new: bool = True

    @property
    def constrained(self) -> bool:
        return self.not_null or bool(self.constraints)


@record
class Function:
    key: str
    volatility: Literal["immutable", "stable", "volatile"]
    language: str | None = None
    body: str | None = None
    procedure: bool = False
    arguments: str = ""  # as written, blanks collapsed
    returns: str = ""
    atomic: bool = False  # it hangs on all that its body names
