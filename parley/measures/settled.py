"""Issues and positions in, the share that is settled out, under every reading of "settled"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.blocs import above

Numbers = npt.NDArray[np.float64]
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
    rows = [
        (meaning, unit, circle, kind, int(covered.sum()), *_share(settled, issues, unit))
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
        cells = _cells(issues, positions[positions["attribution"].isin(allowed)])
        for circle in circles:
            yield "same-side", circle.name, kind, *_same_side(cells, circle, blocs)


class _Cells(NamedTuple):
    """What decides a side, as matrices of issues and parties, missing where nothing is held."""

    parties: list[str]
    numeric: npt.NDArray[np.bool_]
    score: Numbers
    low: Numbers
    high: Numbers
    taken: npt.NDArray[np.int64]
    """The number of the party from which a position is inherited, or -1."""


def _cells(issues: pd.DataFrame, positions: pd.DataFrame) -> _Cells:
    held = positions[positions["current"].to_numpy(bool)]
    parties = held["party"].cat.categories.astype(str).tolist()
    shape = (len(issues), len(parties))
    row = pd.Index(issues["issue"].astype("str")).get_indexer(
        held["issue"].cat.categories.astype(str)
    )[held["issue"].cat.codes]
    seen = row >= 0
    column = held["party"].cat.codes.to_numpy()
    matrices = []
    for name in ("score", "value_from", "value_to"):
        matrix = np.full(shape, np.nan)
        matrix[row[seen], column[seen]] = held[name].to_numpy(float)[seen]
        matrices.append(matrix)
    taken = np.full(shape, -1)
    blocs = pd.Index(parties).get_indexer(held["inherited_from"].astype("str"))
    taken[row[seen], column[seen]] = blocs[seen]
    score, low, high = matrices
    return _Cells(parties, issues["numeric"].to_numpy(bool), score, low, high, taken)


def _same_side(cells: _Cells, circle: Circle, blocs: dict[str, list[str]]) -> tuple[Issues, Issues]:
    """On which issues at least two of the circle have spoken, and on which all lean one way."""
    named = np.where(cells.numeric[:, None], cells.low, cells.score)
    counts = ~np.isnan(named) & np.isin(cells.parties, circle.parties)
    for member in blocs:  # as parley.blocs.counted does, on a matrix
        speaking = [bloc for bloc in above(member, blocs) if bloc in circle.parties]
        if speaking and member in cells.parties:
            columns = [cells.parties.index(bloc) for bloc in speaking if bloc in cells.parties]
            counts[counts[:, columns].any(axis=1), cells.parties.index(member)] = False
    for bloc in set(cells.taken[counts].tolist()) - {-1}:
        voices = counts & (cells.taken == bloc)
        left_out = cells.parties[bloc] == circle.without
        counts &= ~(voices & (left_out | (voices.cumsum(axis=1) > 1)))

    def least(matrix: Numbers) -> Numbers:
        found: Numbers = np.where(counts, matrix, np.inf).min(axis=1, initial=np.inf)
        return found

    one_way = (least(cells.score) > 0) | (least(-cells.score) > 0)
    overlap = -least(-cells.low) <= least(cells.high)
    told: Issues = counts.sum(axis=1) >= 2
    return told, told & np.where(cells.numeric, overlap, one_way)


def _share(
    settled: npt.NDArray[np.bool_], issues: pd.DataFrame, unit: str
) -> tuple[float, float, float]:
    if unit == "area":
        shares = pd.Series(settled.astype(float)).groupby(issues["area"].astype("str").to_numpy())
        by_area = shares.mean()
        part, whole = float(by_area.sum()), float(len(by_area))
    else:
        weights = issues["weight"].to_numpy(float) if unit == "weight" else np.ones(len(issues))
        part, whole = float(weights[settled].sum()), float(weights.sum())
    return part, whole, part / whole if whole else float("nan")
