"""The negotiations of the data directory, read once and kept: the one place for caching.

What is kept is shared by all readers and never changed. A folder is read again when one of its
files changes; when the change has faults, the last good data stay on show beside them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from threading import Lock, Thread
from time import monotonic
from typing import TypeVar

from parley import gc_policy
from parley.format.models import Header
from parley.format.problems import Problem
from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation, header_of, inspect
from parley.paths import data_dir, negotiation_folders
from parley.progress import Progress, ProgressLine
from parley.views.result_cache import ResultCache

MOST_DAYS = 16
"""For how many days, beside its own, the frames of a negotiation are kept at most."""

FEWEST_DAYS, MOST_ROWS = 3, 4_000_000
"""Of a large folder frames of fewer days are kept, of so many positions together; but of three
days always, for a page that compares two of them with the day of the reader."""

LOOK_EVERY = 0.25
"""Seconds for which what was seen of a folder's files is taken to hold, however many ask."""

TELL_EVERY = 0.1
"""Seconds after which those who wait for a folder are told again how far it is."""

Stamp = tuple[tuple[str, int, int], ...]
T = TypeVar("T")


@dataclass(frozen=True)
class FolderState:
    """A folder as it stands: the last good negotiation, if there ever was one, and its problems."""

    id: str
    negotiation: Negotiation | None
    problems: tuple[Problem, ...]
    frames_on: Callable[[dt.date | None], Frames] | None = field(default=None, repr=False)
    results: ResultCache = field(default_factory=ResultCache, repr=False)

    @property
    def faults(self) -> list[Problem]:
        """The faults of the files as they are now."""
        return [problem for problem in self.problems if problem.severity == "fault"]

    @property
    def title(self) -> str:
        """The negotiation's title, or the folder's name where it has never been readable."""
        return self.negotiation.header.title if self.negotiation else self.id


class _Reading:
    """A folder that is being read, for all who wait for it."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.told = (id, 0.0)
        """What is being read, and which share of the folder has been."""
        self.result: Future[FolderState] = Future()


class FolderStore:
    """The folders of one data directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._kept: dict[str, tuple[Stamp, FolderState]] = {}
        self._seen: dict[str, tuple[float, str]] = {}
        self._readings: dict[str, _Reading] = {}
        self._lock = Lock()
        self._one_at_a_time = Lock()

    def ids(self) -> list[str]:
        """The folders that hold a negotiation, in alphabetical order."""
        return [folder.name for folder in negotiation_folders(self.directory)]

    def get(self, id: str, progress: Progress | None = None) -> FolderState:
        """A folder as it stands now; `id` must be one of `ids()`.

        A folder that has changed is read in a thread of its own, once for all who ask, and their
        `progress` is told how far it is. What stops one of them does not stop the reading.
        """
        reading = self._kept_or_begun(id)
        if isinstance(reading, FolderState):
            return reading
        while True:
            try:
                return reading.result.result(TELL_EVERY if progress else None)
            except TimeoutError:
                if reading.result.done():
                    raise
                assert progress is not None
                progress(*reading.told)

    def _kept_or_begun(self, id: str) -> FolderState | _Reading:
        """What is kept of a folder, where it still holds, or else the reading of it.

        Who waits does not hold on to what is kept: it goes as soon as the new state has come.
        """
        stamp = _stamp(self.directory / id)
        with self._lock:
            kept = self._kept.get(id)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            reading = self._readings.get(id)
            if reading is None:
                reading = self._readings[id] = _Reading(id)
                Thread(target=self._finish, args=(reading, stamp), daemon=True).start()
            return reading

    def _finish(self, reading: _Reading, stamp: Stamp) -> None:
        """Read a folder and hand the outcome to all who wait for it."""
        try:
            with self._one_at_a_time:
                state = self._read(reading)
        except BaseException as error:
            with self._lock:
                del self._readings[reading.id]
            reading.result.set_exception(error)
        else:
            with self._lock:
                self._kept[reading.id] = (stamp, state)
                del self._readings[reading.id]
            gc_policy.release_memory()
            gc_policy.freeze()
            reading.result.set_result(state)
            gc_policy.collect_later()

    def title(self, id: str) -> str:
        """What a list of negotiations calls a folder: a folder is not read for its title alone."""
        _, state = self._kept.get(id, (None, None))
        good = state.negotiation if state else None
        folder = self.directory / id
        header = good.header if good else _header_at(folder, _stamp(folder))
        return header.title if header else id

    def version_token(self, id: str) -> str:
        """A word that changes when a file of the folder `id` or the list of folders does.

        Every open page asks for it again and again: the files are looked at once for all of them.
        """
        now = monotonic()
        seen = self._seen.get(id)
        if seen is None or now - seen[0] >= LOOK_EVERY:
            ids = self.ids()
            found = (ids, _stamp(self.directory / id) if id in ids else None)
            seen = (now, hashlib.sha256(repr(found).encode()).hexdigest()[:16])
            if id in ids:
                self._seen[id] = seen
        return seen[1]

    def _read(self, reading: _Reading) -> FolderState:
        id = reading.id
        with ProgressLine(sys.stderr) as line:

            def tell(what: str, share: float) -> None:
                reading.told = (what, share)
                line(what, share)

            negotiation, problems = inspect(
                self.directory / id, f"{self.directory.name}/{id}", tell
            )
        if negotiation is None:
            before = self._kept.get(id)
            return (
                replace(before[1], problems=problems) if before else FolderState(id, None, problems)
            )
        found = negotiation

        base = build_frames(found)
        rows = max(1, len(base.positions))
        others = ResultCache(min(MOST_DAYS, max(FEWEST_DAYS, MOST_ROWS // rows)))

        def frames_on(day: dt.date | None) -> Frames:
            if day is None or day == found.header.as_of:
                return base
            return others.get_or_compute(day, lambda: build_frames(found, day, base))

        return FolderState(id, negotiation, problems, frames_on)


@lru_cache(maxsize=256)
def _header_at(folder: Path, _: Stamp) -> Header | None:
    """The header of a folder that has not been read, looked for once while no file changes."""
    return header_of(folder)


def _stamp(folder: Path) -> Stamp:
    """What changes when a file of the folder does."""
    found = []
    for path in sorted(folder.rglob("*")):
        # An editor that saves by renaming may take a file away at this very moment.
        with suppress(FileNotFoundError):
            stat = path.stat()
            if S_ISREG(stat.st_mode):
                found.append((path.relative_to(folder).as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@lru_cache(maxsize=8)
def _store_of(directory: Path) -> FolderStore:
    return FolderStore(directory)


def folder_store() -> FolderStore:
    """The store of the data directory that this process serves."""
    return _store_of(data_dir().resolve())
