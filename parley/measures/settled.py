"""A view in, the share of its issues that is settled out, under every reading of "settled"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in
from parley.format.vocabulary import ON_RECORD
from parley.frames.blocs import is_voice
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.measures._by_issue import ByIssue
from parley.measures._scores import lean_intervals
from parley.measures._view import of_view
from parley.measures.common_ground import deciding_parties
from parley.measures.evidence import EVIDENCE_WORDS, with_evidence

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

COLUMNS: Final = [
    "meaning", "unit", "group", "evidence", "known", "settled", "of", "share", "near",
]  # fmt: skip

NEAR: Final = 0.05
"""How close a share must come to a claim to be near it."""


class PartyGroup(NamedTuple):
    """Whose positions count: a name, and the ids of the parties."""

    name: str
    parties: tuple[str, ...]
    without: str = ""
    """The party that is left out, if any: what members take from a bloc goes with it."""


@of_view
def party_groups(view: View) -> list[PartyGroup]:
    """The groups by which a claim is checked: all in view, principals, and all without each one."""
    ids, names = view.party_ids, view.parties["name"].tolist()
    groups = [PartyGroup("all parties in view", tuple(ids))]
    decide = deciding_parties(view)
    if decide and set(decide) != set(ids):
        groups.append(PartyGroup("principals only", tuple(decide)))
    groups += [
        PartyGroup(f"without {name}", tuple(each for each in ids if each != id), id)
        for id, name in zip(ids, names, strict=True)
        if len(ids) > 2
    ]
    return groups


@of_view
def settled_shares(
    view: View, claim: float | None = None, groups: Sequence[PartyGroup] | None = None
) -> pd.DataFrame:
    """The share of the issues in view that is settled, under every reading.

    A reading is one way to count: what settled means, what is counted, whose positions count (of
    `groups` of parties in view, by default `party_groups`), and on which evidence. A status counts
    where a citation of it is of the allowed sort, a position where its most direct evidence is; the
    group makes no difference to a status, which stands for all. An issue on which nobody or one
    party alone has spoken is not settled by leaning the same way; what several members take from
    one bloc is one voice.

    Returns one row a reading with the columns meaning (a key of MEANINGS), unit (of UNITS), group
    (its name), evidence (of EVIDENCE_WORDS), known (issues of which the reading can tell: with a
    known status that is cited, or on which at least two have spoken), settled and of (issues, or
    their weights; by area the sum of the areas' shares and the number of areas), share (missing
    where there are no issues) and near (whether it comes within NEAR of the claim, missing without
    one).
    """
    total = _Total(view.issues)
    rows = [
        (meaning, unit, group, kind, int(known.sum()), *total.share(settled, unit))
        for meaning, group, kind, known, settled in _settled(
            view, party_groups(view) if groups is None else groups
        )
        for unit in UNITS
    ]
    found = pd.DataFrame(rows, columns=COLUMNS[:-1])
    if claim is None:
        return found.assign(near=pd.Series(pd.NA, index=found.index, dtype="boolean"))
    return found.assign(near=((found["share"] - claim).abs() <= NEAR + 1e-9).astype("boolean"))


def _settled(
    view: View, groups: Collection[PartyGroup]
) -> Iterator[tuple[str, str, str, Flags, Flags]]:
    status = view.issues["status"].astype("str")
    evidence = view.frames.evidence
    of_status = evidence[evidence["role"] == "status"]
    for kind in EVIDENCE_WORDS:
        known = (status != "unknown").to_numpy()
        if kind == "record":
            cited = of_status["issue"][of_status["attribution"].isin(ON_RECORD)]
            known = known & view.issues["issue"].isin(set(cited)).to_numpy()
        for meaning, words in (("agreed", ["agreed"]), ("converging", ["agreed", "converging"])):
            yield meaning, "all parties", kind, known, known & status.isin(words).to_numpy()
        same_side = _SameSide(view, with_evidence(view.cells, kind))
        for group in groups:
            yield "same-side", group.name, kind, *same_side.of(group)


class _SameSide:
    """The positions that one sort of evidence allows, and what any group of parties comes to.

    Most groups leave one party out of the same others. Where nobody speaks in its place, that is
    told from what all of them come to, and nobody else is counted again.
    """

    def __init__(self, view: View, cells: Cells) -> None:
        low, _ = lean_intervals(view, cells)
        self.cells = cells.where(~np.isnan(low))
        self.low, self.high = lean_intervals(view, self.cells)
        self.view = view
        self.ids = view.party_ids
        self.numeric = view.issues["numeric"].to_numpy(bool)
        self.held = self.cells.frame(["issue", "party", "current", "inherited_from"])
        taking = self.held["party"][self.held["inherited_from"].notna().to_numpy()]
        blocs = (bloc for each in view.blocs.values() for bloc in each)
        self.spoken_for = {*taking.unique(), *blocs}
        """Those in whose place another speaks: members that take a position, and all blocs."""
        self.whole: dict[frozenset[str], _Voices] = {}

    def of(self, group: PartyGroup) -> tuple[Flags, Flags]:
        """On which issues at least two of the group have spoken, and on which all lean one way."""
        left_out = group.without
        if left_out in self.spoken_for:
            return self._voices(group.parties, left_out).same_side
        everybody = frozenset((*group.parties, left_out) if left_out else group.parties)
        if everybody not in self.whole:
            self.whole[everybody] = self._voices(everybody)
        whole = self.whole[everybody]
        if not left_out:
            return whole.same_side
        return whole.without(self.ids.index(left_out) if left_out in self.ids else -1)

    def _voices(self, parties: Collection[str], left_out: str = "") -> _Voices:
        counts = is_voice(self.held, self.view.blocs, parties)
        if left_out:
            counts &= (self.held["inherited_from"] != left_out).to_numpy()
        cells = self.cells.where(counts)
        return _Voices(cells, self.low[counts], self.high[counts], self.numeric)


class _Voices:
    """Positions that count, each one voice, with both ends of what they are for."""

    def __init__(self, cells: Cells, low: Numbers, high: Numbers, numeric: Flags) -> None:
        self.by_issue = ByIssue(cells.issue, len(numeric))
        self.party, self.parties = cells.party, cells.shape[1]
        self.low, self.high, self.numeric = low, high, numeric

    @cached_property
    def same_side(self) -> tuple[Flags, Flags]:
        """On which issues at least two have spoken, and on which of these all are on one side."""
        of = self.by_issue
        lean_for, lean_against = of.count(self.low > 0), of.count(self.high < 0)
        one_way = (lean_for == of.number) | (lean_against == of.number)
        overlap = of.most(self.low) <= of.least(self.high)
        several = of.number >= 2
        return several, several & np.where(self.numeric, overlap, one_way)

    def without(self, party: int) -> tuple[Flags, Flags]:
        """The same, where one party, by its place, has not spoken."""
        spoken, same = (flags.copy() for flags in self.same_side)
        if party >= 0:
            rows = self._rows_of[party]
            at = self.by_issue.issue[rows]
            spoken[at], same[at] = (flags[rows] for flags in self._each_left_out)
        return spoken, same

    @cached_property
    def _each_left_out(self) -> tuple[Flags, Flags]:
        """The same for each position, on its issue, where it alone has not been stated."""
        of = self.by_issue
        low, high, at = self.low, self.high, of.issue
        others = of.number[at] - 1
        lean_for = of.count(low > 0)[at] - (low > 0)
        lean_against = of.count(high < 0)[at] - (high < 0)
        one_way = (lean_for == others) | (lean_against == others)
        overlap = of.most_of_others(low) <= -of.most_of_others(-high)
        several = others >= 2
        return several, several & np.where(self.numeric[at], overlap, one_way)

    @cached_property
    def _rows_of(self) -> list[Rows]:
        """The positions of each party."""
        order = np.argsort(self.party, kind="stable")
        ends = np.searchsorted(self.party[order], np.arange(1, self.parties))
        return np.split(order, ends)


class _Total:
    """All that is in view, in each unit, and the share of it that is settled."""

    def __init__(self, issues: pd.DataFrame) -> None:
        self.weight = issues["weight"].to_numpy(float)
        areas = list(dict.fromkeys(issues["area"]))
        self.area = index_in(issues["area"], areas)
        self.size = np.bincount(self.area, minlength=len(areas))

    def share(self, settled: Flags, unit: str) -> tuple[float, float, float]:
        """What is settled, of how much, and its share."""
        if unit == "area":
            by_area = np.bincount(self.area[settled], minlength=len(self.size)) / self.size
            part, whole = float(by_area.sum()), float(len(by_area))
        elif unit == "weight":
            part, whole = float(self.weight[settled].sum()), float(self.weight.sum())
        else:
            part, whole = float(settled.sum()), float(len(settled))
        return part, whole, part / whole if whole else float("nan")
