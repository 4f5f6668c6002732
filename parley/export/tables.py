"""Tidy frames in, files out, in one of the formats of `parley.export.EXPORTERS`.

Dates are ISO days and what is missing is empty, or null. The frames stay as they are. In a format
that people open in a spreadsheet, text that would run as a formula is made text
(`parley.export.cells`); the others hold it as it is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from parley.atomic_files import replace_file
from parley.export import EXPORTERS, Exporter, ExportError
from parley.frames.columns import Frames
from parley.frames.negotiation_table import whole_tables
from parley.loading.loader import Negotiation
from parley.progress import Progress
from parley.wording import join_or


def write(
    frames: Frames,
    to: Path | str,
    format: str,
    progress: Progress | None = None,
    *,
    of: Negotiation | None = None,
) -> list[Path]:
    """Write the tables into the directory `to`, which is made where there is none.

    One file a table, named after it; of XLSX one workbook, named after the negotiation, with one
    sheet a table; `progress` is told which table is next. With the negotiation that the frames are
    `of`, there is one table more, `negotiation`, by which `parley import` makes the folder again.
    Each file is the old one or the whole new one, whatever happens. Returns the files. Raises
    ExportError where they cannot or may not be written, or there is no such format.
    """
    to = Path(to)
    exporter = _exporter(format)
    refuse_data_folder(to)
    negotiation = str(frames.parties["negotiation"].cat.categories[0])
    to.mkdir(parents=True, exist_ok=True)
    tables = frames.tables() if of is None else whole_tables(of, frames)
    _refuse_what_does_not_fit(exporter, tables)
    paths = []
    for name, content in exporter.files(tables, negotiation, progress or _no_progress):
        replace_file(to / name, content)
        paths.append(to / name)
    return paths


def refusals(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Why a format does not have the tables, as a sentence, by the format's name."""
    reasons = {name: each.refusal_on_request(tables) for name, each in EXPORTERS.items()}
    return {
        name: f"No {EXPORTERS[name].label}: {reason}. Take one of the others."
        for name, reason in reasons.items()
        if reason
    }


def as_bytes(
    tables: pd.DataFrame | Mapping[str, pd.DataFrame], format: str, name: str = "table"
) -> bytes:
    """What a download holds: of one table its file, of several a workbook or a ZIP of files.

    `name` is what the sheet of one table is called in a workbook. Raises ExportError as `write`.
    """
    exporter = _exporter(format)
    several = {name: tables} if isinstance(tables, pd.DataFrame) else tables
    _refuse_what_does_not_fit(exporter, several)
    if isinstance(tables, pd.DataFrame):
        return next(exporter.files(several, name, _no_progress))[1]
    return exporter.download(several)


def refuse_data_folder(to: Path) -> None:
    """Raise ExportError where `to` is a data folder or lies in one: it would read the tables."""
    place = Path(os.path.realpath(to))
    for folder in (place, *place.parents):
        if (folder / "negotiation.yaml").exists():
            what = "a data folder" if folder == place else f"inside the data folder {folder}"
            raise ExportError(f"{to} is {what}, choose another directory to export to")


def _exporter(format: str) -> Exporter:
    if format not in EXPORTERS:
        raise ExportError(f"no export format {format!r}, choose {join_or(list(EXPORTERS))}")
    return EXPORTERS[format]


def _refuse_what_does_not_fit(exporter: Exporter, tables: Mapping[str, pd.DataFrame]) -> None:
    reason = exporter.refusal(tables)
    if reason:
        others = [name for name, each in EXPORTERS.items() if not each.refusal(tables)]
        raise ExportError(f"{reason}, choose {join_or(others)}")


def _no_progress(what: str, share: float) -> None:
    """A `Progress` that shows nothing."""
