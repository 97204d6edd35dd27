"""The words of PostgreSQL that mean something to the recogniser. Data only."""

from __future__ import annotations


def vocabulary(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Reserved in every version from 12 to 18: never the name of a table, column, constraint, ...
RESERVED = vocabulary(
    """all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
    current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
    distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
    leading limit localtime localtimestamp not null offset on only or order placing primary references returning select
    session_user some symmetric table then to trailing true union unique user using variadic when where window
    with"""
)

# May name a function or a type, but no table and no column.
FUNCTION_ONLY = vocabulary(
    """authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like
    natural notnull outer overlaps right similar tablesample verbose"""
)

NOT_A_NAME = RESERVED | FUNCTION_ONLY

# What may begin a statement; the last two are newer than PostgreSQL 18.
FIRST_WORDS = vocabulary(
    """abort alter analyse analyze begin call checkpoint close cluster comment commit copy create deallocate declare
    delete discard do drop end execute explain fetch grant import insert listen load lock merge move notify prepare
    reassign refresh reindex release reset revoke rollback savepoint security select set show start table truncate
    unlisten update vacuum values with repack wait"""
)
