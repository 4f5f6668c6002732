"""A data directory in; the folders of its negotiations, and what in it is none of them, out."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from parley.format.ids import is_id, no_folder_name
from parley.format.problems import Problem

HEADER: Final = "negotiation.yaml"
"""The file that makes a folder a negotiation."""

MEANT: Final = frozenset({"parties.yaml", "sources.yaml", "issues"})
"""What a folder without a header may have that shows that it was meant to be a negotiation."""

NO_STRAYS: Final = frozenset({"schema"})
"""Folders of a data directory that are no negotiations, and belong there."""


class FolderList(NamedTuple):
    """What a data directory holds."""

    folders: tuple[Path, ...]
    """The negotiations, in alphabetical order: folders named by an id that have a header."""
    strays: tuple[Problem, ...]
    """What is told of and not shown. A fault where it was meant to be a negotiation."""


def list_folders(data: Path, name: str = "") -> FolderList:
    """The folders of a data directory, which messages call `name`, or by its path.

    What cannot be read is a stray, and stops nothing.
    """
    name = name or data.as_posix()
    try:
        entries = sorted(data.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return FolderList((), ())
    except OSError as error:
        return FolderList((), (_stray(name, _unreadable(error), fault=True),))
    folders, strays = [], []
    for entry in entries:
        if entry.name.startswith(".") or entry.name in NO_STRAYS:
            continue
        stray = _stray_of(entry, f"{name}/{entry.name}")
        if stray is not None:
            strays.append(stray)
        elif entry.is_dir():
            folders.append(entry)
    return FolderList(tuple(folders), tuple(strays))


def _stray_of(entry: Path, name: str) -> Problem | None:
    """What is told of an entry that is no negotiation; None for a file, and for a negotiation."""
    try:
        if not entry.is_dir():
            if entry.is_symlink() and not entry.exists():
                return _stray(name, "not shown: a link that leads nowhere")
            return None
        names = {each.name for each in entry.iterdir()}
        found = HEADER in names
        if found:
            (entry / HEADER).stat()
    except FileNotFoundError:
        return None  # it has just gone, or its header is a link that leads nowhere: a fault of it
    except OSError as error:
        return _stray(name, _unreadable(error), fault=True)
    if not found:
        near = sorted(each for each in names if each.lower() in (HEADER, "negotiation.yml"))
        remedy = f", rename {near[0]!r}" if near else ""
        meant = bool(near) or not MEANT.isdisjoint(names)
        return _stray(name, f"not shown: it has no {HEADER}{remedy}", fault=meant)
    if not is_id(entry.name):
        return _stray(name, f"not shown: {no_folder_name(entry.name)}", fault=True)
    return None


def _unreadable(error: OSError) -> str:
    return f"not shown: it cannot be read: {error.strerror}"


def _stray(name: str, message: str, fault: bool = False) -> Problem:
    return Problem(name, 1, "folder", message, "fault" if fault else "warning")
