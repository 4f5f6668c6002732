"""A view in, what its parties have said on every issue out: as arrays, for any outcome at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in
from parley.format.vocabulary import STANCES
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.view import View
from parley.package.outcomes import ADOPT, Outcome, Package, Question, Span, questions
from parley.package.terms import (
    ACCEPTS,
    ADOPTED,
    BY_STANCE,
    LOWEST,
    NEUTRAL,
    NO_STANCE,
    NO_VERDICT,
    NOT_ADOPTED,
    REASON,
    SILENT,
    VERDICT_CODES,
    Codes,
    verdict_codes,
)

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
    """The rungs or values that a party has named, both ends included; missing where it has none."""
    asks: Rows
    """The rung that a party asks for, or else the one it is reported to accept; -1 for none."""
    red_line: Flags
    position: Rows
    """The number of the position, -1 where the party is silent."""
    bloc: Rows
    """The code of the bloc whose position it is, -1 where it is the party's own."""
    counts: Flags
    """False where a bloc in view, or another member, says it: it is shown and never counted."""
    kind: Codes
    held_conditions: ConditionArrays
    condition_count: Rows
    """How many conditions a position has."""

    @property
    def issue_ids(self) -> list[str]:
        """The issues, in the order of showing."""
        return list(self.questions)

    @property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return list(self.parties["party"].astype(str))

    @property
    def deciding(self) -> Flags:
        """Which parties decide: the principals."""
        found: Flags = (self.parties["role"] == "principal").to_numpy(bool)
        return found

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
        stance, low, high = self.stance[at.issue], self.low[at.issue], self.high[at.issue]
        kind = self.kind[at.issue]
        row = np.where(kind == PROPOSAL, at.low, np.where(at.low > 0, ADOPTED, LOWEST))
        row = np.where(kind == SCALE, NOT_ADOPTED, row).astype(np.int64)
        found = BY_STANCE[row[:, None], stance]
        named = ~np.isnan(low)
        start, end = at.low[:, None], at.high[:, None]
        within = (low <= start) & (end <= high)
        outside = (end < low) | (high < start)
        code = np.where(
            within, REASON["within"], np.where(outside, REASON["outside"], REASON["partly-within"])
        )
        reasons: Codes = np.where(named, code, found).astype(np.int8)
        return reasons

    def can_tell(self, issue: Rows, party: Rows) -> Flags:
        """Whether an outcome of an issue can tell if it is what a party needs there.

        It can where the party leans or has named rungs or values, and where a proposal is adopted
        or not.
        """
        neutral = np.isin(self.stance[issue, party], NEUTRAL) & np.isnan(self.low[issue, party])
        found: Flags = ~neutral | (self.kind[issue] == PROPOSAL)
        return found

    def meets(self, reasons: Codes, at: OutcomeArrays, party: Rows) -> Flags:
        """Whether outcomes meet the conditions that a party hangs on their issues.

        `reasons` are why the party takes each outcome as it does, conditions aside.
        """
        neutral = np.isin(self.stance[at.issue, party], NEUTRAL)
        adopted = (self.kind[at.issue] == PROPOSAL) & (at.low == 1)
        accepted = VERDICT_CODES[reasons] == ACCEPTS
        found: Flags = accepted | ((reasons != NO_VERDICT) & neutral & adopted)
        return found

    def with_conditions(self, reasons: Codes, number: Rows, unmet: Rows, red_line: Flags) -> Codes:
        """Why, once the conditions count: `number` of them, of which `unmet` are not met."""
        hinges = np.isin(reasons, [REASON["for"], REASON["within"]]) & (unmet > 0)
        gone = (reasons == REASON["against"]) & ~red_line & (number > 0) & (unmet == 0)
        found: Codes = np.where(hinges, REASON["conditional"], reasons)
        found = np.where(gone, REASON["reason-gone"], found)
        return found.astype(np.int8)

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
        reasons = self.with_conditions(base, self.condition_count, unmet, self.red_line)
        return Judgement(base, reasons, verdict_codes(reasons, self.red_line), met, unmet)


