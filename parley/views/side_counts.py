"""Many voices on each issue in, counts to both sides out: numbers, a bar, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES, STANCES
from parley.frames.acceptable import ladders
from parley.frames.build import number_text
from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.issue_groups import SIDES
from parley.views.stands import places
from parley.wording import count, plural

BINS: Final = 20
"""Steps of a scale in which values are counted."""
SCALE_COLUMNS: Final = ["issue", "scale_min", "scale_max", "unit", "decimals"]
AGAINST: Final = tuple(side for side in SIDES if SCORES[side] < 0)
FOR: Final = tuple(side for side in SIDES if SCORES[side] > 0)

Names = Sequence[tuple[str, list[str]]]
"""Who is behind a number: its word, and their names."""


class SideCounts:
    """The voices on the issues of a view, by side, or along the issue's own axis."""

    def __init__(self, view: View, most: int) -> None:
        """`most` is the number of voices at which a bar fills its half."""
        self._most = max(most, 1)
        low, high = places(view, view.voices)
        known = ~np.isnan(low)
        issue, middle = view.voices.issue[known], (low + high)[known] / 2
        rungs = np.array([len(ladder) for ladder in ladders(view.issues)])
        numeric = view.issues["scale_min"].notna().to_numpy()
        bins = np.where(numeric, BINS, np.clip(rungs, 1, BINS))
        step = np.round(middle * (bins[issue] - 1)).astype(int)
        self._axes = {}
        for at, row in enumerate(iter_rows(view.issues[SCALE_COLUMNS])):
            here = step[issue == at]
            if len(here):
                ends = _ends(row) if numeric[at] else ("rung 1", f"rung {rungs[at]}")
                self._axes[str(row.issue)] = (np.bincount(here, minlength=bins[at]).tolist(), ends)

    def drawn(self, row: Any, names: Names) -> Html:
        """The counts of an issue, which open who is behind them where names are given.

        `row` is one of `issue_groups`.
        """
        shown = self._along(row) if row.issue in self._axes else self._sides(row)
        if not names or not row.voices:
            return tag("div", *shown, cls="counts")
        listed = (
            join(tag("dt", word), tag("dd", tag("bdi", ", ".join(those)))) for word, those in names
        )
        who = tag("span", "who", cls="who")
        return tag("details", tag("summary", *shown, who), tag("dl", *listed), cls="counts")

    def _sides(self, row: Any) -> list[Html]:
        numbers = {side: int(getattr(row, side)) for side in SIDES}
        words = "; ".join(f"{STANCES[side].label}: {n:,}" for side, n in numbers.items() if n)
        halves = (
            tag("span", *(self._part(side, numbers[side]) for side in sides), cls=cls)
            for sides, cls in ((AGAINST, "con"), (FOR, "pro"))
        )
        against, for_ = (sum(numbers[side] for side in sides) for sides in (AGAINST, FOR))
        undecided = f"{numbers['undecided']:,} undecided" if numbers["undecided"] else ""
        return [
            tag("span", f"{against:,} against", cls="number"),
            tag("span", *halves, cls="bar", title=words),
            tag("span", f"{for_:,} for"),
            tag("span", undecided, cls="neither"),
        ]

    def _part(self, side: str, number: int) -> Html | None:
        width = f"width:{number / self._most:.1%}"
        return tag("i", cls=side, style=width) if number else None

    def _along(self, row: Any) -> list[Html]:
        """How many stand at each step of the axis."""
        steps, (low, high) = self._axes[row.issue]
        most = max(steps)
        bars = (tag("i", style=f"height:{number / most:.0%}") for number in steps)
        named = sum(steps)
        what = (
            count(named, "value")
            if row.valued
            else f"{named:,} {plural(named, 'names', 'name')} a rung"
        )
        return [
            tag("span", low, cls="number"),
            tag("span", *bars, cls="spread"),
            tag("span", tag("bdi", high)),
            tag("span", what, cls="neither"),
        ]


def _ends(row: Any) -> tuple[str, str]:
    low, high = (number_text(each, int(row.decimals)) for each in (row.scale_min, row.scale_max))
    return low, high if pd.isna(row.unit) else f"{high} {row.unit}"


def names_by_issue(view: View) -> dict[str, Names]:
    """Who is behind the counts of each issue: by stance, or by value, the lowest first."""
    voices = view.voices
    short = view.parties["short"].to_numpy(object)[voices.party].tolist()
    low, _ = places(view, voices)
    valued = ~np.isnan(voices.numbers("value_from"))
    side = np.where(valued, len(SIDES), voices.places("stance", SIDES))
    words = [*(STANCES[each].label for each in SIDES), "By value, the lowest first"]
    found: list[dict[int, list[str]]] = [{} for _ in view.issue_ids]
    for at in np.lexsort((np.where(valued, low, 0), side, voices.issue)).tolist():
        found[voices.issue[at]].setdefault(int(side[at]), []).append(short[at])
    return {
        issue: [(words[side], names) for side, names in of.items()]
        for issue, of in zip(view.issue_ids, found, strict=True)
    }
