"""Cells of a negotiation and a reader's choice in, a brief out: a document that one can hand on.

A brief compares the parties in view, or is about one issue or one party. What it says is written
once, in the records of `parts`; `docx` and `html` give it a form.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from parley import __version__
from parley.export import ExportError
from parley.export.brief.parts import (
    QUIET,
    STRONG,
    Block,
    Brief,
    Bullets,
    Heading,
    Link,
    Paragraph,
    Piece,
    Run,
    heading,
    line,
    listed,
    own,
    plain,
)
from parley.export.brief.scope import Scope, in_view, scope
from parley.export.brief.tables import compared, matrix
from parley.export.brief.told import Notes, in_full, issue_introduced
from parley.format.models import Issue, Party
from parley.format.vocabulary import (
    ATTRIBUTIONS,
    PARTY_KINDS,
    ROLES,
    SILENCES,
    STANCES,
    STATUSES,
    Term,
)
from parley.frames.blocs import ancestors, blocs_of
from parley.frames.selection import Selection
from parley.views.cells import CellIndex
from parley.wording import count, date_text

__all__ = ["ENDINGS", "MEDIA", "Brief", "brief", "ending_of", "save", "written"]

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
    return Brief(
        negotiation=header.title,
        subject=of.title.text,
        language=header.language,
        day=index.day,
        authors=header.maintainers,
        blocks=tuple(_blocks(of, notes, charts)),
        notes=notes.all(),
    )


def written(brief: Brief, ending: str) -> bytes:
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
    content = written(brief, ending_of(to))
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=to.parent) as beside:
        whole = Path(beside) / "brief"
        whole.write_bytes(content)
        whole.replace(to)


def _blocks(of: Scope, notes: Notes, charts: bool) -> Iterator[Block]:
    yield own(of.index.negotiation.header.title, "over")
    yield heading(1, of.title)
    yield plain(f"As of {date_text(of.index.day)}", "over")
    yield from _introduction(of, notes)
    yield heading(2, "What this brief shows")
    yield Bullets(tuple(in_view(of)))
    if of.view.empty_because:
        yield plain(f"Nothing is in view. {of.view.empty_because}")
    else:
        yield from matrix(of)
        yield from compared(of)
        yield from _charts(of) if charts else ()
        yield from in_full(of, notes)
        yield from _reading(of)
    yield from _sources(of, notes)
    yield from _colophon(of)


def _introduction(of: Scope, notes: Notes) -> Iterator[Block]:
    if isinstance(of.about, Issue):
        yield from issue_introduced(of, of.about, notes)
    elif isinstance(of.about, Party):
        yield from _party(of, of.about)
    else:
        yield own(of.index.negotiation.header.summary, "lead")


def _party(of: Scope, party: Party) -> Iterator[Block]:
    """Who it is and who speaks for it."""
    if party.note:
        yield own(party.note, "lead")
    role, names = ROLES[party.role], of.index.parties
    blocs = blocs_of(of.index.negotiation.parties)
    kind = Run(f"{PARTY_KINDS[party.kind]}, {role.label.lower()}", STRONG)
    facts = [line(kind, f": {role.meaning}")]
    for each in party.speakers:
        title = [Run(", "), Run(each.title)] if each.title else []
        facts.append(line("Speaks for it: ", Run(each.name), *title, "."))
    for word, ids in (("Members", party.members), ("Member of", ancestors(party.id, blocs))):
        if ids:
            facts.append(line(f"{word}: ", *listed(names[id].name for id in ids), "."))
    spoken = sum(cell.position is not None for _, cells in of.cells for cell in cells)
    facts.append(plain(f"A position on {spoken} of {count(len(of.cells), 'issue')} in view."))
    yield Bullets(tuple(facts))


def _charts(of: Scope) -> Iterator[Block]:
    from parley.export.brief.charts import pictures

    drawn = pictures(of)
    if drawn:
        yield heading(2, "In pictures")
        yield from drawn


def _reading(of: Scope) -> Iterator[Block]:
    """What the words and signs mean that occur in the brief."""
    cells = [cell for _, row in of.cells for cell in row]
    told = [each for cell in cells for each in (cell.position, *cell.others) if each is not None]
    words = {each.attribution for position in told for each in position.evidence}
    words |= {
        each.attribution for position in told for one in position.disputes for each in one.evidence
    }
    lists: list[tuple[str, Mapping[str, Term], set[str | None]]] = [
        ("Stances", STANCES, {each.stance for each in told}),
        ("Whose word it is", ATTRIBUTIONS, {*words, *(each.attribution for each in told)}),
        ("Silences", SILENCES, {cell.silence.kind for cell in cells if cell.silence}),
        ("Statuses", STATUSES, {issue.status for issue, _ in of.cells}),
    ]
    yield heading(2, "How to read this brief")
    yield plain(
        "A stance says where a party stands on the proposal. Marks say whose word it is, and "
        "whether the position is a red line, conditional or contested. A silence is not "
        "neutrality: it has no place between for and against, and no score counts it."
    )
    for title, terms, used in lists:
        items = [
            line(Run(f"{STANCES[id].sign} {term.label}", id) if terms is STANCES
                 else Run(term.label, STRONG), f": {term.meaning}")
            for id, term in terms.items()
            if id in used
        ]  # fmt: skip
        if items:
            yield Heading(3, plain(title))
            yield Bullets(tuple(items))


def _sources(of: Scope, notes: Notes) -> Iterator[Block]:
    """The sources that the notes cite, each with its address."""
    ids = notes.sources()
    if not ids:
        return
    yield heading(2, "Sources")
    items: list[Paragraph] = []
    for source in (of.index.sources[id] for id in ids):
        author: list[Piece | str] = [Run(source.author), ", "] if source.author else []
        address: list[Piece | str] = [". ", Link(source.url, source.url)] if source.url else []
        graded = f", reliability {source.reliability} (Admiralty scale)"
        items.append(
            line(
                *author, Run(source.publisher), ", ", Run(f"“{source.title}”"),
                f", {date_text(source.date)}{graded if source.reliability else ''}", *address,
            )
        )  # fmt: skip
    yield Bullets(tuple(items))


def _colophon(of: Scope) -> Iterator[Block]:
    """Whose work the data is, under which licence, how to cite it, and what made the brief."""
    header = of.index.negotiation.header
    yield heading(2, "About this brief")
    who = [*listed(header.maintainers), Run(": ")] if header.maintainers else []
    cite = line(
        Run("Cite as: ", QUIET), *who, Run(f"“{header.title}”"),
        f", positions as of {date_text(of.index.day)}, made with Parley {__version__}.",
    )  # fmt: skip
    yield cite
    if header.licence:
        yield line(Run("Licence of the data: ", QUIET), Run(header.licence), ".")
    yield plain(
        "Everything in it was written down by people from the sources above; what no listed source "
        "says is a silence. Scores and counts are computed from it. Nothing is a forecast.",
        QUIET,
    )
