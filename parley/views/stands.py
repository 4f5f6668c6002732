"""A context and issues in, who stands where on each out: who is heard, who is silent, left out.

All voices count here; Common ground says what stands between those that decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES
from parley.frames.acceptable import issue_measures, ladders
from parley.frames.build import number_text, value_text, value_units
from parley.frames.cells import Cells, Numbers
from parley.frames.view import View
from parley.iter_rows import iter_rows
from parley.measures.issue_groups import issue_groups
from parley.measures.said_by import on_record
from parley.views.context import ViewContext

HELD_COLUMNS: Final = [
    "position", "stance", "value_from", "value_to", "bound", "option", "fallback", "gist",
    "attribution", "red_line", "disputed", "inherited_from",
]  # fmt: skip
"""The columns of positions that are read, one by one."""

GROUP_HEADS: Final = {
    "apart": "They stand apart",
    "together": "Lean the same way",
    "mixed": "Heard, no common direction",
    "one": "One heard",
    "none": "Nobody heard",
}
"""How a heading names each of GROUPS."""


@dataclass(frozen=True)
class Held:
    """What a party holds on an issue; frozen, like all here."""

    party: str
    name: str
    short: str
    stance: str | None
    value: str
    """The value or range with its unit, on a numeric issue; else empty."""
    amount: str
    """The same without the unit."""
    gist: str
    on_record: bool
    supposed: bool
    """Whether the reader supposes it, so that it is nobody's word."""
    red_line: bool
    contested: bool
    """Whether somebody contests that it holds this."""
    conditional: bool
    position: int
    """The number of the position in the frames."""
    inherited_from: str | None
    """The name of the bloc whose position it takes."""
    counts: bool
    """Whether it is a voice, and not spoken for by another in view."""
    speaks_for: tuple[str, ...]
    """The short names of those in view that say the same as it, as its members do."""
    low: float | None
    """Where what it would take begins on the issue's own axis, from 0 to 1; None where nowhere."""
    high: float | None
    """Where it ends."""


@dataclass(frozen=True)
class Axis:
    """The axis of an issue of its own: a scale, or the rungs of a ladder."""

    ends: tuple[str, str]
    """The lowest and the highest value, without unit; or the first and the last rung."""
    unit: str = ""
    rungs: tuple[str, ...] = ()
    """The texts of a ladder's rungs, from the least to the most; empty on a scale."""


@dataclass(frozen=True)
class IssueStand:
    """Who stands where on one issue."""

    issue: str
    title: str
    status: str
    group: str
    """One of `parley.measures.issue_groups.GROUPS`."""
    held: tuple[Held, ...]
    """Those heard, from opposes to supports or along the axis, then in the order of showing."""
    silent: tuple[str, ...]
    """The short names of those not heard."""
    left_out: tuple[str, ...]
    """The short names of those whose position the filters leave out: they are not silent."""
    axis: Axis | None
    """The issue's own axis; None where the stances are its axis."""

    @property
    def voices(self) -> tuple[Held, ...]:
        """Those heard that count."""
        return tuple(each for each in self.held if each.counts)


def grouped(context: ViewContext) -> pd.DataFrame:
    """The issues in view with their groups, as `issue_groups` has them, computed once."""
    return context.cached_for(context.view, "issue groups", lambda: issue_groups(context.view))


def issue_stands(context: ViewContext, issues: Iterable[str] | None = None) -> list[IssueStand]:
    """Who stands where on some of the issues in view, by default all, in the order of showing."""
    view = context.view
    if issues is not None and len(asked := set(issues)) < len(view.issues):
        view = view.of(issues=asked)
    group = dict(iter_rows(grouped(context)[["issue", "group"]]))
    short = view.parties["short"].tolist()
    held = _held(context, view)
    heard = _cells_by_issue(view.cells.issue, view.cells.party, len(view.issues))
    out = _cells_by_issue(view.left_out_cells.issue, view.left_out_cells.party, len(view.issues))
    axes = _axes(context, view)
    stands = []
    for at, row in enumerate(iter_rows(view.issues[["issue", "title", "status"]])):
        absent = [name for party, name in enumerate(short) if party not in heard[at] | out[at]]
        stands.append(
            IssueStand(
                str(row.issue),
                row.title,
                row.status,
                group[str(row.issue)],
                tuple(sorted(held[at], key=_order)),
                tuple(absent),
                tuple(short[party] for party in sorted(out[at])),
                axes[at] if any(each.low is not None for each in held[at]) else None,
            )
        )
    return stands


