"""A scope in, its positions in full out: issue by issue, with numbered notes for the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from parley.export.brief.parts import (
    QUIET,
    STRONG,
    Block,
    Bullets,
    Heading,
    Link,
    Note,
    Paragraph,
    Piece,
    Ref,
    Run,
    Together,
    heading,
    line,
    listed,
    own,
    plain,
)
from parley.export.brief.scope import Scope
from parley.export.brief.tables import marks, stance
from parley.format.models import Evidence, Issue, Outcome, Party
from parley.format.vocabulary import CONDITION_KINDS, SILENCES, STATUSES
from parley.frames.build import value_text
from parley.views.cells import CellIndex, CellView, PositionView
from parley.wording import date_text, source_reference

LONG = 3
"""With so many issues an area starts a page of its own."""


class Notes:
    """The evidence of a document, each piece once, numbered in the order of its first use."""

    def __init__(self, index: CellIndex) -> None:
        self._index = index
        self._numbers: dict[Evidence, int] = {}

    def refs(self, evidence: Iterable[Evidence]) -> list[Ref]:
        """References to pieces of evidence."""
        numbers = {self._numbers.setdefault(each, len(self._numbers) + 1) for each in evidence}
        return [Ref(number) for number in sorted(numbers)]

    def all(self) -> tuple[Note, ...]:
        """The notes so far."""
        return tuple(self._note(each, number) for each, number in self._numbers.items())

    def sources(self) -> list[str]:
        """The ids of the sources so far, in the order of the folder."""
        used = {each.source for each in self._numbers}
        return [id for id in self._index.sources if id in used]

    def _note(self, evidence: Evidence, number: int) -> Note:
        """Where it is said, by whom, and in which words."""
        source = self._index.sources[evidence.source]
        title = f"“{source.title}”"
        before, _, after = source_reference(evidence, source).partition(title)
        named: Piece = Link(title, source.url) if source.url else Run(title)
        said: list[Piece] = [Run(": "), Run(f"“{evidence.quote}”")] if evidence.quote else []
        end = "" if evidence.quote and evidence.quote[-1] in ".!?…。" else "."
        noted: list[Piece] = [Run(" "), Run(evidence.note)] if evidence.note else []
        return Note(number, line(before, named, after, *said, end, *noted))


def issue_introduced(scope: Scope, issue: Issue, notes: Notes) -> Iterator[Paragraph | Bullets]:
    """What would be done, how it is measured, how far it is settled and why, and how it ended."""
    yield line(Run("Proposal: ", QUIET), Run(issue.proposal))
    if issue.scale is not None:
        scale = issue.scale
        unit = f" {scale.unit}" if scale.unit else ""
        yield line(
            Run("Scale: ", QUIET),
            f"from {scale.min:g}{unit} (", Run(scale.low), f") to {scale.max:g}{unit} (",
            Run(scale.high), ").",
        )  # fmt: skip
    if issue.options:
        rungs = [f"{at} {option.text}" for at, option in enumerate(issue.options, 1)]
        yield line(Run("Options, from the least to the most: ", QUIET), *listed(rungs, "; "), ".")
    why = [Run(". "), Run(issue.status_note)] if issue.status_note else [Run(".")]
    refs = notes.refs(issue.status_evidence)
    status = Run(STATUSES[issue.status].label, STRONG)
    yield line(Run("Status: ", QUIET), status, *why, *refs)
    if issue.outcome is not None:
        yield _outcome(issue, issue.outcome, notes)


def _outcome(issue: Issue, outcome: Outcome, notes: Notes) -> Paragraph:
    texts = {option.id: option.text for option in issue.options or ()}
    unit = issue.scale.unit if issue.scale else None
    parts = [
        STATUSES[outcome.status].label if outcome.status else None,
        texts.get(outcome.option, outcome.option) if outcome.option else None,
        value_text(outcome.value.from_, outcome.value.to, unit) if outcome.value else None,
        outcome.note,
    ]
    said = listed([part for part in parts if part], " · ")
    refs = notes.refs(outcome.evidence)
    return line(Run(f"Settled on {date_text(outcome.date)}: ", QUIET), *said, *refs)


def in_full(scope: Scope, notes: Notes) -> Iterator[Block]:
    """Each position in view in full, who is silent, and what hangs on the issue."""
    if isinstance(scope.about, Issue):
        yield heading(2, "Positions in full")
        for issue, cells in scope.cells:
            yield from _cells(scope, issue, cells, notes, 3)
        return
    first = True
    for area, found in groupby(scope.cells, key=lambda row: row[1][0].area):
        rows = list(found)
        title = line(Run(area), ": positions in full")
        yield heading(2, title, new_page=first or len(rows) >= LONG)
        first = False
        negotiation = scope.index.negotiation
        summary = negotiation.areas[negotiation.area_of[rows[0][0].id]].summary
        if summary:
            yield own(summary)
        for issue, cells in rows:
            opening = [*issue_introduced(scope, issue, notes)]
            yield Together((heading(3, own(issue.title)), *opening))
            yield from _cells(scope, issue, cells, notes, 4)


def _cells(
    scope: Scope, issue: Issue, cells: list[CellView], notes: Notes, level: int
) -> Iterator[Block]:
    in_view = set(scope.view.party_ids)
    followers: dict[str, list[Party]] = {}
    for cell in cells:
        bloc = cell.position.inherited_from if cell.position else None
        if bloc is not None and bloc.id in in_view:
            followers.setdefault(bloc.id, []).append(cell.party)
    for cell in cells:
        told = cell.position
        if told is None:
            if cell.others:
                yield Together((heading(level, own(cell.party.name)), *_others(cell, notes)))
        elif told.inherited_from is None or told.inherited_from.id not in in_view:
            following = followers.get(cell.party.id, [])
            yield Together(tuple(_position(scope, cell, told, following, notes, level)))
    yield from _silences(cells, isinstance(scope.about, Party))
    hanging = scope.index.hanging_on(issue.id)
    if hanging:
        items = [
            line(Run(each.party.name, STRONG), " on ", Run(each.issue.title), ": ", Run(each.text))
            for each in hanging
        ]
        yield Together((plain("What hangs on this issue:", QUIET), Bullets(tuple(items))))


def _position(
    scope: Scope,
    cell: CellView,
    told: PositionView,
    following: list[Party],
    notes: Notes,
    level: int,
) -> Iterator[Heading | Paragraph | Bullets]:
    yield heading(level, line(Run(told.party.name), ": ", stance(told)))
    said = listed([*marks(scope, told), date_text(told.date)], " · ")
    yield line(*said, style=QUIET)
    yield Paragraph((Run(told.summary), *notes.refs(told.evidence)), own=True)
    if told.inherited_from is not None:
        bloc = Run(told.inherited_from.name)
        yield line("Inherited: the position of ", bloc, ", of which it is a member.")
    if following:
        names = listed(party.name for party in following)
        yield line("Inherited by its members without a position of their own: ", *names, ".")
    if told.dissents:
        yield plain("Its own position differs from that of its bloc.")
    for key, text in told.facts:
        yield line(Run(f"{key}: ", QUIET), Run(text))
    for condition in told.conditions:
        kind = Run(f"{CONDITION_KINDS[condition.kind].label}: ", QUIET)
        issue = scope.index.issues[condition.issue].title if condition.issue else None
        hangs: list[Piece] = [Run(" Hangs on: "), Run(issue), Run(".")] if issue else []
        yield line(kind, Run(_ended(condition.text) if issue else condition.text), *hangs)
    for dispute in told.disputes:
        name = Run(scope.index.parties[dispute.party].name, STRONG)
        refs = notes.refs(dispute.evidence)
        yield line(Run("Contested by ", QUIET), name, ": ", Run(dispute.summary), *refs)
    yield from _others(cell, notes)


def _others(cell: CellView, notes: Notes) -> Iterator[Paragraph]:
    """Earlier positions, and reports of the same day that conflict with the one that holds."""
    for other in cell.others:
        word = "Also reported" if cell.also_reported(other) else "Earlier"
        yield line(
            Run(f"{word}, {date_text(other.date)}: ", QUIET), stance(other), ". ",
            Run(other.summary), *notes.refs(other.evidence),
        )  # fmt: skip


def _ended(text: str) -> str:
    return text if text[-1:] in ".!?…。" else f"{text}."


def _silences(cells: list[CellView], of_one: bool) -> Iterator[Block]:
    """Who is silent, by the kind of the silence, and where it was looked for."""
    silent = [(cell.party.name, cell.silence) for cell in cells if cell.silence is not None]
    pieces: list[Piece] = []
    for kind, term in SILENCES.items():
        by_look: dict[str, list[str]] = {}
        for name, silence in silent:
            if silence.kind == kind:
                by_look.setdefault(silence.looked, []).append(name)
        for looked, names in by_look.items():
            named = [Run(term.meaning)] if of_one else [*listed(names), Run(".")]
            pieces += [Run(f" {term.label}: ", STRONG), *named, Run(f" {looked}".rstrip())]
    if pieces:
        yield line(Run("Silent.", QUIET), *pieces)
