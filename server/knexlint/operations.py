"""What a statement does: plain data, in PostgreSQL's own terms. Knows no Knex, no locks and no file positions.

An operation says where its words stand by `Range`s into the text of its own statement. One statement gives several
operations when it does several things (`ALTER TABLE t ADD a int, DROP b`): one for each action, in order.
Names are as PostgreSQL sees them: unquoted ones folded to lower case, long ones cut to 63 bytes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from knexlint.record import record


class Range(NamedTuple):
    """Half-open offsets, in code points, into the text of the statement."""

    start: int
    end: int


NOWHERE = Range(0, 0)


@record
class Name:
    """The name of a column, constraint, index, ... `unknown`: part of it is a hole (`${…}` or a binding)."""

    text: str
    at: Range = NOWHERE
    unknown: bool = False

    def __str__(self) -> str:
        return self.text


LIMIT = 63  # NAMEDATALEN - 1, in bytes


def clipped(name: str) -> str:
    """A name as PostgreSQL keeps it: cut to 63 bytes, never inside a character."""
    if len(name) <= LIMIT // 4:
        return name
    data = name.encode("utf-8", "surrogatepass")
    return name if len(data) <= LIMIT else data[:LIMIT].decode("utf-8", "ignore")


@record
class Relation:
    """A possibly schema-qualified name of a table, view, index, sequence, type or function.

    `only`: ONLY stands before it, so that its partitions and inheritance children are left out.
    """

    name: str
    schema: str | None = None
    at: Range = NOWHERE
    unknown: bool = False
    only: bool = False

    @property
    def key(self) -> str:
        """The name as a user says it: `public.` dropped."""
        return self.name if self.schema in (None, "public") else f"{self.schema}.{self.name}"

    def __str__(self) -> str:
        return self.key


@record
class Expression:
    """An SQL expression, as text. What it means is read by `sql.expressions` when somebody asks."""

    text: str
    at: Range = NOWHERE
    unknown: bool = False


@record(kw_only=True)
class Constraint:
    """A table constraint, or a column's (then `columns` holds that column)."""

    kind: Literal["primary key", "unique", "foreign key", "check", "exclude", "not null"]
    at: Range
    name: Name | None = None
    columns: tuple[Name, ...] = ()
    expression: Expression | None = None  # check; the element list of exclude
    references: Relation | None = None
    referenced_columns: tuple[Name, ...] = ()
    on_delete: str | None = None  # "cascade", "set null", ... lower case
    on_update: str | None = None
    set_columns: tuple[Name, ...] = ()  # ON DELETE SET NULL (a, b): only these
    using_index: Name | None = None
    not_valid: bool = False
    not_valid_at: Range = NOWHERE
    not_enforced: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    nulls_not_distinct: bool = False
    no_inherit: bool = False
    method: str | None = None  # exclude using gist
    include: tuple[Name, ...] = ()
    options: tuple[str, ...] = ()  # WITH (fillfactor = 70), of the index
    where: Expression | None = None  # of exclude
    overlaps: bool = False  # WITHOUT OVERLAPS, PERIOD


@record(kw_only=True)
class Column:
    """A column definition of CREATE TABLE or ADD COLUMN."""

    name: Name
    type: str | None  # as written, blanks collapsed; None when it is missing (half-typed)
    type_at: Range = NOWHERE
    not_null: bool = False
    not_null_at: Range = NOWHERE
    default: Expression | None = None
    generated: Literal["stored", "virtual"] | None = None
    generation: Expression | None = None
    identity: Literal["always", "by default"] | None = None
    constraints: tuple[Constraint, ...] = ()  # primary key, unique, check, references
    collation: str | None = None
    storage: bool = False  # STORAGE ...
    compression: bool = False  # COMPRESSION ...


@record(kw_only=True)
class Operation:
    """`at`: the first words of the form or the action, without names: CREATE UNIQUE INDEX, ADD COLUMN, SET NOT NULL."""

    at: Range


# --- tables ---------------------------------------------------------------------------------------------------------


