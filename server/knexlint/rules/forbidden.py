"""How to name a statement that cannot run inside a transaction, and the words of it to point at."""

from __future__ import annotations

from knexlint.operations import CreateIndex, DetachPartition, DropIndex, Range, RefreshMaterializedView, Reindex, Vacuum
from knexlint.project.migration import Step
from knexlint.text import Span


def place_of(step: Step) -> Span:
    """Its word CONCURRENTLY, or its first words."""
    for operation in step.statement.operations:
        at = getattr(operation, "concurrently_at", None)
        if isinstance(at, Range) and at.end > at.start:
            return step.span(at)
    return step.span(step.at)


def name_of(step: Step) -> str:
    for operation in step.statement.operations:
        match operation:
            case CreateIndex(unique=unique):
                return f"CREATE {'UNIQUE ' if unique else ''}INDEX CONCURRENTLY"
            case DropIndex():
                return "DROP INDEX CONCURRENTLY"
            case Reindex(kind=kind, concurrently=concurrently):
                return f"REINDEX {kind.upper()}{' CONCURRENTLY' if concurrently else ''}"
            case RefreshMaterializedView():
                return "REFRESH MATERIALIZED VIEW"
            case DetachPartition():
                return "DETACH PARTITION CONCURRENTLY"
            case Vacuum():
                return "VACUUM"
    words = step.statement.fragment.text.split()
    return " ".join(words[:2]).upper() or "This"