class Judgement(NamedTuple):
    """What a package comes to: rows are issues, columns are parties."""

    base: Codes
    """Why, conditions aside; NO_VERDICT where the issue is left open."""
    reasons: Codes
    verdicts: Codes
    met: Flags
    """Which conditions are met, as `Statements.held_conditions` has them."""
    unmet: Rows


def statements(view: View, asked: dict[str, Question] | None = None) -> Statements:
    """What the parties in view have said on all issues of the negotiation, in view or not.

    `asked` are those issues as `questions` has them, by default without the texts of rungs.
    """
    every = view.frames.issues
    whole = view if len(view.issues) == len(every) else view.of(issues=every["issue"])
    asked = questions(whole.issues) if asked is None else asked
    cells, conditions = whole.cells, view.frames.conditions
    blocs = view.parties["party"].cat.categories
    place = index_in(whole.issues["issue"], asked)
    row, column = place[cells.issue], cells.party
    shape = (len(asked), len(view.parties))

    def filled(values: Any, missing: float, kind: type = np.int64) -> Any:
        found: Any = np.full(shape, missing, kind)
        found[row, column] = values
        return found

    low, high = (filled(cells.numbers(name), np.nan, float) for name in ("value_from", "value_to"))
    asks = np.full(shape, -1)
    for at, rungs in _rungs(cells, row, list(asked.values())):
        cell = row[at], column[at]
        asks[cell], low[cell], high[cell] = rungs[0], min(rungs), max(rungs)
    stance = cells.places("stance", STANCES)
    position = filled(cells.of(view.frames.positions["position"].to_numpy()), -1)
    counts = np.ones(shape, bool)
    counts[row, column] = False
    counts[place[whole.voices.issue], whole.voices.party] = True
    held = _held_conditions(conditions, position, list(asked))
    number = np.zeros(shape, np.int64)
    np.add.at(number, (held.issue, held.party), 1)
    return Statements(
        questions=asked,
        parties=view.parties,
        conditions=conditions,
        stance=filled(np.where(stance < 0, NO_STANCE, stance), SILENT, np.int8),
        low=low,
        high=high,
        asks=asks,
        red_line=filled(cells.flags("red_line"), False, bool),
        position=position,
        bloc=filled(cells.places("inherited_from", blocs), -1),
        counts=counts,
        kind=np.array([KINDS[question.kind] for question in asked.values()], np.int8),
        held_conditions=held,
        condition_count=number,
    )


def _rungs(cells: Cells, row: Rows, asked: list[Question]) -> Iterator[tuple[int, list[int]]]:
    """The positions that name rungs of their issue's ladder, each with the places of these.

    The rung that it asks for comes before the one that it is reported to accept.
    """
    named = cells.frame(["option", "fallback"])
    some = np.flatnonzero(named["option"].notna() | named["fallback"].notna())
    for at, options in zip(some, named.iloc[some].astype(object).to_numpy(), strict=True):
        ladder = asked[row[at]].rungs
        places = [ladder.index(option) for option in options if option in ladder]
        if places:
            yield int(at), places


def _ends(question: Question, outcome: Outcome) -> tuple[float, float]:
    if isinstance(outcome, Span):
        return outcome.low, outcome.high
    place = question.rungs.index(outcome) if question.rungs else int(outcome == ADOPT)
    return float(place), float(place)


def _held_conditions(
    conditions: pd.DataFrame, position: Rows, issues: list[str]
) -> ConditionArrays:
    """The conditions of the positions in view; a member that inherits one has it too."""
    issue, party = np.nonzero(np.isin(position, conditions["position"]))
    held = pd.DataFrame({"position": position[issue, party], "issue": issue, "party": party})
    rows = pd.DataFrame(
        {
            "position": conditions["position"].to_numpy(),
            "on": pd.Index(issues).get_indexer(conditions["on_issue"].astype("str")),
            "row": np.arange(len(conditions)),
        }
    )
    found = held.merge(rows, on="position")
    on = found["on"].to_numpy()
    own = found["issue"].to_numpy()
    return ConditionArrays(
        own, found["party"].to_numpy(), np.where(on == own, -1, on), found["row"].to_numpy()
    )
