"""New files of a folder in, all of them in their places out, or none: whatever ends the process.

A folder has one writer at a time. The files are written beside the folder's own, synced, and named
in a plan (`parley.loading.journal`); then each is renamed into its place. Who is ended before the
plan stands has changed nothing; what is left to do of a plan is done by the next writer, and every
reader sees it as done.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from parley.atomic_files import keep_mode, sync_directory, write_synced
from parley.loading.journal import JOURNAL, PLAN, read_plan

try:
    import fcntl
except ImportError:  # Windows has no locks on directories
    fcntl = None  # type: ignore[assignment]


class FolderBusy(Exception):
    """Another process writes the folder."""


class FolderChanged(Exception):
    """A file was changed by somebody else since it was read; nothing was written."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one writer of a folder, after what an earlier one has left undone is done.

    Raises FolderBusy where another process is it, and OSError where the folder cannot be written.
    """
    number = os.open(folder, os.O_RDONLY) if fcntl is not None else -1
    try:
        if fcntl is not None:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FolderBusy(f"{folder}: another process is writing it, wait for it") from None
        finish(folder)
        yield
    finally:
        if number >= 0:
            os.close(number)


def contents(folder: Path) -> dict[str, str]:
    """A hash of what each file of a folder holds, by its path in it; hidden ones are left out."""
    found = {path.relative_to(folder).as_posix(): _hash(path) for path in folder.rglob("*")}
    return {name: each for name, each in found.items() if each and not name.startswith(".")}


def replace_files(
    folder: Path, files: Mapping[str, bytes | None], before: Mapping[str, str]
) -> None:
    """Give files of a folder new content, None for those that go: all of them, or none.

    `before` are the `contents` from before the folder was read: where one of the files holds
    another thing by now FolderChanged is raised. To be called within `writing`.
    """

    def changed_meanwhile() -> None:
        for name in files:
            if _hash(folder / name) != before.get(name):
                raise FolderChanged(f"{folder / name}: was changed meanwhile, run this again")

    replace_each(folder, files.items(), changed_meanwhile)


def replace_each(
    folder: Path,
    files: Iterable[tuple[str, bytes | None]],
    check: Callable[[], None] = lambda: None,
) -> None:
    """The same for files that are made one by one and of which one at a time is in memory.

    `check` is called once all are written beside the folder's own: what it raises leaves the
    folder as it was. To be called within `writing`.
    """
    journal = folder / JOURNAL
    journal.mkdir()
    try:
        plan: dict[str, str | None] = {}
        for number, (name, content) in enumerate(files):
            staged = plan[name] = None if content is None else f"{number}-{Path(name).name}"
            if content is not None and staged is not None:
                write_synced(journal / staged, content)
                keep_mode(folder / name, journal / staged)
        check()
        write_synced(journal / f"new-{PLAN}", json.dumps(plan).encode())
        sync_directory(journal)
        (journal / f"new-{PLAN}").rename(journal / PLAN)
    except BaseException:
        _discard(journal)
        raise
    sync_directory(journal)
    finish(folder)


def finish(folder: Path) -> None:
    """Put in their places what a plan names, and take the journal away, with a plan or without."""
    journal = folder / JOURNAL
    if not journal.is_dir():
        return
    plan = read_plan(folder)
    places: dict[Path, None] = {}
    for name, staged in plan.items():
        # A link within the folder stays one: the file that it leads to is what is replaced.
        place = (folder / name).resolve() if staged else folder / name
        if staged is None:
            place.unlink(missing_ok=True)
        elif (journal / staged).exists() and place.is_relative_to(folder.resolve()):
            place.parent.mkdir(parents=True, exist_ok=True)
            (journal / staged).replace(place)
        places[place.parent] = None
    for directory in places:
        sync_directory(directory)
    _discard(journal)
    sync_directory(folder)


def _discard(journal: Path) -> None:
    """Take a journal away, the plan first: without it, the rest means nothing."""
    (journal / PLAN).unlink(missing_ok=True)
    sync_directory(journal)
    shutil.rmtree(journal)


def _hash(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
