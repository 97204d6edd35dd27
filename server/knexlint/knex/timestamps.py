"""`table.timestamps(…)`: the two columns it stands for."""

from __future__ import annotations

from knexlint.evaluate.values import Argument, Value
from knexlint.knex.calls import Called, NotKnown, entry, is_object, known, truthy
from knexlint.knex.column import ColumnBuilder
from knexlint.knex.configuration import Configuration
from knexlint.knex.raw import fixed_raw
from knexlint.knex.sending import Place
from knexlint.text import Fragment


def columns_of(call: Called, configuration: Configuration, altering: bool) -> list[ColumnBuilder]:
    """The columns of `timestamps(useTimestamps, defaultToNow, useCamelCase)`, or of one object of these."""
    try:
        defaults, camel = _options(call, configuration)
    except NotKnown as reason:
        return [_column(Fragment.unknown("timestamps", str(reason), call.site.method), call, configuration, altering)]
    columns = [
        _column(Fragment.plain(name, call.site.method), call, configuration, altering)
        for name in (("createdAt", "updatedAt") if camel else ("created_at", "updated_at"))
    ]
    if defaults:
        now = fixed_raw(Place(configuration), call, "CURRENT_TIMESTAMP")
        for column in columns:
            column.modifiers.append(_called("notNullable", call))
            column.modifiers.append(_called("defaultTo", call, now))
    return columns


def _options(call: Called, configuration: Configuration) -> tuple[bool, bool]:
    first = call.value(0)
    now, camel = call.value(1), call.value(2)
    if configuration.version >= (1, 0) and is_object(first):
        now, camel = entry(first, "defaultToNow"), entry(first, "useCamelCase")
    return known(now) is True, configuration.version >= (1, 0) and truthy(camel)


def _column(name: Fragment, call: Called, configuration: Configuration, altering: bool) -> ColumnBuilder:
    return ColumnBuilder(configuration, _called("datetime", call, name), [], altering)


def _called(method: str, call: Called, *values: Value) -> Called:
    arguments = tuple(Argument(value, call.site.method) for value in values)
    return Called(method, arguments, call.site, call.guards)
