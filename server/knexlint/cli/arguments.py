"""The grammar of the command line, and which module runs each command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from knexlint.cli.formats import FORMATS
from knexlint.postgres.effects import VERSIONS

FAIL_ON = ("error", "warning", "info", "never")


def run(arguments: Sequence[str]) -> int:
    grammar = parser()
    options = grammar.parse_args(arguments)
    if options.command is None:
        grammar.print_help(sys.stderr)
        return 2
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="knexlint",
        description="What a Knex migration will do to a live PostgreSQL database, and what to write instead.",
    )
    top.add_argument("-V", "--version", action="store_true", help="print the version")
    top.set_defaults(command=None)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _add_check(commands)
    _add_sql(commands)
    _add_locks(commands)
    _add_schema(commands)
    _add_rules(commands)
    _add_make(commands)
    server = commands.add_parser("lsp", help="be a language server, on standard input and output")
    server.add_argument("--stdio", action="store_true", help="as editors pass it; nothing else is offered")
    server.set_defaults(command=_lsp)
    return top


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="say what is dangerous in migrations, and mend it")
    check.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: here)")
    check.add_argument("--format", choices=("text", *FORMATS), default="text")
    check.add_argument("--fix", action="store_true", help="apply the fixes that are always right")
    check.add_argument("--unsafe-fixes", action="store_true", help="apply the others too; read the result")
    check.add_argument("--diff", action="store_true", help="print what the fixes would change, and change nothing")
    check.add_argument("--fail-on", choices=FAIL_ON, default="error", help="exit 1 for this severity (default: error)")
    check.add_argument(
        "--since", metavar="REV", help="only migrations that are new or changed since; they ship together"
    )
    check.add_argument(
        "--batch", action="store_true", help="the migrations ship together: what one makes, nobody uses yet"
    )
    check.add_argument("--stdin-filename", metavar="F", help="check standard input as if it were this file")
    _add_postgres(check)
    check.set_defaults(command=_check)


def _add_sql(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sql = commands.add_parser("sql", help="print the SQL that Knex will send, in order, with its locks")
    sql.add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    sql.add_argument("--down", action="store_true", help="what a rollback sends, instead (text only)")
    sql.add_argument("--format", choices=("text", "json"), default="text")
    _add_postgres(sql)
    sql.set_defaults(command=_sql)


def _add_locks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    locks = commands.add_parser("locks", help="print the locks that SQL takes")
    locks.add_argument("sql", nargs="?", metavar="SQL", help="the text, or - for standard input")
    locks.add_argument("--schema", metavar="FILE.sql", help="what exists before")
    locks.add_argument("--jsonl", action="store_true", help="answer many requests, one a line of standard input")
    locks.add_argument("--format", choices=("text", "json"), default="text")
    _add_postgres(locks)
    locks.set_defaults(command=_locks)


def _add_schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schema = commands.add_parser("schema", help="print the schema that the migrations leave")
    schema.add_argument("path", nargs="?", metavar="PATH", help="the folder of migrations, or one above it")
    schema.add_argument("--at", metavar="FILE", help="after this migration, not after the last one")
    schema.add_argument("--format", choices=("sql", "json"), default="sql")
    schema.set_defaults(command=_schema)


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rules = commands.add_parser("rules", help="list the rules")
    rules.add_argument("--format", choices=("text", "json"), default="text")
    rules.set_defaults(command=_rules)
    explain = commands.add_parser("explain", help="print a rule's page: why, and what to write instead")
    explain.add_argument("rule", metavar="RULE")
    explain.set_defaults(command=_explain)


def _add_make(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    make = commands.add_parser("make", help="begin a migration, or a stub for Knex to begin all of them with")
    make.add_argument("name", nargs="?", metavar="NAME", help="as for knex migrate:make")
    make.add_argument("--template", metavar="T", default="empty", help="what it should do (default: empty)")
    make.add_argument("--directory", metavar="D", default=".", help="the folder of migrations, or one near it")
    make.add_argument("--stub", nargs="?", metavar="FILE", const="", help="write a stub for migrations.stub instead")
    make.set_defaults(command=_make)


def _add_postgres(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--postgres",
        type=int,
        choices=list(VERSIONS),
        metavar="N",
        help=f"the server's major version, {VERSIONS[0]} to {VERSIONS[-1]} (else that of the settings)",
    )


def _check(options: argparse.Namespace) -> int:
    from knexlint.cli.check import check

    return check(options)


def _sql(options: argparse.Namespace) -> int:
    from knexlint.cli.sql import print_sql

    return print_sql(options)


def _locks(options: argparse.Namespace) -> int:
    from knexlint.cli.sql import print_locks

    return print_locks(options)


def _schema(options: argparse.Namespace) -> int:
    from knexlint.cli.schema import print_schema

    return print_schema(options)


def _rules(options: argparse.Namespace) -> int:
    from knexlint.cli.pages import print_rules

    return print_rules(options)


def _explain(options: argparse.Namespace) -> int:
    from knexlint.cli.pages import explain

    return explain(options)


def _make(options: argparse.Namespace) -> int:
    from knexlint.cli.make import make

    return make(options)


def _lsp(_: argparse.Namespace) -> int:
    from knexlint.lsp import main

    return main()
