"""In what order queries reach the connection when several lines of work run beside each other.

One connection, first come first served. A task runs until its next query; when that is done the task goes on. What
nothing waits for goes on after its starter is over; that work is floating.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from knexlint.evaluate.values import Guard, Joined, Sent, Started, Track
from knexlint.evaluate.work import Thrown
from knexlint.record import replace

NEVER_AWAITED = "nothing waits for the work it belongs to; it may run late or never"
_FLOATING = Guard(None, reason=NEVER_AWAITED)


@dataclass(slots=True, eq=False)
class _Task:
    track: Track
    at: int = 0
    done: bool = False
    put_off: bool = False
    waiting: list[_Task] = field(default_factory=list)


def order(root: Track) -> tuple[Sent, ...]:
    """Everything that is sent, in order; what floating work sends stands under a guard that says so."""
    if all(isinstance(step, Sent) for step in root.steps):
        return tuple(step for step in root.steps if isinstance(step, Sent))
    waited = _waited(root)
    tasks: dict[int, _Task] = {}
    sent: list[Sent] = []
    queue: deque[_Task] = deque()
    ready: deque[_Task] = deque([_task(tasks, root)])
    late: deque[_Task] = deque()
    while ready or late or queue:
        task = (ready or late or queue).popleft()
        _run(task, tasks, ready, late, queue, sent, waited)
    return tuple(sent)


def _task(tasks: dict[int, _Task], track: Track) -> _Task:
    task = tasks.get(id(track))
    if task is None:
        task = tasks[id(track)] = _Task(track)
    return task


def _run(
    task: _Task,
    tasks: dict[int, _Task],
    ready: deque[_Task],
    late: deque[_Task],
    queue: deque[_Task],
    sent: list[Sent],
    waited: set[int],
) -> None:
    """Run a task up to its next query, or until it waits for another; what it starts runs first."""
    stack = [task]
    while stack:
        top = stack[-1]
        if top.at >= len(top.track.steps):
            top.done = True
            ready.extend(top.waiting)
            top.waiting = []
            stack.pop()
            continue
        step = top.track.steps[top.at]
        if isinstance(step, Sent) and step.late and not top.put_off:
            top.put_off = True
            late.append(top)
            stack.pop()
            continue
        top.put_off = False
        top.at += 1
        if isinstance(step, Sent):
            sent.append(step if id(top.track) in waited else replace(step, guards=(*step.guards, _FLOATING)))
            if not isinstance(step.item, Thrown):
                queue.append(top)
                stack.pop()
        elif isinstance(step, Started):
            other = _task(tasks, step.track)
            if other.at == 0 and not other.done and other not in stack:
                stack.append(other)
        else:
            other = _task(tasks, step.track)
            if not other.done:
                other.waiting.insert(0 if step.first else len(other.waiting), top)
                stack.pop()


def _waited(root: Track) -> set[int]:
    """The tracks whose end the root waits for."""
    found = {id(root)}
    stack = [root]
    while stack:
        for step in stack.pop().steps:
            if isinstance(step, Joined) and id(step.track) not in found:
                found.add(id(step.track))
                stack.append(step.track)
    return found


def waited_tracks(root: Track) -> set[int]:
    return _waited(root)


def sends(track: Track, seen: set[int] | None = None) -> bool:
    """Whether anything is sent by a track or by what it starts."""
    seen = set() if seen is None else seen
    stack = [track]
    while stack:
        top = stack.pop()
        if id(top) in seen:
            continue
        seen.add(id(top))
        for step in top.steps:
            if not isinstance(step, Sent):
                stack.append(step.track)
            elif not isinstance(step.item, Thrown):
                return True
    return False
