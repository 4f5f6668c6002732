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

    def __init__(self, view: View, at: Sequence[int], most: int) -> None:
        """`at` are the places of the issues in view; `most` is how many voices fill a half."""
        self._view, self._at, self._most = view, at, max(most, 1)
        every = view.voices.issue
        rows = [np.arange(*np.searchsorted(every, [each, each + 1])) for each in at]
        self._voices = view.voices.take(np.concatenate(rows))
        self._low, high = places(view, self._voices)
        middle, own = (self._low + high) / 2, ladders(view.issues.iloc[list(at)])
        self._axes = {}
        start = 0
        issues = iter_rows(view.issues.iloc[list(at)][SCALE_COLUMNS])
        for issue, ladder, each in zip(issues, own, rows, strict=True):
            here = middle[start : start + len(each)]
            start += len(each)
            here = here[~np.isnan(here)]
            if len(here):
                numeric = pd.notna(issue.scale_min)
                bins = BINS if numeric else len(ladder)
                step = np.round(here * (bins - 1)).astype(int)
                ends = _ends(issue) if numeric else ("rung 1", f"rung {bins}")
                self._axes[str(issue.issue)] = (np.bincount(step, minlength=bins).tolist(), ends)

    def names(self) -> dict[str, Names]:
        """Who is behind the counts of each issue: by stance, or by value, the lowest first."""
        view, voices = self._view, self._voices
        short = view.parties["short"].to_numpy(object)[voices.party].tolist()
        valued = ~np.isnan(voices.numbers("value_from"))
        side = np.where(valued, len(SIDES), voices.places("stance", SIDES))
        words = [*(STANCES[each].label for each in SIDES), "By value, the lowest first"]
        order = np.lexsort((np.where(valued, self._low, 0), side, voices.issue))
        found: dict[int, dict[int, list[str]]] = {}
        rows = zip(order.tolist(), voices.issue[order].tolist(), side[order].tolist(), strict=True)
        for row, issue, at in rows:
            found.setdefault(issue, {}).setdefault(at, []).append(short[row])
        ids = view.issues["issue"].iloc[list(self._at)].tolist()
        return {
            str(id): [(words[side], names) for side, names in found.get(at, {}).items()]
            for id, at in zip(ids, self._at, strict=True)
        }

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
