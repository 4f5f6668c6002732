"""A folder in, the files out that a writer has decided on and may not have put in place yet.

A writer first puts all new files into the journal, a hidden folder within the folder, and then, by
one rename, a plan that names them: from that moment on the folder holds what the plan says, for
every reader, however far the files have come. `parley.conversion.transaction` writes it.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Final

JOURNAL: Final = ".parley-journal"
"""The folder of new files that are not in their places yet."""

PLAN: Final = "plan.json"
"""In it, once all are whole: of each path in the folder the file's name there, null if it goes."""


def read_plan(folder: Path) -> dict[str, str | None]:
    """What a writer has decided on and nobody has finished; empty where there is nothing.

    A plan that no writer of Parley has made, which names a file outside, is none.
    """
    try:
        plan = json.loads((folder / JOURNAL / PLAN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(plan, dict) or not all(map(_is_within, plan)):
        return {}
    sound = all(each is None or (_is_within(each) and "/" not in each) for each in plan.values())
    return plan if sound else {}


def _is_within(name: object) -> bool:
    """Whether a text of a plan names a file below the folder."""
    if not isinstance(name, str) or not name or "\\" in name or ":" in name:
        return False
    return not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts


class PendingFiles:
    """Where each file of a folder is to be read: in its place, or still in the journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = read_plan(folder)

    def path(self, name: str) -> Path:
        """Where the file of that path in the folder is; what goes is nowhere."""
        if name not in self.plan:
            return self.folder / name
        staged = self.plan[name]
        if staged is None:
            return self.folder / JOURNAL / "gone"
        waiting = self.folder / JOURNAL / staged
        return waiting if waiting.exists() else self.folder / name

    def names(self, within: str = "") -> list[str]:
        """The paths in the folder of the files of one of its folders, in order."""
        place = self.folder / within
        found = {path.name for path in place.iterdir()} if place.is_dir() else set()
        for name, staged in self.plan.items():
            parent, _, file = name.rpartition("/")
            if parent == within:
                (found.discard if staged is None else found.add)(file)
        return sorted(found)
