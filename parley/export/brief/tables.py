"""A scope in, the tables of a brief out: positions at a glance, and how far parties agree."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import pandas as pd

from parley.export.brief.scope import Scope
from parley.format.models import Issue, Party
from parley.frames.view import View, apply_selection
from parley.iter_rows import iter_rows
from parley.measures import STANDINGS, agreement, comparison, nearest, score_ranges
from parley.views.cell_views import CellView, PositionView
from parley.views.compare_text import result_text, standing_kinds
from parley.views.marks import LEFT_OUT, OUTSIDE_FILTER
from parley.views.position_text import stance
from parley.views.scores import TOO_FEW, counts_text, ranked, standing_term
from parley.views.text import (
    QUIET,
    SILENT,
    STRONG,
    Block,
    Paragraph,
    Run,
    SpanningRow,
    Table,
    TableCell,
    bullet_list,
    data_text,
    heading,
    paragraph,
    separated,
    verbatim,
)
from parley.wording import date_text

GLANCE: Final = "Positions at a glance"

MOST_PORTRAIT: Final = 4
MOST_LANDSCAPE: Final = 7
"""How many parties a table has room for on a portrait page, and on a landscape one."""


def mark_labels(scope: Scope, position: PositionView) -> list[str]:
    """What a reader must know at a glance beside the stance."""
    marks, cell = position.marks, (position.issue.id, position.party.id)
    if cell in scope.left_out:
        marks.append(LEFT_OUT)
    elif scope.marks and cell not in scope.matching:
        marks.append(OUTSIDE_FILTER)
    return [mark.label for mark in marks]


def matrix(scope: Scope) -> Iterator[Block]:
    """Issues by area and parties, in as many tables as a page has room for.

    About one issue the parties stand below each other.
    """
    caption = f"Positions as of {date_text(scope.index.day)}"
    if isinstance(scope.about, Issue):
        yield heading(2, GLANCE)
        rows = [
            (TableCell((verbatim(cell.party.name),)), _cell(scope, cell))
            for _, cells in scope.cells
            for cell in cells
        ]
        head = (paragraph("Party"), paragraph("Position"))
        yield Table(f"{caption}, party by party", head, tuple(rows), (0.32, 0.68))
        return
    columns = range(len(scope.view.party_ids))
    landscape = len(columns) > MOST_PORTRAIT
    yield heading(2, GLANCE, landscape=landscape)
    parts = list(_even(columns, MOST_LANDSCAPE if landscape else MOST_PORTRAIT))
    for part in parts:
        which = f", parties {part[0] + 1} to {part[-1] + 1} of {len(columns)}"
        yield _positions(scope, f"{caption}{which if len(parts) > 1 else ''}", part, landscape)


def _even(items: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    """Items in as few parts of at most so many as can be, about equally long."""
    parts = math.ceil(len(items) / most)
    for part in range(parts):
        yield items[len(items) * part // parts : len(items) * (part + 1) // parts]


def _positions(scope: Scope, caption: str, columns: Sequence[int], landscape: bool) -> Table:
    rows: list[tuple[TableCell, ...] | SpanningRow] = []
    for area, found in groupby(scope.cells, key=lambda row: row[1][0].area):
        rows.append(SpanningRow(verbatim(area, kind=STRONG)))
        for issue, cells in found:
            status = Paragraph((Run(scope.index.status_term(issue.id).label),), QUIET)
            titled = TableCell((verbatim(issue.title), status))
            rows.append((titled, *(_cell(scope, cells[column]) for column in columns)))
    names = list(scope.view.parties["name"])
    first = 0.34 if len(columns) < 3 else 0.22
    widths = (first, *((1 - first) / len(columns) for _ in columns))
    head = (paragraph("Issue"), *(verbatim(names[column]) for column in columns))
    return Table(caption, head, tuple(rows), widths, landscape)


def _cell(scope: Scope, cell: CellView) -> TableCell:
    position = cell.position
    if position is None:
        label = cell.silence.term.label if cell.silence else ""
        return TableCell((paragraph(Run(label, SILENT)),), SILENT)
    lines = [paragraph(stance(position))]
    if position.gist not in (position.stance_text, position.value):
        lines.append(verbatim(position.gist))
    lines.append(paragraph(*separated(map(Run, mark_labels(scope, position)), " · "), role=QUIET))
    return TableCell(tuple(lines), position.stance or "")


# --- how far they agree


def compared(scope: Scope) -> Iterator[Block]:
    """The agreement of each pair in view, or of the party with the others, and on which issues."""
    if isinstance(scope.about, Issue):
        return
    about = scope.about
    view = scope.view
    if about:
        others = apply_selection(scope.index.frames, scope.selection.with_parties(()))
        view = view.of(parties={about.id, *others.party_ids})
    pairs = nearest(view, about.id) if about else agreement(view)
    if pairs.empty:
        return
    yield heading(2, "How far they agree" if about is None else "Near and far")
    if about is None:
        names = {id: party.name for id, party in scope.index.parties.items()}
        yield paragraph(f"{result_text(view, standing_kinds(view), names)}.", role="lead")
    yield from _scores(scope, view, pairs, about)
    if about is None:
        yield from _groups(scope)


def _scores(scope: Scope, view: View, pairs: pd.DataFrame, about: Party | None) -> Iterator[Block]:
    """The pairs with a score, how sure each is, and in counts those without."""
    names = {id: party.name for id, party in scope.index.parties.items()}
    rows = ranked(pairs)
    scored = rows[rows["score"].notna()]
    if len(scored):
        sure = score_ranges(view, pairs=scored)
        cells = tuple(
            (
                TableCell((_pair(row, names, about),)),
                TableCell((paragraph(Run(f"{row.score:.2f}", STRONG)),)),
                TableCell((paragraph(counts_text(view, row)),)),
                TableCell((paragraph(f"{one.low:.2f} to {one.high:.2f}"),)),
                TableCell((paragraph(f"{one.bound_low:.2f} to {one.bound_high:.2f}"),)),
            )
            for row, one in zip(iter_rows(scored), iter_rows(sure), strict=True)
        )
        who = "Parties" if about is None else "Party"
        head = tuple(
            paragraph(name)
            for name in (who, "Agreement", "Rests on", "Without any one", "If all had spoken")
        )
        yield Table(
            "Agreement score, what it rests on and how sure it is",
            head, cells, (0.3, 0.13, 0.27, 0.15, 0.15),
        )  # fmt: skip
        yield paragraph(
            "1.00 is the same position everywhere, 0.00 the opposite one: 1 − Σ w·d / Σ w over the "
            "issues on which both have a position, d their distance from 0 to 1. The fourth column "
            "has the lowest and highest score when any one of these issues is left out, the last "
            "between which ends it would lie if both had spoken to all issues.",
            role=QUIET,
        )
    yield paragraph(TOO_FEW, role=QUIET)
    few = rows[rows["score"].isna() & (rows["shared"] > 0)]
    if len(few):
        yield bullet_list(
            [
                paragraph(*_pair(row, names, about).pieces, f": {counts_text(view, row)}.")
                for row in iter_rows(few)
            ]
        )
    yield from _never_both(view, pairs, names, about)


def _never_both(
    view: View, pairs: pd.DataFrame, names: dict[str, str], about: Party | None
) -> Iterator[Paragraph]:
    """The pairs that share no issue: first who shares none with anybody, then the other pairs."""
    said = (
        "No issue on which both have spoken"
        if view.measurable is None
        else "No issue on which both count"
    )
    if about is not None:
        without = [names[id] for id in pairs["party_b"][pairs["shared"] == 0]]
        if without:
            yield paragraph(f"{said} with: ", *separated(without), ".")
        return
    spoken = pairs[pairs["shared"] > 0]
    heard = {*spoken["party_a"], *spoken["party_b"]}
    everyone = list(dict.fromkeys([*pairs["party_a"], *pairs["party_b"]]))
    alone = [id for id in everyone if id not in heard]
    if alone:
        found = separated(names[id] for id in alone)
        yield paragraph(f"{said}, with anybody: ", *found, ".")
    rest = pairs[
        (pairs["shared"] == 0) & pairs["party_a"].isin(heard) & pairs["party_b"].isin(heard)
    ]
    if len(rest):
        pieces: list[Run] = []
        for first, others in rest.groupby("party_a", sort=False)["party_b"]:
            pieces += [Run("; ")] if pieces else []
            with_whom = separated(names[id] for id in others)
            pieces += [data_text(names[str(first)]), Run(" with "), *with_whom]
        yield paragraph(f"{said}: ", *pieces, ".")


def _pair(row: Any, names: dict[str, str], about: Party | None) -> Paragraph:
    if about is not None:
        return verbatim(names[row.party_b])
    return paragraph(data_text(names[row.party_a]), " and ", data_text(names[row.party_b]))


def _groups(scope: Scope) -> Iterator[Block]:
    """The issues by how the parties in view stand to each other; a bloc and a member count once."""
    stands = comparison(scope.view)
    items, out = [], {issue for issue, _ in scope.left_out}
    for kind in STANDINGS:
        issues = [issue for issue, _ in scope.cells_in_order if stands[issue.id] == kind]
        titles = [issue.title for issue in issues]
        if titles:
            term = standing_term(kind, any(issue.id in out for issue in issues))
            said = Run(f"{term.label} ({len(titles)})", STRONG)
            items.append(paragraph(said, f", {term.meaning}: ", *separated(titles, "; "), "."))
    yield heading(2, "Issue by issue")
    yield bullet_list(items)
