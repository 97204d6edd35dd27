"""The text of WHERE, HAVING and ON conditions, in the order in which Knex collects their bindings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from knexlint.evaluate.values import Argument, Array, Object, Value
from knexlint.knex.clauses import Condition, State, check_property, elements
from knexlint.knex.joins import run_clause
from knexlint.knex.json_values import compact, json_cast
from knexlint.knex.literals import json_binding, string_of, unknown_text
from knexlint.knex.sending import contains_undefined, is_unknown, truthy
from knexlint.knex.wrap import (
    Formatter,
    KnexError,
    SqlHost,
    columnize,
    compile_callback,
    is_function,
    is_query,
    is_raw,
    output,
    parameter,
    raw_or_function,
    spliced,
    wrap,
)
from knexlint.text import EMPTY, Fragment, Span

OPERATORS = frozenset(
    (
        *("=", "<", ">", "<=", "<=>", ">=", "<>", "!=", "like", "not like", "between", "not between", "ilike"),
        *("not ilike", "exists", "not exist", "rlike", "not rlike", "regexp", "not regexp", "match", "similar to"),
        *("not similar to", "&", "|", "^", "<<", ">>", "~", "~=", "~*", "!~", "!~*", "#", "&&", "@>", "<@", "||"),
        *("&<", "&>", "-|-", "@@", "!!", "?", "?|", "?&"),
    )
)
_WHERE = len("where ")


class Writer:
    """Writes conditions through one formatter. `undefined`: those whose value is undefined."""

    def __init__(self, formatter: Formatter, fill: Callable[[Callable[[State], None]], Fragment]) -> None:
        self.formatter = formatter
        self.fill = fill  # the text of a sub-query that Knex itself makes
        self.undefined: list[Condition] = []

    def where(self, conditions: Sequence[Condition]) -> Fragment:
        parts: list[Fragment] = []
        for condition in conditions:
            has_value = condition.kind != "null" and condition.inner is None
            if has_value and contains_undefined(condition.value.value):
                self.undefined.append(condition)
            self._add(parts, "where ", condition)
        return Fragment.join(parts, " ") if parts else EMPTY

    def having(self, conditions: Sequence[Condition]) -> Fragment:
        parts: list[Fragment] = []
        for condition in conditions:
            self._add(parts, "having ", condition)
        return Fragment.join(parts, " ") if parts else EMPTY

    def _add(self, parts: list[Fragment], word: str, condition: Condition) -> None:
        text = self._written(condition)
        if text:
            before = f"{condition.word} " if parts else word
            parts.append(Fragment.plain(before, condition.call.site.method) + text)

    def on(self, conditions: Sequence[Condition]) -> Fragment:
        """The conditions of a join without the leading `on`."""
        parts: list[Fragment] = []
        for condition in conditions:
            if parts:
                parts.append(Fragment.plain(f" {condition.word} ", condition.call.site.method))
            parts.append(self._written(condition))
        return Fragment.join(parts)

    def _written(self, condition: Condition) -> Fragment:
        try:
            return _WRITERS[condition.kind](self, condition)
        except KnexError as error:
            raise error.blaming(condition.call.site) from error

    # --- parts ---

    def wrapped(self, argument: Argument) -> Fragment:
        return wrap(argument.value, argument.span, self.formatter)

    def column(self, condition: Condition) -> Fragment:
        if isinstance(condition.column.value, Array):
            return "(" + columnize(condition.column.value, condition.column.span, self.formatter) + ")"
        return self.wrapped(condition.column)

    def parameter(self, argument: Argument) -> Fragment:
        return parameter(argument.value, argument.span, self.formatter)

    def value(self, condition: Condition) -> Fragment:
        return self.wrapped(condition.value) if condition.as_column else self.parameter(condition.value)

    def parameters(self, argument: Argument) -> Fragment:
        """One `?` for each element; an object is sent as JSON."""
        if is_function(argument.value):
            return self.parameter(argument)
        if is_unknown(argument.value):
            return unknown_text(argument.value, argument.span)
        return Fragment.join((self.parameter(json_if_object(part)) for part in elements(argument)), ", ")

    def values(self, argument: Argument) -> Fragment:
        """`(?, ?)`, `((?, ?), (?, ?))`, `(select ...)`."""
        value = argument.value
        if isinstance(value, Array):
            if value.items and isinstance(value.items[0], Array):
                return _list(_list([self.parameters(part)]) for part in elements(argument))
            return _list([self._list_of(argument)])
        if is_unknown(value):
            return _list([unknown_text(value, argument.span)])
        text = self.parameter(argument)
        return "(" + text + ")" if is_raw(value) else text

    def _list_of(self, argument: Argument) -> Fragment:
        value = argument.value
        if isinstance(value, Array) and not value.complete:
            return Fragment.unknown("values", "how many values there are is not known", argument.span)
        return self.parameters(argument)

    def operator(self, argument: Argument) -> Fragment:
        value = argument.value
        if is_raw(value) or is_query(value):
            return self.spliced(argument)
        if is_unknown(value):
            return unknown_text(value, argument.span)
        if truthy(value) and not isinstance(value, Fragment):
            raise KnexError('(value || "").toLowerCase is not a function')
        text = string_of(value, argument.span)
        if text.holes:
            return text
        lowered = text.text.lower()
        if lowered not in OPERATORS:
            raise KnexError(f'The operator "{text}" is not permitted')
        if "?" in lowered:
            return Fragment.plain("\\" + lowered, argument.span)
        return text if text.text == lowered else Fragment.plain(lowered, argument.span)

    def spliced(self, argument: Argument) -> Fragment:
        value = argument.value
        return spliced(value, self.formatter) if isinstance(value, SqlHost) else EMPTY

    def statement(self, argument: Argument) -> Fragment:
        if is_unknown(argument.value):
            return unknown_text(argument.value, argument.span)
        return raw_or_function(argument.value, None, self.formatter)

    def joined_by(self, condition: Condition) -> Fragment:
        """A join's condition as a DELETE has it among its WHERE: always an equality of columns."""
        if condition.kind == "on json path":  # Knex looks for a column and a value, which these do not have
            return Fragment.plain('"undefined" = "undefined"', condition.call.site.method)
        column, value = self.wrapped(condition.column), self.wrapped(condition.value)
        return column + " = " + value

    def group(self, condition: Condition) -> Fragment:
        """The conditions that a callback adds."""
        if condition.inner is not None:
            text = self.fill(condition.inner)
        elif is_function(condition.value.value):
            compiled = compile_callback(condition.value.value, "where", self.formatter)
            text = output(compiled, False, self.formatter)
        else:
            text = self.spliced(condition.value)
        return text