@record(kw_only=True)
class CreateTable(Operation):
    table: Relation
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    if_not_exists: bool = False
    temporary: bool = False
    unlogged: bool = False
    partition_of: Relation | None = None
    partition_bound: Expression | None = None  # FOR VALUES ..., or DEFAULT
    partition_by: Expression | None = None
    inherits: tuple[Relation, ...] = ()
    like: tuple[Relation, ...] = ()
    including: tuple[frozenset[str], ...] = ()  # for each of `like` what it takes along: "indexes", "defaults", ...
    of_type: Relation | None = None
    query: Expression | None = None  # CREATE TABLE ... AS
    with_data: bool = True  # False: AS ... WITH NO DATA
    foreign: bool = False  # CREATE FOREIGN TABLE
    server: Name | None = None  # ... and where it is


@record(kw_only=True)
class DropTable(Operation):
    tables: tuple[Relation, ...]
    if_exists: bool = False
    cascade: bool = False
    cascade_at: Range = NOWHERE
    foreign: bool = False


@record(kw_only=True)
class TableOperation(Operation):
    """An action of ALTER TABLE, or of ALTER VIEW, MATERIALIZED VIEW, FOREIGN TABLE or SEQUENCE where it is the same."""

    table: Relation
    if_exists: bool = False  # ALTER TABLE IF EXISTS
    only: bool = False
    kind: str = "table"  # the word after ALTER, in lower case


@record(kw_only=True)
class RenameTable(TableOperation):
    to: Name


@record(kw_only=True)
class SetSchema(TableOperation):
    schema: Name


@record(kw_only=True)
class AddColumn(TableOperation):
    column: Column
    if_not_exists: bool = False


@record(kw_only=True)
class ColumnOperation(TableOperation):
    column: Name


@record(kw_only=True)
class DropColumn(ColumnOperation):
    column_if_exists: bool = False
    cascade: bool = False
    cascade_at: Range = NOWHERE


@record(kw_only=True)
class RenameColumn(ColumnOperation):
    to: Name


@record(kw_only=True)
class AlterColumnType(ColumnOperation):
    type: str
    type_at: Range = NOWHERE
    using: Expression | None = None
    collation: str | None = None


@record(kw_only=True)
class SetDefault(ColumnOperation):
    default: Expression


@record(kw_only=True)
class DropDefault(ColumnOperation):
    pass


@record(kw_only=True)
class SetNotNull(ColumnOperation):
    pass


@record(kw_only=True)
class DropNotNull(ColumnOperation):
    pass


@record(kw_only=True)
class AlterIdentity(ColumnOperation):
    """ADD GENERATED ... AS IDENTITY, SET GENERATED, RESTART, DROP IDENTITY."""

    action: Literal["add", "set", "drop"]
    mode: Literal["always", "by default"] | None = None
    missing_ok: bool = False  # DROP IDENTITY IF EXISTS


@record(kw_only=True)
class AlterExpression(ColumnOperation):
    """SET EXPRESSION AS (...) (17+) or DROP EXPRESSION."""

    expression: Expression | None
    missing_ok: bool = False  # DROP EXPRESSION IF EXISTS


@record(kw_only=True)
class SetColumnOption(ColumnOperation):
    """SET STATISTICS, SET or RESET (n_distinct = ...), SET STORAGE, SET COMPRESSION, OPTIONS (of a foreign table)."""

    option: Literal["statistics", "attribute", "storage", "compression", "options"]
    default: bool = False  # SET STATISTICS DEFAULT, SET STORAGE DEFAULT


@record(kw_only=True)
class AddConstraint(TableOperation):
    constraint: Constraint


@record(kw_only=True)
class ConstraintOperation(TableOperation):
    constraint: Name


@record(kw_only=True)
class DropConstraint(ConstraintOperation):
    constraint_if_exists: bool = False
    cascade: bool = False
    cascade_at: Range = NOWHERE


@record(kw_only=True)
class ValidateConstraint(ConstraintOperation):
    pass


@record(kw_only=True)
class AlterConstraint(ConstraintOperation):
    """`change`: the words that follow, "deferrable initially deferred", "not enforced", "no inherit", ..."""

    change: str = ""


@record(kw_only=True)
class RenameConstraint(ConstraintOperation):
    to: Name


@record(kw_only=True)
class AttachPartition(TableOperation):
    partition: Relation
    bound: Expression


