"""Reading files from the disk: which are text, why one cannot be read, and how far a workspace reaches."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

SETTINGS = "knexlint.toml"
PACKAGE = "package.json"
BOM = b"\xef\xbb\xbf"
MAX_SIZE = 16 << 20  # bytes of one file


def repository_of(folder: Path) -> Path | None:
    """The nearest folder, from here upwards, that is under version control."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def root_of(path: Path) -> Path:
    """The workspace root of a file or folder on the command line: its repository, else its outermost package."""
    folder = path if path.is_dir() else path.parent
    repository = repository_of(folder)
    if repository is not None:
        return repository
    packages = [each for each in (folder, *folder.parents) if (each / PACKAGE).is_file() or (each / SETTINGS).is_file()]
    if packages:
        return packages[-1]
    current = Path.cwd()
    return current if folder.is_relative_to(current) else folder


def why_not_text(data: bytes) -> str | None:
    """Why these bytes are no program text, or None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is UTF-16; save it as UTF-8"
    if b"\0" in data:
        return "it is binary (it holds NUL bytes)"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"it is not valid UTF-8 (byte 0x{data[error.start]:02x} in line {line})"
    return None if data.strip() else "it is empty"


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file that is not too big. OSError for everything else: reading a pipe might never end."""
    status = Path(path).stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if status.st_size > MAX_SIZE:
        raise OSError(errno.EFBIG, f"it is larger than {MAX_SIZE >> 20} MB")
    return Path(path).read_bytes()


def why_not(path: str, error: OSError) -> str:
    """Why a file cannot be read, in words."""
    if isinstance(error, FileNotFoundError):
        return "the link leads nowhere" if Path(path).is_symlink() else "it does not exist"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    if isinstance(error, PermissionError):
        return "it may not be read (permission denied)"
    if error.errno == errno.ELOOP:
        return "the link leads back to itself"
    return error.strerror or "it cannot be read"
