"""The names PostgreSQL makes up for indexes, constraints and sequences. The rule is in makeObjectName."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knexlint.operations import LIMIT


def made(table: str, columns: str, label: str) -> str:
    """`table_columns_label`; the longer of table and columns is shortened until 63 bytes suffice."""
    first, second = table.encode(), columns.encode()
    room = LIMIT - len(label.encode()) - 1 - (1 if columns else 0)
    while len(first) + len(second) > room:
        if len(first) > len(second):
            first = first[:-1]
        else:
            second = second[:-1]
    parts = [first.decode("utf-8", "ignore"), second.decode("utf-8", "ignore"), label]
    return "_".join(part for part in parts if part)


def chosen(table: str, columns: Iterable[str], label: str, taken: Callable[[str], bool]) -> str:
    """The first free one of `t_c_label`, `t_c_label1`, ..."""
    joined = _joined(columns)
    name = made(table, joined, label)
    whole = "_".join(part for part in (table, joined, label) if part)
    room = LIMIT - len(whole.encode())  # as long as the number finds it, nothing is shortened for it
    number = 0
    while taken(name):
        number += 1
        digits = str(number)
        name = whole + digits if len(digits) <= room else made(table, joined, label + digits)
    return name


def _joined(columns: Iterable[str]) -> str:
    """Column names joined by `_`; enough of them to fill a name (ChooseIndexNameAddition)."""
    text = ""
    for column in columns:
        text = f"{text}_{column}" if text else column
        if len(text.encode()) >= LIMIT + 1:
            break
    return text.encode()[: LIMIT + 1].decode("utf-8", "ignore")
