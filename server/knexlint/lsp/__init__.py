"""The language server: the only layer that knows pygls and lsprotocol. It asks the core and says it in the protocol."""

from __future__ import annotations


def main() -> int:
    """Serve one editor over standard input and output until it leaves; the exit code the protocol asks for."""
    from knexlint.lsp.server import serve

    return serve()
