"""What the usual extensions bring: functions, types, operator classes and access methods. Data only.

Names that a project may well use for something of its own (`each`, `sort`, `difference`) are left out.
"""

from __future__ import annotations

_FUNCTIONS = {
    "uuid-ossp": """uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil
        uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500""",
    "pgcrypto": """armor crypt dearmor digest gen_random_bytes gen_salt hmac pgp_key_id pgp_pub_decrypt
        pgp_pub_decrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea
        pgp_sym_encrypt pgp_sym_encrypt_bytea""",
    "pg_trgm": "similarity word_similarity strict_word_similarity show_trgm show_limit set_limit",
    "unaccent": "unaccent",
    "hstore": "hstore hstore_to_json hstore_to_jsonb akeys avals skeys svals",
    "ltree": "nlevel subltree subpath ltree2text text2ltree",
    "fuzzystrmatch": "levenshtein levenshtein_less_equal metaphone dmetaphone dmetaphone_alt soundex daitch_mokotoff",
    "tablefunc": "crosstab crosstab2 crosstab3 crosstab4 connectby normal_rand",
    "earthdistance": "ll_to_earth earth_distance earth_box gc_to_sec sec_to_gc",
    "dblink": "dblink dblink_connect dblink_exec dblink_disconnect",
    "postgis": """st_area st_asgeojson st_astext st_buffer st_centroid st_contains st_covers st_distance st_dwithin
        st_force2d st_geogfromtext st_geomfromgeojson st_geomfromtext st_intersection st_intersects st_isvalid st_length
        st_makeenvelope st_makepoint st_makevalid st_multi st_point st_pointonsurface st_setsrid st_simplify st_srid
        st_transform st_union st_within st_x st_y addgeometrycolumn""",
    "vector": "cosine_distance l2_distance inner_product vector_dims l2_normalize",
    "timescaledb": "create_hypertable add_retention_policy add_compression_policy time_bucket",
}
_TYPES = {
    "citext": "citext",
    "hstore": "hstore",
    "ltree": "ltree lquery ltxtquery",
    "cube": "cube",
    "seg": "seg",
    "isn": "ean13 isbn isbn13 ismn ismn13 issn issn13 upc",
    "intarray": "query_int",
    "earthdistance": "earth",
    "postgis": "geometry geography",
    "vector": "vector halfvec sparsevec",
}
_CLASSES = {
    "pg_trgm": "gin_trgm_ops gist_trgm_ops",
    "citext": "citext_pattern_ops",
    "hstore": "gin_hstore_ops gist_hstore_ops btree_hstore_ops hash_hstore_ops",
    "ltree": "gist_ltree_ops gist__ltree_ops",
    "intarray": "gin__int_ops gist__int_ops gist__intbig_ops",
    "vector": """vector_l2_ops vector_ip_ops vector_cosine_ops vector_l1_ops halfvec_l2_ops halfvec_ip_ops
        halfvec_cosine_ops sparsevec_l2_ops sparsevec_ip_ops sparsevec_cosine_ops""",
}
_METHODS = {"vector": "hnsw ivfflat", "bloom": "bloom", "rum": "rum"}


def _turned(brought: dict[str, str]) -> dict[str, str]:
    return {name: extension for extension, names in brought.items() for name in names.split()}


FUNCTIONS, TYPES, CLASSES, METHODS = map(_turned, (_FUNCTIONS, _TYPES, _CLASSES, _METHODS))
SCALARS = {"gist": "btree_gist", "gin": "btree_gin"}  # what brings plain values to these methods


_SCALAR_WORDS = """smallint integer bigint numeric real money text bytea date interval boolean uuid oid name inet cidr
macaddr macaddr8 bit"""
_SPACED = ("double precision", "character varying", "character", "bit varying", "timestamp without time zone")
SCALAR_TYPES = frozenset((*_SCALAR_WORDS.split(), *_SPACED, "timestamp with time zone"))


def brought(names: dict[str, str], extension: str) -> set[str]:
    return {name for name, brought_by in names.items() if brought_by == extension}


def brings(extension: str) -> set[str]:
    """The names of functions and types by which one sees that an extension is in use."""
    return brought(FUNCTIONS, extension) | brought(TYPES, extension)
