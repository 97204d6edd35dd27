"""An SQL expression as PostgreSQL prints it back: `pg_get_expr`, with brackets, casts and the types of constants.

Knows the grammar of what stands in defaults, checks and index predicates, and the types of the columns it is given.
What it does not know it refuses (`None`): a text that is nearly right would be worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from knexlint.catalog.quoting import quoted, string, unstring
from knexlint.catalog.types import Type, parsed, spelled
from knexlint.record import record, replace
from knexlint.sql.lexer import Token, lex

TEXT, BOOLEAN, INTEGER = "text", "boolean", "integer"
_INSTANT = "timestamp with time zone"
_STRINGS = frozenset(("text", "character varying", "character", "bpchar"))
_INTEGERS = ("smallint", "integer", "bigint")
_NUMBERS = (*_INTEGERS, "numeric", "real", "double precision")
_COMPARISONS = frozenset(("=", "<>", "!=", "<", ">", "<=", ">="))
_TIMES = frozenset(
    ("timestamp with time zone", "timestamp without time zone", "date", "time with time zone", "time without time zone")
)
# functions without brackets, and the type they give
_BARE = {
    "current_timestamp": "timestamp with time zone",
    "current_date": "date",
    "current_time": "time with time zone",
    "localtimestamp": "timestamp without time zone",
    "localtime": "time without time zone",
    "current_user": "name",
    "session_user": "name",
    "current_role": "name",
}
# what common functions take and give; "*": as it is given
_FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("lower", "upper", "initcap", "md5", "ltrim", "rtrim", "reverse"), ((TEXT, TEXT), TEXT)),
    **dict.fromkeys(("length", "char_length", "character_length", "octet_length"), ((TEXT,), INTEGER)),
    **dict.fromkeys(("replace", "translate", "split_part", "regexp_replace"), ((TEXT, TEXT, TEXT, TEXT), TEXT)),
    **dict.fromkeys(("now", "transaction_timestamp", "statement_timestamp", "clock_timestamp"), ((), _INSTANT)),
    **dict.fromkeys(("gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuid_generate_v1mc"), ((), "uuid")),
    **dict.fromkeys(("jsonb_typeof",), (("jsonb",), TEXT)),
    **dict.fromkeys(("json_typeof",), (("json",), TEXT)),
    "jsonb_array_length": (("jsonb",), INTEGER),
    "json_array_length": (("json",), INTEGER),
    "array_length": (("*", INTEGER), INTEGER),
    "cardinality": (("*",), INTEGER),
    "num_nonnulls": (("*",) * 9, INTEGER),
    "num_nulls": (("*",) * 9, INTEGER),
    "left": ((TEXT, INTEGER), TEXT),
    "right": ((TEXT, INTEGER), TEXT),
    "substr": ((TEXT, INTEGER, INTEGER), TEXT),
    "strpos": ((TEXT, TEXT), INTEGER),
    "concat": (("*",) * 9, TEXT),
    "to_char": (("*", TEXT), TEXT),
    "date_trunc": ((TEXT, "*", TEXT), "2"),
    "encode": (("bytea", TEXT), TEXT),
    "gen_random_bytes": ((INTEGER,), "bytea"),
    "random": ((), "double precision"),
    "date": (("*",), "date"),
    "timezone": ((TEXT, "*"), ""),
    "nextval": (("regclass",), "bigint"),
    "to_tsvector": (("regconfig", TEXT), "tsvector"),
    "setweight": (("tsvector", '"char"'), "tsvector"),
    "jsonb_build_object": (("*",) * 9, "jsonb"),
    "json_build_object": (("*",) * 9, "json"),
    "floor": (("*",), "1"),
    "ceil": (("*",), "1"),
    "round": (("*", INTEGER), "1"),
    "abs": (("*",), "1"),
}
_WORDS_OF_TYPES = {
    "double": ("precision",), "character": ("varying",), "char": ("varying",), "bit": ("varying",),
    "timestamp": ("with", "without"), "time": ("with", "without"),
}  # fmt: skip


class _UnclearError(Exception):
    """Not in the grammar here, or a type that decides the text is not known."""


@record
class Term:
    """An expression, printed. `type`: None where it is not known; `literal`: what an untyped string constant says.

    `bare`: without the cast that was only implied, as it stands where PostgreSQL hides such casts. `call`: it is
    printed as a function call, which needs no brackets as an index element.
    """

    text: str
    type: str | None = None
    literal: str | None = None
    bare: str | None = None
    call: bool = False

    @property
    def shown(self) -> str:
        return self.text if self.bare is None else self.bare


Types = Mapping[str, str | None]


def expression(text: str, types: Types, wanted: str | None = None) -> Term | None:
    """The expression as PostgreSQL prints it; None where that is not known.

    `types`: the columns it may name; `wanted`: the type that it is converted to.
    """
    return _read(text, tuple(types.items()), wanted)


@lru_cache(maxsize=4096)
def _read(text: str, types: tuple[tuple[str, str | None], ...], wanted: str | None) -> Term | None:
    tokens, open_at = lex(text)
    if open_at is not None or any(token.kind in ("hole", "parameter", "name") for token in tokens):
        return None
    reader = _Reader(text, tokens, dict(types))
    try:
        term = reader.expression()
        if reader.at < len(tokens):
            return None
        term = term if wanted is None else _assigned(term, wanted)
        return replace(term, text=_trimmed(term.text), bare=term.bare and _trimmed(term.bare))
    except (_UnclearError, RecursionError):
        return None


def _trimmed(text: str) -> str:
    """No blank stands before a new line, which CASE begins."""
    return text.replace(" \nCASE", "\nCASE")


def _assigned(term: Term, wanted: str) -> Term:
    """The value of a column: a constant takes its type, other conversions are not shown."""
    if term.literal is not None:
        return constant(term.literal, wanted)
    kind = parsed(wanted)
    if term.type == "null" and kind.modifiers and not kind.array:
        return Term(f"NULL::{_type_name(str(replace(kind, modifiers=())))}", wanted)
    return Term(term.shown, wanted, call=term.call)


# --- constants --------------------------------------------------------------------------------------------------------


def constant(value: str, type_: str) -> Term:
    """A string constant of a type, as that type writes it."""
    kind = parsed(type_)
    if kind.name == "character":
        kind = replace(kind, name="bpchar")
    name = str(replace(kind, modifiers=(), fields="")) if kind.name != "bit" else str(kind)
    if kind.array:
        return Term(f"{string(value)}::{name}", name)
    stripped = value.strip()
    if kind.name == BOOLEAN:
        return Term(_truth(stripped), BOOLEAN)
    if kind.name in _NUMBERS:
        return Term(_number(stripped, kind.name), kind.name)
    if kind.name in ("json", *_STRINGS):
        return Term(f"{string(value)}::{name}", name)
    if kind.name == "jsonb":
        return Term(f"{string(_jsonb(value))}::jsonb", "jsonb")
    if kind.name == "uuid":
        return Term(f"{string(stripped.lower())}::uuid", "uuid")
    if kind.name in _TIMES:
        return Term(f"{string(_moment(stripped, kind))}::{name}", name)
    if kind.name == "interval":
        return Term(f"{string(_interval(stripped))}::{name}", name)
    return Term(f"{string(value)}::{_type_name(name)}", name)


def _type_name(name: str) -> str:
    """A type's name as it is printed: that of a type someone made is quoted where it must be."""
    base = parsed(name)
    if base.built_in or base.name == '"char"':
        return name
    plain = ".".join(map(quoted, base.name.split(".")))
    return f"{plain}[]" if base.array else plain


