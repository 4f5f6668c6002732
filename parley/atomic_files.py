"""A path and content in, a file out that is the old one or the whole new one, whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place, sync it, and rename it there.

    A file that is there keeps its mode. Raises OSError, with the name of `path`, where it cannot be
    written: what was there is there then.
    """
    beside: Path | None = None
    try:
        number, name = tempfile.mkstemp(prefix=".parley-", dir=path.parent)
        os.close(number)
        beside = Path(name)
        write_synced(beside, content)
        keep_mode(path, beside)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
    sync_directory(path.parent)


def keep_mode(path: Path, beside: Path) -> None:
    """Give a file that will take a path's place the mode of what is there, else of a new one."""
    if path.exists():
        shutil.copymode(path, beside)
    else:
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_directory(path: Path) -> None:
    """Wait until the names of a directory are on the disk, where the system can do that."""
    with suppress(OSError):  # Windows opens no directory
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
