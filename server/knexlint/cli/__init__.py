"""The command line: the only layer that prints. Exit codes and JSON are a contract, written in ARCHITECTURE.md."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from knexlint import __version__
from knexlint.memo import make_room

ROOM = 512  # times what a server remembers: a command looks at each file twice, and is gone soon
BROKEN_PIPE = 141  # what a shell makes of SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        print(f"knexlint {__version__}")
        return 0
    if given and given[0] == "lsp" and set(given[1:]) <= {"--stdio"}:  # an editor waits: nothing else is imported
        gc.disable()  # what is imported stays; the server looks for garbage when it has answered
        from knexlint import lsp

        return lsp.main()
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")
    gc.set_threshold(1_000_000, 10, 10)  # what a file leaves behind is seldom a circle: looking costs more than 40 MB
    from knexlint.cli.arguments import run

    make_room(ROOM)
    try:
        code = run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, sys.stdout.fileno())  # nothing more is said, at exit neither
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return 130
    if arguments is None:
        gc.freeze()  # the program ends: what is there is not looked through once more
    return code