@record(kw_only=True)
class DetachPartition(TableOperation):
    partition: Relation
    concurrently: bool = False
    finalize: bool = False


@record(kw_only=True)
class AlterTableOther(TableOperation):
    """Any other action, named by its words in lower case without names and values.

    "set logged", "set unlogged", "set tablespace", "set access method", "cluster on", "set without cluster",
    "set", "reset" (storage parameters; see `parameters`), "inherit", "no inherit", "of", "not of", "owner to",
    "replica identity", "enable trigger", "disable trigger", "enable rule", "disable rule",
    "enable row level security", "disable row level security", "force row level security",
    "no force row level security", "options", "" (an action that is not known).
    """

    action: str
    parameters: tuple[str, ...] = ()
    parent: Relation | None = None  # inherit, no inherit
    object: Name | None = None  # the trigger, rule, index, tablespace, owner, ...


# --- indexes --------------------------------------------------------------------------------------------------------


@record(kw_only=True)
class CreateIndex(Operation):
    table: Relation
    name: Relation | None = None
    unique: bool = False
    concurrently: bool = False
    concurrently_at: Range = NOWHERE
    if_not_exists: bool = False
    only: bool = False
    method: str | None = None  # lower case; None is btree
    elements: tuple[Expression, ...] = ()  # each with its operator class and order
    include: tuple[Name, ...] = ()
    where: Expression | None = None
    nulls_not_distinct: bool = False
    options: tuple[str, ...] = ()  # those in WITH (...)


@record(kw_only=True)
class DropIndex(Operation):
    indexes: tuple[Relation, ...]
    concurrently: bool = False
    concurrently_at: Range = NOWHERE
    if_exists: bool = False
    cascade: bool = False
    cascade_at: Range = NOWHERE


@record(kw_only=True)
class AlterIndex(Operation):
    """`action`: "rename to", "set tablespace", "attach partition", "set", "reset", "set statistics",
    "set column option", "owner to", "depends on extension", "no depends on extension", "" (not known)."""

    index: Relation
    action: str
    parameters: tuple[str, ...] = ()  # the names in SET (...) and RESET (...)
    to: Name | None = None
    partition: Relation | None = None
    if_exists: bool = False


@record(kw_only=True)
class Reindex(Operation):
    kind: Literal["index", "table", "schema", "database", "system"]
    target: Relation | None
    concurrently: bool = False
    concurrently_at: Range = NOWHERE
    options: tuple[str, ...] = ()  # those in parentheses


# --- other objects --------------------------------------------------------------------------------------------------


@record(kw_only=True)
class CreateView(Operation):
    view: Relation
    query: Expression
    or_replace: bool = False
    materialized: bool = False
    with_data: bool = True
    if_not_exists: bool = False
    temporary: bool = False
    columns: tuple[Name, ...] = ()


@record(kw_only=True)
class RefreshMaterializedView(Operation):
    view: Relation
    concurrently: bool = False
    concurrently_at: Range = NOWHERE
    with_data: bool = True


@record(kw_only=True)
class CreateEnum(Operation):
    type: Relation
    labels: tuple[str, ...] = ()


@record(kw_only=True)
class AddEnumValue(Operation):
    type: Relation
    value: str | None  # None: not known
    value_at: Range = NOWHERE
    if_not_exists: bool = False
    beside: str | None = None  # the label that it stands BEFORE or AFTER


@record(kw_only=True)
class AlterEnumRename(Operation):
    """ALTER TYPE ... RENAME VALUE."""

    type: Relation
    value: str
    to: str


@record(kw_only=True)
class CreateDomain(Operation):
    domain: Relation
    type: str
    not_null: bool = False
    default: Expression | None = None
    constraints: tuple[Constraint, ...] = ()


@record(kw_only=True)
class AlterDomain(Operation):
    """`action`: "add constraint", "drop constraint", "validate constraint", "set not null", "drop not null",
    "set default", "drop default", "rename constraint"."""

    domain: Relation
    action: str
    constraint: Constraint | None = None
    name: Name | None = None
    to: Name | None = None  # rename constraint
    default: Expression | None = None
    if_exists: bool = False
    cascade: bool = False


