"""Builder calls in the file: take one out of its chain or callback, put SQL in its place. Knows no SQL grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from knexlint.knex.queries import Origin, Query
from knexlint.memo import remembered
from knexlint.record import record
from knexlint.rules.fixing.write import (
    await_raws,
    call_raw,
    chain_raw,
    comments_in,
    find,
    indent_at,
    is_awaited_statement,
    remove_statement,
    terminator,
)
from knexlint.syntax import FUNCTION_TYPES, Module, Node, enclosing, node_at, text_of
from knexlint.text import Edit, Span

_SILENT = frozenset({"withSchema"})


@record
class Link:
    """`object.name(…)`: one call of a chain."""

    name: str
    call: Node
    object: Node
    token: Node


def link_of(call: Node) -> Link | None:
    function = call.child_by_field_name("function") if call.type == "call_expression" else None
    if function is None or function.type != "member_expression":
        return None
    held, token = function.child_by_field_name("object"), function.child_by_field_name("property")
    return None if held is None or token is None else Link(text_of(token), call, held, token)


def link_at(module: Module, method: Span) -> Link | None:
    """The call whose method is named by this token."""
    member = node_at(module.root, method).parent
    call = member.parent if member is not None and member.type == "member_expression" else None
    found = link_of(call) if call is not None else None
    return found if found is not None and found.token.start_byte == method.start else None


def inward(call: Node) -> Iterator[Link]:
    """The calls of a chain from this one back to its start."""
    link = link_of(call)
    while link is not None:
        yield link
        link = link_of(link.object)


def outermost(call: Node) -> Node:
    """The whole chain that a call is part of."""
    while (member := call.parent) is not None and member.type == "member_expression":
        outer = member.parent
        if outer is None or outer.type != "call_expression" or outer.child_by_field_name("function") != member:
            break
        call = outer
    return call


def removed_links(module: Module, call: Node, names: Collection[str]) -> tuple[Edit, ...] | None:
    """Take a call out of its chain, and the named ones with it; the whole statement if nothing of the chain is left."""
    chain = list(inward(outermost(call)))
    gone = [link for link in chain if link.call == call or link.name in names]
    if any(comments_in(link.call.child_by_field_name("arguments") or link.call) for link in gone):
        return None
    statement = chain[0].call.parent
    if len(gone) < len(chain):
        return tuple(Edit(Span(link.object.end_byte, link.call.end_byte), "") for link in gone)
    if statement is None or statement.type != "expression_statement" or not _in_callback(statement):
        return None
    return (remove_statement(module, statement),)


def _in_callback(statement: Node) -> bool:
    block = statement.parent
    return (
        block is not None
        and block.type == "statement_block"
        and block.parent is not None
        and block.parent.type in FUNCTION_TYPES
    )


@record
class Part:
    """A query's place in its chain. `edits`: what takes it out; None when the chain does nothing else."""

    chain: Node
    edits: tuple[Edit, ...] | None
    comments: tuple[str, ...] = ()


def part_of(module: Module, queries: Sequence[Query], query: Query, names: Collection[str]) -> Part | None:
    """Where the code of `query` can be cut. None in loops, in other files and in code that is not understood.

    `names`: the calls that belong to the one that asked for the query.
    """
    origin = query.origin
    same = _by_chain(queries).get(origin.chain, ())
    chain = find(module, origin.chain, "call_expression")
    if origin.foreign or chain is None or sum(other.origin == origin for other in same) != 1:
        return None
    if len(same) == 1 and _only_action(chain, origin):
        return Part(chain, None, tuple(comments_in(chain)))
    link = link_at(module, origin.method)
    if link is None or origin.kind != "schema":
        return None
    edits = removed_links(module, link.call, names)
    return None if edits is None else Part(chain, edits)


def _grouped(queries: Sequence[Query]) -> dict[Span, list[Query]]:
    found: dict[Span, list[Query]] = {}
    for query in queries:
        found.setdefault(query.origin.chain, []).append(query)
    return found


_by_chain = remembered(_grouped, 4)  # every fix of a file asks for its neighbours


def _only_action(chain: Node, origin: Origin) -> bool:
    """The chain is one call, and its callback, if it has one, holds one statement."""
    actions = [link for link in inward(chain) if link.name not in _SILENT]
    if len(actions) != 1:
        return False
    if origin.method == Span(actions[0].token.start_byte, actions[0].token.end_byte):
        return True
    arguments = chain.child_by_field_name("arguments")
    callback = arguments.named_children[-1] if arguments is not None and arguments.named_children else None
    body = callback.child_by_field_name("body") if callback is not None else None
    if body is None:
        return False
    if body.type != "statement_block":
        return True
    return sum(child.type != "comment" for child in body.named_children) == 1


