"""Positions on an issue in, a small axis out: where each stands, and the gap as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from parley.format.models import Issue
from parley.format.vocabulary import SCORES, STANCES
from parley.frames.acceptable import default_tolerance
from parley.frames.build import number_text
from parley.html import Html, tag
from parley.views.compared import Side

LOWEST: Final = min(SCORES.values())
SPAN: Final = max(SCORES.values()) - LOWEST

LETTERS: Final = {True: 0.024, False: 0.034}
"""About how much of the axis of two, or of more, a letter takes, so that no two names overlap."""
LONGEST: Final = 0.55
"""How much of it a name takes at most; the style sheet cuts a longer one."""

MOST_LETTERS: Final = 15
"""Letters of the names at one mark; of more, their number stands there."""

MOST: Final = 6
"""Marks on one axis; more say less than their cells do."""


class Placed(NamedTuple):
    """A position on an axis from 0 to 1; of a point both ends are the same."""

    side: Side
    low: float
    high: float


class Mark(NamedTuple):
    """A mark on an axis, of one party or of several that stand in one place."""

    name: str
    low: float
    high: float
    cls: str


class Axis(NamedTuple):
    """Where positions stand on an issue."""

    kind: str
    """`stance`, `scale` or `ladder`."""
    placed: tuple[Placed, ...]


def axis_of(issue: Issue, sides: Sequence[Side]) -> Axis:
    """The axis of an issue and those of the positions that have a place on it.

    It is the scale of a numeric issue, the ladder where all name a rung, else the stances.
    """
    held = [side for side in sides if not side.absent]
    if issue.scale is not None:
        start, span, kind = issue.scale.min, issue.scale.max - issue.scale.min, "scale"
    elif held and issue.options and not any(np.isnan(side.low) for side in held):
        start, span, kind = 0, max(len(issue.options) - 1, 1), "ladder"
    else:
        places = [(side, (side.score - LOWEST) / SPAN) for side in held]
        return Axis("stance", tuple(Placed(side, at, at) for side, at in places))
    placed = tuple(
        Placed(side, (side.low - start) / span, (side.high - start) / span)
        for side in held
        if not np.isnan(side.low)
    )
    return Axis(kind, placed)


def axis_html(
    issue: Issue, axis: Axis, names: dict[str, str], decimals: int, apart: bool
) -> Html | None:
    """The axis as a picture, for who sees it: the positions beside it say the same in words.

    `names` are written at the marks; with `apart` the line between them is drawn strong.
    """
    marks = _marks(axis.placed, names)
    if not marks or len(marks) > MOST:
        return None
    lanes = _lanes(marks, LETTERS[len(names) == 2])
    low, high = min(mark.high for mark in marks), max(mark.low for mark in marks)
    gap = None
    if high > low:
        style = f"--low:{low:.3f};--high:{high:.3f}"
        gap = tag("span", "", cls="gap apart" if apart else "gap", style=style)
    ticks = {"stance": len(STANCES), "ladder": len(issue.options or ())}.get(axis.kind, 2)
    return tag(
        "div",
        tag(
            "div",
            gap,
            *(_mark(mark, lane) for mark, lane in zip(marks, lanes, strict=True)),
            cls="line",
            style=f"--steps:{max(ticks - 1, 1)};--lanes:{max(lanes) + 1}",
        ),
        _ends(issue, axis.kind, decimals),
        cls="distance",
        aria_hidden="true",
    )


def _marks(placed: Sequence[Placed], names: dict[str, str]) -> list[Mark]:
    """A mark for each position; of more than two those in one place share one."""
    places: dict[object, list[Placed]] = {}
    for each in placed:
        place = (each.low, each.high, each.side.stance) if len(placed) > 2 else each.side.party
        places.setdefault(place, []).append(each)
    marks = []
    for those in places.values():
        first = those[0]
        name = ", ".join(names[each.side.party] for each in those)
        if len(those) > 1 and len(name) > MOST_LETTERS:
            name = f"{len(those)} parties"
        filled = " on-record" if all(each.side.on_record for each in those) else ""
        marks.append(Mark(name, first.low, first.high, f"{first.side.stance or 'value'}{filled}"))
    return marks


def _mark(mark: Mark, lane: int) -> Html:
    return tag(
        "span",
        tag("i", ""),
        tag("bdi", mark.name),
        cls=f"at {mark.cls}",
        style=f"--low:{mark.low:.3f};--high:{mark.high:.3f};--lane:{lane}",
    )


def _lanes(marks: Sequence[Mark], letter: float) -> list[int]:
    """A lane for each mark, so that neither marks nor names overlap: the first that is free."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for mark in marks:
        width = min(letter * (len(mark.name) + 1), LONGEST)
        middle = (mark.low + mark.high) / 2
        start = middle - middle * width  # a name never leaves the axis at either end
        span = min(start, mark.low - 0.04), max(start + width, mark.high + 0.04)
        free = (
            lane
            for lane, others in enumerate(taken)
            if all(span[1] <= low or span[0] >= high for low, high in others)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        lanes.append(lane)
    return lanes


def _ends(issue: Issue, kind: str, decimals: int) -> Html | None:
    """What stands at both ends of a scale or a ladder; those of stances stand once above all."""
    if kind == "scale" and issue.scale is not None:
        scale = issue.scale
        unit = f" {scale.unit}" if scale.unit else ""
        ends = [
            (f"{number_text(value, decimals)}{unit}", text)
            for value, text in ((scale.min, scale.low), (scale.max, scale.high))
        ]
    elif kind == "ladder" and issue.options:
        last = len(issue.options)
        ends = [("Rung 1", issue.options[0].text), (f"Rung {last}", issue.options[-1].text)]
    else:
        return None
    return tag(
        "div",
        *(tag("span", tag("b", value), " ", tag("bdi", text)) for value, text in ends),
        cls="ends",
    )


def gap_text(issue: Issue, axis: Axis, kind: str, unit: str | None, decimals: int) -> str:
    """On a scale or a ladder how two or more stand to each other: compatible, the same, or apart.

    `kind` is that of STANDINGS. Of stances the heading above them says it.
    """
    sides = [each.side for each in axis.placed]
    if axis.kind == "stance" or len(sides) < 2 or len(sides) != len(axis.placed):
        return ""
    if kind == "agree":
        return "The same" if _same(issue, axis.kind, sides) else "Compatible"
    if kind != "differ":
        return ""
    gap = max(side.low for side in sides) - min(side.high for side in sides)
    if axis.kind == "ladder":
        return f"{gap:.0f} {'rung' if round(gap) == 1 else 'rungs'} apart"
    said = f"{number_text(gap, decimals)} {unit}" if unit else number_text(gap, decimals)
    return f"{'Up to ' if len(sides) > 2 else ''}{said} apart"


def _same(issue: Issue, kind: str, sides: Sequence[Side]) -> bool:
    """Whether all say the same: with equal bounds and both ends within the tolerance."""
    tolerance = 0.0
    if kind == "scale" and issue.scale is not None:
        scale = issue.scale
        given = scale.tolerance
        tolerance = default_tolerance(scale.max - scale.min) if given is None else given
    words = {(side.stance, side.bound, side.rungs) for side in sides}
    ends = [[getattr(side, end) for side in sides] for end in ("low", "high")]
    return len(words) == 1 and all(max(each) - min(each) <= tolerance + 1e-9 for each in ends)
