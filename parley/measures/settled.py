"""Issues and positions in, the share that is settled out, under every reading of "settled"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import Rows, index_in
from parley.frames.blocs import is_voice
from parley.measures.cells import ByIssue, Numbers
from parley.measures.scores import lean_intervals

Issues = npt.NDArray[np.bool_]
"""Yes or no for each issue in view."""

MEANINGS: Final = {
    "agreed": "the status is agreed",
    "converging": "the status is agreed or converging",
    "same-side": "all that have spoken lean the same way, at least two",
}
"""What counts as settled."""

UNITS: Final = {
    "issue": "every issue counts the same",
    "area": "every area counts the same: the mean of their shares",
    "weight": "every issue counts by its weight",
}
"""What is counted."""

DIRECT: Final = ("document", "on-record", "joint-statement")
EVIDENCE: Final[dict[str, tuple[str, ...]]] = {
    "all": (
        "document",
        "on-record",
        "joint-statement",
        "poll",
        "anonymous",
        "second-hand",
        "reporter",
    ),
    "firm": ("document", "on-record", "joint-statement", "poll", "reporter"),
    "record": DIRECT,
}
"""The attributions that count as evidence."""

EVIDENCE_WORDS: Final = {
    "all": "any evidence",
    "firm": "no second-hand and no unnamed official",
    "record": "on the record, in a document or a joint statement only",
}

COLUMNS: Final = [
    "meaning", "unit", "circle", "evidence", "covered", "settled", "of", "share", "near",
]  # fmt: skip

HELD: Final = [
    "issue", "party", "score", "value_from", "value_to", "current", "inherited_from",
]  # fmt: skip
"""What of a position decides a side, and who counts."""

NEAR: Final = 0.05
"""How close a share must come to a claim to be near it."""


class Circle(NamedTuple):
    """Whose positions count: a name, and the ids of the parties."""

    name: str
    parties: tuple[str, ...]
    without: str = ""
    """The party that is left out, if any: what members take from a bloc goes with it."""


def readings(
    issues: pd.DataFrame,
    positions: pd.DataFrame,
    evidence: pd.DataFrame,
    circles: Collection[Circle],
    blocs: dict[str, list[str]],
    claim: float | None = None,
) -> pd.DataFrame:
    """The share of the issues in view that is settled, under every reading.

    `issues` are those in view, `positions` and `evidence` the frames of the day. A status counts
    where a citation of it is of the allowed sort, a position where its most direct evidence is; the
    circle makes no difference to a status, which stands for all. An issue on which nobody or one
    party alone has spoken is not settled by leaning the same way; what several members take from
    one bloc is one voice.

    Returns one row a reading with the columns meaning (a key of MEANINGS), unit (of UNITS), circle
    (its name), evidence (of EVIDENCE), covered (issues that the reading can tell of: with a known
    status that is cited, or on which at least two have spoken), settled and of (issues, or their
    weights; by area the sum of the areas' shares and the number of areas), share (missing where
    there are no issues) and near (whether it comes within NEAR of the claim, missing without one).
    """
    whole = _Whole(issues)
    rows = [
        (meaning, unit, circle, kind, int(covered.sum()), *whole.share(settled, unit))
        for meaning, circle, kind, covered, settled in _settled(
            issues, positions, evidence, circles, blocs
        )
        for unit in UNITS
    ]
    found = pd.DataFrame(rows, columns=COLUMNS[:-1])
    if claim is None:
        return found.assign(near=pd.Series(pd.NA, index=found.index, dtype="boolean"))
    return found.assign(near=((found["share"] - claim).abs() <= NEAR + 1e-9).astype("boolean"))


def _settled(
    issues: pd.DataFrame,
    positions: pd.DataFrame,
    evidence: pd.DataFrame,
    circles: Collection[Circle],
    blocs: dict[str, list[str]],
) -> Iterator[tuple[str, str, str, Issues, Issues]]:
    status = issues["status"].astype("str")
    of_status = evidence[evidence["role"] == "status"]
    for kind, allowed in EVIDENCE.items():
        told = set(of_status["issue"][of_status["attribution"].isin(allowed)])
        known = issues["issue"].isin(told).to_numpy() | (kind == "all")
        covered = known & (status != "unknown").to_numpy()
        for meaning, words in (("agreed", ["agreed"]), ("converging", ["agreed", "converging"])):
            yield meaning, "all parties", kind, covered, covered & status.isin(words).to_numpy()
        table = _Table(issues, positions, allowed, blocs)
        for circle in circles:
            yield "same-side", circle.name, kind, *table.same_side(circle)


class _Table:
    """The positions that one sort of evidence allows, and what any circle of parties comes to.

    Most circles leave one party out of the same others. Where nobody speaks in its place, they are
    told from what all of them come to, and nobody else is counted again.
    """

    def __init__(
        self,
        issues: pd.DataFrame,
        positions: pd.DataFrame,
        allowed: tuple[str, ...],
        blocs: dict[str, list[str]],
    ) -> None:
        held = positions.loc[positions["attribution"].isin(allowed).to_numpy(), HELD]
        low, high = lean_intervals(held, issues)
        issue = index_in(held["issue"], issues["issue"])
        said = held["current"].to_numpy(bool) & ~np.isnan(low) & (issue >= 0)
        self.held, self.blocs = held[said], blocs
        self.issue, self.low, self.high = issue[said], low[said], high[said]
        self.numeric = issues["numeric"].to_numpy(bool)
        taking = self.held["party"][self.held["inherited_from"].notna().to_numpy()]
        self.spoken_for = {*taking.unique(), *(bloc for each in blocs.values() for bloc in each)}
        """Those in whose place another speaks: members that take a position, and all blocs."""
        self.whole: dict[frozenset[str], _Voices] = {}

    def same_side(self, circle: Circle) -> tuple[Issues, Issues]:
        """On which issues at least two of the circle have spoken, and on which all lean one way."""
        left_out = circle.without
        if left_out in self.spoken_for:
            return self._voices(circle.parties, left_out).same_side
        everybody = frozenset((*circle.parties, left_out) if left_out else circle.parties)
        if everybody not in self.whole:
            self.whole[everybody] = self._voices(everybody)
        whole = self.whole[everybody]
        return whole.without(left_out) if left_out else whole.same_side

    def _voices(self, parties: Collection[str], left_out: str = "") -> _Voices:
        counts = is_voice(self.held, self.blocs, parties)
        if left_out:
            counts &= (self.held["inherited_from"] != left_out).to_numpy()
        party = self.held["party"][counts]
        return _Voices(party, self.issue[counts], self.low[counts], self.high[counts], self.numeric)


class _Voices:
    """Positions that count, each one voice, with both ends of what they are for."""

    def __init__(
        self,
        party: pd.Series[str],
        issue: Rows,
        low: Numbers,
        high: Numbers,
        numeric: npt.NDArray[np.bool_],
    ) -> None:
        self.by_issue = ByIssue(issue, len(numeric))
        self.party = party.cat
        self.low, self.high, self.numeric = low, high, numeric

    @cached_property
    def same_side(self) -> tuple[Issues, Issues]:
        """On which issues at least two have spoken, and on which of these all are on one side."""
        of = self.by_issue
        lean_for, lean_against = of.count(self.low > 0), of.count(self.high < 0)
        one_way = (lean_for == of.number) | (lean_against == of.number)
        overlap = of.most(self.low) <= of.least(self.high)
        told = of.number >= 2
        return told, told & np.where(self.numeric, overlap, one_way)

    def without(self, party: str) -> tuple[Issues, Issues]:
        """The same, where one party has not spoken."""
        told, same = (flags.copy() for flags in self.same_side)
        if party not in self._rows_of:
            return told, same
        rows = self._rows_of[party]
        at = self.by_issue.issue[rows]
        told[at], same[at] = (flags[rows] for flags in self._each_left_out)
        return told, same

    @cached_property
    def _each_left_out(self) -> tuple[Issues, Issues]:
        """The same for each position, on its issue, where it alone has not been stated."""
        of = self.by_issue
        low, high, at = self.low[of.order], self.high[of.order], of.issue
        others = of.number[at] - 1
        lean_for = of.count(self.low > 0)[at] - (low > 0)
        lean_against = of.count(self.high < 0)[at] - (high < 0)
        one_way = (lean_for == others) | (lean_against == others)
        overlap = of.most_of_others(self.low) <= -of.most_of_others(-self.high)
        told = others >= 2
        return told, told & np.where(self.numeric[at], overlap, one_way)

    @cached_property
    def _rows_of(self) -> dict[str, Rows]:
        """The rows of each party, in the order by issue."""
        codes = self.party.codes.to_numpy()[self.by_issue.order]
        order = np.argsort(codes, kind="stable")
        ends = np.searchsorted(codes[order], np.arange(1, len(self.party.categories)))
        return dict(zip(self.party.categories, np.split(order, ends), strict=True))


class _Whole:
    """All that is in view, in each unit, and the share of it that is settled."""

    def __init__(self, issues: pd.DataFrame) -> None:
        self.weight = issues["weight"].to_numpy(float)
        areas = list(dict.fromkeys(issues["area"]))
        self.area = index_in(issues["area"], areas)
        self.size = np.bincount(self.area, minlength=len(areas))

    def share(self, settled: Issues, unit: str) -> tuple[float, float, float]:
        """What is settled, of how much, and its share."""
        if unit == "area":
            by_area = np.bincount(self.area[settled], minlength=len(self.size)) / self.size
            part, whole = float(by_area.sum()), float(len(by_area))
        elif unit == "weight":
            part, whole = float(self.weight[settled].sum()), float(self.weight.sum())
        else:
            part, whole = float(settled.sum()), float(len(settled))
        return part, whole, part / whole if whole else float("nan")
