"""`knex.fn`: raws for SQL functions. Knows nothing of how raws are compiled."""

from __future__ import annotations

from knexlint.evaluate.values import Argument, Runtime, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.literals import string_of
from knexlint.knex.raw import Raw, fixed_raw
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import Place, is_unknown
from knexlint.text import Fragment

_UUID_SINCE = (2, 5)


class Functions(Recorder):
    __slots__ = ("place",)
    label = "knex.fn"

    def __init__(self, place: Place) -> None:
        super().__init__(place.configuration)
        self.place = place

    def has(self, name: str) -> bool:
        if name == "uuid":
            return self.configuration.version >= _UUID_SINCE
        return name in ("now", "uuidToBin", "binToUuid")

    def record(self, call: Called, _runtime: Runtime) -> Value:
        if call.method == "now":
            return self._now(call)
        if call.method == "uuid":
            return fixed_raw(self.place, call, "(gen_random_uuid())")
        return Unknown(f"the result of knex.fn.{call.method}", call.method, "scalar")

    def _now(self, call: Called) -> Raw:
        precision = call.argument(0)
        is_number = isinstance(precision.value, int | float) and not isinstance(precision.value, bool)
        if not is_number and not is_unknown(precision.value):
            return fixed_raw(self.place, call, "CURRENT_TIMESTAMP")
        text = Fragment.plain("CURRENT_TIMESTAMP(", call.site.method) + string_of(precision.value, precision.span) + ")"
        return Raw(self.place, call.given([Argument(text, call.site.call)]))
