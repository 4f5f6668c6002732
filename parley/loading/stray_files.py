"""The names of a folder's files in; what is told of those that are not read, with a remedy, out."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from parley.format.ids import MOST_CHARACTERS

STEMS: Final = ("negotiation", "parties", "sources", "events", "issues", "positions")
TABLES: Final = ("parties", "sources", "issues", "events", "positions")
PLAIN: Final = ("README", "LICENSE", "LICENCE", "CHANGELOG")
SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".yaml", ".yml", ".txt", ".csv", ".tsv", ".parquet", ".json")
COPY: Final = re.compile(
    r"([ _.-]*(\(\d+\)|copy|copie|kopie|copia|backup|bak|old|orig|conflict\w*)[ _-]*\d*)+$"
    r"|^(copy of|kopie von) ",
    re.IGNORECASE,
)


def told_of(name: str, present: Collection[str]) -> tuple[str, bool] | None:
    """What is told of a file that is not read, and whether it looks like data that is left out.

    `name` is its path in the folder, `present` holds the paths that are there. None for a file of
    the folder's own, such as its README.
    """
    path = PurePosixPath(name)
    if path.name.startswith(".") or path.stem.upper() in PLAIN:
        return None
    if path.suffix.lower() in SPREADSHEETS:
        return (
            f"not read, it is a spreadsheet: `parley import {path.name} --into FOLDER` reads it",
            True,
        )
    meant = _meant_name(path)
    if meant is None:
        data = path.suffix.lower() in (".yaml", ".yml", ".csv", ".tsv", ".parquet")
        return "not read, it is not a file of the format", data
    if meant in present:
        return (
            f"not read, it looks like a copy of {meant!r}: move what is new in it there and "
            "delete it",
            True,
        )
    return f"not read, it looks like one of the format: rename it {meant!r}", True


def _meant_name(path: PurePosixPath) -> str | None:
    """The path that a file of the format would have whose name somebody missed; None for none."""
    endings = [ending.lower() for ending in path.suffixes if ending.lower() in TEXTS]
    stem = path.name
    while PurePosixPath(stem).suffix.lower() in TEXTS:
        stem = PurePosixPath(stem).stem
    plain = COPY.sub("", stem).strip().lower()
    ending = endings[0] if endings else ""
    if path.parent.name == "issues":
        slug = "-".join(re.findall("[a-z0-9]+", plain))[:MOST_CHARACTERS].rstrip("-")
        if slug and (ending in (".yaml", ".yml") or (ending == ".txt" and len(endings) == 1)):
            return f"issues/{slug}.yaml"
        return None
    if plain not in STEMS or not endings:
        return None
    if ending in (".csv", ".tsv", ".parquet") and plain in TABLES:
        return f"{plain}{'.parquet' if ending == '.parquet' else '.csv'}"
    if ending == ".json" or (plain in ("issues", "positions") and ending != ".csv"):
        return None
    return f"{plain}.yaml"
