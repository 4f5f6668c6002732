"""The negotiations of the data directory, read once and kept: the one place for caching.

What is kept is shared by all readers and never changed. A folder is read again when one of its
files changes; when the change has faults, the last good data stay on show beside them.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from parley.frames import Frames, frames
from parley.load import Negotiation, inspect
from parley.places import data_dir, negotiation_folders
from parley.problems import Problem

MOST_DAYS = 16
"""For how many days the frames of a negotiation are kept."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Shelved:
    """A folder as it stands: the last good negotiation, if there ever was one, and its problems."""

    id: str
    negotiation: Negotiation | None
    problems: tuple[Problem, ...]
    frames_on: Callable[[dt.date | None], Frames] | None = field(default=None, repr=False)

    @property
    def faults(self) -> list[Problem]:
        """The faults of the files as they are now."""
        return [problem for problem in self.problems if problem.severity == "fault"]

    @property
    def title(self) -> str:
        """The negotiation's title, or the folder's name where it has never been readable."""
        return self.negotiation.header.title if self.negotiation else self.id


class Store:
    """The folders of one data directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._kept: dict[str, tuple[Stamp, Shelved]] = {}
        self._lock = Lock()

    def ids(self) -> list[str]:
        """The folders that hold a negotiation, in alphabetical order."""
        return [folder.name for folder in negotiation_folders(self.directory)]

    def get(self, id: str) -> Shelved:
        """A folder as it stands now; `id` must be one of `ids()`."""
        stamp = _stamp(self.directory / id)
        kept = self._kept.get(id)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        with self._lock:
            kept = self._kept.get(id)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            shelved = self._read(id, kept[1] if kept else None)
            self._kept[id] = (stamp, shelved)
            return shelved

    def _read(self, id: str, before: Shelved | None) -> Shelved:
        negotiation, problems = inspect(self.directory / id, f"{self.directory.name}/{id}")
        if negotiation is None:
            if before is None:
                return Shelved(id, None, problems)
            return replace(before, problems=problems)
        found = negotiation

        @lru_cache(maxsize=MOST_DAYS)
        def frames_on(day: dt.date | None) -> Frames:
            return frames(found, day)

        frames_on(None)
        _settle()
        return Shelved(id, negotiation, problems, frames_on)


def _stamp(folder: Path) -> Stamp:
    """What changes when a file of the folder does."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = [(path, path.stat()) for path in sorted(files)]
    return tuple(
        (path.relative_to(folder).as_posix(), stat.st_mtime_ns, stat.st_size)
        for path, stat in found
    )


def _settle() -> None:
    """Take what was loaded out of the collector's sight.

    Streamlit collects garbage over the whole heap after every run of a script; what stays for the
    life of the process need not be looked at again each time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@lru_cache(maxsize=8)
def _store_of(directory: Path) -> Store:
    return Store(directory)


def store() -> Store:
    """The store of the data directory that this process serves."""
    return _store_of(data_dir().resolve())
