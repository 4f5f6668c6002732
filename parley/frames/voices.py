"""Positions in, which of them are voices out, so that a bloc and its members never count twice.

A voice is a party outside any bloc in view, a bloc for the members that follow it, and each member
that differs from it in stance, rung or value (beyond the tolerance). A member that says the same as
its bloc is no voice of its own. Members that repeat a bloc which is not in view are one voice: that
of one that decides, else of the first in the order of showing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import index_in
from parley.frames.acceptable import Acceptable, issue_measures
from parley.frames.blocs import ancestors

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


class Statements:
    """What positions say, to tell whether two of them say the same.

    Two say the same where stance and rungs are equal and both ends of what they would take, on a
    scale, lie within the tolerance.
    """

    def __init__(self, positions: pd.DataFrame, issues: pd.DataFrame, takes: Acceptable) -> None:
        """`issues` is the whole frame, `takes` what each of the positions would take."""
        self._codes = [
            positions[name].cat.codes.to_numpy()
            for name in ("stance", "option", "fallback", "bound")
            if (positions[name].cat.codes != -1).any()
        ]
        self._ends = takes
        tolerance = np.append(np.nan_to_num(issue_measures(issues).tolerance), 0.0)
        self._tolerance = tolerance[index_in(positions["issue"], issues["issue"])]

    def same(self, one: Rows, other: Rows) -> Flags:
        """Whether the positions in these rows say the same, pair by pair."""
        found = np.ones(len(one), bool)
        for codes in self._codes:
            found &= codes[one] == codes[other]
        for end in self._ends:
            a, b = end[one], end[other]
            missing = np.isnan(a) & np.isnan(b)
            found &= missing | (np.abs(a - b) <= self._tolerance[one] + 1e-9)
        return found


@dataclass(frozen=True, eq=False)
class Voices:
    """Which rows of the frame of positions are voices, and by whom the others are spoken for."""

    counts: Flags
    spoken_by: Rows
    """For each row that a voice speaks for the row of that voice, else -1."""

    @classmethod
    def without_blocs(cls, measured: Flags) -> Voices:
        """Each measured position a voice that speaks for nobody else."""
        return cls(measured, np.full(len(measured), -1))

    @cached_property
    def _spoken_for(self) -> Rows:
        return np.flatnonzero(self.spoken_by >= 0)

    def any_of(self, flags: Flags) -> Flags:
        """Which voices are flagged, or speak for a row that is."""
        found = flags & self.counts
        rows = self._spoken_for
        rows = rows[flags[rows]]
        found[self.spoken_by[rows]] = True
        return found

    def followers(self, voice: int) -> Rows:
        """The rows that a voice speaks for beside its own."""
        rows = self._spoken_for
        found: Rows = rows[self.spoken_by[rows] == voice]
        return found


def find_voices(
    positions: pd.DataFrame,
    measured: Flags,
    blocs: dict[str, list[str]],
    statements: Statements,
    decides: Flags,
    shown: Iterable[str],
) -> Voices:
    """The voices among the measured positions.

    `positions` needs the columns issue, party and current; `measured` flags those in view that
    count at all, `decides` those of parties that decide on their issue, `blocs` has the blocs of
    each member, in the folder's order, and `shown` the ids of all parties in the order of showing.
    What a bloc out of view says is told from its position that holds.
    """
    counts, spoken_by = measured.copy(), np.full(len(positions), -1)
    ids = list(shown)
    issue = positions["issue"].cat.codes.to_numpy(np.int64)
    party = index_in(positions["party"], ids)
    place = {id: at for at, id in enumerate(ids)}
    row_of = np.full((len(ids), len(positions["issue"].cat.categories)), -1)
    current = np.flatnonzero(positions["current"].to_numpy(bool))
    row_of[party[current], issue[current]] = current
    counted = np.append(measured, False)
    repeated = np.full(len(positions), -1)  # the bloc out of view whose words a member repeats
    for member in (id for id in ids if id in blocs):
        own = row_of[place[member]]
        for bloc in (place[id] for id in ancestors(member, blocs) if id in place):
            theirs = row_of[bloc]
            both = np.flatnonzero((own >= 0) & (theirs >= 0) & counted[own])
            both = both[statements.same(own[both], theirs[both])]
            seen = counted[theirs[both]]
            # The highest of those whose words it repeats: the others repeat them as well.
            spoken_by[own[both[seen]]] = theirs[both[seen]]
            repeated[own[both[~seen]]] = bloc
    counts &= spoken_by < 0
    rows = np.flatnonzero((repeated >= 0) & counts)
    if len(rows):
        group = issue[rows] * len(ids) + repeated[rows]
        order = np.lexsort((party[rows], ~decides[rows], group))
        rows, group = rows[order], group[order]
        _, first, which = np.unique(group, return_index=True, return_inverse=True)
        others = np.ones(len(rows), bool)
        others[first] = False
        counts[rows[others]] = False
        spoken_by[rows[others]] = rows[first][which[others]]
    # A bloc whose own words are those of a bloc above it passes on those who repeat it.
    for _ in range(len(blocs)):
        passed = np.flatnonzero(spoken_by >= 0)
        passed = passed[spoken_by[spoken_by[passed]] >= 0]
        if not len(passed):
            break
        spoken_by[passed] = spoken_by[spoken_by[passed]]
    return Voices(counts, spoken_by)


def dissenting_positions(
    positions: pd.DataFrame, blocs: dict[str, list[str]], statements: Statements
) -> Flags:
    """Which positions that hold are a member's own and differ from that of a bloc it belongs to.

    `positions` needs the columns issue, party, current and inherited_from. Only blocs that a party
    belongs to directly are looked at.
    """
    found = np.zeros(len(positions), bool)
    issue = positions["issue"].cat.codes.to_numpy(np.int64)
    current = positions["current"].to_numpy(bool)
    own_words = own_word(positions)
    issues = len(positions["issue"].cat.categories)

    def rows_of(party: str, flags: Flags) -> Rows:
        at = np.full(issues, -1)
        rows = np.flatnonzero((positions["party"] == party).to_numpy() & flags)
        at[issue[rows]] = rows
        return at

    for member, above in blocs.items():
        own = rows_of(member, current & own_words)
        for bloc in above:
            theirs = rows_of(bloc, current)
            both = np.flatnonzero((own >= 0) & (theirs >= 0))
            differs = ~statements.same(own[both], theirs[both])
            found[own[both[differs]]] = True
    return found


def own_word(positions: pd.DataFrame) -> Flags:
    """Which positions a party has taken of its own, and not from a bloc."""
    return positions["inherited_from"].isna().to_numpy()