def _list(parts: Iterable[Fragment]) -> Fragment:
    return "(" + Fragment.join(parts, ", ") + ")"


def json_if_object(argument: Argument) -> Argument:
    """An object is bound as its JSON text."""
    if not isinstance(argument.value, Object):
        return argument
    return Argument(json_binding(argument.value, argument.span), argument.span)


def _spaced(*parts: Fragment) -> Fragment:
    return Fragment.join(parts, " ")


def _word(condition: Condition, text: str) -> Fragment:
    """Words that the method itself asks for, after `not ` where the call says so."""
    return Fragment.plain(f"not {text}" if condition.negated else text, condition.call.site.method)


def _basic(writer: Writer, condition: Condition) -> Fragment:
    text = _word(condition, "") + writer.wrapped(condition.column) + " "
    return text + writer.operator(condition.operator) + " " + writer.value(condition)


def _group(writer: Writer, condition: Condition) -> Fragment:
    text = writer.group(condition)
    return _word(condition, "") + "(" + text.slice(min(_WHERE, len(text)), len(text)) + ")" if text else EMPTY


def _raw(writer: Writer, condition: Condition) -> Fragment:
    return _word(condition, "") + writer.spliced(condition.value)


def _exists(writer: Writer, condition: Condition) -> Fragment:
    return _word(condition, "exists") + " (" + writer.statement(condition.value) + ")"


def _in(writer: Writer, condition: Condition) -> Fragment:
    return _spaced(writer.column(condition), _word(condition, "in"), writer.values(condition.value))


def _null(writer: Writer, condition: Condition) -> Fragment:
    return writer.wrapped(condition.column) + " is " + _word(condition, "null")


def _between(writer: Writer, condition: Condition) -> Fragment:
    column = writer.wrapped(condition.column)
    value = condition.value
    if is_unknown(value.value):
        bounds = [value, value]
    else:
        bounds = elements(value)
    texts = Fragment.join([writer.parameter(bound) for bound in bounds], " and ")
    return _spaced(column, _word(condition, "between"), texts)


def _like(word: str) -> Callable[[Writer, Condition], Fragment]:
    def write(writer: Writer, condition: Condition) -> Fragment:
        return _spaced(writer.column(condition), _word(condition, word), writer.value(condition))

    return write


def _unknown(writer: Writer, condition: Condition) -> Fragment:
    if is_unknown(condition.value.value):
        return writer.statement(condition.value)
    writer.formatter.doubt("a query builder in the place of conditions")
    return writer.spliced(condition.value)


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json_value(writer: Writer, condition: Condition) -> Fragment:
    """An object as JSON text; a text that is JSON without its blanks; anything else as it is."""
    value = condition.value.value
    if isinstance(value, Object | Array) or is_raw(value):
        value = json_binding(value, condition.value.span)
    elif isinstance(value, Fragment) and not value.holes:
        value = compact(value)
    argument = Argument(value, condition.value.span)
    return writer.wrapped(argument) if condition.as_column else writer.parameter(argument)