def _truth(value: str) -> str:
    word = value.lower()
    if word and ("true".startswith(word) or "yes".startswith(word) or word in ("1", "on")):
        return "true"
    if word and ("false".startswith(word) or "no".startswith(word) or word in ("0", "of", "off")):
        return "false"
    raise _UnclearError


def _number(value: str, type_: str) -> str:
    if type_ in _INTEGERS:
        if not re.fullmatch(r"[+-]?\d+", value):
            raise _UnclearError
        text = str(int(value))
        return text if type_ == INTEGER and not text.startswith("-") else f"'{text}'::{type_}"
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", value):
        raise _UnclearError
    text = value.removeprefix("+")
    if type_ in ("real", "double precision"):
        text = f"{float(text):.15g}"
    elif text.startswith((".", "-.")):
        text = text.replace(".", "0.", 1)
    text = text.removesuffix(".")
    return text if type_ == "numeric" and "." in text and not text.startswith("-") else f"'{text}'::{type_}"


def _jsonb(value: str) -> str:
    """JSON as jsonb writes it: blanks after `:` and `,`, keys by length and then by bytes."""
    import json

    try:
        read = json.loads(value, parse_float=_Exact, parse_int=_Exact)
    except ValueError as error:
        raise _UnclearError from error
    return _written(read)


