"""Whether folders have changed: their files in, stamps and version tokens out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from time import sleep, time_ns
from typing import NamedTuple

from parley.format.models import Header
from parley.format.problems import Problem
from parley.loading.folder_list import HEADER
from parley.loading.folder_stamp import FileStamp, Stamp, file_stamp, folder_stamp
from parley.loading.loader import header_of

TICK_NS = 20_000_000
"""At least how far apart two changes of a file are, in nanoseconds, for its times to differ."""


class Listed(NamedTuple):
    """A negotiation as a list of them has it: without a look at more than its header."""

    id: str
    title: str
    as_of: dt.date | None
    """None where the header cannot be read."""


class Listing(NamedTuple):
    """A data directory as it stood at one moment."""

    negotiations: tuple[Listed, ...]
    """The newest first; of the same day, and without one, by id."""
    strays: tuple[Problem, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of the negotiations."""
        return [each.id for each in self.negotiations]

    @property
    def titles(self) -> dict[str, str]:
        """The titles by id."""
        return {each.id: each.title for each in self.negotiations}


def newest_first(negotiations: Iterable[Listed]) -> tuple[Listed, ...]:
    """Negotiations in the order of showing."""

    def age(each: Listed) -> tuple[int, str]:
        return (-each.as_of.toordinal() if each.as_of else 0, each.id)

    return tuple(sorted(negotiations, key=age))


def settled_stamp(folder: Path) -> Stamp:
    """The stamp of a folder in which no file has changed for TICK_NS.

    What is written after it has been taken changes it: a write within the same tick of the file
    system's clock would not.
    """
    stamp = folder_stamp(folder)
    for _ in range(3):
        newest = max((file[1] for _, file in stamp if len(file) > 1), default=0)
        wait = newest + TICK_NS - time_ns()
        if not 0 < wait <= TICK_NS:
            break
        sleep(wait / 1e9)
        stamp = folder_stamp(folder)
    return stamp


def current_header(folder: Path) -> Header | None:
    """The header of a folder without loading the rest; read again when its file changes."""
    try:
        stamp = file_stamp(folder / HEADER)
    except OSError:
        return None
    return _header_at(folder, stamp)


@lru_cache(maxsize=256)
def _header_at(folder: Path, _: FileStamp) -> Header | None:
    try:
        return header_of(folder)
    except OSError:
        return None


def version_token(listing: Listing, stamps: Mapping[str, Stamp]) -> str:
    """A text that is the same for the same listing and the same stamps of folders, by id."""
    content = repr((listing, sorted(stamps.items())))
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:16]
