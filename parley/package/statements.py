"""What parties have said on every issue, as arrays, in; how each takes any outcome out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import Rows
from parley.format.vocabulary import SCORES
from parley.frames.cells import Flags, Numbers
from parley.package.outcomes import ADOPT, Outcome, Package, Question, Span
from parley.package.terms import (
    ABOVE_LOWEST,
    BY_STANCE,
    CAN_LIVE,
    HANGING,
    LOWEST,
    NEUTRAL,
    NO_VERDICT,
    NOT_ADOPTED,
    REASON,
    VERDICT_CODES,
    Codes,
    verdict_codes,
)

PLACES: Final = np.array([*((score + 2) / 4 for score in SCORES.values()), np.nan, np.nan])
"""By the code of a stance its place from not adopted (0) to adopted (1); a value alone and a
silence, which come last, have none."""
PROPOSAL, LADDER, SCALE = range(3)
KINDS: Final = {"proposal": PROPOSAL, "ladder": LADDER, "scale": SCALE}


class OutcomeArrays(NamedTuple):
    """Outcomes as numbers: for each the row of its issue and both ends.

    Not adopted is 0 and adopted is 1, a rung is its place on the ladder, a value is itself.
    """

    issue: Rows
    low: Numbers
    high: Numbers

    def some(self, rows: Rows | Flags | tuple[slice, None]) -> OutcomeArrays:
        """Some of the outcomes."""
        return OutcomeArrays(self.issue[rows], self.low[rows], self.high[rows])


class ConditionArrays(NamedTuple):
    """The conditions of the positions in view, one row for each position that has it."""

    issue: Rows
    party: Rows
    on: Rows
    """The row of the issue that it hangs on, or -1 where a package cannot tell."""
    row: Rows
    """Its row in the frame of conditions."""


@dataclass(frozen=True, eq=False)
class Statements:
    """The positions that hold, by issue (rows) and party (columns)."""

    questions: dict[str, Question]
    parties: pd.DataFrame
    """The parties in view, rows of the frame."""
    conditions: pd.DataFrame
    """The frame of conditions."""
    stance: Codes
    low: Numbers
    high: Numbers
    """The set of rungs or values that a party can live with, both ends included; missing where it
    has named none."""
    named: tuple[Numbers, Numbers]
    """The value or the range of values that it has named itself, missing where it has none."""
    bound: Codes
    """Whether more, or less, than that would do as well: codes of BOUNDS, -1 for no value."""
    asks: Rows
    """The rung that a party asks for, or else the one it is reported to accept; -1 for none."""
    red_line: Flags
    """Whether a position is declared not negotiable, also by a deciding party it speaks for."""
    red_line_of: dict[tuple[int, int], tuple[str, ...]]
    """For each cell whose red line is that of others it speaks for, the names of these."""
    position: Rows
    """The number of the position, -1 where the party is silent."""
    attribution: Codes
    """Whose word it is: codes of ATTRIBUTIONS, by its most direct evidence; -1 for silence."""
    left_out: Flags
    """Where a party holds a position that the filters leave out; it is no silence."""
    bloc: Rows
    """The code of the bloc whose position it is, -1 where it is the party's own."""
    counts: Flags
    """False where a bloc in view, or another member, says it: it is shown and never counted."""
    decides: Flags
    """Whether a party decides on an issue, itself or as the voice of a bloc or member that does."""
    out_of_view: dict[str, Flags]
    """By name, on which issues a party decides that is not in view, nor any bloc of it."""
    weight: Numbers
    """How much a party's loss on an issue weighs: 1, or by salience."""
    span: Numbers
    """By issue the longest way between two outcomes: the scale's range, or the steps between the
    lowest and the highest rung; 1 for a proposal."""
    kind: Codes
    held_conditions: ConditionArrays
    condition_count: Rows
    """How many conditions a position has."""

    @cached_property
    def issue_ids(self) -> list[str]:
        """The issues, in the order of showing."""
        return list(self.questions)

    @cached_property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return list(self.parties["party"].astype(str))

    def arrays_of(self, outcomes: Iterable[tuple[str, Outcome]]) -> OutcomeArrays:
        """Outcomes as numbers. Issues that are not here are left out.

        Raises ValueError for a rung that the issue's ladder has not got.
        """
        rows = {issue: row for row, issue in enumerate(self.questions)}
        found = [
            (rows[issue], *_ends(self.questions[issue], outcome))
            for issue, outcome in outcomes
            if issue in rows
        ]
        issue, low, high = zip(*found, strict=True) if found else ((), (), ())
        return OutcomeArrays(np.array(issue, np.int64), np.array(low, float), np.array(high, float))

    def reasons_for(self, at: OutcomeArrays) -> Codes:
        """Why each party takes each outcome as it does, its conditions aside.

        Returns one row an outcome and one column a party, codes of REASONS.
        """
        stance, low = self.stance[at.issue], self.low[at.issue]
        kind = self.kind[at.issue]
        row = np.where(kind == PROPOSAL, at.low, np.where(at.low > 0, ABOVE_LOWEST, LOWEST))
        row = np.where(kind == SCALE, NOT_ADOPTED, row).astype(np.int64)
        found = BY_STANCE[row[:, None], stance]
        named = ~np.isnan(low)
        within = (low <= at.low[:, None]) & (at.high[:, None] <= self.high[at.issue])
        code = np.where(
            within,
            REASON["within"],
            np.where(self.gap(at) > 0, REASON["outside"], REASON["partly-within"]),
        )
        found = np.where(named, code, found)
        left_out = self.left_out[at.issue]
        reasons: Codes = np.where(left_out, REASON["left-out"], found).astype(np.int8)
        return reasons

    def gap(self, at: OutcomeArrays) -> Numbers:
        """How far each outcome lies from what each party can live with, 0 where it lies within.

        Returns one row an outcome and one column a party, in rungs or in the unit of the scale;
        missing where the party has named no rung or value.
        """
        below = self.low[at.issue] - at.high[:, None]
        above = at.low[:, None] - self.high[at.issue]
        found: Numbers = np.maximum(np.maximum(below, above), 0)
        return found

    def loss(self, at: OutcomeArrays) -> Numbers:
        """How far each outcome lies from what each party asks, from 0 to 1 times its weight.

        Of a proposal it is the way from the stance (0 opposes, 0.25 reluctant, 0.5 undecided, 0.75
        open, 1 supports) to the outcome (0 not adopted, 1 adopted); of a rung or a value it is the
        gap over the span of the issue. A silence, and a stance without a rung on a ladder, which
        tells no rung from another, loses nothing. Returns one row an outcome and one column a
        party.
        """
        proposal = self.kind[at.issue] == PROPOSAL
        by_stance = np.abs(PLACES[self.stance[at.issue]] - at.low[:, None])
        gap = self.gap(at) / self.span[at.issue][:, None]
        found = np.nan_to_num(np.where(proposal[:, None], by_stance, gap))
        weighed: Numbers = found * self.weight[at.issue]
        return weighed

    def can_tell(self, issue: Rows, party: Rows) -> Flags:
        """Whether an outcome of an issue can tell if it is what a party needs there.

        It can where the party leans or has named rungs or values, and where a proposal is adopted
        or not, unless the filters leave out what the party says of it.
        """
        neutral = np.isin(self.stance[issue, party], NEUTRAL) & np.isnan(self.low[issue, party])
        known = ~neutral | (self.kind[issue] == PROPOSAL)
        found: Flags = known & ~self.left_out[issue, party]
        return found

    def meets(self, reasons: Codes, at: OutcomeArrays, party: Rows) -> Flags:
        """Whether outcomes meet the conditions that a party hangs on their issues.

        `reasons` are why the party takes each outcome as it does, conditions aside.
        """
        neutral = np.isin(self.stance[at.issue, party], NEUTRAL)
        neutral &= ~self.left_out[at.issue, party]
        adopted = (self.kind[at.issue] == PROPOSAL) & (at.low == 1)
        accepted = VERDICT_CODES[reasons] <= CAN_LIVE
        found: Flags = (reasons != NO_VERDICT) & (accepted | (neutral & adopted))
        return found

    def with_conditions(self, reasons: Codes, unmet: Rows) -> Codes:
        """Why, once the conditions count, of which `unmet` are not met."""
        hinges = np.isin(reasons, HANGING) & (unmet > 0)
        found: Codes = np.where(hinges, REASON["conditional"], reasons).astype(np.int8)
        return found

    def judge(self, package: Package) -> Judgement:
        """What a package comes to, issue by issue and party by party."""
        at = self.arrays_of(package.outcomes)
        base = np.full(self.stance.shape, NO_VERDICT, np.int8)
        base[at.issue] = self.reasons_for(at)
        low, high = (np.full(len(self.questions), np.nan) for _ in range(2))
        low[at.issue], high[at.issue] = at.low, at.high
        held = self.held_conditions
        on = held.on
        on_at = OutcomeArrays(on, low[on], high[on])
        met = (on >= 0) & self.meets(base[on, held.party], on_at, held.party)
        unmet = np.zeros(self.stance.shape, np.int64)
        np.add.at(unmet, (held.issue, held.party), ~met)
        reasons = self.with_conditions(base, unmet)
        gap = np.full(self.stance.shape, np.nan)
        gap[at.issue] = self.gap(at)
        return Judgement(reasons, verdict_codes(reasons, self.red_line), met, unmet, gap)


class Judgement(NamedTuple):
    """What a package comes to: rows are issues, columns are parties."""

    reasons: Codes
    """Why; NO_VERDICT where the issue is left open."""
    verdicts: Codes
    met: Flags
    """Which conditions are met, as `Statements.held_conditions` has them."""
    unmet: Rows
    """How many conditions of each position are not met."""
    gap: Numbers
    """How far the outcome lies from what the party can live with, see `Statements.gap`."""


def _ends(question: Question, outcome: Outcome) -> tuple[float, float]:
    if isinstance(outcome, Span):
        return outcome.low, outcome.high
    place = question.rungs.index(outcome) if question.rungs else int(outcome == ADOPT)
    return float(place), float(place)
