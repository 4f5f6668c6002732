"""A folder in, its stamp out: a value that changes when one of its files does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

FileStamp: TypeAlias = tuple[int, ...]
"""When a file was modified and when its entry was changed (in nanoseconds), its size and its inode;
of one that cannot be looked at the number of the error."""

Stamp: TypeAlias = tuple[tuple[str, FileStamp], ...]
"""Of each file of a folder its path within it, and its stamp. It changes when one of them does."""


def folder_stamp(folder: Path) -> Stamp:
    """The stamp of a folder, of whatever in it can be looked at."""
    return tuple(sorted(_stamps(folder, "")))


def _stamps(folder: Path, within: str) -> Iterator[tuple[str, FileStamp]]:
    """The stamps of the files below a folder. A link to a folder is not followed: no loop is."""
    try:
        with os.scandir(folder) as listed:
            entries = [entry for entry in listed if not entry.name.startswith(".")]
    except OSError as error:  # an editor may take anything away at this very moment
        yield within, (error.errno or 0,)
        return
    for entry in entries:
        name = within + entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(Path(entry.path), f"{name}/")
            else:
                yield name, file_stamp(Path(entry.path))
        except OSError as error:
            yield name, (error.errno or 0,)


def file_stamp(path: Path) -> FileStamp:
    """The stamp of a file. Raises OSError where it cannot be looked at."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