def _order(each: Held) -> tuple[float, float]:
    """From opposes to supports; along the issue's axis where it has a place on it."""
    if each.low is not None and each.high is not None:
        return (0.0, each.low + each.high)
    return (1.0, SCORES.get(each.stance or "", 0))


def _cells_by_issue(issue: Any, party: Any, issues: int) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in range(issues)]
    for at, who in zip(issue.tolist(), party.tolist(), strict=True):
        found[at].add(who)
    return found


def _held(context: ViewContext, view: View) -> list[list[Held]]:
    """What those in view hold on each of its issues."""
    cells, voices = view.cells, view.found_voices
    rows = cells.of(np.arange(len(view.frames.positions))).tolist()
    issue, party = cells.issue.tolist(), cells.party.tolist()
    short = view.parties["short"].tolist()
    ids, names = view.party_ids, view.parties["name"].tolist()
    conditional = set(context.frames.conditions["position"])
    units = list(value_units(view.issues).values())
    low, high = map(_or_none, places(view, cells))
    name_of_row = dict(zip(rows, (short[each] for each in party), strict=True))
    found: list[list[Held]] = [[] for _ in range(len(view.issues))]
    for at, row in enumerate(iter_rows(cells.frame(HELD_COLUMNS))):
        counts = bool(voices.counts[rows[at]])
        follow = voices.followers(rows[at]).tolist() if counts and view.blocs else []
        found[issue[at]].append(
            Held(
                party=ids[party[at]],
                name=names[party[at]],
                short=short[party[at]],
                stance=None if pd.isna(row.stance) else str(row.stance),
                value=_value(row, *units[issue[at]]),
                amount=_value(row, None, units[issue[at]][1]),
                gist=row.gist,
                on_record=on_record(row.attribution),
                supposed=bool(pd.isna(row.attribution)),
                red_line=bool(row.red_line),
                contested=bool(row.disputed),
                conditional=row.position in conditional,
                position=int(row.position),
                inherited_from=None
                if pd.isna(row.inherited_from)
                else context.party_names[row.inherited_from],
                counts=counts,
                speaks_for=tuple(name_of_row[each] for each in follow if each in name_of_row),
                low=low[at],
                high=high[at],
            )
        )
    return found


def _value(row: Any, unit: str | None, decimals: int) -> str:
    if pd.isna(row.value_from):
        return ""
    return value_text(row.value_from, row.value_to, unit, row.bound, decimals)


def places(view: View, cells: Cells) -> tuple[Numbers, Numbers]:
    """Where what some positions would take begins and ends on their issue's own axis.

    From 0 to 1, missing where a position has no place on it.
    """
    measures = issue_measures(view.issues)
    start, span = (each[cells.issue] for each in (measures.start, measures.span))
    span = np.where(span > 0, span, np.nan)
    low, high = ((cells.of(ends) - start) / span for ends in view.acceptable)
    return low, high


def _or_none(numbers: Numbers) -> list[float | None]:
    return [None if each != each else each for each in numbers.tolist()]


def _axes(context: ViewContext, view: View) -> list[Axis | None]:
    """The own axis of each of its issues, where it has a scale or a ladder."""
    columns = ["issue", "scale_min", "scale_max", "unit", "decimals"]
    axes: list[Axis | None] = []
    for row, ladder in zip(iter_rows(view.issues[columns]), ladders(view.issues), strict=True):
        if pd.notna(row.scale_min):
            low, high = (
                number_text(each, int(row.decimals)) for each in (row.scale_min, row.scale_max)
            )
            axes.append(Axis((low, high), "" if pd.isna(row.unit) else str(row.unit)))
        elif ladder:
            options = context.index.issues[str(row.issue)].options or ()
            rungs = tuple(option.text for option in options)
            axes.append(Axis((rungs[0], rungs[-1]), rungs=rungs))
        else:
            axes.append(None)
    return axes