class _Exact(str):
    __slots__ = ()


def _written(value: object) -> str:
    import json

    if isinstance(value, _Exact):
        return str(value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_written(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _moment(value: str, kind: Type) -> str:
    """A date or time: only those forms that come out as they went in."""
    date, clock = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d"
    if kind.name == "date" and re.fullmatch(date, value):
        return value
    if kind.name.startswith("timestamp"):
        found = re.fullmatch(rf"({date})(?:[ T]({clock})(\.\d*[1-9])?(?:\.0*)?)?(Z|\+00(?::00)?)?", value)
        if found and (found[4] is None or "without" in kind.name or found[4] is not None):
            zone = "+00" if "with time" in kind.name and found[4] else ""
            if "with time" in kind.name and not zone:
                raise _UnclearError  # the session's time zone decides
            return f"{found[1]} {found[2] or '00:00:00'}{found[3] or ''}{zone}"
    if kind.name == "time without time zone" and (found := re.fullmatch(r"(\d\d:\d\d)(:\d\d)?", value)):
        return f"{found[1]}{found[2] or ':00'}"
    if value in ("infinity", "-infinity"):
        return value
    raise _UnclearError


def _interval(value: str) -> str:
    found = re.fullmatch(r"(\d+) (day|month|mon|year|hour|minute|second|week)s?", value.lower())
    if found is None:
        raise _UnclearError
    number, unit = int(found[1]), found[2]
    clocks = {"hour": f"{number:02}:00:00", "minute": f"{number // 60:02}:{number % 60:02}:00"}
    if unit == "second":
        return f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    if unit in clocks:
        return clocks[unit]
    if unit == "week":
        number, unit = number * 7, "day"
    if unit in ("month", "mon"):
        years, months = divmod(number, 12)
        parts = [f"{n} {u}{'s' if n != 1 else ''}" for n, u in ((years, "year"), (months, "mon")) if n]
        return " ".join(parts)
    return f"{number} {unit}{'s' if number != 1 else ''}"


def _cast(term: Term, type_: str) -> Term:
    """An explicit cast."""
    kind = parsed(type_)
    name = _type_name(str(kind))
    if term.literal is not None and not (kind.modifiers and kind.name != _INSTANT):
        return constant(term.literal, type_)
    inner = term
    if term.literal is not None:
        inner = constant(term.literal, str(replace(kind, modifiers=())))
        return Term(f"({inner.text})::{name}", str(replace(kind, modifiers=())))
    if term.type is not None and term.type == str(kind) and not kind.modifiers:
        return replace(term, bare=None)
    return Term(f"({inner.text})::{name}", str(replace(kind, modifiers=())))


def _as(term: Term, type_: str) -> Term:
    """What a function or an operator is given, in the type it takes."""
    if type_ == "*":
        return constant(term.literal, TEXT) if term.literal is not None else term
    if term.literal is not None:
        return constant(term.literal, type_)
    if term.type is None:
        raise _UnclearError
    if _base(term.type) == type_ or type_ == term.type:
        return term
    if type_ == TEXT and _base(term.type) in _STRINGS:
        return Term(f"({term.text})::text", TEXT, bare=term.text)
    if type_ in _NUMBERS and _base(term.type) in _NUMBERS:
        if _NUMBERS.index(type_) > _NUMBERS.index(_base(term.type)):
            return Term(f"({term.text})::{type_}", type_, bare=term.text)
    raise _UnclearError


def _base(type_: str) -> str:
    return str(replace(parsed(type_), modifiers=()))


# --- reading ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads with precedence, as PostgreSQL's grammar has it, and prints on the way."""

    def __init__(self, text: str, tokens: list[Token], types: dict[str, str | None]) -> None:
        self.text, self.tokens, self.types = text, tokens, types
        self.at = 0

    @property
    def key(self) -> str:
        """The token here, if it is a word or an operator; else nothing."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        return token.text if token.kind in ("word", "operator") else ""

    def ahead(self, by: int = 1) -> str:
        at = self.at + by
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].kind in ("word", "operator") else ""

    def take(self, *keys: str) -> bool:
        for by, key in enumerate(keys):
            if self.ahead(by) != key:
                return False
        self.at += len(keys)
        return True

    def expect(self, *keys: str) -> None:
        if not self.take(*keys):
            raise _UnclearError

    # --- conditions ---------------------------------------------------------------------------------------------------

    def expression(self) -> Term:
        return self._joined("or", lambda: self._joined("and", self._negated))

    def _joined(self, word: str, part: Callable[[], Term]) -> Term:
        first = part()
        parts = [first]
        while self.take(word):
            parts.append(part())
        if len(parts) == 1:
            return first
        said = [self._condition(each) for each in parts]
        return Term("(" + f" {word.upper()} ".join(said) + ")", BOOLEAN)

    def _condition(self, term: Term) -> str:
        return constant(term.literal, BOOLEAN).text if term.literal is not None else term.shown

    def _negated(self) -> Term:
        if self.take("not"):
            return Term(f"(NOT {self._condition(self._negated())})", BOOLEAN)
        return self._tested()

    def _tested(self) -> Term:
        """IS ..., which binds less than a comparison."""
        term = self._compared()
        while self.key in ("is", "isnull", "notnull"):
            if self.take("isnull") or self.take("is", "null"):
                said = "IS NULL"
            elif self.take("notnull") or self.take("is", "not", "null"):
                said = "IS NOT NULL"
            elif self.take("is", "distinct", "from"):
                one, other = _paired(term, self._compared())
                term = Term(f"({one.text} IS DISTINCT FROM {other.text})", BOOLEAN)
                continue
            elif self.take("is", "not", "distinct", "from"):
                one, other = _paired(term, self._compared())
                term = Term(f"(NOT ({one.text} IS DISTINCT FROM {other.text}))", BOOLEAN)
                continue
            else:
                self.expect("is")
                no = "NOT " if self.take("not") else ""
                said = f"IS {no}{self._any('true', 'false', 'unknown').upper()}"
            if term.literal is not None:
                raise _UnclearError
            term = Term(f"({term.text} {said})", BOOLEAN)
        return term

    def _any(self, *keys: str) -> str:
        for key in keys:
            if self.take(key):
                return key
        raise _UnclearError

    def _compared(self) -> Term:
        term = self._matched()
        while self.key in _COMPARISONS:
            operator = self.key
            self.at += 1
            if self.key in ("any", "some", "all") and self.ahead() == "(":
                term = self._against_array(term, operator)
                continue
            one, other = _paired(term, self._matched())
            term = Term(f"({one.text} {'<>' if operator == '!=' else operator} {other.text})", BOOLEAN)
        return term

    def _against_array(self, term: Term, operator: str) -> Term:
        word = "ALL" if self.take("all") else "ANY"
        self.take("any") or self.take("some")
        self.expect("(")
        array = self.expression()
        self.expect(")")
        element = (array.type or "").removesuffix("[]")
        if array.literal is not None or not element:
            raise _UnclearError
        one = _as(term, element) if term.literal is not None else term
        if one.type is None:
            raise _UnclearError
        if _base(one.type or "") != element:
            if _base(one.type or "") == "character varying" and element == TEXT:
                one = _as(one, TEXT)
            elif _base(one.type or "") == "character varying" and element == "character varying":
                pass
            else:
                raise _UnclearError
        if element == "character varying":
            one, array = _as(one, TEXT), Term(f"({array.text})::text[]", "text[]")
        return Term(f"({one.text} {operator} {word} ({array.text}))", BOOLEAN)

    def _matched(self) -> Term:
        """BETWEEN, IN, LIKE and their negations."""
        term = self._operated(0)
        while True:
            start = self.at
            no = self.take("not")
            if self.take("between"):
                low = self._operated(0)
                self.expect("and")
                high = self._operated(0)
                (one, low), (other, high) = _paired(term, low), _paired(term, high)
                signs, word = (("<", ">"), "OR") if no else ((">=", "<="), "AND")
                first, last = f"({one.text} {signs[0]} {low.text})", f"({other.text} {signs[1]} {high.text})"
                term = Term(f"({first} {word} {last})", BOOLEAN)
            elif self.take("in"):
                term = self._among(term, no)
            elif self.key in ("like", "ilike"):
                sign = ("!" if no else "") + ("~~" if self.take("like") else "~~*")
                self.take("ilike")
                one, other = _as(term, TEXT), _as(self._operated(0), TEXT)
                if self.key == "escape":
                    raise _UnclearError
                term = Term(f"({one.text} {sign} {other.text})", BOOLEAN)
            else:
                self.at = start
                return term

    def _among(self, term: Term, no: bool) -> Term:
        self.expect("(")
        if self.key in ("select", "with", "values"):
            raise _UnclearError
        items = [self.expression()]
        while self.take(","):
            items.append(self.expression())
        self.expect(")")
        if len(items) == 1:
            one, other = _paired(term, items[0])
            return Term(f"({one.text} {'<>' if no else '='} {other.text})", BOOLEAN)
        one, array = _in_array(term, items)
        return Term(f"({one.text} {'<> ALL' if no else '= ANY'} ({array}))", BOOLEAN)

    # --- operators ----------------------------------------------------------------------------------------------------

    def _operated(self, level: int) -> Term:
        """Binary operators: others, then + -, then * / %, then ^."""
        if level == 3:
            return self._signed()
        term = self._operated(level + 1)
        while self._level(self.key) == level:
            operator = self.key
            self.at += 1
            term = _applied(term, operator, self._operated(level + 1))
        return term

    def _level(self, key: str) -> int | None:
        if not key or key in _COMPARISONS or key in (",", "(", ")", "[", "]", "::", ".", ";", ":"):
            return None
        if key in ("+", "-"):
            return 1
        if key in ("*", "/", "%"):
            return 2
        return 0 if re.fullmatch(r"[-+*/<>=~!@#%^&|`?]+", key) and key != "^" else None

    def _signed(self) -> Term:
        if self.take("-"):
            if self.at < len(self.tokens) and self.tokens[self.at].kind == "number":
                return self._postfixed_number()
            term = self._signed()
            return Term(f"(- {term.text})", term.type)
        if self.take("+"):
            return self._signed()
        return self._postfixed(self._primary())

    def _postfixed_number(self) -> Term:
        number = self.tokens[self.at].text
        self.at += 1
        if self.key == "::":  # -1::type is -(1::type)
            inner = self._postfixed(_numeral(number))
            return Term(f"(- {inner.text})", inner.type)
        type_ = _numeral(number).type or INTEGER
        return Term(f"'-{number}'::{type_}", type_)

    def _postfixed(self, term: Term) -> Term:
        while True:
            if self.take("::"):
                term = _cast(term, self._type())
            elif self.take("at", "time", "zone"):
                zone = _as(self._postfixed(self._primary()), TEXT)
                if term.type not in _TIMES:
                    raise _UnclearError
                other = "without" if "with time" in (term.type or "") else "with"
                term = Term(f"({term.text} AT TIME ZONE {zone.text})", f"timestamp {other} time zone")
            elif self.take("collate"):
                name = self._name()
                term = Term(f"({term.text} COLLATE {quoted(name)})", term.type)
            elif self.take("["):
                index = self.expression()
                self.expect("]")
                if term.type is None or not term.type.endswith("[]"):
                    raise _UnclearError
                text = term.text if re.fullmatch(r"[\w\"]+", term.text) else f"({term.text})"
                term = Term(f"{text}[{index.text}]", term.type[:-2])
            else:
                return term

    # --- what stands alone --------------------------------------------------------------------------------------------

    def _primary(self) -> Term:
        if self.at >= len(self.tokens):
            raise _UnclearError
        token = self.tokens[self.at]
        if token.kind == "string":
            value = unstring(token.text)
            if value is None:
                raise _UnclearError
            self.at += 1
            return Term(string(value), None, value)
        if token.kind == "number":
            self.at += 1
            return _numeral(token.text)
        if self.take("("):
            if self.key in ("select", "with"):
                raise _UnclearError
            term = self.expression()
            self.expect(")")
            return term
        if token.kind == "word":
            return self._word(token.text)
        if token.kind == "quoted":
            return self._named()
        raise _UnclearError

    def _word(self, word: str) -> Term:
        if self.take("null"):
            return Term("NULL", "null")
        if word in ("true", "false"):
            self.at += 1
            return Term(word, BOOLEAN)
        if word in _BARE:
            self.at += 1
            if self.take("("):
                number = self.tokens[self.at].text
                self.at += 1
                self.expect(")")
                return Term(f"{word.upper()}({number})", _BARE[word])
            return Term(word.upper(), _BARE[word])
        if word == "cast" and self.take("cast", "("):
            term = self.expression()
            self.expect("as")
            type_ = self._type()
            self.expect(")")
            return _cast(term, type_)
        if word == "array" and self.take("array", "["):
            return self._array()
        if word in ("coalesce", "greatest", "least", "nullif") and self.ahead() == "(":
            self.at += 1
            return self._chosen(word)
        if word == "case":
            return self._case()
        if word == "trim" and self.take("trim", "("):
            term = self.expression()
            self.expect(")")
            return Term(f"TRIM(BOTH FROM {_as(term, TEXT).text})", TEXT, call=True)
        if word == "interval" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind == "string":
            self.at += 1
            return _cast(self._primary(), "interval")
        return self._named()

    def _array(self) -> Term:
        items: list[Term] = []
        while not self.take("]"):
            items.append(self.expression())
            if not self.take(","):
                self.expect("]")
                break
        if not items:
            self.expect("::")
            type_ = spelled(self._type())
            return Term(f"ARRAY[]::{type_}", type_)
        types = {item.type for item in items if item.literal is None}
        element = TEXT if not types else types.pop()
        if types or element is None:
            raise _UnclearError
        array = Term("ARRAY[" + ", ".join(_as(item, element).text for item in items) + "]", f"{element}[]")
        if self.key == "::":
            wanted = parsed(self.text[self.tokens[self.at + 1].start :])
            if element == TEXT and all(item.literal is not None for item in items) and wanted.array:
                self.take("::")
                name = str(replace(parsed(self._type()), array=False))
                inside = ", ".join(constant(item.literal or "", name).text for item in items)
                return Term(f"ARRAY[{inside}]", f"{name}[]")
        return array

    def _chosen(self, word: str) -> Term:
        self.expect("(")
        items = self._arguments()
        common = _common(items)
        if word == "nullif" and common in _STRINGS:
            common = TEXT
        said = ", ".join(_in_common(item, common) for item in items)
        return Term(f"{word.upper()}({said})", common, call=True)

    def _case(self) -> Term:
        self.expect("case")
        tested = None if self.key == "when" else self.expression()
        tests: list[Term] = []
        results: list[Term] = []
        while self.take("when"):
            test = self.expression()
            if tested is not None:
                tested, test = _paired(tested, test)
            tests.append(test)
            self.expect("then")
            results.append(self.expression())
        otherwise = self.expression() if self.take("else") else None
        self.expect("end")
        given = results if otherwise is None else [*results, otherwise]
        common = _common(given)
        lines = ["\nCASE" if tested is None else f"\nCASE {tested.text}"]
        for test, result in zip(tests, results, strict=True):
            said = test.text if tested is not None else self._condition(test)
            lines.append(f"    WHEN {said} THEN {_in_common(result, common)}")
        lines.append(f"    ELSE {'NULL::' + common if otherwise is None else _in_common(otherwise, common)}")
        return Term("\n".join([*lines, "END"]), common)

    def _arguments(self) -> list[Term]:
        if self.take(")"):
            return []
        items = [self.expression()]
        while self.take(","):
            items.append(self.expression())
        self.expect(")")
        return items

    def _name(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind not in ("word", "quoted"):
            raise _UnclearError
        self.at += 1
        return token.text

    def _named(self) -> Term:
        """A column, or a function that is called."""
        parts = [self._name()]
        while self.take("."):
            parts.append(self._name())
        if self.take("("):
            return self._called(parts)
        name = parts[-1]
        if name not in self.types:
            raise _UnclearError
        return Term(quoted(name), self.types[name])

    def _called(self, parts: list[str]) -> Term:
        if parts[0] in ("public", "pg_catalog") and len(parts) > 1:
            parts = parts[1:]
        name = parts[-1]
        items = self._arguments()
        shown = ".".join(map(quoted, parts))
        if name in ("character_length", "btrim") or shown.startswith(('"left', '"right')):
            shown = name if name not in ("left", "right") else f'"{name}"'
        known = _FUNCTIONS.get(name)
        if known is None or len(items) > len(known[0]):
            if items and not all(item.literal is None and item.type is not None for item in items):
                raise _UnclearError
            return Term(f"{shown}({', '.join(item.text for item in items)})", None, call=True)
        takes, gives = known
        if name == "to_tsvector" and len(items) == 1:
            takes = (TEXT,)
        given = [_as(item, wanted) for item, wanted in zip(items, takes, strict=False)]
        type_: str | None = gives
        if gives.isdigit():
            type_ = given[int(gives) - 1].type
        return Term(f"{shown}({', '.join(item.text for item in given)})", type_ or None, call=True)

    def _type(self) -> str:
        """The name of a type, with modifiers and brackets."""
        start = self.at
        first = self._name()
        while self.take("."):
            self._name()
        zoned = self.key in ("with", "without")
        if self.key in _WORDS_OF_TYPES.get(first, ()) and (not zoned or self.ahead() == "time"):
            self.at += 3 if zoned else 1
        if self.take("("):
            while not self.take(")"):
                self.at += 1
                if self.at >= len(self.tokens):
                    raise _UnclearError
        if self.key in ("with", "without") and self.ahead() == "time":
            self.at += 3
        while self.key == "[" and (self.ahead() == "]" or self.ahead(2) == "]"):
            self.at += 2 if self.ahead() == "]" else 3
        return self.text[self.tokens[start].start : self.tokens[self.at - 1].end]


# --- operators and their types ----------------------------------------------------------------------------------------


def _numeral(text: str) -> Term:
    if text.isdigit():
        value = int(text)
        if value < 2**31:
            return Term(str(value), INTEGER)
        return Term(f"'{value}'::bigint", "bigint") if value < 2**63 else Term(str(value), "numeric")
    if re.fullmatch(r"\d*\.\d*", text) and text != ".":
        return Term(f"0{text}" if text.startswith(".") else text.removesuffix("."), "numeric")
    raise _UnclearError


def _paired(one: Term, other: Term) -> tuple[Term, Term]:
    """Both sides of a comparison, each in the type that it is made in."""
    if one.literal is not None and other.literal is not None:
        return constant(one.literal, TEXT), constant(other.literal, TEXT)
    if one.literal is not None:
        other, one = _paired(other, one)
        return one, other
    if one.type in (None, "null"):
        raise _UnclearError
    base = _base(one.type or "")
    if other.type == "null":
        said = TEXT if base == "character varying" else base
        return _as(one, said), Term(f"NULL::{said}", said)
    if other.literal is not None:
        if base in _STRINGS and base not in ("character", "bpchar"):
            return _as(one, TEXT), constant(other.literal, TEXT)
        return one, constant(other.literal, "bpchar" if base == "character" else base)
    if other.type is None:
        raise _UnclearError
    second = _base(other.type)
    if base == second and base == "character varying":
        return _as(one, TEXT), _as(other, TEXT)
    if base == second:
        return one, other
    if {base, second} <= _STRINGS - {"character", "bpchar"}:
        return _as(one, TEXT), _as(other, TEXT)
    if {base, second} <= set(_INTEGERS) or {base, second} <= {"real", "double precision"}:
        return one, other
    if {base, second} <= set(_NUMBERS):
        wider = max(base, second, key=_NUMBERS.index)
        wider = "double precision" if wider == "real" else wider
        return _as(one, wider), _as(other, wider)
    if {base, second} <= _TIMES:
        return one, other
    raise _UnclearError


def _in_array(term: Term, items: list[Term]) -> tuple[Term, str]:
    """The left side of IN, and its list as an array."""
    if term.literal is not None or term.type is None:
        raise _UnclearError
    base = _base(term.type)
    literal = [item for item in items if item.literal is not None]
    if len(literal) == len(items):
        inside = ", ".join(constant(item.literal or "", base).text for item in items)
        array = f"ARRAY[{inside}]"
        if base == "character varying":
            return _as(term, TEXT), f"({array})::text[]"
        return term, array
    if literal or any(item.type is None for item in items):
        raise _UnclearError
    types = {_base(item.type or "") for item in items}
    if types == {base}:
        array = "ARRAY[" + ", ".join(item.text for item in items) + "]"
        return (_as(term, TEXT), f"({array})::text[]") if base == "character varying" else (term, array)
    if types == {TEXT} and base == "character varying":
        return _as(term, TEXT), "ARRAY[" + ", ".join(item.text for item in items) + "]"
    if types == {INTEGER} and base in ("smallint", "bigint"):
        return term, "ARRAY[" + ", ".join(item.text for item in items) + "]"
    raise _UnclearError


def _common(items: list[Term]) -> str:
    """The type that alternatives come together in."""
    types = [item.type for item in items if item.literal is None and item.type != "null"]
    bases = {_base(each) for each in types if each is not None}
    if None in types:
        raise _UnclearError
    if not types:
        return TEXT
    if len(bases) == 1:
        return bases.pop()
    if bases <= _STRINGS:
        return TEXT
    if bases <= set(_NUMBERS):
        return max(bases, key=_NUMBERS.index)
    raise _UnclearError


def _in_common(item: Term, common: str) -> str:
    return f"NULL::{common}" if item.type == "null" else _as(item, common).text


def _applied(one: Term, operator: str, other: Term) -> Term:
    base = _base(one.type) if one.type else None
    if operator in ("->", "->>"):
        if base not in ("json", "jsonb"):
            raise _UnclearError
        key = _as(other, TEXT) if other.literal is not None else other
        return Term(f"({one.text} {operator} {key.text})", TEXT if operator == "->>" else base)
    if operator in ("#>", "#>>"):
        path = constant(other.literal, "text[]") if other.literal is not None else other
        return Term(f"({one.text} {operator} {path.text})", TEXT if operator == "#>>" else base)
    if operator in ("~", "~*", "!~", "!~*"):
        return Term(f"({_as(one, TEXT).text} {operator} {_as(other, TEXT).text})", BOOLEAN)
    if operator == "||":
        if base in _STRINGS or one.literal is not None:
            if one.literal is not None and (other.type is None or _base(other.type) not in _STRINGS):
                raise _UnclearError
            left, right = _as(one, TEXT), _as(other, TEXT)
            return Term(f"({left.text} || {right.text})", TEXT)
        if base == "tsvector" and other.type == "tsvector":
            return Term(f"({one.text} || {other.text})", base)
        raise _UnclearError
    if operator in ("@>", "<@", "&&", "?") and base is not None:
        right = constant(other.literal, TEXT if operator == "?" else base) if other.literal is not None else other
        return Term(f"({one.text} {operator} {right.text})", BOOLEAN)
    if operator in ("+", "-", "*", "/", "%"):
        return _calculated(one, operator, other)
    raise _UnclearError


def _calculated(one: Term, operator: str, other: Term) -> Term:
    if one.type is not None and _base(one.type) in _TIMES and _base(one.type) != "date" and operator in ("+", "-"):
        right = constant(other.literal, "interval") if other.literal is not None else other
        if right.type == "interval":
            return Term(f"({one.text} {operator} {right.text})", one.type)
        raise _UnclearError
    left, right = _paired(one, other)
    if left.type is None or _base(left.type) not in _NUMBERS:
        raise _UnclearError
    wider = max(_base(left.type), _base(right.type or ""), key=_NUMBERS.index)
    return Term(f"({left.text} {operator} {right.text})", wider)
