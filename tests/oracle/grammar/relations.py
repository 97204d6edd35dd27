"""Tables, views and indexes that are created, dropped, renamed, moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grammar.definitions import column, constraint
from grammar.queries import reads_of
from grammar.trees import (
    KINDS,
    UNNAMED,
    WORDS_OF_KIND,
    Facts,
    enum_name,
    inner,
    name_of,
    object_name,
    ours,
    relation,
    role_name,
    strings,
    tree,
)
from knexlint import operations as op


def drop(found: Any) -> Iterator[Facts]:
    kind = WORDS_OF_KIND[enum_name(found, "remove_type")]
    cascade = enum_name(found, "behavior") == "DROP_CASCADE"
    if kind in ("trigger", "rule", "policy"):
        parts = strings(found.objects[0].list.items)
        table, name = name_of(parts[:-1]), parts[-1]
        if kind == "policy":
            yield ("PolicyOperation", "drop", name, table, found.missing_ok)
            return
        yield ("DropObject", kind, ((None, name),), table, found.missing_ok, cascade)
        return
    if kind in UNNAMED:
        yield ("DropObject", kind, found.missing_ok, cascade)
        return
    objects = [object_name(node) for node in found.objects]
    if kind in ("operator class", "operator family"):
        objects = [name_of(strings(node.list.items)[1:]) for node in found.objects]
    names = tuple(objects)
    if kind == "index":
        yield ("DropIndex", names, found.missing_ok, found.concurrent, cascade)
    elif kind in ("table", "foreign table"):
        yield ("DropTable", names, found.missing_ok, cascade, kind == "foreign table")
    else:
        yield ("DropObject", kind, names, None, found.missing_ok, cascade)


def our_drop(found: op.DropObject) -> Facts:
    if found.kind in UNNAMED:
        return ("DropObject", found.kind, found.if_exists, found.cascade)
    names = tuple(ours(one) for one in found.objects)
    return ("DropObject", found.kind, names, ours(found.table), found.if_exists, found.cascade)


def rename(found: Any) -> Iterator[Facts]:
    what = enum_name(found, "rename_type")
    target = relation(found.relation)
    if what == "OBJECT_TABCONSTRAINT":
        yield ("alter", "table", target, found.missing_ok, not found.relation.inh, "RenameConstraint", found.subname)
    elif what == "OBJECT_DOMCONSTRAINT":
        yield ("AlterDomain", object_name(found.object), "rename constraint", found.subname)
    elif what in ("OBJECT_TABLE", "OBJECT_FOREIGN_TABLE"):
        kind = KINDS[what]
        yield ("alter", kind, target, found.missing_ok, not found.relation.inh, "RenameTable", found.newname)
    elif what in ("OBJECT_COLUMN", "OBJECT_ATTRIBUTE"):
        kind = KINDS[enum_name(found, "relation_type")]
        if kind in ("table", "foreign table"):
            only = not found.relation.inh
            yield ("alter", kind, target, found.missing_ok, only, "RenameColumn", found.subname, found.newname)
        else:
            yield ("RenameObject", kind, target, found.newname, found.subname, None, found.missing_ok)
    elif what == "OBJECT_INDEX":
        yield ("AlterIndex", target, found.missing_ok, "rename to")
    elif what in ("OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"):
        kind = WORDS_OF_KIND[what]
        yield ("RenameObject", kind, (None, found.subname), found.newname, None, target, found.missing_ok)
    else:
        kind = WORDS_OF_KIND[what]
        if found.HasField("relation"):
            name: Any = target
        elif found.HasField("object") and kind in ("operator class", "operator family"):
            name = name_of(strings(found.object.list.items)[1:])
        else:
            name = object_name(found.object) if found.HasField("object") else (None, found.subname)
        yield ("RenameObject", kind, name, found.newname, None, None, found.missing_ok)


def set_schema(found: Any) -> Iterator[Facts]:
    kind = WORDS_OF_KIND[enum_name(found, "object_type")]
    if found.HasField("relation"):
        target = relation(found.relation)
        if kind == "index":
            yield ("AlterIndex", target, found.missing_ok, "set schema")
        else:
            yield ("alter", kind, target, found.missing_ok, not found.relation.inh, "SetSchema", found.newschema)
    else:
        yield altered(kind, found.object, "set schema", found.newschema)


def altered(kind: str, node: Any, words: str, name: str | None) -> Facts:
    if kind in UNNAMED:
        return ("AlterObject", kind, words)
    if kind in ("operator class", "operator family"):
        return ("AlterObject", kind, name_of(strings(node.list.items)[1:]), words, name)
    return ("AlterObject", kind, object_name(node), words, name)


def owner(found: Any) -> Iterator[Facts]:
    kind = WORDS_OF_KIND[enum_name(found, "object_type")]
    yield altered(kind, found.object, "owner to", role_name(found.newowner))


def create_table(found: Any, foreign: bool = False) -> Iterator[Facts]:
    columns, constraints, like = [], [], []
    for node in found.table_elts:
        kind, value = inner(node)
        if kind == "column_def":
            columns.append(column(value))
        elif kind == "constraint":
            constraints.append(constraint(value, None))
        else:
            like.append(relation(value.relation))
    parents = tuple(relation(node.range_var) for node in found.inh_relations)
    partition = found.HasField("partbound")
    yield (
        "CreateTable",
        relation(found.relation),
        tuple(columns),
        tuple(constraints),
        found.if_not_exists,
        found.relation.relpersistence == "t",
        found.relation.relpersistence == "u",
        parents[0] if partition else None,
        found.HasField("partspec"),
        () if partition else parents,
        tuple(like),
        foreign,
        None,
    )


def create_as(found: Any) -> Iterator[Facts]:
    into = found.into
    if enum_name(found, "objtype") == "OBJECT_MATVIEW":
        yield (
            "CreateView",
            relation(into.rel),
            False,
            True,
            not into.skip_data,
            found.if_not_exists,
            False,
            tuple(strings(into.col_names)),
            reads_of(found.query),
        )
        return
    persistence = into.rel.relpersistence
    yield (
        "CreateTable",
        relation(into.rel),
        (),
        (),
        found.if_not_exists,
        persistence == "t",
        persistence == "u",
        None,
        False,
        (),
        (),
        False,
        not into.skip_data,
    )


def view(found: Any) -> Iterator[Facts]:
    temporary = found.view.relpersistence == "t"
    names = tuple(strings(found.aliases))
    yield (
        "CreateView",
        relation(found.view),
        found.replace,
        False,
        True,
        False,
        temporary,
        names,
        reads_of(found.query),
    )


def index(found: Any) -> Iterator[Facts]:
    elements = tuple(tree(node) for node in found.index_params)
    yield (
        "CreateIndex",
        relation(found.relation),
        found.idxname or None,
        found.unique,
        found.concurrent,
        found.if_not_exists,
        not found.relation.inh,
        found.access_method,
        elements,
        tuple(node.index_elem.name for node in found.index_including_params if node.index_elem.name),
        tree(found.where_clause) if found.HasField("where_clause") else None,
        found.nulls_not_distinct,
    )
