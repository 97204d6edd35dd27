"""Measures what one statement does on a real server: locks, new files, scans, and whether a transaction may hold it.

Locks are read from a second session while the transaction is open; new files are new relfilenodes; scans are rows read
sequentially, by the transaction's own statistics. A statement that refuses a transaction runs alone; its locks
are those seen while another session makes it wait.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg

from knexlint.postgres.locks import Mode

from .servers import Server

MODES = {f"{''.join(word.capitalize() for word in mode.name.split('_'))}Lock": mode for mode in Mode}
CLASSES = """
SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relfilenode
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"""
LOCKS = """
SELECT relation, mode FROM pg_locks
WHERE pid = %s AND locktype = 'relation'
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
READ = "SELECT relid, seq_tup_read FROM pg_stat_xact_all_tables WHERE relid >= 16384"
WROTE = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) > 0 FROM pg_stat_xact_all_tables WHERE relid >= 16384"""
CHANGES_DATA = re.compile(r"\s*(?!(?:alter|create|drop|comment|grant|lock)\b)", re.IGNORECASE)
REFUSES_TRANSACTION = ("25001", "2D000")


@dataclass
class Measured:
    """What the server did. `complete`: every lock was seen, not only those of a statement that waited.

    `wrote`: its rows are rolled back, but their room in the files is not: the planner counts the pages.
    """

    locks: dict[str, Mode] = field(default_factory=dict)
    rewrites: set[str] = field(default_factory=set)
    rebuilds: set[str] = field(default_factory=set)
    scans: set[str] = field(default_factory=set)
    in_transaction: str = "allowed"
    error: str | None = None
    complete: bool = True
    wrote: bool = False


@dataclass(frozen=True)
class Class:
    name: str
    kind: str
    file: int


def classes(connection: psycopg.Connection) -> dict[int, Class]:
    found = connection.execute(CLASSES).fetchall()
    return {
        oid: Class(name if space == "public" else f"{space}.{name}", kind, node)
        for oid, space, name, kind, node in found
    }


def locks(connection: psycopg.Connection, pid: int, before: dict[int, Class]) -> dict[str, Mode]:
    found: dict[str, Mode] = {}
    for oid, mode in connection.execute(LOCKS, (pid,)).fetchall():
        here = before.get(oid)
        if here is None or (here.kind in "iI" and MODES[mode] < Mode.SHARE_UPDATE_EXCLUSIVE):
            continue
        found[here.name] = max(MODES[mode], found.get(here.name, MODES[mode]))
    return found


def new_files(before: dict[int, Class], after: dict[int, Class]) -> tuple[set[str], set[str]]:
    """Tables and indexes with another file; an index may be another one under the same name."""
    by_name = {c.name: c for c in after.values()}
    tables: set[str] = set()
    indexes: set[str] = set()
    for oid, old in before.items():
        now = after.get(oid) or by_name.get(old.name)
        if now is not None and now.kind == old.kind and now.file != old.file and old.kind in "rmi":
            (indexes if old.kind == "i" else tables).add(old.name)
    return tables, indexes


def measure(server: Server, template: str, statements: Sequence[str], shared: str | None = None) -> Measured:
    """Run the statements in one transaction on a copy of the template and roll it back.

    `shared`: a database made from that template that may be used instead of a new one, as nothing is committed there.
    """
    database = shared or server.database(template)
    with server.connect(database) as session, server.connect(database) as monitor:
        found = _in_transaction(session, monitor, statements)
    if found.error is not None and found.error[:5] in REFUSES_TRANSACTION and len(statements) == 1:
        found = _alone(server, template, statements[0])
    if shared is None:
        server.drop(database)
    return found


def _in_transaction(session: psycopg.Connection, monitor: psycopg.Connection, statements: Sequence[str]) -> Measured:
    before = classes(monitor)
    session.execute("SET lock_timeout = '5s'")
    session.execute("BEGIN")
    read = dict(session.execute(READ).fetchall())
    try:
        for statement in statements:
            run(session, statement)
    except psycopg.Error as problem:
        session.execute("ROLLBACK")
        wrote = any(CHANGES_DATA.match(statement) for statement in statements)
        return Measured(error=f"{problem.sqlstate}: {problem.diag.message_primary}", wrote=wrote)
    found = Measured(locks=locks(monitor, session.info.backend_pid, before))
    found.rewrites, found.rebuilds = new_files(before, classes(session))
    for oid, rows in session.execute(READ).fetchall():
        if oid in before and rows > read.get(oid, 0):
            found.scans.add(before[oid].name)
    (found.wrote,) = session.execute(WROTE).fetchone() or (False,)
    session.execute("ROLLBACK")
    return found


def run(session: psycopg.Connection, statement: str) -> None:
    if statement.lstrip().lower().startswith("copy") and " to stdout" in statement.lower():
        with session.cursor() as cursor, cursor.copy(statement.encode()) as rows:
            for _ in rows:
                pass
        return
    session.execute(statement.encode())


def _alone(server: Server, template: str, statement: str) -> Measured:
    """Twice, without a transaction: undisturbed for its files, and made to wait for its locks."""
    database = server.database(template)
    found = Measured(in_transaction="forbidden", complete=False)
    with server.connect(database) as session, server.connect(database) as monitor:
        before = classes(monitor)
        try:
            run(session, statement)
        except psycopg.Error as problem:
            if problem.sqlstate not in REFUSES_TRANSACTION:
                found.error = f"{problem.sqlstate}: {problem.diag.message_primary}"
        found.rewrites, found.rebuilds = new_files(before, classes(monitor))
    server.drop(database)
    if found.error is None:
        found.locks = _while_waiting(server, template, statement)
    return found


def _while_waiting(server: Server, template: str, statement: str) -> dict[str, Mode]:
    """The locks that the statement holds or asks for when every table is locked by somebody else."""
    database = server.database(template)
    found: dict[str, Mode] = {}
    with server.connect(database) as blocker, server.connect(database) as session, server.connect(database) as monitor:
        before = classes(monitor)
        blocker.execute("BEGIN")
        for each in before.values():
            if each.kind in "rp":
                blocker.execute(f"LOCK TABLE {each.name} IN ACCESS EXCLUSIVE MODE")
        worker = threading.Thread(target=_quietly, args=(session, statement))
        worker.start()
        for _ in range(200):
            found = locks(monitor, session.info.backend_pid, before)
            if found or not worker.is_alive():
                break
            time.sleep(0.01)
        blocker.execute("ROLLBACK")
        worker.join(20)
    server.drop(database)
    return found


def _quietly(session: psycopg.Connection, statement: str) -> None:
    try:
        session.execute(statement.encode())
    except psycopg.Error:
        return
