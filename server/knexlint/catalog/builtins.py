"""The functions that migrations call in expressions: what they take and what they give."""

from __future__ import annotations

from knexlint.catalog.constants import INSTANT, INTEGER, TEXT

# functions without brackets, and the type they give
BARE = {
    "current_timestamp": "timestamp with time zone",
    "current_date": "date",
    "current_time": "time with time zone",
    "localtimestamp": "timestamp without time zone",
    "localtime": "time without time zone",
    "current_user": "name",
    "session_user": "name",
    "current_role": "name",
}
# what common functions take and give; "*": as it is given
FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("lower", "upper", "initcap", "md5", "ltrim", "rtrim", "reverse"), ((TEXT, TEXT), TEXT)),
    **dict.fromkeys(("length", "char_length", "character_length", "octet_length"), ((TEXT,), INTEGER)),
    **dict.fromkeys(("replace", "translate", "split_part", "regexp_replace"), ((TEXT, TEXT, TEXT, TEXT), TEXT)),
    **dict.fromkeys(("now", "transaction_timestamp", "statement_timestamp", "clock_timestamp"), ((), INSTANT)),
    **dict.fromkeys(("gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuid_generate_v1mc"), ((), "uuid")),
    **dict.fromkeys(("jsonb_typeof",), (("jsonb",), TEXT)),
    **dict.fromkeys(("json_typeof",), (("json",), TEXT)),
    "jsonb_array_length": (("jsonb",), INTEGER),
    "json_array_length": (("json",), INTEGER),
    "array_length": (("*", INTEGER), INTEGER),
    "cardinality": (("*",), INTEGER),
    "num_nonnulls": (("*",) * 9, INTEGER),
    "num_nulls": (("*",) * 9, INTEGER),
    "left": ((TEXT, INTEGER), TEXT),
    "right": ((TEXT, INTEGER), TEXT),
    "substr": ((TEXT, INTEGER, INTEGER), TEXT),
    "strpos": ((TEXT, TEXT), INTEGER),
    "concat": (("*",) * 9, TEXT),
    "to_char": (("*", TEXT), TEXT),
    "date_trunc": ((TEXT, "*", TEXT), "2"),
    "encode": (("bytea", TEXT), TEXT),
    "gen_random_bytes": ((INTEGER,), "bytea"),
    "random": ((), "double precision"),
    "date": (("*",), "date"),
    "timezone": ((TEXT, "*"), ""),
    "nextval": (("regclass",), "bigint"),
    "to_tsvector": (("regconfig", TEXT), "tsvector"),
    "setweight": (("tsvector", '"char"'), "tsvector"),
    "jsonb_build_object": (("*",) * 9, "jsonb"),
    "json_build_object": (("*",) * 9, "json"),
    "floor": (("*",), "1"),
    "ceil": (("*",), "1"),
    "round": (("*", INTEGER), "1"),
    "abs": (("*",), "1"),
}
