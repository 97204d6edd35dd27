"""Standard input for pygls: what a broken client sends costs its own message, not all that follow."""

from __future__ import annotations

import logging
import re
from typing import BinaryIO

log = logging.getLogger("knexlint.lsp")

_LENGTH = re.compile(rb"content-length: *(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)
_LARGEST = 1 << 28  # bytes of one message: more is a mistake, and waiting for it would swallow all that comes


class Input:
    """Finds the header of the next message behind the rest of one that was longer, or shorter, than it said."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        line = self._stream.readline()
        found = _LENGTH.search(line)
        if found is None:
            return line
        if found.start():
            log.error("The editor sent a message with a wrong Content-Length; %d bytes are left out.", found.start())
        length = int(found[1])
        if length > _LARGEST:
            log.error("The editor announced a message of %d bytes, which cannot be; it is left out.", length)
            return b"\r\n"
        return b"Content-Length: %d\r\n" % length

    def read(self, count: int) -> bytes:
        return self._stream.read(count)
