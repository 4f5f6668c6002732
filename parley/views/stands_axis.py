"""An issue with an axis of its own in, that axis out: who stands where on its scale or ladder."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from parley.html import Html, tag
from parley.views.stands import Axis, Held, IssueStand

DrawHeld = Callable[[Held], Html]


def axis_strip(stand: IssueStand, held: DrawHeld) -> Html:
    """The axis with its ends, the gap that separates the furthest two, and a line for each value.

    `held` draws a party. Those that name no value, or no rung, stand below.
    """
    axis = stand.axis
    assert axis is not None
    placed = [each for each in stand.voices if each.low is not None]
    others = [each for each in stand.voices if each.low is None]
    lines = [
        _line(axis, [*those], held)
        for _, those in groupby(placed, key=lambda each: (each.low, each.high, each.amount))
    ]
    rest = None
    if others:
        words = "names no rung" if axis.rungs else "names no value"
        rest = tag("div", *map(held, others), tag("span", words, cls="amount"), cls="unplaced")
    return tag("div", _scale(axis, _gap(stand, placed)), *lines, rest, cls="axis")


def _scale(axis: Axis, gap: tuple[float, float] | None) -> Html:
    first, last = axis.ends
    steps = None
    if axis.rungs:
        number = len(axis.rungs)
        first, last = f"1 {first}", f"{number} {last}"
        steps = tag("span", f"{number} rungs", cls="unit")
    elif axis.unit:
        steps = tag("span", tag("bdi", axis.unit), cls="unit")
    mark = tag("i", cls="gap", style=_stretch(*gap)) if gap else None
    return tag("div", tag("bdi", first), steps, tag("bdi", last), mark, cls="scale")


def _gap(stand: IssueStand, placed: list[Held]) -> tuple[float, float] | None:
    """From where the lowest would still go to where the highest begins, where they stand apart."""
    if stand.group != "apart" or not placed:
        return None
    low = min(each.high for each in placed if each.high is not None)
    high = max(each.low for each in placed if each.low is not None)
    return (low, high) if low < high else None


def _line(axis: Axis, those: list[Held], held: DrawHeld) -> Html:
    """Those that would take the same, at its place."""
    low, high = those[0].low or 0.0, those[0].high or 0.0
    return tag(
        "div",
        tag("i", cls="reach" if low < high else "reach point", style=_stretch(low, high)),
        tag(
            "div",
            *map(held, those),
            tag("bdi", _amount(axis, those[0]), cls="amount"),
            cls="at",
            style=f"--at:{(low + high) / 2:.3f}",
        ),
        cls="value-line",
    )


def _amount(axis: Axis, held: Held) -> str:
    """The value that is named, without its unit, or the rungs."""
    if not axis.rungs:
        return held.amount
    steps = len(axis.rungs) - 1
    low, high = (round((each or 0.0) * steps) + 1 for each in (held.low, held.high))
    return f"rung {low}" if low == high else f"rungs {low}–{high}"


def _stretch(low: float, high: float) -> str:
    return f"--from:{low:.3f};--to:{high:.3f}"
