"""Which of a party's positions on an issue holds on a day, and which status of an issue.

The newest not later than the day holds. Of several with the same date the one with the most
direct evidence holds (the first in the files among equals); the others conflict with it.

The newest status not later than the day holds too, and after the day of an outcome the outcome's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.format.models import Evidence, Issue
from parley.format.vocabulary import DIRECTNESS, Status

FEW_NUMBERS = 16
"""Up to so many possible numbers a row, rows that share one are found by counting."""


def directness(evidence: pd.DataFrame, positions: int) -> npt.NDArray[np.int64]:
    """For each position the rank of its most direct evidence: 0 is the most direct.

    `evidence` needs the columns position, role and attribution.
    """
    own = evidence[evidence["role"] == "position"]
    order = {name: rank for rank, name in enumerate(DIRECTNESS)}
    ranks = np.array([order.get(name, len(order)) for name in own["attribution"].cat.categories])
    rank = np.append(ranks, len(order))[own["attribution"].cat.codes.to_numpy()]
    best = np.full(positions, len(order))
    np.minimum.at(best, own["position"].to_numpy(), rank)
    return best


def cell_keys(positions: pd.DataFrame) -> npt.NDArray[np.int64]:
    """A number for each pair of issue and party that a position is about."""
    issue = positions["issue"].cat.codes.to_numpy().astype(np.int64)
    party = positions["party"].cat.codes.to_numpy().astype(np.int64)
    width = len(positions["party"].cat.categories) + 1
    return (issue + 1) * width + party + 1


def _repeated(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which rows have a number, 0 or more, that another row has as well."""
    if numbers.max(initial=0) < FEW_NUMBERS * len(numbers):
        return np.bincount(numbers)[numbers] > 1
    return np.array(pd.Series(numbers).duplicated(keep=False))


def current_on(
    positions: pd.DataFrame, rank: npt.NDArray[np.int64], day: dt.date
) -> npt.NDArray[np.bool_]:
    """Which positions hold on a day.

    `positions` needs the columns issue, party and date; `rank` is their directness.
    """
    dates = positions["date"].to_numpy()
    holds: npt.NDArray[np.bool_] = dates <= np.datetime64(day)
    cell = cell_keys(positions)
    rows = np.flatnonzero(holds)
    several = rows[_repeated(cell[rows])]
    if len(several):
        newest_first = -dates[several].astype(np.int64)
        order = np.lexsort((several, rank[several], newest_first, cell[several]))
        ordered = several[order]
        later = np.concatenate([[False], cell[ordered][1:] == cell[ordered][:-1]])
        holds[ordered[later]] = False
    return holds


def conflicting(positions: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which positions have another of the same party, issue and date beside them."""
    cell = cell_keys(positions)
    found = _repeated(cell)
    rows = np.flatnonzero(found)
    day, days = pd.factorize(positions["date"].to_numpy()[rows])
    found[rows] = _repeated(cell[rows] * (len(days) + 1) + day + 1)
    return found


class DatedStatus(NamedTuple):
    """A status of an issue, and the day from which it was so."""

    date: dt.date
    status: Status
    note: str | None
    evidence: tuple[Evidence, ...]
    outcome: bool
    """Whether it is that of the outcome."""


def statuses_of(
    issue: Issue, source_dates: Mapping[str, dt.date], as_of: dt.date
) -> list[DatedStatus]:
    """The statuses of an issue by day, that of its outcome last.

    `source_dates` holds the day of each source by its id, `as_of` is the day of the matrix.
    """
    cited = [source_dates[each.source] for each in issue.status_evidence]
    found = [
        DatedStatus(earlier.date, earlier.status, earlier.note, earlier.evidence, False)
        for earlier in sorted(issue.status_history, key=lambda earlier: earlier.date)
    ]
    since = issue.status_date or max(cited, default=as_of)
    found.append(DatedStatus(since, issue.status, issue.status_note, issue.status_evidence, False))
    outcome = issue.outcome
    if outcome is not None and outcome.status is not None:
        note = outcome.note or issue.status_note
        found.append(DatedStatus(outcome.date, outcome.status, note, outcome.evidence, True))
    return found


def status_on(statuses: Sequence[DatedStatus], day: dt.date) -> DatedStatus | None:
    """The one of an issue's statuses that holds on a day; None where none is known so early."""
    return next((each for each in reversed(statuses) if each.date <= day), None)
