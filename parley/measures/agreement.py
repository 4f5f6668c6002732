"""A view in, agreement out: how near its parties are to each other, pair by pair."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.frames.view import View
from parley.measures._metrics import Metric
from parley.measures._pairs import Missing, PairScores, members_together
from parley.measures._scores import score_matrix
from parley.measures._view import of_view

COLUMNS = ["party_a", "party_b", "score", "shared", "possible"]


@of_view
def agreement(
    view: View,
    metric: Metric = "city-block",
    missing: Missing = "drop",
    salience: bool = False,
    weighted: bool = True,
) -> pd.DataFrame:
    """The agreement score of each pair of parties in view, 0 to 1.

    With a and b the unit scores of the two (see `unit_scores`) and w the weight of an issue, over
    the issues on which both hold a position:

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
    states none keeps its weight. Without `weighted` all issues weigh the same.

    Returns one row a pair, in the order of showing, with the columns party_a, party_b, score
    (missing where nothing is shared), shared (issues on which both hold a position) and possible
    (issues in view); with `salience` also salient (shared issues on which both state it). A bloc
    and its own member are no pair.
    """
    weights = view.issues["weight"].to_numpy(float) if weighted else np.ones(len(view.issues))
    cells = view.cells
    pairs = PairScores(view, cells, weights)
    stated = cells.matrix(cells.numbers("salience") / 100) if salience else None
    found = pd.DataFrame({**pairs.columns, "score": pairs.scores(metric, missing, stated)})
    found = found[COLUMNS]
    return found if stated is None else found.assign(salient=pairs.salient(stated))


@of_view
def nearest(view: View, party: str) -> pd.DataFrame:
    """The city-block agreement of a party in view with each of the others: its rows of `agreement`.

    Returns the same columns, with the party in party_a. Raises ValueError where it is not in view.
    """
    ids = view.party_ids
    if party not in ids:
        raise ValueError(f"expected a party in view, got {party!r}")
    place = ids.index(party)
    others = np.arange(len(ids)) != place
    together = members_together(view)
    if together is not None:
        others &= ~together[place]
    table = score_matrix(view, view.cells)
    own = table[place]
    spoken = ~np.isnan(own)
    weights = view.issues["weight"].to_numpy(float)[spoken]
    gaps = np.abs(table[np.ix_(others, spoken)] - own[spoken])  # missing where the other is silent
    both = ~np.isnan(gaps)
    np.copyto(gaps, 0, where=~both)
    mean = np.full(len(gaps), np.nan)
    np.divide(gaps @ weights, both @ weights, out=mean, where=both.any(axis=1))
    return pd.DataFrame(
        {
            "party_a": pd.Series([party] * len(gaps), dtype="str"),
            "party_b": pd.Series(ids, dtype="str").array[others],
            "score": 1 - mean.clip(0, 1),
            "shared": both.sum(axis=1),
            "possible": len(view.issues),
        }
    )


@of_view
def unit_scores(view: View) -> pd.DataFrame:
    """Where each party in view stands on each issue, from 0 (opposes) to 1 (supports).

    A numeric issue uses its own range, and a range of values its midpoint. Returns one row an issue
    and one column a party, missing where the party is silent.
    """
    scores = score_matrix(view, view.cells)
    return pd.DataFrame(scores.T, index=view.issue_ids, columns=view.party_ids)
