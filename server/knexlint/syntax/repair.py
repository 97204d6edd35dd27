"""Half-typed code: find a text that parses and whose offsets are those of the file. Knows lines and errors.

Two repairs keep every offset: closing at the end what is open there, and blanking a broken line with as many spaces.
Every line that may be the broken one is blanked in turn, and what parses best is taken. That is cheap: after the first
parse only what a blanked line changes is parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.record import record
from knexlint.syntax.brackets import Brackets, read_brackets
from knexlint.syntax.tree import Node, Tree, damage, parse_again, parse_tree, syntax_errors, untorn
from knexlint.text import Source, Span, shared

_EXPORTING = re.compile(rb"export\b|(?:module\s*\.\s*)?exports\b")
_TOP_LEVEL = re.compile(
    rb"^(?:export\b|exports\.|module\.exports\b|async function\b|function\b|import\b)", re.MULTILINE
)
_EXPORTED = re.compile(rb"^(?:export\s|(?:module\.)?exports\b.*=).*[{;(,}][ \t\r]*$", re.MULTILINE)
_ENDS_IN_DOT = re.compile(rb"\.[ \t]*\r?\n\s*(\w*)(\(?)")
_KEYWORDS = frozenset({b"await", b"return", b"const", b"let", b"var", b"if", b"for", b"throw", b"try", b"export"})
_GLOBALS = frozenset(
    {b"console", b"exports", b"module", b"process", b"Promise", b"Object", b"function", b"async", b"new"}
)
_NEVER_A_NAME = frozenset({b"}", b")", b"]", b";", b",", b"(", b"[", b"{"})
_DECLARING = re.compile(rb"\b(?:const|let|var|function|class|import)\b([^=;()]*)")
_NAME = re.compile(rb"\w+")
_WORD = re.compile(rb"\S")
_CODE = re.compile(rb"[ \t]*(?!//)\S")
_JSX = re.compile(rb"</|/>")
_ROUNDS = 4
_DEEPEST = 200  # what leaves more open than this is not code that somebody is typing


@record
class Parsed:
    """`blanked`: lines that were read as if they were empty. `tree`: of a file that needs no repair."""

    root: Node
    blanked: tuple[Span, ...] = ()
    tree: Tree | None = None


@record
class _Try:
    """`data` without the broken lines, `tree` of just that; `root` of what it is with everything closed at the end."""

    data: bytes
    tree: Tree
    root: Node
    blanked: tuple[Span, ...]
    loss: tuple[int, int]


def parse(source: Source) -> Node:
    """The root of the best tree that can be had."""
    return parse_repaired(source).root


def parse_repaired(source: Source, known: tuple[bytes, Tree] | None = None) -> Parsed:
    """`known`: an earlier text of the file that needed no repair, and its tree."""
    tsx = source.path.lower().endswith((".tsx", ".jsx"))
    if known is not None:
        tree = _tree_after(*known, source.data, tsx)
        if untorn(tree.root_node, source.data, tsx) is source.data and _Repair(source, tsx).is_whole(tree.root_node):
            return Parsed(tree.root_node, tree=tree)
    found = _repaired(source, tsx)
    data = source.data if found.tree is not None else untorn(found.root, source.data, tsx)
    return found if data is source.data else _repaired(Source(source.path, data), tsx)


def _repaired(source: Source, tsx: bool) -> Parsed:
    plain, tree = _parsed(source, tsx)
    repair = _Repair(plain, tsx)
    dots = repair.dots(tree.root_node)
    if not dots and repair.loss(tree.root_node, plain.data) == (0, 0):
        return Parsed(tree.root_node, tree=tree)
    if not tsx and source.path.lower().endswith((".js", ".cjs", ".mjs")) and _JSX.search(source.data):
        other, tree_of_jsx = _parsed(source, True)
        if _Repair(other, True).is_whole(tree_of_jsx.root_node):
            return Parsed(tree_of_jsx.root_node)
    return repair.run(tree, dots)


def _parsed(source: Source, tsx: bool) -> tuple[Source, Tree]:
    """The tree, and the text of which it is the tree."""
    tree = parse_tree(source.data, tsx)
    data = untorn(tree.root_node, source.data, tsx)
    if data is source.data:
        return source, tree
    return Source(source.path, data), parse_tree(data, tsx)


def _tree_after(before: bytes, tree: Tree, after: bytes, tsx: bool) -> Tree:
    start, end = shared(before, after)
    return parse_again(tree, before, after, Span(start, len(before) - end), tsx)


def _lines_ending_in_a_dot(source: Source, root: Node) -> Iterator[Span]:
    """Lines such as `table.` before a statement of its own, which would be read as what is taken out of the table."""
    data = source.data
    begins: dict[tuple[bytes, bool, bool], bool] = {}
    for found in _ENDS_IN_DOT.finditer(data):
        word = found.group(1)
        line, after = data.rfind(b"\n", 0, found.start()) + 1, data.rfind(b"\n", 0, found.start(1)) + 1
        deeper = found.start(1) - after > _first(data, line) - line or data[:line].rstrip().endswith(b".")
        if not word and (deeper or data[found.start(1) : found.start(1) + 1] not in _NEVER_A_NAME):
            continue
        key = word, deeper, bool(found.group(2))
        if word and key not in begins:
            begins[key] = _begins_statement(data, *key)
        if word and not begins[key]:
            continue
        token = root.descendant_for_byte_range(found.start(), found.start() + 1)
        if token is not None and token.type in (".", "ERROR") and token.end_byte - token.start_byte == 1:
            yield _line(source, line)


def _begins_statement(data: bytes, word: bytes, deeper: bool, called: bool) -> bool:
    """A keyword, or a name of the file: of a parameter if it is not called, another one if it does not stand `deeper`.

    Other words are methods: some write the dots of a chain at the ends of its lines (`.table('t', (table) =>`).
    """
    if word in _KEYWORDS:
        return True
    parameter = rb"\(\s*%b\s*(?::[^()]*)?\)[^;{}()]*(?:=>|\{)|\b%b\s*=>" % (word, word)
    if not called and re.search(parameter, data) is not None:
        return True
    return not deeper and (word in _GLOBALS or any(word in _NAME.findall(each) for each in _DECLARING.findall(data)))


def _first(data: bytes, start: int) -> int:
    """Where the first character stands that is no white space."""
    found = _WORD.search(data, start)
    return found.start() if found else len(data)


class _Repair:
    """One file. `expected`: how many lines at its top export something and are typed to their end."""

    def __init__(self, source: Source, tsx: bool) -> None:
        self.source = source
        self.tsx = tsx
        size = len(source.data)
        self.lines = 40 if size < 1 << 16 else 20 if size < 1 << 18 else 4
        self.closings = 8 if size < 1 << 16 else 2
        self.expected = len(_EXPORTED.findall(source.data))

    def dots(self, root: Node) -> tuple[Span, ...]:
        return tuple(_lines_ending_in_a_dot(self.source, root))

    def is_whole(self, root: Node) -> bool:
        """It needs no repair."""
        return self.loss(root, self.source.data) == (0, 0) and not self.dots(root)

    def run(self, tree: Tree, dots: tuple[Span, ...]) -> Parsed:
        best = _Try(self.source.data, tree, tree.root_node, (), self.loss(tree.root_node, self.source.data))
        for dot in dots:
            best = self._without(best, (dot,))
        if not self._is_good(best):
            brackets = read_brackets(best.data)
            if len(brackets.open) > _DEEPEST:
                return Parsed(best.root, best.blanked)
            best = self._without_what_is_open(best, brackets) or self._at_most(self._closed(best, brackets), best)
            for _ in range(_ROUNDS):
                better = None if self._is_good(best) else self._better(best, brackets)
                if better is None:
                    break
                brackets = brackets.changed(better.data, min(line.start for line in better.blanked))
                best = better
        return Parsed(best.root, best.blanked)

    def _without_what_is_open(self, best: _Try, brackets: Brackets) -> _Try | None:
        """A line that opens something in the middle of a file that is whole without it."""
        for lines in _first_of(_opening(self.source, best, brackets), self.lines // 2):
            found = self._without(best, lines)
            if self._is_good(found) and not brackets.changed(found.data, lines[0].start).unpaired:
                return found
        return None

    @staticmethod
    def _at_most(found: _Try, other: _Try) -> _Try:
        return found if found.loss <= other.loss else other

    def _better(self, best: _Try, brackets: Brackets) -> _Try | None:
        """What is lost least by when some more lines are blanked; None if that helps nothing."""
        tries: list[_Try] = []
        for lines in _first_of(_suspects(self.source, best, brackets), self.lines):
            found = self._without(best, lines)
            if self._is_good(found):
                return found
            tries.append(found)
        tries.sort(key=lambda each: each.loss)
        closed = []
        for each in tries[: self.closings]:
            start = min(line.start for line in each.blanked)
            closed.append(self._closed(each, brackets.changed(each.data, start)))
            if self._is_good(closed[-1]):
                return closed[-1]
        found = min([*closed, *tries], key=lambda each: each.loss, default=best)
        return found if found.loss < best.loss else None

    def _without(self, found: _Try, lines: tuple[Span, ...]) -> _Try:
        data, tree = found.data, found.tree
        for line in lines:
            before, data = data, data[: line.start] + b" " * (line.end - line.start) + data[line.end :]
            tree = parse_again(tree, before, data, line, self.tsx)
        root = tree.root_node
        return _Try(data, tree, root, tuple(sorted({*found.blanked, *lines})), self.loss(root, data))

    def _closed(self, found: _Try, brackets: Brackets) -> _Try:
        closers, end = brackets.closers(), len(found.data)
        if not closers:
            return found
        data = found.data + closers
        root = parse_again(found.tree, found.data, data, Span(end, end), self.tsx).root_node
        return _Try(found.data, found.tree, root, found.blanked, self.loss(root, data))

    def loss(self, root: Node, data: bytes) -> tuple[int, int]:
        """Exports that are not seen weigh more than any number of bytes in error."""
        seen = sum(
            1 for node in root.children if not node.is_error and _EXPORTING.match(data, node.start_byte, node.end_byte)
        )
        return max(self.expected - seen, 0), damage(root)

    def _is_good(self, found: _Try) -> bool:
        return found.loss == (0, 0)


def _first_of(suspects: Iterator[tuple[Span, ...]], most: int) -> Iterator[tuple[Span, ...]]:
    seen: set[tuple[Span, ...]] = set()
    for lines in suspects:
        if lines not in seen:
            seen.add(lines)
            yield lines
            if len(seen) == most:
                return


def _suspects(source: Source, found: _Try, brackets: Brackets) -> Iterator[tuple[Span, ...]]:
    """Lines to blank, most likely first: brackets without a partner, where errors are, what does not balance there."""
    for at in brackets.unpaired[:4]:
        yield (_line(source, at),)
    error = next(syntax_errors(found.root), None)
    starts = []
    if error is not None:
        starts = [error.start_byte, *(child.start_byte for child in error.children if child.is_error)][:4]
        starts += [error.end_byte - 1] if error.end_byte - error.start_byte > 1 else []
    yield from _near(source, found, starts)
    for at in (*reversed(brackets.unquoted[-2:]), *brackets.unquoted[:2]):
        yield (_line(source, at),)
    yield from _before_hidden_exports(source, found)
    yield from _opening(source, found, brackets)
    where = [*starts[:1], *brackets.unpaired[:1], len(source.data)]
    yield from _odd_backticks(source, found.data, where[0])
    for end in where[:2]:
        yield from _unbalanced(source, brackets, end)


def _opening(source: Source, found: _Try, brackets: Brackets) -> Iterator[tuple[Span, ...]]:
    """Lines that open what is still open where the text ends."""
    for each in brackets.open[:4]:
        yield (_line(source, each.at),)
        if each.token == b"`":
            yield from _odd_backticks(source, found.data, each.at)


def _before_hidden_exports(source: Source, found: _Try) -> Iterator[tuple[Span, ...]]:
    """What stands before lines that would export something if it did not swallow them."""
    tops = {node.start_byte for node in found.root.children}
    for export in _EXPORTED.finditer(found.data):
        if export.start() not in tops:
            before = _previous_line(source, _line(source, export.start()), found)
            if before is not None:
                yield (before,)


def _near(source: Source, found: _Try, starts: list[int]) -> Iterator[tuple[Span, ...]]:
    """The line of each error, the code before it, and both."""
    for start in starts:
        here = _line(source, start)
        before = _previous_line(source, here, found)
        yield (here,)
        if before is not None:
            yield (before,)
            yield (before, here)


def _line(source: Source, offset: int) -> Span:
    return source.line_span(source.line_of(min(offset, max(len(source.data) - 1, 0))))


def _previous_line(source: Source, line: Span, found: _Try) -> Span | None:
    number = source.line_of(line.start) - 1
    while number >= 0:
        span = source.line_span(number)
        if _CODE.match(found.data, span.start, span.end):
            return span
        number -= 1
    return None


def _lines_up_to(source: Source, data: bytes, offset: int) -> Iterator[Span]:
    """From the statement at the top of the file in which an offset stands to that offset, the nearest first."""
    number = source.line_of(min(offset, max(len(source.data) - 1, 0)))
    while number >= 0:
        line = source.line_span(number)
        yield line
        if _TOP_LEVEL.match(data, line.start, line.end):
            return
        number -= 1


def _odd_backticks(source: Source, data: bytes, offset: int) -> Iterator[tuple[Span, ...]]:
    """Lines that may open a template nobody closed, the first first: one too many turns all that follow inside out."""
    for line in reversed(list(_lines_up_to(source, data, offset))):
        if data.count(b"`", line.start, line.end) % 2:
            yield (line,)


def _unbalanced(source: Source, brackets: Brackets, offset: int) -> Iterator[tuple[Span, ...]]:
    """Lines that open or close more than the other."""
    for line in _lines_up_to(source, brackets.data, offset):
        if brackets.open_at(line.start) is not brackets.open_at(line.end):
            yield (line,)
