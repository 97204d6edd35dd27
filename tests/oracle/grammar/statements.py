"""Which function reads which node of the grammar's tree."""

from __future__ import annotations

from typing import Any

from grammar.alter import alter_table
from grammar.objects import (
    alter_domain,
    alter_enum,
    alter_function,
    alters,
    cluster,
    comment,
    create_domain,
    create_schema,
    define,
    depends,
    explain,
    function,
    grant,
    has_option,
    lock,
    other,
    policy,
    publication_tables,
    reindex,
    roles,
    sequence_owner,
    setting,
    statistics,
    transaction,
    trigger,
    vacuum,
)
from grammar.queries import delete, insert, merge, select, update
from grammar.relations import create_as, create_table, drop, index, owner, rename, set_schema, view
from grammar.trees import EXPECTED, KINDS, Facts, enum_name, inner, name_of, relation, strings

EXPECTED.update(
    {
        "alter_table_stmt": alter_table,
        "rename_stmt": rename,
        "alter_object_schema_stmt": set_schema,
        "alter_owner_stmt": owner,
        "drop_stmt": drop,
        "create_stmt": create_table,
        "create_foreign_table_stmt": lambda found: create_table(found.base_stmt, True),
        "create_table_as_stmt": create_as,
        "view_stmt": view,
        "index_stmt": index,
        "insert_stmt": insert,
        "update_stmt": update,
        "delete_stmt": delete,
        "merge_stmt": merge,
        "select_stmt": select,
        "alter_enum_stmt": alter_enum,
        "create_enum_stmt": lambda f: iter([("CreateEnum", name_of(strings(f.type_name)), tuple(strings(f.vals)))]),
        "create_domain_stmt": create_domain,
        "alter_domain_stmt": alter_domain,
        "create_seq_stmt": lambda f: iter(
            [("CreateSequence", relation(f.sequence), f.if_not_exists, sequence_owner(f.options))]
        ),
        "alter_seq_stmt": lambda f: iter(
            [
                (
                    "AlterSequence",
                    relation(f.sequence),
                    f.missing_ok,
                    has_option(f.options, "restart"),
                    sequence_owner(f.options),
                )
            ]
        ),
        "create_function_stmt": function,
        "create_trig_stmt": trigger,
        "create_policy_stmt": policy("create"),
        "alter_policy_stmt": policy("alter"),
        "create_extension_stmt": lambda f: iter([("CreateExtension", f.extname, f.if_not_exists)]),
        "create_schema_stmt": lambda f: create_schema(f),
        "comment_stmt": comment,
        "grant_stmt": grant,
        "grant_role_stmt": lambda f: iter([("Grant", not f.is_grant, "role", ())]),
        "truncate_stmt": lambda f: iter(
            [
                (
                    "Truncate",
                    tuple(relation(n.range_var) for n in f.relations),
                    enum_name(f, "behavior") == "DROP_CASCADE",
                    f.restart_seqs,
                )
            ]
        ),
        "copy_stmt": lambda f: iter(
            [("Copy", relation(f.relation) if f.HasField("relation") else None, "from" if f.is_from else "to")]
        ),
        "variable_set_stmt": setting,
        "transaction_stmt": transaction,
        "lock_stmt": lock,
        "vacuum_stmt": vacuum,
        "cluster_stmt": cluster,
        "reindex_stmt": reindex,
        "refresh_mat_view_stmt": lambda f: iter(
            [("RefreshMaterializedView", relation(f.relation), f.concurrent, not f.skip_data)]
        ),
        "do_stmt": lambda f: iter(
            [("Do", next(n.def_elem.arg.string.sval for n in f.args if n.def_elem.defname == "as"))]
        ),
        "call_stmt": lambda f: iter([("Other", "call")]),
        "rule_stmt": lambda f: iter([("Other", "create rule", (relation(f.relation),))]),
        "create_stats_stmt": statistics,
        "create_publication_stmt": lambda f: iter([("Other", "create publication", publication_tables(f))]),
        "alter_publication_stmt": lambda f: iter([("Other", "alter publication", publication_tables(f))]),
        "composite_type_stmt": lambda f: iter([("Other", "create type", (relation(f.typevar),))]),
        "create_range_stmt": other("create type as range"),
        "define_stmt": define,
        "create_role_stmt": other("create role"),
        "createdb_stmt": other("create database"),
        "create_table_space_stmt": other("create tablespace"),
        "create_cast_stmt": other("create cast"),
        "create_conversion_stmt": other("create conversion"),
        "create_plang_stmt": other("create language"),
        "create_event_trig_stmt": other("create event trigger"),
        "create_fdw_stmt": other("create foreign data wrapper"),
        "create_foreign_server_stmt": other("create server"),
        "create_user_mapping_stmt": other("create user mapping"),
        "create_subscription_stmt": other("create subscription"),
        "create_op_class_stmt": other("create operator class"),
        "create_op_family_stmt": other("create operator family"),
        "create_am_stmt": other("create access method"),
        "create_transform_stmt": other("create transform"),
        "variable_show_stmt": other("show"),
        "explain_stmt": explain,
        "prepare_stmt": other("prepare"),
        "execute_stmt": other("execute"),
        "deallocate_stmt": other("deallocate"),
        "declare_cursor_stmt": other("declare"),
        "close_portal_stmt": other("close"),
        "fetch_stmt": lambda f: iter([("Other", "move" if f.ismove else "fetch")]),
        "listen_stmt": other("listen"),
        "unlisten_stmt": other("unlisten"),
        "notify_stmt": other("notify"),
        "load_stmt": other("load"),
        "discard_stmt": other("discard"),
        "check_point_stmt": other("checkpoint"),
        "constraints_set_stmt": other("set constraints"),
        "reassign_owned_stmt": other("reassign owned"),
        "drop_owned_stmt": other("drop owned"),
        "import_foreign_schema_stmt": other("import foreign schema"),
        "sec_label_stmt": other("security label"),
        "alter_system_stmt": other("alter system"),
        "alter_default_privileges_stmt": other("alter default privileges"),
        "alter_table_move_all_stmt": lambda f: iter(
            [("Other", f"alter {KINDS[enum_name(f, 'objtype')]} all in tablespace")]
        ),
        "alter_role_stmt": alters("role", "role"),
        "alter_role_set_stmt": alters("role", "role"),
        "alter_function_stmt": alter_function,
        "alter_op_family_stmt": alters("operator family", "opfamilyname"),
        "alter_fdw_stmt": alters("foreign data wrapper", "fdwname"),
        "alter_foreign_server_stmt": alters("server", "servername"),
        "alter_event_trig_stmt": alters("event trigger", "trigname"),
        "alter_table_space_options_stmt": alters("tablespace", "tablespacename"),
        "alter_type_stmt": alters("type", "type_name"),
        "alter_database_stmt": alters("database", "dbname"),
        "alter_database_set_stmt": alters("database", "dbname"),
        "alter_database_refresh_coll_stmt": alters("database", "dbname"),
        "alter_tsdictionary_stmt": alters("text search dictionary", "dictname"),
        "alter_tsconfiguration_stmt": alters("text search configuration", "cfgname"),
        "alter_collation_stmt": alters("collation", "collname"),
        "alter_stats_stmt": alters("statistics", "defnames"),
        "alter_subscription_stmt": alters("subscription", "subname"),
        "alter_extension_stmt": alters("extension", "extname"),
        "alter_extension_contents_stmt": alters("extension", "extname"),
        "alter_user_mapping_stmt": lambda f: iter([("AlterObject", "user mapping")]),
        "alter_operator_stmt": lambda f: iter([("AlterObject", "operator")]),
        "alter_object_depends_stmt": depends,
        "drop_role_stmt": roles,
        "dropdb_stmt": lambda f: iter([("DropObject", "database", ((None, f.dbname),), None, f.missing_ok, False)]),
        "drop_table_space_stmt": lambda f: iter(
            [("DropObject", "tablespace", ((None, f.tablespacename),), None, f.missing_ok, False)]
        ),
        "drop_subscription_stmt": lambda f: iter(
            [("DropObject", "subscription", ((None, f.subname),), None, f.missing_ok, False)]
        ),
        "drop_user_mapping_stmt": lambda f: iter([("DropObject", "user mapping", f.missing_ok, False)]),
    }
)


def expected(statement: Any) -> list[Facts] | None:
    """The facts, or None for a form that is compared by nobody."""
    kind, value = inner(statement)
    read = EXPECTED.get(kind)
    return None if read is None else list(read(value))