@record(kw_only=True)
class CreateSequence(Operation):
    sequence: Relation
    if_not_exists: bool = False
    type: str | None = None
    owned_by: tuple[Relation, Name] | None = None


@record(kw_only=True)
class AlterSequence(Operation):
    sequence: Relation
    if_exists: bool = False
    type: str | None = None
    restart: bool = False
    owned_by: tuple[Relation, Name] | None = None
    disowned: bool = False  # OWNED BY NONE


@record(kw_only=True)
class CreateFunction(Operation):
    """CREATE FUNCTION or PROCEDURE. `volatility` is "volatile" where the statement does not say."""

    function: Relation
    language: str | None = None
    volatility: Literal["immutable", "stable", "volatile"] = "volatile"
    or_replace: bool = False
    body: Expression | None = None
    procedure: bool = False
    arguments: str = ""  # as written, blanks collapsed, with the parentheses
    returns: str = ""
    atomic: bool = False  # BEGIN ATOMIC ... END or RETURN: parsed at once


@record(kw_only=True)
class CreateTrigger(Operation):
    trigger: Name
    table: Relation
    or_replace: bool = False
    constraint: bool = False
    constraint_from: Relation | None = None
    columns: tuple[Name, ...] = ()  # UPDATE OF a, b
    function: str | None = None  # the key of the function it executes
    when: Expression | None = None
    for_each_row: bool = True
    before: bool = False  # BEFORE, not AFTER or INSTEAD OF
    deferred: bool = False  # INITIALLY DEFERRED
    events: frozenset[str] = frozenset()  # "insert", "update", "delete", "truncate"


@record(kw_only=True)
class PolicyOperation(Operation):
    """CREATE, ALTER or DROP POLICY."""

    action: Literal["create", "alter", "drop"]
    policy: Name
    table: Relation
    if_exists: bool = False
    expressions: tuple[Expression, ...] = ()  # USING, WITH CHECK


@record(kw_only=True)
class CreateExtension(Operation):
    extension: Name
    if_not_exists: bool = False
    schema: Name | None = None


@record(kw_only=True)
class CreateSchema(Operation):
    schema: Name
    if_not_exists: bool = False


@record(kw_only=True)
class DropObject(Operation):
    """DROP of anything but tables and indexes. `kind` in lower case: "view", "materialized view", "sequence", "type",
    "domain", "schema", "extension", "function", "procedure", "trigger", "rule", "statistics", ...
    `table`: the one a trigger or rule stands on."""

    kind: str
    objects: tuple[Relation, ...]
    table: Relation | None = None
    if_exists: bool = False
    cascade: bool = False
    cascade_at: Range = NOWHERE


@record(kw_only=True)
class RenameObject(Operation):
    """ALTER <kind> a RENAME TO b, for anything but tables. `column`: of ALTER VIEW v RENAME COLUMN, ALTER TYPE c RENAME
    ATTRIBUTE. `table`: the one a trigger, policy or rule stands on."""

    kind: str
    object: Relation
    to: Name
    column: Name | None = None
    table: Relation | None = None
    if_exists: bool = False
    cascade: bool = False


@record(kw_only=True)
class AlterObject(Operation):
    """ALTER <kind> of anything that is no relation: "owner to", "set schema", "add attribute", "drop attribute",
    "alter attribute", "update", "set", ... `name`: the new owner or schema, or the attribute; `column` its definition.
    `table`: the one a trigger, policy or rule stands on."""

    kind: str
    object: Relation
    action: str
    name: Name | None = None
    column: Column | None = None
    table: Relation | None = None
    if_exists: bool = False
    cascade: bool = False


@record(kw_only=True)
class CommentOn(Operation):
    """`kind` in lower case ("table", "column", "index", ...); `object` is the table for a column."""

    kind: str
    object: Relation
    column: Name | None = None
    table: Relation | None = None  # where a constraint, trigger, rule or policy stands


@record(kw_only=True)
class Grant(Operation):
    """GRANT or REVOKE. `kind`: "table" where relations are named, else "schema", "all tables", "function", "role"."""

    revoke: bool
    kind: str
    objects: tuple[Relation, ...] = ()
    columns: tuple[Name, ...] = ()  # of privileges on columns


