"""A scope in, its positions in full out: issue by issue, with numbered notes for the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from parley.export.brief.notes import Notes
from parley.export.brief.scope import Scope
from parley.export.brief.tables import mark_labels
from parley.format.models import Issue, Party
from parley.format.vocabulary import SILENCES
from parley.views.cell_views import CellView, PositionView
from parley.views.issue_text import DEPENDENTS, dependents, introduction
from parley.views.position_text import (
    condition,
    disputes,
    dissent,
    facts,
    history,
    inheritance,
    stance,
    summary,
)
from parley.views.text import (
    KEY,
    QUIET,
    STRONG,
    Block,
    Paragraph,
    Piece,
    Run,
    Section,
    bullet_list,
    data_text,
    heading,
    paragraph,
    separated,
    verbatim,
)
from parley.wording import date_text

LONG = 3
"""With so many issues an area starts a page of its own."""


def introduce(scope: Scope, issue: Issue, notes: Notes) -> list[Paragraph]:
    """What would be done, how it is measured, how far it is settled and why, and how it ended."""
    return [notes.line(each) for each in introduction(scope.index, issue)]


def positions_in_full(scope: Scope, notes: Notes) -> Iterator[Block]:
    """Each position in view in full, who is silent, and what hangs on the issue."""
    if isinstance(scope.about, Issue):
        yield heading(2, "Positions in full")
        for issue, cells in scope.cells:
            yield from _of_issue(scope, issue, cells, notes, 3)
        return
    first = True
    for area, found in groupby(scope.cells_in_order, key=lambda row: row[1][0].area):
        rows = list(found)
        title = paragraph(area, ": positions in full")
        yield heading(2, title, page_break=first or len(rows) >= LONG)
        first = False
        negotiation = scope.index.negotiation
        summary = negotiation.areas[negotiation.area_of[rows[0][0].id]].summary
        if summary:
            yield verbatim(summary)
        for issue, cells in rows:
            title = verbatim(issue.title)
            yield _kept_together(heading(3, title), *introduce(scope, issue, notes))
            yield from _of_issue(scope, issue, cells, notes, 4)


def _kept_together(*blocks: Block) -> Section:
    return Section(blocks, keep_together=True)


def _of_issue(
    scope: Scope, issue: Issue, cells: list[CellView], notes: Notes, level: int
) -> Iterator[Block]:
    in_view = set(scope.party_ids)
    followers: dict[str, list[Party]] = {}
    for cell in cells:
        bloc = cell.position.inherited_from if cell.position else None
        if bloc is not None and bloc.id in in_view:
            followers.setdefault(bloc.id, []).append(cell.party)
    for cell in cells:
        position = cell.position
        if position is None:
            if cell.others:
                title = heading(level, verbatim(cell.party.name))
                yield _kept_together(title, *map(notes.line, history(cell)))
        elif position.inherited_from is None or position.inherited_from.id not in in_view:
            following = followers.get(cell.party.id, [])
            yield _kept_together(*_position(scope, cell, position, following, notes, level))
    yield from _silences(cells, isinstance(scope.about, Party))
    found = dependents(scope.index, issue.id)
    if found:
        yield _kept_together(paragraph(f"{DEPENDENTS}:", role=QUIET), bullet_list(found))


def _position(
    scope: Scope,
    cell: CellView,
    position: PositionView,
    following: list[Party],
    notes: Notes,
    level: int,
) -> Iterator[Block]:
    yield heading(level, paragraph(data_text(position.party.name), ": ", stance(position)))
    marks = [*mark_labels(scope, position), date_text(position.date)]
    yield paragraph(*separated(map(Run, marks), " · "), role=QUIET)
    said = summary(position)
    yield Paragraph((*said.pieces, *notes.refs(position.evidence)), verbatim=True)
    inherited = inheritance(position)
    if inherited is not None:
        yield inherited
    if following:
        names = separated(party.name for party in following)
        yield paragraph("Inherited by its members without a position of their own: ", *names, ".")
    differs = dissent(position)
    if differs is not None:
        yield differs
    for fact in facts(position):
        yield fact.line()
    for each in position.conditions:
        yield condition(scope.index, position, each).line()
    for dispute in disputes(scope.index, position):
        refs = notes.refs(dispute.evidence)
        yield paragraph(Run(f"{dispute.term} ", KEY), *dispute.pieces, *refs)
    yield from map(notes.line, history(cell))


def _silences(cells: list[CellView], of_one: bool) -> Iterator[Block]:
    """Who is silent, by the kind of the silence, and where it was looked for.

    `of_one` says that all cells are of the party that the brief is about.
    """
    silent = [(cell.party.name, cell.silence) for cell in cells if cell.silence is not None]
    pieces: list[Piece] = []
    for kind, term in SILENCES.items():
        by_search: dict[str, list[str]] = {}
        for name, silence in silent:
            if silence.kind == kind:
                by_search.setdefault(silence.search_note, []).append(name)
        for search_note, names in by_search.items():
            said = [Run(term.meaning)] if of_one else [*separated(names), Run(".")]
            pieces += [Run(f" {term.label}: ", STRONG), *said, Run(f" {search_note}".rstrip())]
    if pieces:
        yield paragraph(Run("Silent.", QUIET), *pieces)
