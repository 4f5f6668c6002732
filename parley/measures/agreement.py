"""Places in, agreement out: how near parties are to each other, pair by pair and issue by issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.measures.places import placements

Metric = Literal["city-block", "euclidean", "directional"]
Missing = Literal["drop", "opposite"]
Numbers = npt.NDArray[np.float64]

METRICS: Final[tuple[Metric, ...]] = get_args(Metric)
PAIR: Final = ["party_a", "party_b", "score", "shared", "possible"]


class Sums(NamedTuple):
    """For one party beside all others: what is summed over the issues, and how many there are."""

    score: Numbers
    shared: npt.NDArray[np.int64]


def agreement(
    positions: pd.DataFrame,
    issues: pd.DataFrame,
    parties: list[str],
    metric: Metric = "city-block",
    missing: Missing = "drop",
    salience: bool = False,
) -> pd.DataFrame:
    """The agreement score of each pair of parties, 0 to 1.

    `positions` are those that hold, as `parley.frames` has them; `issues` those in view. With a
    and b the places of the two from 0 to 1 and w the weight of an issue, over the issues on which
    both hold a position:

    - city-block: 1 - Σ w·|a-b| / Σ w, as the voting-advice applications use it
    - euclidean: 1 - √(Σ w·(a-b)² / Σ w)
    - directional: ½ + ½ · Σ w·a'·b' / Σ w with a' = 2a-1 (Rabinowitz and Macdonald 1989): who leans
      the same way agrees the more, the further both go

    `missing` is `drop`: an issue on which one of the two is silent is left out; or `opposite`: the
    silent one is taken to stand at the pole that is farther from the other, the worst case. An
    issue on which both are silent is always left out. With `salience` the weight of an issue for a
    pair is multiplied by the mean salience of the two as a share of 100, where both state one.

    Returns one row a pair, in the order of `parties`, with the columns party_a, party_b, score
    (missing where nothing is shared), shared (issues on which both hold a position) and possible
    (issues in view).
    """
    places = placements(positions, issues, parties)
    cares = _salience(positions, issues, parties) if salience else None
    return scored(places, issues["weight"].to_numpy(float), metric, missing, cares)


def scored(
    places: pd.DataFrame,
    weights: Numbers,
    metric: Metric,
    missing: Missing,
    cares: Numbers | None = None,
) -> pd.DataFrame:
    """The same from the frame of `placements`, with the weight of each issue."""
    spoken = places.notna().to_numpy()
    values: Numbers = places.fillna(0.0).to_numpy(float)
    found = list(_beside_all(values, spoken, weights, cares, metric, missing))
    first, second = np.triu_indices(len(found), 1)
    square = (len(found), len(found))
    score = np.array([sums.score for sums in found]).reshape(square)
    shared = np.array([sums.shared for sums in found], np.int64).reshape(square)
    names = np.array(places.columns, object)
    frame = {
        "party_a": names[first],
        "party_b": names[second],
        "score": score[first, second].astype(float),
        "shared": shared[first, second],
        "possible": np.full(len(first), len(places)),
    }
    return pd.DataFrame(frame).astype({"party_a": "str", "party_b": "str"})[PAIR]


def _salience(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> Numbers:
    """How much each issue matters to each party, as a share of 100; missing where none says so."""
    table = positions.pivot_table(
        index="issue", columns="party", values="salience", observed=True, aggfunc="first"
    )
    found: Numbers = (
        table.reindex(index=list(issues["issue"]), columns=parties).to_numpy(float) / 100
    )
    return found


def _beside_all(
    values: Numbers,
    spoken: npt.NDArray[np.bool_],
    weights: Numbers,
    cares: Numbers | None,
    metric: Metric,
    missing: Missing,
) -> Iterator[Sums]:
    """Each party beside all, one after the other: a matrix of issues and parties at a time."""
    for a in range(values.shape[1]):
        own, said = values[:, [a]], spoken[:, [a]]
        both = spoken & said
        counts = both if missing == "drop" else spoken | said
        weight = counts * weights[:, None]
        if cares is not None:
            mean = (cares + cares[:, [a]]) / 2
            weight = np.where(np.isnan(mean), weight, weight * np.nan_to_num(mean))
        here = np.where(spoken, values, _farther_pole(own))
        mine = np.where(said, own, _farther_pole(values))
        total = weight.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            yield Sums(_scored(mine, here, weight, total, metric), both.sum(axis=0))


def _farther_pole(places: Numbers) -> Numbers:
    return np.where(places > 0.5, 0.0, 1.0)


def _scored(
    mine: Numbers, here: Numbers, weight: Numbers, total: Numbers, metric: Metric
) -> Numbers:
    if metric == "city-block":
        return 1 - (weight * np.abs(mine - here)).sum(axis=0) / total
    if metric == "euclidean":
        return 1 - np.sqrt((weight * (mine - here) ** 2).sum(axis=0) / total)
    product = (weight * (2 * mine - 1) * (2 * here - 1)).sum(axis=0) / total
    return 0.5 + 0.5 * product


def comparison(positions: pd.DataFrame, issues: pd.DataFrame) -> pd.Series:
    """How the parties in view stand to each other on each issue.

    `positions` are those that count (see `parley.blocs.counted`). Returns, by issue, `agree` where
    at least two have spoken and none leans against another, `differ` where two do or values
    differ, `some` where one alone has spoken and `none` where nobody has.
    """
    found = {}
    by_issue = dict(list(positions.groupby("issue", observed=True)))
    numeric = issues.set_index("issue")["numeric"]
    for issue in issues["issue"]:
        held = by_issue.get(issue)
        if held is None or held.empty:
            found[issue] = "none"
        elif len(held) == 1:
            found[issue] = "some"
        elif numeric[issue]:
            apart = held["value_from"].max() > held["value_to"].min()
            found[issue] = "differ" if apart else "agree"
        else:
            found[issue] = "agree" if np.sign(held["score"]).nunique() == 1 else "differ"
    return pd.Series(found, dtype="str")
