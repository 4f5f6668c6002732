"""Cells of a negotiation and a reader's choice in, a brief out: a document that one can hand on.

A brief compares the parties in view, or is about one issue or one party. What it says is written
once, as blocks of text (`parley.views.text`); `docx` and `html` give it a form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from parley.atomic_files import replace_file
from parley.export import ExportError
from parley.export.brief.contents import contents
from parley.export.brief.document import Brief
from parley.export.brief.notes import Notes
from parley.export.brief.scope import scope
from parley.export.tables import refuse_data_folder
from parley.format.models import Issue, Party
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.frames.view import select
from parley.loading.loader import Negotiation
from parley.views.cells import CellIndex

__all__ = ["ENDINGS", "MEDIA", "Brief", "brief", "ending_of", "render", "save", "write_brief"]

MEDIA: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
"""The media type of each form of a brief."""

ENDINGS: Final = tuple(MEDIA)
"""The forms of a brief."""


def brief(
    index: CellIndex,
    selection: Selection,
    about: Issue | Party | str | None = None,
    charts: bool = True,
) -> Brief:
    """The brief of what a selection leaves in view, on the day of the index.

    `about` is an issue or a party, or its id (one that names both is the issue's). Without it the
    parties in view are compared, or the folder's home parties where none is chosen. Charts are
    drawn where this machine can, which takes seconds. Raises LookupError for an unknown id.
    """
    if isinstance(about, str):
        record = index.issues.get(about) or index.parties.get(about)
        if record is None:
            raise LookupError(f"no issue and no party {about!r}")
        about = record
    of = scope(index, selection, about)
    notes = Notes(index)
    header = index.negotiation.header
    blocks = tuple(contents(of, notes, charts))
    return Brief(
        negotiation=header.title,
        subject=of.title.text,
        language=header.language,
        day=index.day,
        authors=header.maintainers,
        blocks=blocks,
        notes=notes.all(),
    )


def render(brief: Brief, ending: str) -> bytes:
    """A brief as a file with that ending. Raises ExportError where there is no such form."""
    if ending == "docx":
        from parley.export.brief.docx import as_docx

        return as_docx(brief)
    if ending == "html":
        from parley.export.brief.html import as_html

        return as_html(brief).encode("utf-8", "replace")
    raise ExportError(f"a brief ends in .{' or .'.join(ENDINGS)}, not in {ending!r}")


def ending_of(to: Path) -> str:
    """The form that a file's name asks for. Raises ExportError where it names none."""
    ending = to.suffix[1:].lower()
    if ending not in ENDINGS:
        raise ExportError(f"{to}: a brief is a file that ends in .{' or .'.join(ENDINGS)}")
    return ending


def save(brief: Brief, to: Path) -> None:
    """Write a brief to a file, whole or not at all; its directory is made where there is none."""
    content = render(brief, ending_of(to))
    to.parent.mkdir(parents=True, exist_ok=True)
    replace_file(to, content)


def write_brief(
    negotiation: Negotiation,
    to: Path | str,
    *,
    parties: Iterable[str] = (),
    areas: Iterable[str] = (),
    about: Issue | Party | str | None = None,
    day: dt.date | None = None,
    charts: bool = True,
) -> None:
    """Write the brief of a negotiation to a file that ends in .docx or .html.

    The parties and areas are chosen by their ids, by default those that are shown first, and all;
    `about` is one issue or one party, as `brief` takes it. It speaks for the `day`, by default that
    of the negotiation's matrix. Raises ValueError for an id of a party or area that there is not,
    LookupError for one that `about` names, ExportError for a file that cannot be written.
    """
    path = Path(to)
    ending_of(path)
    refuse_data_folder(path.parent)
    as_of = day or negotiation.header.as_of
    frames = build_frames(negotiation, as_of)
    chosen = Selection(parties=tuple(parties), areas=tuple(areas), day=day)
    select(frames, parties=chosen.parties, areas=chosen.areas)
    save(brief(CellIndex(negotiation, frames, as_of), chosen, about, charts), path)
