"""One file as a module: what it exports, how it does so, and how its author writes. Runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from knexlint.memo import keep
from knexlint.record import record
from knexlint.syntax.functions import FUNCTION_TYPES
from knexlint.syntax.repair import Parsed, parse_repaired
from knexlint.syntax.style import Style, measure_style
from knexlint.syntax.tree import Node, Tree, node_at, span_of, text_of
from knexlint.text import Source, Span

Format = Literal["esm", "commonjs"]
Shape = Literal["export", "exports.", "module.exports.", "module.exports object"]

_TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
_WRAPPERS = frozenset({"as_expression", "satisfies_expression", "non_null_expression", "parenthesized_expression"})
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration", "function_signature"})
_DECLARATIONS = frozenset({"class_declaration", "abstract_class_declaration", "enum_declaration", "internal_module"})


@dataclass(frozen=True, slots=True)
class Export:
    """`name`: the token that names what is exported where it is defined; `token`: the one that exports it.

    `value`: the function, class or expression; None if it stands in another file. `statement`: the exporting one.
    """

    name: Span
    value: Node | None
    statement: Node
    token: Span


@dataclass(frozen=True)
class Module:
    """`shape`: how the file exports, None if it exports nothing. `blanked`: half-typed lines read as empty."""

    source: Source
    root: Node
    format: Format
    typescript: bool
    exports: Mapping[str, Export]
    shape: Shape | None
    blanked: tuple[Span, ...] = ()

    @cached_property
    def style(self) -> Style:
        return measure_style(self.source, self.root)

    @cached_property
    def damaged(self) -> bool:
        """Some of it is half-typed."""
        return bool(self.blanked) or self.root.has_error or self.cut_off

    @cached_property
    def cut_off(self) -> bool:
        """It ends in the middle of something, or its top level is half-typed: what it exports may not be all."""
        if self.root.end_byte > len(self.source.data) or _is_word(self.root) or not self._may_be_finished():
            return True
        if any(
            not any(node.start_byte <= line.start < node.end_byte for node in self.root.children)
            for line in self.blanked
        ):
            return True
        return any(
            node.is_error or node.is_missing or (node.has_error and node.type not in _FUNCTIONS)
            for node in self.root.children
        )

    def _may_be_finished(self) -> bool:
        return self.source.data.rstrip(b" \t")[-1:] in (b"\n", b"\r", b"}", b")", b"]", b";")

    def is_whole(self, span: Span) -> bool:
        """The statement around a place is typed to its end, as far as one can tell."""
        if not self.damaged:
            return True
        node: Node | None = node_at(self.root, span)
        while node is not None and node.parent is not None and not _holds_statements(node.parent, node):
            node = node.parent
        if node is None or node.has_error or not self._is_ended(node):
            return False
        return not any(
            node.start_byte <= line.start < node.end_byte or self._goes_on(node, line) for line in self.blanked
        )

    def _is_ended(self, node: Node) -> bool:
        """It does not run to the end of the text, or to a semicolon, a brace or a line break there."""
        typed, end = self.source.data, node.end_byte
        return end <= len(typed) and (
            end < len(typed.rstrip()) or typed[end - 1 : end] in (b";", b"}") or b"\n" in typed[end:]
        )

    def _goes_on(self, node: Node, line: Span) -> bool:
        """A half-typed line after a statement without a semicolon, which may belong to it."""
        end = node.end_byte
        between = self.source.data[end : line.end]
        return line.start >= end and self.source.data[end - 1 : end] != b";" and between.lstrip().startswith(b".")


def read_module(source: Source) -> Module:
    """The module in a file. That of the same text is the same one, as long as few others were read since."""
    recent = _recent.pop(source.path, None)
    if recent is None or recent.module.source.data != source.data:
        parsed = parse_repaired(source, recent.whole if recent is not None else None)
        whole = (source.data, parsed.tree) if parsed.tree is not None else recent.whole if recent is not None else None
        recent = _Recent(_module(source, parsed), whole)
    keep(_recent, source.path, recent, _REMEMBERED)
    return recent.module


@record
class _Recent:
    """`whole`: the newest text that needed no repair, with its tree: what changed since is cheap to parse."""

    module: Module
    whole: tuple[bytes, Tree] | None


_REMEMBERED = 4  # what somebody is typing, and what is looked at beside it
_recent: dict[str, _Recent] = {}


def _module(source: Source, parsed: Parsed) -> Module:
    reader = _Exports(parsed.root)
    path = source.path.lower()
    return Module(
        source=source,
        root=parsed.root,
        format=_format(path, reader),
        typescript=path.endswith(_TYPESCRIPT),
        exports=reader.exports,
        shape=reader.shape,
        blanked=parsed.blanked,
    )


def _is_word(root: Node) -> bool:
    """The file ends in a lone word, such as `expo` or `exports.dow`."""
    last = root.named_children[-1] if root.named_children else None
    if last is None or last.type != "expression_statement":
        return False
    held = last.named_child(0)
    return held is not None and held.type in ("identifier", "member_expression") and held.end_byte == last.end_byte


def _holds_statements(parent: Node, node: Node) -> bool:
    """`node` is a statement, or the body of a function."""
    if parent.type in ("program", "statement_block", "switch_case", "switch_default"):
        return True
    return parent.type in FUNCTION_TYPES and parent.child_by_field_name("body") == node


def _format(path: str, reader: _Exports) -> Format:
    if reader.shape is not None:
        return "esm" if reader.shape == "export" else "commonjs"
    if path.endswith((".cjs", ".cts")):
        return "commonjs"
    if path.endswith(".mjs") or reader.imports:
        return "esm"
    if reader.requires:
        return "commonjs"
    return "esm" if path.endswith(_TYPESCRIPT) else "commonjs"


@dataclass(frozen=True, slots=True)
class _Definition:
    name: Node
    value: Node | None


class _Exports:
    """Reads the statements at the top of a file."""

    def __init__(self, root: Node) -> None:
        self.exports: dict[str, Export] = {}
        self.shape: Shape | None = None
        self.imports = False
        self.requires = False
        self._defined: dict[str, _Definition] = {}
        statements = list(_statements(root))
        for statement in statements:
            self._define(statement)
        for statement in statements:
            self._read(statement)

    def _define(self, statement: Node) -> None:
        if statement.type == "export_statement":
            declaration = statement.child_by_field_name("declaration")
            if declaration is None:
                return
            statement = declaration
        for name, value in declared_in(statement):
            self._defined[text_of(name)] = _Definition(name, value)

    def _read(self, statement: Node) -> None:
        if statement.type == "import_statement":
            self.imports = True
        elif statement.type == "export_statement":
            self._read_export(statement)
        elif statement.type == "expression_statement":
            expression = statement.named_child(0)
            if expression is not None and expression.type == "assignment_expression":
                self._read_assignment(expression, statement)
        elif statement.type in ("lexical_declaration", "variable_declaration"):
            self.requires = self.requires or any(
                value is not None and value.type == "call_expression" and text_of(value).startswith("require")
                for _, value in declared_in(statement)
            )

    def _read_export(self, statement: Node) -> None:
        self.shape = self.shape or "export"
        declaration = statement.child_by_field_name("declaration")
        if declaration is not None and any(child.type == "default" for child in statement.children[:3]):
            self._add("default", declaration, declaration, statement, declaration)
        elif declaration is not None:
            for name, value in declared_in(declaration):
                if value is not None and value.type == "function_signature" and text_of(name) in self.exports:
                    continue
                self._add(text_of(name), name, value, statement, name)
        elif (value := statement.child_by_field_name("value")) is not None:
            self._add("default", value, value, statement, value)
        elsewhere = statement.child_by_field_name("source") is not None
        for clause in statement.named_children:
            for specifier in clause.named_children if clause.type == "export_clause" else ():
                local = specifier.child_by_field_name("name")
                token = specifier.child_by_field_name("alias") or local
                if specifier.type == "export_specifier" and local is not None and token is not None:
                    self._add(_key(token), token, None if elsewhere else local, statement, token)

    def _read_assignment(self, assignment: Node, statement: Node) -> None:
        """`exports.a = exports.b = value`, `module.exports = { … }`."""
        targets: list[Node] = []
        value: Node | None = assignment
        while value is not None and value.type == "assignment_expression":
            left = value.child_by_field_name("left")
            if left is not None:
                targets.append(left)
            value = value.child_by_field_name("right")
        for target in targets:
            text = "".join(text_of(target).split()) if target.end_byte - target.start_byte < 200 else ""
            if text == "module.exports":
                self._read_object(value, statement)
            elif text.startswith(("exports.", "exports[", "module.exports.", "module.exports[")):
                token = target.child_by_field_name("property") or target.child_by_field_name("index")
                if token is not None and token.type in ("property_identifier", "string"):
                    self.shape = "module.exports." if text.startswith("module") else "exports."
                    self._add(_key(token), token, value, statement, token)

    def _read_object(self, value: Node | None, statement: Node) -> None:
        value = _unwrapped(value)
        self.shape = "module.exports object"
        if value is None or value.type != "object":
            if value is not None:
                self._add("default", value, value, statement, value)
            return
        for member in value.named_children:
            if member.type == "shorthand_property_identifier":
                self._add(text_of(member), member, member, statement, member)
            elif member.type == "pair":
                key, held = member.child_by_field_name("key"), member.child_by_field_name("value")
                if key is not None:
                    self._add(_key(key), key, held, statement, key)
            elif member.type == "method_definition":
                name = member.child_by_field_name("name")
                if name is not None:
                    self._add(_key(name), name, member, statement, name)

    def _add(self, key: str, name: Node, value: Node | None, statement: Node, token: Node) -> None:
        if value is not None and value.type == "unary_expression" and key in self.exports:
            return
        name, value = self._resolve(name, value)
        self.exports[key] = Export(span_of(name), value, statement, span_of(token))

    def _resolve(self, name: Node, value: Node | None) -> tuple[Node, Node | None]:
        """Follow `exports.up = up` to the definition of `up`."""
        value = _unwrapped(value)
        for _ in range(8):
            if value is None or value.type not in ("identifier", "shorthand_property_identifier"):
                break
            definition = self._defined.get(text_of(value))
            if definition is None:
                break
            name, value = definition.name, _unwrapped(definition.value)
        return name, value


def declared_in(statement: Node) -> Iterator[tuple[Node, Node | None]]:
    """The names a declaration introduces, with what defines each (None: it is taken out of something)."""
    if statement.type in _FUNCTIONS or statement.type in _DECLARATIONS:
        name = statement.child_by_field_name("name")
        if name is not None:
            yield name, statement
    elif statement.type in ("lexical_declaration", "variable_declaration"):
        for declarator in statement.named_children:
            name = declarator.child_by_field_name("name") if declarator.type == "variable_declarator" else None
            if name is not None and name.type == "identifier":
                yield name, declarator.child_by_field_name("value")
            elif name is not None:
                for bound in _bound_names(name):
                    yield bound, None


def _bound_names(pattern: Node) -> Iterator[Node]:
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type in ("assignment_pattern", "object_assignment_pattern"):
            left = node.child_by_field_name("left")
            stack.extend([left] if left is not None else [])
        elif node.type == "pair_pattern":
            value = node.child_by_field_name("value")
            stack.extend([value] if value is not None else [])
        else:
            stack.extend(reversed(node.named_children))


def _statements(root: Node) -> Iterator[Node]:
    """The statements at the top of the file, and those in an ERROR there."""
    for node in root.named_children:
        if node.is_error:
            yield from node.named_children
        else:
            yield node


def _unwrapped(node: Node | None) -> Node | None:
    while node is not None and node.type in _WRAPPERS:
        node = node.named_child(0)
    return node


def _key(token: Node) -> str:
    text = text_of(token)
    return text[1:-1] if token.type == "string" else text
