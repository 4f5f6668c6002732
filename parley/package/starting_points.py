"""Statements in, packages to start from out: what is agreed, what one party asks, and the package
with the fewest objections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import SCORES
from parley.iter_rows import iter_rows
from parley.package._search import PackageSearch
from parley.package.outcomes import ADOPT, REJECT, Outcome, Package, Span
from parley.package.statements import Statements
from parley.package.terms import STANCE_CODES
from parley.wording import count, join_and

LIMIT: Final = 100_000
"""How many partial packages are looked at within one group of issues that hang together."""

BETTER: Final = (
    ", by the red lines and then the objections of parties that decide, then by those of all"
)


@dataclass(frozen=True)
class StartingPoint:
    """A package to start from, and what a reader must know of it."""

    package: Package
    note: str
    exact: bool = True
    """False where the search ended at its limit, so that a better package may exist."""
    ties: tuple[str, ...] = ()
    """Issues on which another outcome, all else the same, would meet no more objections."""


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
    """What one party asks: what it supports or is open to adopted, what it opposes not adopted.

    On a ladder it is the rung that it asks for, or else the one it is reported to accept; on a
    scale the values that it names. What it is undecided or reluctant about, and a ladder on which
    it names no rung, is left open. Raises KeyError where the party is not in view.
    """
    if party not in of.party_ids:
        raise KeyError(party)
    column = of.party_ids.index(party)
    wants = {STANCE_CODES[stance]: ADOPT for stance, score in SCORES.items() if score > 0}
    wants[STANCE_CODES["opposes"]] = REJECT
    settled: dict[str, Outcome] = {}
    for row, question in enumerate(of.questions.values()):
        if question.kind == "proposal":
            want = wants.get(int(of.stance[row, column]))
            if want is not None:
                settled[question.issue] = want
        elif question.scale is not None and not np.isnan(of.low[row, column]):
            settled[question.issue] = Span(float(of.low[row, column]), float(of.high[row, column]))
        elif question.rungs and of.asks[row, column] >= 0:
            settled[question.issue] = question.rungs[of.asks[row, column]]
    name = of.parties["name"].iloc[column]
    asks = count(len(settled), "issue")
    note = f"{name} asks for an outcome on {asks}; the rest is open."
    return StartingPoint(Package.of(settled), note)


def fewest_objections(
    of: Statements, among: Iterable[str] | None = None, limit: int = LIMIT
) -> StartingPoint:
    """The package over some issues, by default all, that meets the fewest objections.

    To leave everything open would meet none, so that each issue is settled on which a party in view
    is known to accept some outcome, and only outcomes that one accepts are looked at (conditions
    aside). All other issues are left open: nobody has asked for anything there.

    An objection is one party against the outcome of one issue. What is kept small, the first before
    the second and so on: 1. red lines of deciding parties, 2. objections of deciding parties,
    3. red lines of all, 4. objections of all, 5. acceptances that hang on an unmet condition,
    6. unknowns. Only cells that count are counted, so that no bloc weighs twice. Among equals the
    order of outcomes decides, and `ties` names the issues where it did.

    Issues that hang on each other through conditions are searched together, by branch and bound;
    all others each for itself. The result is exact unless a group needs more than `limit` partial
    packages; then it is the best that was found, and `exact` is false.
    """
    search = PackageSearch(of, set(of.questions if among is None else among), limit)
    chosen: dict[int, int] = {}
    exact = True
    groups = search.groups()
    for group in groups:
        found, complete = search.best(group)
        chosen.update(zip(group, found, strict=True))
        exact = exact and complete
    package = Package.of(
        {of.issue_ids[row]: search.outcomes[number] for row, number in chosen.items()}
    )
    ties = tuple(of.issue_ids[row] for row in sorted(chosen) if search.tied(row, chosen))
    note = (
        f"None of the packages that settle these {count(len(chosen), 'issue')} in a way that "
        f"somebody accepts does better{BETTER}."
        if exact
        else f"The best package found within {limit:,} steps a group of issues{BETTER}. "
        "A better one may exist."
    )
    if not chosen:
        note = "No party in view is known to accept any outcome, so that all is left open."
    return StartingPoint(package, note, exact, ties)
