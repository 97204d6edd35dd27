"""What the default branch has already: asked of git, in ways that only read and run nothing a repository configures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from knexlint.record import record

_BRANCHES = (
    *("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"),
    *("refs/heads/main", "refs/heads/master"),
)
_PATIENCE = 5.0  # seconds
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}


@record
class Branch:
    """The files of one folder as the default branch has them.

    `name` as users say it; `blobs`: ids of the files, by name; `read`: the text of an id, None if it is not there.
    """

    name: str
    blobs: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[str], bytes | None] = field(default=lambda _: None, compare=False)

    def holds(self, name: str, data: bytes) -> bool:
        """The file is there, with just this text, however its lines end."""
        blob = self.blobs.get(name)
        return blob is not None and blob in (blob_id(text, len(blob)) for text in (data, data.replace(b"\r\n", b"\n")))

    def text(self, name: str) -> bytes | None:
        """The file as it is there; None if that cannot be read."""
        blob = self.blobs.get(name)
        return None if blob is None else self.read(blob)


def blob_id(data: bytes, length: int = 40) -> str:
    """What git calls a file of this text. `length`: of the ids of its repository, in digits."""
    from hashlib import sha1, sha256

    made = sha1 if length == 40 else sha256
    return made(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def read_branch(folder: str) -> Branch | None:
    """The default branch, for a folder of the work tree; None without git, a repository or such a branch."""
    refs = _git(folder, "for-each-ref", "--format=%(refname) %(symref)", *_BRANCHES)
    known = dict(line.partition(" ")[::2] for line in (refs or b"").decode("utf-8", "replace").splitlines())
    branch = next((ref for ref in _BRANCHES if ref in known), None)
    if branch is None:
        return None
    shown = known[branch] or branch
    return _listed(folder, branch, shown.removeprefix("refs/remotes/").removeprefix("refs/heads/"))


def read_revision(folder: str, revision: str) -> Branch | None:
    """Where this branch left a revision, for a folder of the work tree; None if git does not know the revision."""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        return None
    commit = found.decode().strip()
    common = _git(folder, "merge-base", commit, "HEAD")
    return _listed(folder, commit if common is None else common.decode().strip(), revision)


def _listed(folder: str, commit: str, name: str) -> Branch | None:
    listed = _git(folder, "ls-tree", "-z", commit, "./")
    if listed is None:
        return None
    blobs: dict[str, str] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, file = entry.partition("\t")
        parts = about.split()
        if len(parts) == 3 and parts[1] == "blob":
            blobs[file] = parts[2]
    return Branch(name, blobs, lambda blob: _git(folder, "cat-file", "blob", blob))


def _git(folder: str, *arguments: str) -> bytes | None:
    import subprocess  # most runs of the program do without

    program = shutil.which("git")
    if program is None or not Path(program).is_absolute() or not Path(folder).is_dir():
        return None
    try:
        ran = subprocess.run(
            [program, "-C", folder, "-c", "core.fsmonitor=false", *arguments],
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout if ran.returncode == 0 else None
