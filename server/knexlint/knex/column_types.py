"""The SQL type of each column method of Knex on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Array, Host, Object, Unknown
from knexlint.knex.calls import entry, is_object, known, missing, truthy, whole_number
from knexlint.knex.literals import check_property, string_of
from knexlint.knex.statement import verbatim, word
from knexlint.knex.wrap import KnexError, wrap
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.knex.column_sql import ColumnCompiler

# Types that are a word. Knex has methods for more; on PostgreSQL they come out as the word "undefined".
WORDS = {
    "bigint": "bigint",
    "biginteger": "bigint",
    "binary": "bytea",
    "bool": "boolean",
    "date": "date",
    "double": "double precision",
    "floating": "real",
    "geography": "geography",
    "geometry": "geometry",
    "integer": "integer",
    "mediumint": "integer",
    "point": "point",
    "smallint": "smallint",
    "text": "text",
    "time": "time",
    "tinyint": "smallint",
}
NO_TYPE = "undefined"


def column_type(column: ColumnCompiler) -> Fragment:
    """The type's text. Raises `NotKnown` and `KnexError`."""
    name = column.column.type
    if special := SPECIAL.get(name):
        return special(column)
    return word(WORDS.get(name, NO_TYPE), column.created)


def _varchar(column: ColumnCompiler) -> Fragment:
    return _sized(column, "varchar", _number(column, 1, 255))


def _decimal(column: ColumnCompiler) -> Fragment:
    if known(column.created.value(1)) is None:
        return word("decimal", column.created)
    return _sized(column, "decimal", _number(column, 1, 8), _number(column, 2, 2))


def _number(column: ColumnCompiler, index: int, fallback: int) -> Fragment:
    argument = column.created.argument(index)
    return Fragment.plain(str(whole_number(argument.value, fallback)), argument.span)


def _sized(column: ColumnCompiler, name: str, *sizes: Fragment) -> Fragment:
    return word(f"{name}(", column.created) + Fragment.join(sizes, ", ") + word(")", column.created)


def _serial(name: str) -> Callable[[ColumnCompiler], Fragment]:
    def serial(column: ColumnCompiler) -> Fragment:
        return word(name, column.created) + _primary_key(column, default=True)

    return serial


def _uuid(column: ColumnCompiler) -> Fragment:
    return word("uuid", column.created) + _primary_key(column, default=False)


def _primary_key(column: ColumnCompiler, default: bool) -> Fragment:
    options = column.created.value(1)
    if column.column.type == "uuid" and column.configuration.version < (2, 2):
        return Fragment()
    if column.configuration.version < (0, 95):
        return word(" primary key", column.created)
    if options is None:
        raise KnexError("Cannot read properties of null (reading 'primaryKey')")
    value = UNDEFINED if options is UNDEFINED else entry(options, "primaryKey")
    presumed = options is UNDEFINED or (value is UNDEFINED and column.configuration.version < (1, 0))
    wanted = default if presumed else truthy(value)
    return word(" primary key", column.created) if wanted and not _has_other(column) else Fragment()


def _has_other(column: ColumnCompiler) -> bool:
    """Whether the table has a primary key of its own, which Knex minds since 1.0."""
    return column.configuration.version >= (1, 0) and column.table.has_primary()


def _bit(column: ColumnCompiler) -> Fragment:
    options = column.created.value(1)
    if missing(options):
        raise KnexError("Cannot read properties of undefined (reading 'length')")
    if isinstance(options, Fragment):
        return _sized(column, "bit", Fragment.plain(str(len(options.text)), column.created.span(1)))
    length = entry(options, "length") if isinstance(options, Object) else UNDEFINED
    if isinstance(options, Array):
        length = len(options.items)
    if length is False:
        return word("bit", column.created)
    return _sized(column, "bit", string_of(length, column.created.span(1)))


def _json(column: ColumnCompiler) -> Fragment:
    return _json_word(column, truthy(column.created.value(1)))


def _jsonb(column: ColumnCompiler) -> Fragment:
    return _json_word(column, True)


