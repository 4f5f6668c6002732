"""Statements in, packages to start from out: what is agreed, what one party asks, and the package
with the fewest objections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from parley.iter_rows import iter_rows
from parley.package.best import best_outcomes
from parley.package.outcomes import ADOPT, REJECT, Outcome, Package, Span
from parley.package.statements import Statements
from parley.package.terms import STANCE_CODES
from parley.wording import count, join_and, join_or


@dataclass(frozen=True)
class StartingPoint:
    """A package to start from, and what a reader must know of it."""

    package: Package
    note: str
    equals: Mapping[str, tuple[Outcome, ...]] = field(default_factory=dict)
    """For each issue on which several are equally good all of these outcomes."""


def agreed(of: Statements, issues: pd.DataFrame, day: dt.date | None = None) -> StartingPoint:
    """What is settled: an outcome that is recorded, and proposals whose status is agreed.

    `issues` is the frame; outcomes later than `day` are left aside. A proposal whose status is
    agreed counts as adopted. Where a ladder or a scale is agreed without a recorded rung or value,
    the issue is left open, and the note says so.
    """
    settled: dict[str, Outcome] = {}
    unrecorded = []
    for row in iter_rows(issues):
        question = of.questions[row.issue]
        happened = pd.notna(row.outcome_date) and (
            day is None or row.outcome_date <= pd.Timestamp(day)
        )
        ended = row.outcome_status if happened and pd.notna(row.outcome_status) else None
        if happened and ended in (None, "agreed"):
            if pd.notna(row.outcome_option) and question.allows(row.outcome_option):
                settled[row.issue] = row.outcome_option
                continue
            if question.scale is not None and pd.notna(row.outcome_from):
                settled[row.issue] = Span(row.outcome_from, row.outcome_to)
                continue
        if (ended or row.status) == "agreed":
            if question.kind == "proposal":
                settled[row.issue] = ADOPT
            else:
                unrecorded.append(row.title)
    note = f"{count(len(settled), 'issue')} settled: agreed, or with a recorded outcome."
    if unrecorded:
        note += f" Agreed, but on what is not recorded: {join_and(unrecorded)}."
    return StartingPoint(Package.of(settled), note)


def asked_by(of: Statements, party: str) -> StartingPoint:
    """What one party asks: what it supports adopted, what it opposes not adopted.

    On a ladder it is the rung that it asks for, or else the one it is reported to accept; on a
    scale the values that it names. What it is open to, undecided or reluctant about, and a ladder
    on which it names no rung, is left open. Raises KeyError where the party is not in view.
    """
    if party not in of.party_ids:
        raise KeyError(party)
    column = of.party_ids.index(party)
    wants = {STANCE_CODES["supports"]: ADOPT, STANCE_CODES["opposes"]: REJECT}
    from_, to = of.named
    settled: dict[str, Outcome] = {}
    for row, question in enumerate(of.questions.values()):
        if question.kind == "proposal":
            want = wants.get(int(of.stance[row, column]))
            if want is not None:
                settled[question.issue] = want
        elif question.scale is not None and not np.isnan(from_[row, column]):
            settled[question.issue] = Span(float(from_[row, column]), float(to[row, column]))
        elif question.rungs and of.asks[row, column] >= 0:
            settled[question.issue] = question.rungs[of.asks[row, column]]
    name = of.parties["name"].iloc[column]
    asks = count(len(settled), "issue")
    note = f"{name} asks for an outcome on {asks}; the rest is open."
    return StartingPoint(Package.of(settled), note)


def fewest_objections(of: Statements, among: Iterable[str] | None = None) -> StartingPoint:
    """The package over some issues, by default all, that meets the fewest objections.

    To leave everything open would meet none, so that each issue is settled on which a voice in view
    is known to accept some outcome, and only outcomes that one accepts are looked at (conditions
    aside). All other issues are left open: nobody has asked for anything there.

    `parley.package.best` says what is kept small. Of several outcomes of an issue that are equally
    good the first stands in the package, of a range of values its middle; `equals` and the note
    name them all.
    """
    best = best_outcomes(of, among)
    package = Package.of({issue: _representative(equal[0]) for issue, equal in best.items()})
    equals = {issue: equal for issue, equal in best.items() if _several(equal)}
    if not best:
        note = "No party in view is known to accept any outcome, so that all is left open."
        return StartingPoint(package, note)
    note = f"{nothing_better(len(best))} {equals_words(of, equals)}"
    if any(_is_range(equal[0]) for equal in best.values()):
        note += " Of a range of values its middle is taken."
    return StartingPoint(package, note, equals)


def nothing_better(number: int) -> str:
    """That no package over so many issues is better, and by what."""
    issues = "this issue" if number == 1 else f"these {number} issues"
    return (
        f"No package that settles {issues} in a way that somebody accepts crosses fewer red lines; "
        "of those that cross as few none meets fewer objections, and of those none lies nearer to "
        "what those who decide have asked for, then to what all have."
    )


def equals_words(of: Statements, equals: Mapping[str, tuple[Outcome, ...]]) -> str:
    """All outcomes that are equally good, issue by issue, or that there are no others."""
    if not equals:
        return "No other is as good."
    told = []
    for issue, outcomes in equals.items():
        question = of.questions[issue]
        words = [
            f"any of {question.says(each)}" if _is_range(each) else question.says(each)
            for each in outcomes
        ]
        told.append(f"{question.title}: {join_or(words)}")
    return f"Equally good: {'; '.join(told)}."


def is_best(of: Statements, package: Package) -> Mapping[str, tuple[Outcome, ...]] | None:
    """The equally good outcomes of each issue where no package over the same issues is better than
    this one; None where one is, or where nobody in view accepts any outcome of an issue."""
    best = best_outcomes(of, package.settled)
    if set(best) != set(package.settled):
        return None
    if not all(_among(outcome, best[issue]) for issue, outcome in package.outcomes):
        return None
    return {issue: equal for issue, equal in best.items() if _several(equal)}


def _several(equal: tuple[Outcome, ...]) -> bool:
    """Whether these are more than one outcome; a range of values is."""
    return len(equal) > 1 or _is_range(equal[0])


def _is_range(outcome: Outcome) -> bool:
    return isinstance(outcome, Span) and outcome.low < outcome.high


def _representative(outcome: Outcome) -> Outcome:
    """The outcome, of a range of values its middle."""
    if not isinstance(outcome, Span):
        return outcome
    middle = (outcome.low + outcome.high) / 2
    return Span(middle, middle)


def _among(outcome: Outcome, equal: tuple[Outcome, ...]) -> bool:
    if not isinstance(outcome, Span):
        return outcome in equal
    return any(
        isinstance(each, Span) and each.low <= outcome.low <= outcome.high <= each.high
        for each in equal
    )
