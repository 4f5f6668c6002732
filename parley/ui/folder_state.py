"""One folder as it stands: its path in, the negotiation with its frames and problems out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from parley.format.problems import Problem
from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.folder_stamp import Stamp
from parley.loading.loader import Negotiation, inspect
from parley.progress import Progress
from parley.ui.folder_watch import settled_stamp
from parley.views.result_cache import ResultCache

MOST_DAYS = 16
"""For how many days, beside its own, the frames of a negotiation are kept at most."""

FEWEST_DAYS, MOST_ROWS = 3, 4_000_000
"""Of a large folder frames of fewer days are kept, of so many positions together; but of three
days always, for a page that compares two of them with the day of the reader."""


@dataclass(frozen=True)
class FolderState:
    """A folder as it stands: the last good negotiation, if there ever was one, and its problems."""

    id: str
    negotiation: Negotiation | None
    problems: tuple[Problem, ...]
    stamp: Stamp = ()
    """The folder's before it was read: where it has another by now, this state is an old one."""
    frames_on: Callable[[dt.date | None], Frames] | None = field(default=None, repr=False)
    results: ResultCache = field(default_factory=ResultCache, repr=False)

    @property
    def faults(self) -> list[Problem]:
        """The faults of the files as they are now."""
        return [problem for problem in self.problems if problem.severity == "fault"]

    @property
    def title(self) -> str:
        """The negotiation's title, or the folder's name where it has never been good."""
        return self.negotiation.header.title if self.negotiation else self.id


def load_state(folder: Path, previous: FolderState | None, progress: Progress) -> FolderState:
    """Load a folder. Where it has faults, the negotiation of the `previous` state stays."""
    name = f"{folder.parent.name}/{folder.name}"
    stamp = settled_stamp(folder)
    try:
        negotiation, problems = inspect(folder, name, progress)
    except OSError as error:  # of a file that went while it was read
        message = f"cannot be read: {error.strerror}"
        negotiation, problems = None, (Problem(name, 1, "folder", message),)
    if negotiation is not None:
        return FolderState(folder.name, negotiation, problems, stamp, _frames_by_day(negotiation))
    if previous is not None:
        return replace(previous, problems=problems, stamp=stamp)
    return FolderState(folder.name, None, problems, stamp)


def _frames_by_day(negotiation: Negotiation) -> Callable[[dt.date | None], Frames]:
    """Gives the frames of a day; those of the negotiation's own day (None) are built at once."""
    base = build_frames(negotiation)
    rows = max(1, len(base.positions))
    others = ResultCache(min(MOST_DAYS, max(FEWEST_DAYS, MOST_ROWS // rows)))

    def frames_on(day: dt.date | None) -> Frames:
        if day is None or day == negotiation.header.as_of:
            return base
        return others.get_or_compute(day, lambda: build_frames(negotiation, day, base))

    return frames_on
