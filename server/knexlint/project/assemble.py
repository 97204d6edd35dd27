"""One file put together for the rules: what `up` and `down` send, statement by statement, and what each does.

Knows the file and its settings. Knows no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from knexlint.catalog import Catalog
from knexlint.knex.queries import AlterColumn, Run
from knexlint.memo import remembered
from knexlint.postgres import effects
from knexlint.project.detect import has_extension, is_migration, may_be_migration
from knexlint.project.migration import Direction, Function, Migration, Step
from knexlint.project.project import Project
from knexlint.project.runs import ran
from knexlint.project.walk import Sight, walk
from knexlint.record import replace
from knexlint.syntax import Export, Module, Node, read_function, read_module, span_of, text_of
from knexlint.text import Source

Transaction = Literal["batch", "none"]


def module_of(source: Source, project: Project) -> Module | None:
    """The file's tree if it is a migration and not excluded, else None. Cheap for a file that is none."""
    if project.excluded or project.migration is False or not has_extension(source.path):
        return None
    if project.migration is None and not may_be_migration(source):
        return None
    module = read_module(source)
    return module if project.migration or is_migration(module) else None


def assemble(module: Module, project: Project, directions: Sequence[Direction] = ("up", "down")) -> Migration:
    """The migration in `module`, as Knex would run it in `project`. `directions`: which functions are looked at."""
    transaction = transaction_of(module, project)
    configuration = project.configuration(transaction == "batch")
    functions: dict[str, Function] = {}
    catalog = project.before
    after: dict[str, Catalog] = {}
    refused = _loading_error(module)
    for direction in directions:
        export = _export(module, direction)
        if export is None:
            continue
        done = ran(module, direction, configuration, project.files)
        run = done.run
        refused = run.error if run.loading else refused
        if not project.is_postgres:  # the text and its effects are PostgreSQL's
            run = replace(run, queries=(), calls=tuple(c for c in run.calls if not isinstance(c, AlterColumn)))
        steps = _Steps(direction, project.settings.postgres)
        after[direction] = catalog = walk(run, done.statements, transaction == "batch", catalog, steps.see)
        functions[direction] = _function(export, run, steps.found)
    return Migration(
        source=module.source,
        module=module,
        settings=project.settings,
        transaction=transaction,
        up=functions.get("up"),
        down=functions.get("down"),
        error=refused,
        lock_timeout=project.lock_timeout,
        client=project.client,
        before=project.before,
        after=after.get("up", project.before),
        restored=after.get("down"),
        later=project.later,
    )


def transaction_of(module: Module, project: Project) -> Transaction:
    """What `config.transaction` says if it is strictly a boolean, else what the knexfile says."""
    config = module.exports.get("config")
    said = _member(config.value, "transaction") if config is not None and config.value is not None else None
    if said is not None and said.type in ("true", "false"):
        return "batch" if said.type == "true" else "none"
    return "batch" if project.transactions else "none"


def _member(node: Node, key: str) -> Node | None:
    if node.type in ("as_expression", "satisfies_expression", "parenthesized_expression"):
        inner = node.named_child(0)
        return _member(inner, key) if inner is not None else None
    found: Node | None = None
    for pair in node.named_children if node.type == "object" else ():
        name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if name is not None and text_of(name).strip("'\"") == key:
            found = value
    return found


def _export(module: Module, direction: Direction) -> Export | None:
    """`up` or `down`; in CommonJS it may come with whatever `module.exports` is set to."""
    made = module.exports.get("default") if module.format == "commonjs" else None
    return module.exports.get(direction) or made


def _loading_error(module: Module) -> str | None:
    """Knex refuses a file without both functions; only said where all exports can be seen."""
    if _export(module, "up") is not None and _export(module, "down") is not None:
        return None
    name = module.source.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"Invalid migration: {name} must have both an up and down function"


@dataclass(slots=True)
class _Steps:
    """What a walk sees, with its effects."""

    direction: Direction
    postgres: int
    found: list[Step] = field(default_factory=list)

    def see(self, sight: Sight) -> None:
        self.found.append(
            Step(
                statement=sight.statement,
                query=sight.query,
                before=sight.before,
                effects=_effects(sight.statement.operations, sight.before, self.postgres),
                direction=self.direction,
                in_transaction=sight.in_transaction,
                alone=sight.alone,
                created=sight.created,
                number=len(self.found),
                happens=sight.happens,
            )
        )


_effects = remembered(effects, 2048)  # every keystroke asks again about what stands before it


def _function(export: Export, run: Run, steps: list[Step]) -> Function:
    form = read_function(export.value) if export.value is not None else None
    whole = span_of(export.value if export.value is not None else export.statement)
    return Function(
        name=export.name,
        node=whole,
        body=form.body if form is not None else whole,
        parameter=form.parameter if form is not None else None,
        is_async=form.is_async if form is not None else False,
        empty=form.empty if form is not None else False,
        throws=form.throws if form is not None else False,
        steps=tuple(steps),
        queries=run.queries,
        calls=run.calls,
        error=run.error,
    )