def _json_object(writer: Writer, condition: Condition) -> Fragment:
    return _spaced(
        writer.column(condition),
        Fragment.plain("!=" if condition.negated else "=", condition.call.site.method),
        _json_value(writer, condition),
    )


def _json_contains(
    operator: str, name: Callable[[Value, Span, Formatter], Fragment]
) -> Callable[[Writer, Condition], Fragment]:
    def write(writer: Writer, condition: Condition) -> Fragment:
        column = name(condition.column.value, condition.column.span, writer.formatter)
        sign = Fragment.plain(operator, condition.call.site.method)
        return _word(condition, "") + _spaced(column, sign, _json_value(writer, condition))

    return write


def _json_path(writer: Writer, condition: Condition) -> Fragment:
    column = writer.column(condition)
    path = writer.parameter(condition.path or condition.value)
    cast = json_cast(condition.value.value)
    if is_unknown(condition.value.value):
        writer.formatter.doubt("the type of the value, which decides the cast, is not known")
    operator = writer.operator(condition.operator)
    left = "jsonb_path_query_first(" + column + ", " + path + ")" + cast
    return _spaced(left, operator, _json_value(writer, condition))


# --- HAVING and ON ----------------------------------------------------------------------------------------------------


def _having_basic(writer: Writer, condition: Condition) -> Fragment:
    text = _word(condition, "") + writer.wrapped(condition.column) + " "
    return text + writer.operator(condition.operator) + " " + writer.parameter(condition.value)


def _in_list(writer: Writer, condition: Condition) -> Fragment:
    if isinstance(condition.column.value, Array):
        column = "(" + columnize(condition.column.value, condition.column.span, writer.formatter) + ")"
        rows = Fragment.join([writer.parameters(row) for row in _rows(condition.value)], "),(")
        return _spaced(column, _word(condition, "in"), "((" + rows + "))")
    having = writer.wrapped(condition.column) if condition.kind == "having in" else None
    if is_raw(condition.value.value):
        values = writer.parameter(condition.value)
    else:
        values = writer.parameters(condition.value)
    if not values.text.startswith("("):
        values = "(" + values + ")"
    return _spaced(having or writer.wrapped(condition.column), _word(condition, "in"), values)


def _rows(argument: Argument) -> list[Argument]:
    """What `for (i < value.length)` walks through."""
    value = argument.value
    check_property(value, "length")
    if isinstance(value, Fragment):
        return [Argument(value.slice(at, at + 1), argument.span) for at in range(len(value))]
    return elements(argument) if isinstance(value, Array) or is_unknown(value) else []


def _on_basic(writer: Writer, condition: Condition) -> Fragment:
    column, operator = writer.wrapped(condition.column), writer.operator(condition.operator)
    value = writer.wrapped(condition.value)
    return _spaced(column, operator, "(" + value + ")" if is_query(condition.value.value) else value)


def _on_value(writer: Writer, condition: Condition) -> Fragment:
    column, operator = writer.wrapped(condition.column), writer.operator(condition.operator)
    return _spaced(column, operator, writer.parameter(condition.value))


def _on_group(writer: Writer, condition: Condition) -> Fragment:
    clause = run_clause(condition.value.value, writer.formatter, condition.call)
    text = writer.on(clause.conditions)
    return "(" + text + ")" if text else EMPTY


def _on_raw(writer: Writer, condition: Condition) -> Fragment:
    if is_unknown(condition.value.value):
        return writer.statement(condition.value)
    return writer.spliced(condition.value)


def _on_using(writer: Writer, condition: Condition) -> Fragment:
    return "(" + columnize(condition.column.value, condition.column.span, writer.formatter) + ")"


def _on_json_path(writer: Writer, condition: Condition) -> Fragment:
    name = "jsonb_path_query_first("
    first = name + writer.wrapped(condition.column) + ", " + writer.parameter(condition.path or condition.value) + ")"
    second = name + writer.wrapped(condition.value) + ", " + writer.parameter(condition.operator) + ")"
    return first + " = " + second


_WRITERS: dict[str, Callable[[Writer, Condition], Fragment]] = {
    "basic": _basic,
    "wrapped": _group,
    "raw": _raw,
    "exists": _exists,
    "in": _in,
    "null": _null,
    "between": _between,
    "like": _like("like"),
    "ilike": _like("ilike"),
    "unknown": _unknown,
    "json object": _json_object,
    "json path": _json_path,
    "json superset": _json_contains("@>", wrap),
    "json subset": _json_contains("<@", columnize),
    "having basic": _having_basic,
    "having wrapped": _group,
    "having raw": _raw,
    "having exists": _exists,
    "having in": _in_list,
    "having null": _null,
    "having between": _between,
    "on basic": _on_basic,
    "on value": _on_value,
    "on wrapped": _on_group,
    "on raw": _on_raw,
    "on in": _in_list,
    "on using": _on_using,
    "on json path": _on_json_path,
}
