"""Statements in, the best outcomes of each issue out, all that tie: fewest objections first.

What is kept small, the first before the second and so on: 1. red lines crossed, 2. objections, red
lines among them, 3. the loss of the parties that decide on the issue, 4. the loss of all. Only
cells that count are counted, so that no bloc weighs twice. Conditions change none of the four, so
that each issue has its best outcomes for itself, and every choice of one for each issue is an
equally good package.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from parley.categoricals import Rows
from parley.frames.cells import Flags, Numbers
from parley.package.outcomes import ADOPT, REJECT, Outcome, Span
from parley.package.statements import SCALE, OutcomeArrays, Statements
from parley.package.terms import CAN_LIVE, RED_LINE, RESISTS, Codes, verdict_codes

SAME_LOSS: Final = 1e-9
"""Losses that differ by less are equal: they are sums of fractions."""


class Costs(NamedTuple):
    """What each outcome costs; all but `verdicts` have one entry an outcome."""

    red_lines: Rows
    objections: Rows
    loss_deciding: Numbers
    loss: Numbers
    verdicts: Codes
    """One row an outcome and one column a party, conditions aside."""

    def lowest(self, rows: Rows, issue: Rows) -> Flags:
        """Which of the outcomes in these rows, each of an issue, cost least there."""
        kept = np.ones(len(rows), bool)
        for cost in self[:4]:
            least = np.full(issue.max(initial=-1) + 1, np.inf)
            np.minimum.at(least, issue[kept], cost[rows[kept]])
            kept &= cost[rows] <= least[issue] + SAME_LOSS
        return kept


def costs(of: Statements, at: OutcomeArrays) -> Costs:
    """What outcomes cost, by all voices in view."""
    verdicts = verdict_codes(of.reasons_for(at), of.red_line[at.issue])
    counts = of.counts[at.issue]
    loss = of.loss(at) * counts
    return Costs(
        ((verdicts == RED_LINE) & counts).sum(axis=1),
        ((verdicts >= RESISTS) & counts).sum(axis=1),
        (loss * of.decides[at.issue]).sum(axis=1),
        loss.sum(axis=1),
        verdicts,
    )


def candidates(of: Statements) -> tuple[OutcomeArrays, list[Outcome]]:
    """Every outcome that is looked at, in the order of the issues.

    Of a proposal that it is adopted or not; of a ladder each rung; of a scale the ends of what
    parties can live with: the loss is a sum of gaps, which is lowest at one of these, and what a
    value in between is inside of, these ends are inside of as well.
    """
    found: list[tuple[int, float, Outcome]] = []
    for row, question in enumerate(of.questions.values()):
        if question.scale is not None:
            ends = np.concatenate([of.low[row], of.high[row]])
            values = np.unique(ends[~np.isnan(ends)])
            found += [(row, value, Span(value, value)) for value in values.tolist()]
        elif question.rungs:
            found += [(row, float(place), rung) for place, rung in enumerate(question.rungs)]
        else:
            found += [(row, 1.0, ADOPT), (row, 0.0, REJECT)]
    issue, at, outcomes = zip(*found, strict=True) if found else ((), (), ())
    values = np.array(at, float)
    return OutcomeArrays(np.array(issue, np.int64), values, values), list(outcomes)


def best_outcomes(
    of: Statements, among: Iterable[str] | None = None
) -> dict[str, tuple[Outcome, ...]]:
    """By issue all outcomes that are equally good, in the order of showing.

    Only outcomes are looked at that a voice in view accepts or can live with, conditions aside; an
    issue, by default any, on which there is none is left out. Where all values between two are as
    good as these, the two are one range.
    """
    at, outcomes = candidates(of)
    cost = costs(of, at)
    # Conditions aside, a verdict is never an if.
    accepted = ((cost.verdicts <= CAN_LIVE) & of.counts[at.issue]).any(axis=1)
    chosen = set(of.questions if among is None else among)
    wanted = np.array([issue in chosen for issue in of.questions], bool)[at.issue]
    looked_at = np.flatnonzero(accepted & wanted)
    best: dict[int, list[int]] = {}
    for row in looked_at[cost.lowest(looked_at, at.issue[looked_at])].tolist():
        best.setdefault(int(at.issue[row]), []).append(row)
    joined = _joined(of, at, cost, looked_at, best)
    return {
        of.issue_ids[issue]: tuple(
            _merged([outcomes[row] for row in rows], [row in joined for row in rows[1:]])
        )
        for issue, rows in best.items()
    }


def _joined(
    of: Statements, at: OutcomeArrays, cost: Costs, looked_at: Rows, best: Mapping[int, list[int]]
) -> set[int]:
    """The best outcomes for which all values from the one before to them are as good.

    Between neighbours the loss is straight and no verdict changes, so that the middle tells.
    """
    pairs = [
        pair
        for issue, rows in best.items()
        if of.kind[issue] == SCALE
        for pair in itertools.pairwise(rows)
    ]
    if not pairs:
        return set()
    before, row = np.array(pairs).T
    middle = (at.low[before] + at.low[row]) / 2
    between = costs(of, OutcomeArrays(at.issue[row], middle, middle))
    same = np.searchsorted(looked_at, row) - np.searchsorted(looked_at, before) == 1
    for one, other in zip(between[:4], cost[:4], strict=True):
        same &= np.abs(one - other[row]) <= SAME_LOSS
    return set(row[same].tolist())


def _merged(outcomes: list[Outcome], joined: list[bool]) -> list[Outcome]:
    """The outcomes, with each run of values that are joined as one range."""
    found: list[Outcome] = outcomes[:1]
    for outcome, with_last in zip(outcomes[1:], joined, strict=True):
        last = found[-1]
        if with_last and isinstance(outcome, Span) and isinstance(last, Span):
            found[-1] = Span(last.low, outcome.high)
        else:
            found.append(outcome)
    return found
