"""Places in, agreement out: how near parties are to each other, pair by pair and issue by issue."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.measures.pairs import GAPS, Gap, Numbers
from parley.measures.places import placements
from parley.vocabulary import Term

Metric = Literal["city-block", "euclidean", "directional"]
Missing = Literal["drop", "opposite"]

METRICS: Final[tuple[Metric, ...]] = get_args(Metric)
PAIR: Final = ["party_a", "party_b", "score", "shared", "possible"]


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
    issue on which both are silent is always left out, and where nothing is shared there is no score
    under either rule: it would rest on the assumption alone.

    With `salience` the weight of an issue for a pair is multiplied by the mean salience of the two,
    divided by its average over the shared issues on which both state one. So these issues weigh
    among each other as the two say, and together as much as without it; an issue on which one
    states none keeps its weight.

    Returns one row a pair, in the order of `parties`, with the columns party_a, party_b, score
    (missing where nothing is shared), shared (issues on which both hold a position) and possible
    (issues in view); with `salience` also salient (shared issues on which both state it).
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
    table = np.ascontiguousarray(places.to_numpy(float).T)
    spoken = ~np.isnan(table)
    at, said = np.nan_to_num(table), spoken.astype(float)
    gap, weighted = GAPS[metric], said * weights
    apart, total, shared = gap.summed(at, weighted, said), weighted @ said.T, said @ said.T
    counts = {"shared": shared}
    if cares is not None:
        change, counts["salient"] = _by_salience(gap, at, spoken, weights, cares.T)
        apart = apart + change
    if missing == "opposite":
        silent = 1 - said
        worst, alone = (gap.at_worst(at) * weighted) @ silent.T, weighted @ silent.T
        apart, total = apart + worst + worst.T, total + alone + alone.T
    first, second = np.triu_indices(len(table), 1)
    mean = np.full(len(first), np.nan)
    known = shared[first, second] > 0
    np.divide(apart[first, second], total[first, second], out=mean, where=known)
    mean = mean.clip(0, 1)  # what is left of rounding
    names = np.array(places.columns, object)
    frame = {
        "party_a": names[first],
        "party_b": names[second],
        "score": 1 - (np.sqrt(mean) if metric == "euclidean" else mean),
        "possible": np.full(len(first), len(places)),
        **{name: number[first, second].astype(np.int64) for name, number in counts.items()},
    }
    order = [*PAIR, *(name for name in counts if name not in PAIR)]
    return pd.DataFrame(frame).astype({"party_a": "str", "party_b": "str"})[order]


def _salience(positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]) -> Numbers:
    """How much each issue matters to each party, as a share of 100; missing where none says so."""
    table = positions.pivot_table(
        index="issue", columns="party", values="salience", observed=True, aggfunc="first"
    )
    found: Numbers = (
        table.reindex(index=list(issues["issue"]), columns=parties).to_numpy(float) / 100
    )
    return found


def _by_salience(
    gap: Gap, at: Numbers, spoken: npt.NDArray[np.bool_], weights: Numbers, cares: Numbers
) -> tuple[Numbers, Numbers]:
    """What salience adds to the weighted gaps of each pair, and how many issues it moves.

    Where both say that an issue matters nothing to them, and that is so for all on which both
    speak of it, none matters more than another, and nothing changes.
    """
    stated = (spoken & ~np.isnan(cares)).astype(float)
    care = np.nan_to_num(cares) * stated
    plain, weight = gap.summed(at, stated * weights, stated), (stated * weights) @ stated.T
    asked = gap.summed(at, care * weights, stated) + gap.summed(at, stated * weights, care)
    by = (care * weights) @ stated.T + (stated * weights) @ care.T
    scaled = np.divide(asked * weight, by, out=plain.copy(), where=by > 0)
    return scaled - plain, stated @ stated.T


STANDINGS: Final[dict[str, Term]] = {
    "differ": Term("Differ", "at least two lean different ways"),
    "agree": Term("Agree", "all that have spoken lean the same way"),
    "some": Term("Only one has spoken", "nothing to compare yet"),
    "none": Term("Nobody has spoken", "all of these parties are silent"),
}
"""How parties stand to each other on an issue, in the order of showing: what separates first."""


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