# --- data -----------------------------------------------------------------------------------------------------------


@record(kw_only=True)
class DataOperation(Operation):
    """`reads`: other relations the statement names. `query`: the statement as text for whoever wants more."""

    table: Relation
    reads: tuple[Relation, ...] = ()
    with_query: bool = False
    query: Expression | None = None


@record(kw_only=True)
class Insert(DataOperation):
    columns: tuple[Name, ...] = ()
    from_query: bool = False
    on_conflict: bool = False


@record(kw_only=True)
class Update(DataOperation):
    columns: tuple[Name, ...] = ()
    where: Expression | None = None


@record(kw_only=True)
class Delete(DataOperation):
    where: Expression | None = None


@record(kw_only=True)
class Merge(DataOperation):
    pass


@record(kw_only=True)
class Select(Operation):
    """A query at the top of a statement (also VALUES, TABLE t). `locking`: "update", "share", ... of FOR UPDATE."""

    reads: tuple[Relation, ...] = ()
    locking: str | None = None
    into: Relation | None = None
    functions: tuple[str, ...] = ()
    query: Expression | None = None


@record(kw_only=True)
class Truncate(Operation):
    tables: tuple[Relation, ...]
    cascade: bool = False
    cascade_at: Range = NOWHERE
    restart_identity: bool = False


@record(kw_only=True)
class Copy(Operation):
    table: Relation | None
    direction: Literal["from", "to"]
    reads: tuple[Relation, ...] = ()  # COPY (query)
    query: Expression | None = None


# --- session, maintenance, procedures -------------------------------------------------------------------------------


@record(kw_only=True)
class SetParameter(Operation):
    """SET or RESET (`value` None). `name` in lower case; "transaction" for SET TRANSACTION."""

    name: str
    value: str | None = None
    local: bool = False


@record(kw_only=True)
class TransactionControl(Operation):
    action: Literal["begin", "commit", "rollback", "savepoint", "release", "rollback to"]
    name: Name | None = None


@record(kw_only=True)
class LockTable(Operation):
    tables: tuple[Relation, ...]
    mode: str = "ACCESS EXCLUSIVE"


@record(kw_only=True)
class Vacuum(Operation):
    full: bool = False
    analyze: bool = False
    tables: tuple[Relation, ...] = ()


@record(kw_only=True)
class Analyze(Operation):
    tables: tuple[Relation, ...] = ()


@record(kw_only=True)
class Cluster(Operation):
    table: Relation | None = None
    index: Name | None = None


@record(kw_only=True)
class Do(Operation):
    """A DO block. `body` is its text, `at` of the body is the range inside the quotes."""

    body: Expression
    language: str = "plpgsql"


@record(kw_only=True)
class Other(Operation):
    """A statement that is recognised and has no operation of its own; `words` as "create statistics", "listen", "call".
    `objects`: relations it names, where the form says so; `reads`, `writes`: those a statement inside it reads and
    changes."""

    words: str
    objects: tuple[Relation, ...] = ()
    reads: tuple[Relation, ...] = ()
    writes: tuple[Relation, ...] = ()
    columns: tuple[Column, ...] = ()  # of a composite type
    change: str = ""  # "add", "set", "drop" of ALTER PUBLICATION; "insert instead delete" of CREATE RULE
    object: Relation | None = None  # what is created or altered
    query: Expression | None = None  # the statement that is prepared, the query of a cursor
    locking: bool = False  # `reads` are locked as by FOR UPDATE


@record(kw_only=True)
class Unknown(Operation):
    """What the statement does is not known: a hole stands where it matters, or the form is not recognised."""

    reason: str


@record(kw_only=True)
class Invalid(Operation):
    """PostgreSQL refuses this text whatever the schema; only claimed where the recogniser owns the form."""

    message: str


def constraints_in(operation: Operation) -> tuple[Constraint, ...]:
    """The constraints that a statement or action adds to a table: the table's own, then those of its columns."""
    match operation:
        case AddConstraint():
            return (operation.constraint,)
        case AddColumn():
            return operation.column.constraints
        case CreateTable():
            return (*operation.constraints, *(each for column in operation.columns for each in column.constraints))
        case _:
            return ()
