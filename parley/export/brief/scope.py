"""A reader's choice in, the scope of a brief out: what it is about, what is in view, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from parley.format.models import Issue, Party
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, represented_members
from parley.views.cell_views import CellView
from parley.views.cells import CellIndex
from parley.views.issue_order import most_contested_first
from parley.views.text import STRONG, Paragraph, Run, data_text, paragraph, separated, verbatim
from parley.wording import count, date_text

MOST_NAMED = 4
"""How many parties a title names."""


@dataclass(frozen=True)
class Scope:
    """What a brief is about, and what of the negotiation is in view for it."""

    index: CellIndex
    selection: Selection
    about: Issue | Party | None
    """Without an issue or a party the parties in view are compared."""
    view: View
    home: bool
    """Whether the parties are the folder's home parties, because none was chosen."""

    @cached_property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return self.view.party_ids

    @cached_property
    def cells(self) -> list[tuple[Issue, list[CellView]]]:
        """The issues in view, each with the cells of the parties in view."""
        issues = self.view.issues["issue"].astype(str).tolist()
        found = self.index.cells(issues, self.party_ids)
        return [
            (self.index.issues[issue], [found[issue, party] for party in self.party_ids])
            for issue in issues
        ]

    @cached_property
    def cells_in_order(self) -> list[tuple[Issue, list[CellView]]]:
        """The same, area by area, those first that are contested most, as lists have them."""
        rank = most_contested_first(self.index.frames).rank
        return sorted(self.cells, key=lambda row: rank[row[0].id])

    @property
    def marks(self) -> bool:
        """Whether some positions in view may lie outside the filter."""
        return self.selection.marks and not isinstance(self.about, Issue)

    @cached_property
    def matching(self) -> set[tuple[str, str]]:
        """The issue and the party of each position in view that the filter lets through."""
        rows = self.view.positions[self.view.positions["matches"].to_numpy(bool)]
        return set(zip(rows["issue"].astype(str), rows["party"].astype(str), strict=True))

    @cached_property
    def left_out(self) -> set[tuple[str, str]]:
        """The issue and the party of each position that the filters leave out of what counts."""
        rows = self.view.frames.positions[["issue", "party"]][self.view.left_out]
        return set(zip(rows["issue"].astype(str), rows["party"].astype(str), strict=True))

    @property
    def title(self) -> Paragraph:
        """What it is about, in words."""
        if self.about is not None:
            about = self.about
            name = about.title if isinstance(about, Issue) else about.name
            return verbatim(name)
        names = list(self.view.parties["name"])
        if not 1 < len(names) <= MOST_NAMED:
            return paragraph(f"{count(len(names), 'party', 'parties')} compared")
        return paragraph(*separated(names[:-1]), " and ", data_text(names[-1]), " compared")


def scope(index: CellIndex, selection: Selection, about: Issue | Party | None = None) -> Scope:
    """The scope of a brief.

    A brief about an issue has the chosen parties and no other filter; one about a party has all
    filters but that of parties. Without a choice, the folder's home parties are compared.
    """
    frames = index.frames
    if isinstance(about, Party):
        found = apply_selection(frames, replace(selection, parties=(about.id,)))
        return Scope(index, selection, about, found, home=False)
    if isinstance(about, Issue):
        found = apply_selection(frames, Selection(parties=selection.parties))
        return Scope(index, selection, about, found.of(issues=[about.id]), home=False)
    home = frames.parties["party"][frames.parties["home"]].astype(str)
    by_default = not selection.parties and len(home) > 0
    chosen = selection.with_parties(home) if by_default else selection
    return Scope(index, selection, None, apply_selection(frames, chosen), home=by_default)


def in_view(scope: Scope) -> Iterator[Paragraph]:
    """What is in view, in words: nothing is left out without one."""
    if not isinstance(scope.about, Party):
        yield from _parties(scope)
    if not isinstance(scope.about, Issue):
        yield from _issues(scope)
    yield from _filters(scope)


def _parties(scope: Scope) -> Iterator[Paragraph]:
    names, everyone = list(scope.view.parties["name"]), scope.index.parties
    yield _share(len(names), len(everyone), "party", "parties", ": ", names)
    hidden = {} if scope.selection.parties else represented_members(scope.index.frames)
    members = {name for names in hidden.values() for name in names}
    shown = set(scope.party_ids)
    rest = [party.name for id, party in everyone.items() if id not in shown]
    out = [name for name in rest if name not in members]
    if out:
        why = "not chosen" if scope.selection.parties else "not among the folder's home parties"
        yield paragraph(f"Left out ({why}): ", *separated(out), ".")
    spoken = [name for name in rest if name in members]
    if spoken:
        yield paragraph("Left out (they hold nothing beside their bloc): ", *separated(spoken), ".")


def _issues(scope: Scope) -> Iterator[Paragraph]:
    issues, everything = scope.view.issues, scope.index.negotiation.issues
    areas = list(dict.fromkeys(issues["area_title"]))
    yield _share(len(issues), len(everything), "issue", "issues", ", in ", areas)


def _share(
    number: int, possible: int, one: str, many: str, before: str, names: list[str]
) -> Paragraph:
    """How many of how many there are, and their names: 4 of 9 parties: A, B, C, D."""
    of = "All" if number == possible else f"{number} of"
    what = Run(f"{of} {possible:,} {one if possible == 1 else many}", STRONG)
    return paragraph(what, before, *separated(names), ".") if names else paragraph(what, ".")


def _filters(scope: Scope) -> Iterator[Paragraph]:
    chosen = scope.selection
    if isinstance(scope.about, Issue):
        if replace(chosen, parties=(), day=None) != Selection():
            yield paragraph("Filters other than that of parties are left aside for one issue.")
        return
    titles = {id: area.title for id, area in scope.index.negotiation.areas.items()}
    if chosen.areas:
        areas = (titles.get(id, id) for id in chosen.areas)
        yield paragraph("Only these areas: ", *separated(areas), ".")
    if chosen.statuses:
        labels = (Run(STATUSES[id].label) for id in chosen.statuses)
        yield paragraph("Only issues of this status: ", *separated(labels), ".")
    if chosen.attributions:
        labels = (Run(ATTRIBUTIONS[id].label) for id in chosen.attributions)
        yield paragraph("Only positions by this word: ", *separated(labels), ".")
    if chosen.record:
        yield paragraph("Only positions on the record.")
    if chosen.since is not None:
        yield paragraph(f"Only positions said since {date_text(chosen.since)}.")
    if chosen.leaves_out:
        number = count(int(scope.view.left_out.sum()), "position")
        yield paragraph(f"That leaves out {number}, which is told as left out and not as silence.")
    if not chosen.marks:
        return
    marks = [
        ("stance", [STANCES[id].label for id in chosen.stances]),
        ("declared", ["red line"] if chosen.red_lines else []),
        ("words", [f"“{chosen.words.strip()}”"] if chosen.words.strip() else []),
    ]
    said = [f"{key} {' or '.join(names)}" for key, names in marks if names]
    found = 0 if scope.view.empty_because else len(scope.matching)
    yield paragraph(
        "Sought: ",
        *separated(map(Run, said), "; "),
        f". {count(found, 'position')} {'matches' if found == 1 else 'match'}; all others are "
        "shown as well, marked “Outside the filter”, and every number counts them.",
    )