def _json_word(column: ColumnCompiler, binary: bool) -> Fragment:
    server = column.configuration.postgres
    if server is not None and _leading_number(server) < 9.2:
        return word("text", column.created)
    return word("jsonb" if binary else "json", column.created)


def _leading_number(version: str) -> float:
    whole, _, rest = version.partition(".")
    part = rest.partition(".")[0]
    try:
        return float(f"{whole}.{part}" if part.isdigit() else whole)
    except ValueError:
        return 0.0


def _datetime(column: ColumnCompiler) -> Fragment:
    """`(withoutTimeZone = false, precision)` or one object of `useTz` and `precision`."""
    first, precision = column.created.argument(1), column.created.value(2)
    span = column.created.span(2)
    if is_object(first.value):
        use_zone = known(entry(first.value, "useTz"))
        precision, span = entry(first.value, "precision"), first.span
        presumed = column.configuration.version >= (0, 95)
        with_zone = use_zone if isinstance(use_zone, bool) else presumed or truthy(use_zone)
    else:
        with_zone = not truthy(first.value)
    size = Fragment()
    if not missing(precision) and (column.configuration.version >= (0, 95) or truthy(precision)):
        size = word("(", column.created) + string_of(precision, span) + word(")", column.created)
    elif column.configuration.precision is not None and column.configuration.version >= (3, 2):
        size = word(f"({column.configuration.precision})", column.created)
    return word("timestamptz" if with_zone else "timestamp", column.created) + size


def _specific(column: ColumnCompiler) -> Fragment:
    argument = column.created.argument(1)
    if isinstance(argument.value, Host):
        return column.table.inlined(argument, column.created)
    return verbatim(argument)


def _enum(column: ColumnCompiler) -> Fragment:
    options = column.created.value(2)
    native = truthy(options) and truthy(entry(options, "useNative"))
    if native:
        return _native_enum(column, options)
    name = column.created.argument(0)
    formatter = column.table.formatter(column.created)
    return Fragment.join(
        (
            word("text check (", column.created),
            wrap(name.value, name.span, formatter),
            word(" in ('", column.created),
            _enum_values(column),
            word("'))", column.created),
        )
    )


def _enum_values(column: ColumnCompiler) -> Fragment:
    allowed = column.created.argument(1)
    if isinstance(allowed.value, Unknown):
        return Fragment.unknown("values", allowed.value.reason, allowed.span)
    values = known(allowed.value)
    check_property(values, "join")
    if not isinstance(values, Array):
        raise KnexError("allowed.join is not a function")
    parts = [
        Fragment() if item is None or item is UNDEFINED else string_of(item, values.span(at) or allowed.span)
        for at, item in enumerate(values.items)
    ]
    if not values.complete:
        parts.append(Fragment.unknown("values", "how many values the enum has is not known", allowed.span))
    return Fragment.join(parts, "', '")


def _native_enum(column: ColumnCompiler, options: object) -> Fragment:
    created, span = column.created, column.created.span(2)
    assert isinstance(options, Object)
    schema = entry(options, "schemaName")
    prefix = string_of(schema, span) if truthy(schema) else column.table.schema_text()
    name = word('"', created) + string_of(entry(options, "enumName"), span) + word('"', created)
    if prefix is not None:
        name = word('"', created) + prefix + word('".', created) + name
    if not truthy(entry(options, "existingType")):
        sql = (
            word("create type ", created)
            + name
            + word(" as enum ('", created)
            + _enum_values(column)
            + word("')", created)
        )
        column.table.add_first(created, sql)
    return name


SPECIAL: dict[str, Callable[[ColumnCompiler], Fragment]] = {
    "bigincrements": _serial("bigserial"),
    "bit": _bit,
    "datetime": _datetime,
    "decimal": _decimal,
    "enu": _enum,
    "increments": _serial("serial"),
    "json": _json,
    "jsonb": _jsonb,
    "specifictype": _specific,
    "timestamp": _datetime,
    "uuid": _uuid,
    "varchar": _varchar,
}
