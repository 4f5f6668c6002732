"""Whether a folder has changed: the files of a folder in, stamps and version tokens out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from time import monotonic
from typing import TypeAlias

from parley.format.models import Header
from parley.loading.loader import header_of

TOKEN_SECONDS = 0.25
"""How long a version token is taken to hold, however many pages ask for it."""

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
"""Of each file its path within the folder, when it was modified (in nanoseconds) and its size."""


def folder_stamp(folder: Path) -> Stamp:
    """The stamp of a folder, which changes when one of its files does."""
    found = []
    for path in sorted(folder.rglob("*")):
        # An editor that saves by renaming may take a file away at this very moment.
        with suppress(FileNotFoundError):
            stat = path.stat()
            if S_ISREG(stat.st_mode):
                found.append((path.relative_to(folder).as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def current_header(folder: Path) -> Header | None:
    """The header of a folder without loading the rest; read again when a file changes."""
    return _header_at(folder, folder_stamp(folder))


@lru_cache(maxsize=256)
def _header_at(folder: Path, _: Stamp) -> Header | None:
    return header_of(folder)


class VersionTokens:
    """Version tokens of the folders of a directory, whose ids `list_ids` returns.

    Every open page asks for one again and again: the files are looked at once for all of them.
    """

    def __init__(self, directory: Path, list_ids: Callable[[], list[str]]) -> None:
        self._directory = directory
        self._list_ids = list_ids
        self._tokens: dict[str, tuple[float, str]] = {}

    def of(self, id: str) -> str:
        """A text that changes when a file of the folder `id` or the list of folders does."""
        now = monotonic()
        cached = self._tokens.get(id)
        if cached is not None and now - cached[0] < TOKEN_SECONDS:
            return cached[1]
        ids = self._list_ids()
        content = (ids, folder_stamp(self._directory / id) if id in ids else None)
        token = hashlib.sha256(repr(content).encode()).hexdigest()[:16]
        if id in ids:
            self._tokens[id] = (now, token)
        return token