def instead(
    module: Module, queries: Sequence[Query], query: Query, texts: Sequence[str], names: Collection[str] = ()
) -> tuple[Edit, ...] | None:
    """Send these SQL texts in place of a builder call; after its chain, if that does more."""
    part = part_of(module, queries, query, names)
    if part is None:
        return None
    receiver = query.origin.receiver
    if part.edits is None:
        return (_replaced(module, part, receiver, texts),)
    added = add_after(module, part.chain, receiver, texts)
    return None if added is None else (*part.edits, added)


def without(module: Module, queries: Sequence[Query], query: Query) -> tuple[Edit, ...] | None:
    """Take the code of a query out of the file."""
    part = part_of(module, queries, query, ())
    if part is None:
        return None
    if part.edits is not None:
        return part.edits
    statement = is_awaited_statement(part.chain)
    return None if statement is None or part.comments else (remove_statement(module, statement),)


def _replaced(module: Module, part: Part, receiver: str, texts: Sequence[str]) -> Edit:
    style, chain = module.style, part.chain
    statement = is_awaited_statement(chain)
    indent = indent_at(module.source, chain.start_byte)
    if statement is None:
        return Edit(Span(chain.start_byte, chain.end_byte), chain_raw(receiver, texts, style, indent))
    notes = "".join(f"{note}{style.newline}{indent}" for note in part.comments)
    text = notes + await_raws(receiver, texts, style, indent)
    end = statement.end_byte
    if not style.semicolons and module.source.data[end - 1 : end] == b";":
        text += ";"
    return Edit(Span(statement.start_byte, end), text)


def add_after(module: Module, chain: Node, receiver: str, texts: Sequence[str]) -> Edit | None:
    """Send SQL texts right after a chain: as statements of their own, or as more links of a schema chain."""
    style = module.style
    statement = is_awaited_statement(chain)
    indent = indent_at(module.source, chain.start_byte)
    if statement is not None:
        at = Span(statement.end_byte, statement.end_byte)
        return Edit(at, style.newline + indent + await_raws(receiver, texts, style, indent))
    links = list(inward(chain))
    if not links or ".schema" not in text_of(links[-1].object):
        return None
    before = _break_before(module, links[0])
    indent = before.rpartition("\n")[2] if before else indent
    text = "".join(f"{before}{call_raw('', sql, style, indent)}" for sql in texts)
    return Edit(Span(chain.end_byte, chain.end_byte), text)


def _break_before(module: Module, link: Link) -> str:
    """The line break and indentation before `.name(…)`, "" where the chain goes on in the same line."""
    between = module.source.slice(Span(link.object.end_byte, link.token.start_byte)).removesuffix(".")
    return between if "\n" in between and not between.strip() else ""


def send_before(module: Module, chain: Node, receiver: str, sql: str) -> Edit | None:
    """Send one SQL text right before a chain: before the statement it stands in, or as a schema chain's first link."""
    style = module.style
    function = enclosing(chain, *FUNCTION_TYPES)
    statement = _outer_statement(chain, function)
    waits = function is not None and any(child.type == "async" for child in function.children[:4])
    if statement is not None and waits:
        indent = indent_at(module.source, statement.start_byte)
        text = f"await {call_raw(receiver, sql, style, indent)}{terminator(style)}{style.newline}{indent}"
        return Edit(Span(statement.start_byte, statement.start_byte), text)
    whole = _result(statement, function)
    if whole is None:
        return None
    links = list(inward(chain))
    if whole.start_byte == chain.start_byte and text_of(links[-1].object) == f"{receiver}.schema":
        at = links[-1].object.end_byte
        return Edit(Span(at, at), f".raw({_literal_of(module, sql)})")
    text = f"{receiver}.raw({_literal_of(module, sql)}).then(() => {text_of(whole)})"
    return Edit(Span(whole.start_byte, whole.end_byte), text)


def _result(statement: Node | None, function: Node | None) -> Node | None:
    """The call whose promise a function returns."""
    if statement is not None:
        found = statement.named_child(0) if statement.type == "return_statement" else None
    else:
        found = function.child_by_field_name("body") if function is not None else None
    return found if found is not None and found.type == "call_expression" else None


def _literal_of(module: Module, sql: str) -> str:
    return call_raw("", sql, module.style, "", room=-10_000)[5:-1]


def _outer_statement(node: Node, function: Node | None) -> Node | None:
    """The statement of the function's own block that holds `node`."""
    body = function.child_by_field_name("body") if function is not None else None
    if body is None or body.type != "statement_block":
        return None
    current: Node | None = node
    while current is not None and current.parent is not None:
        if current.parent == body:
            return current
        current = current.parent
    return None
