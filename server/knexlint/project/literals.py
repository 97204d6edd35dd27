"""Configuration written as code, read as data: literals, same-file constants, spread, paths. Runs nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from knexlint.record import record
from knexlint.syntax import FUNCTION_TYPES, Module, Node, declared_in, span_of, text_of
from knexlint.text import Span

_DEPTH = 60
_WRAPPERS = frozenset({"as_expression", "satisfies_expression", "non_null_expression", "parenthesized_expression"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


@record
class Unread:
    """A value that is not known. `text`: how it is written."""

    text: str = ""


@record
class Code:
    """A function, as its text."""

    text: str


@dataclass(slots=True)
class Table:
    """An object. `complete` is False where it may hold more. `at`: where each value stands."""

    values: dict[str, Literal] = field(default_factory=dict)
    at: dict[str, Span] = field(default_factory=dict)
    complete: bool = True

    def get(self, key: str) -> Literal:
        """The value; None where there is surely none."""
        return self.values.get(key, None if self.complete else Unread())


Literal = str | int | float | bool | None | list["Literal"] | Table | Code | Unread


class Reader:
    """Reads the expressions of one file. `folder`: what `__dirname` is."""

    def __init__(self, module: Module, folder: str) -> None:
        self.folder = folder
        self.constants: dict[str, Node] = {}
        self.module = module
        for statement in module.root.named_children:
            declaration = statement.child_by_field_name("declaration")
            for name, value in declared_in(declaration if declaration is not None else statement):
                if value is not None:
                    self.constants.setdefault(text_of(name), value)

    def exported(self) -> Literal:
        """What requiring the file gives: the default export, `module.exports`, or all it exports by name."""
        for statement in reversed(self.module.root.named_children):
            expression = _assigned(statement)
            if expression is not None:
                return self.read(expression)
        default = self.module.exports.get("default")
        if default is not None:
            return self.read(default.value) if default.value is not None else Unread()
        table = Table()
        for name, export in self.module.exports.items():
            table.values[name] = self.read(export.value) if export.value is not None else Unread()
        return table

    def read(self, node: Node, depth: int = 0) -> Literal:
        if depth > _DEPTH:
            return Unread()
        if node.type in _WRAPPERS:
            return self._inner(node, depth)
        if node.type in FUNCTION_TYPES:
            return Code(text_of(node))
        reading = _READ.get(node.type)
        return reading(self, node, depth + 1) if reading is not None else Unread(text_of(node)[:200])

    def _inner(self, node: Node, depth: int) -> Literal:
        inner = node.named_child(0)
        return self.read(inner, depth + 1) if inner is not None else Unread()

    def _string(self, node: Node, _: int) -> Literal:
        return "".join(_pieces(node))

    def _template(self, node: Node, depth: int) -> Literal:
        parts: list[str] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                value = self._inner(child, depth)
                if not isinstance(value, str | int):
                    return Unread(text_of(node))
                parts.append(str(value))
            else:
                parts.append(_piece(child))
        return "".join(parts)

    def _number(self, node: Node, _: int) -> Literal:
        try:
            return int(text_of(node).replace("_", ""), 0)
        except ValueError:
            return Unread(text_of(node))

    def _identifier(self, node: Node, depth: int) -> Literal:
        name = text_of(node)
        if name == "__dirname":
            return self.folder
        found = self.constants.get(name)
        return self.read(found, depth) if found is not None else Unread(name)

    def _array(self, node: Node, depth: int) -> Literal:
        items: list[Literal] = []
        for child in node.named_children:
            value = self._inner(child, depth) if child.type == "spread_element" else self.read(child, depth)
            if child.type == "spread_element" and isinstance(value, list):
                items += value
            elif child.type != "comment":
                items.append(value)
        return items

    def _object(self, node: Node, depth: int) -> Literal:
        table = Table()
        for child in node.named_children:
            if child.type == "spread_element":
                self._spread(table, self._inner(child, depth))
            elif child.type == "shorthand_property_identifier":
                self._set(table, text_of(child), child, self._identifier(child, depth))
            elif child.type == "method_definition":
                name = child.child_by_field_name("name")
                if name is not None:
                    self._set(table, text_of(name), child, Code(text_of(child)))
            elif child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and value is not None and key.type != "computed_property_name":
                    self._set(table, text_of(key).strip("'\""), value, self.read(value, depth))
                else:
                    table.complete = False
        return table

    def _set(self, table: Table, key: str, node: Node, value: Literal) -> None:
        table.values[key] = value
        table.at[key] = span_of(node)

    def _spread(self, table: Table, value: Literal) -> None:
        if isinstance(value, Table):
            table.values |= value.values
            table.at |= value.at
            table.complete = table.complete and value.complete
        else:
            table.complete = False

    def _binary(self, node: Node, depth: int) -> Literal:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is not None and right is not None and operator is not None and operator.type == "+":
            one, other = self.read(left, depth), self.read(right, depth)
            if isinstance(one, str) and isinstance(other, str):
                return one + other
        return Unread(text_of(node)[:200])

    def _member(self, node: Node, depth: int) -> Literal:
        held, key = node.child_by_field_name("object"), node.child_by_field_name("property")
        if text_of(node) in ("import.meta.dirname", "import.meta.url"):
            return self.folder if text_of(node).endswith("dirname") else f"{self.folder}/_"
        table = self.read(held, depth) if held is not None else Unread()
        return table.get(text_of(key)) if isinstance(table, Table) and key is not None else Unread(text_of(node)[:200])

    def _subscript(self, node: Node, depth: int) -> Literal:
        """`configs[process.env.NODE_ENV]`: any of them, so all of them."""
        held, key = node.child_by_field_name("object"), node.child_by_field_name("index")
        table = self.read(held, depth) if held is not None else Unread()
        name = self.read(key, depth) if key is not None else Unread()
        return table.get(name) if isinstance(table, Table) and isinstance(name, str) else table

    def _call(self, node: Node, depth: int) -> Literal:
        """`path.join`, `path.resolve`, `path.dirname`, `fileURLToPath`, `Object.freeze` and what only marks a type."""
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        arguments = node.child_by_field_name("arguments")
        name = text_of(function).rsplit(".", 1)[-1] if function is not None else ""
        values = [self.read(each, depth) for each in arguments.named_children] if arguments is not None else []
        texts = [value for value in values if isinstance(value, str)]
        if texts and len(texts) == len(values):
            if name in ("join", "resolve", "URL"):
                return posixpath.normpath(posixpath.join(*_parts(texts, name)))
            if name == "dirname":
                return posixpath.dirname(texts[0])
            if name == "fileURLToPath":
                return texts[0]
        if name in ("freeze", "defineConfig") and len(values) == 1:
            return values[0]
        return Unread(text_of(node)[:200])


def _parts(texts: list[str], name: str) -> list[str]:
    if name == "URL":  # new URL('./migrations', import.meta.url)
        return [posixpath.dirname(texts[-1]), texts[0]]
    return [texts[0], *(text.lstrip("/") if name == "join" else text for text in texts[1:])]


def _pieces(node: Node) -> Iterator[str]:
    for child in node.named_children:
        yield _piece(child)


def _piece(node: Node) -> str:
    text = text_of(node)
    return _ESCAPES.get(text[1:], text[1:]) if node.type == "escape_sequence" else text


def _assigned(statement: Node) -> Node | None:
    """The right side of `module.exports = …` or `export = …`."""
    if statement.type == "export_statement" and any(child.type == "=" for child in statement.children):
        return statement.named_child(0)
    expression = statement.named_child(0) if statement.type == "expression_statement" else None
    if expression is None or expression.type != "assignment_expression":
        return None
    left = expression.child_by_field_name("left")
    if left is None or "".join(text_of(left).split()) not in ("module.exports", "exports.default"):
        return None
    return expression.child_by_field_name("right")


_READ = {
    "string": Reader._string,
    "template_string": Reader._template,
    "number": Reader._number,
    "true": lambda *_: True,
    "false": lambda *_: False,
    "null": lambda *_: None,
    "undefined": lambda *_: None,
    "identifier": Reader._identifier,
    "shorthand_property_identifier": Reader._identifier,
    "array": Reader._array,
    "object": Reader._object,
    "binary_expression": Reader._binary,
    "member_expression": Reader._member,
    "subscript_expression": Reader._subscript,
    "call_expression": Reader._call,
    "new_expression": Reader._call,
}
