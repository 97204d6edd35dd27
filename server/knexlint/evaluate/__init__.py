"""A small symbolic interpreter for TypeScript and JavaScript. Knows no Knex; is handed host objects.

    interpreter = Interpreter(module, files, packages, globals)
    exports = interpreter.exports()          # runs the top of the file; interpreter.error: what that throws, or None
    outcome = interpreter.run(exports["up"], [knex])
    outcome.sent                             # Sent(item, guards) in the order queries reach the connection
    outcome.value, outcome.error             # what it resolves to; what it throws whatever the database answers
    outcome.never_run                        # (host, site) of builders nothing settles
    outcome.floating                         # Work(kind, span, chain, callback) that nothing waits for

An item of `sent` is what a host gave to `runtime.send` or `runtime.probe`, or an `Opaque(reason, site, limit)`.
`files` has `read(path) -> bytes | None`; `packages` maps "knex" and the like to what importing them gives.
"""

from knexlint.evaluate.interpreter import Interpreter, Outcome, Work
from knexlint.evaluate.limits import Limits
from knexlint.evaluate.modules import Files
from knexlint.evaluate.order import order
from knexlint.evaluate.work import Opaque

__all__ = ["Files", "Interpreter", "Limits", "Opaque", "Outcome", "Work", "order"]
