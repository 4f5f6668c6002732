"""Whole folders that tests read: every-part uses every part of the format."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation, load

FOLDERS = Path(__file__).resolve().parent
EVERY_PART = FOLDERS / "every-part"
CASES = FOLDERS.parent / "cases"
"""Small folders, each of a kind of mistake that was once made."""


@cache
def every_part() -> Negotiation:
    return load(EVERY_PART)


@cache
def every_frame() -> Frames:
    return build_frames(every_part())


def edited(parent: Path, file: str, before: str, after: str) -> Path:
    """A copy of every-part in which one text of one file is another."""
    path = parent / "every-part"
    if not path.exists():
        shutil.copytree(EVERY_PART, path)
    text = (path / file).read_text("utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
    (path / file).write_text(text.replace(before, after), "utf-8")
    return path
