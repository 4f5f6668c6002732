"""A view in, agreement out: how near its parties are to each other, pair by pair."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parley.frames.blocs import ancestors
from parley.frames.view import View
from parley.measures._metrics import Metric
from parley.measures._pairs import pair_scores
from parley.measures._scores import score_matrix
from parley.measures._view import of_view


@of_view
def agreement(
    view: View, metric: Metric = "city-block", salience: bool = False, weighted: bool = True
) -> pd.DataFrame:
    """The agreement score of each pair of parties in view, 0 to 1.

    With d the distance of the two on an issue and w its weight, over the issues on which both hold
    a position:

    - city-block: 1 - Σ w·d / Σ w, as the voting-advice applications use it
    - euclidean: 1 - √(Σ w·d² / Σ w)
    - directional: ½ + ½ · Σ w·a'·b' / Σ w with a' = 2a-1, a the place of a party from 0 to 1
      (Rabinowitz and Macdonald 1989): who leans the same way agrees the more, the further both go

    The distance of two stances is |a - b|, on a scale the gap between what the two would take over
    its range (0 where they meet or lie within the tolerance), and on a ladder of K rungs, where
    both name one, the gap in rungs over K - 1.

    With `salience` the weight of an issue for a pair is multiplied by the mean salience of the two,
    divided by its average over the shared issues on which both state one. So these issues weigh
    among each other as the two say, and together as much as without it; an issue on which one
    states none keeps its weight. Without `weighted` all issues weigh the same.

    Returns one row a pair, in the order of showing, with the columns party_a, party_b, score
    (missing below three shared issues), shared (issues on which both hold a position), same (those
    on which they lean the same way), apart (on which they stand apart) and possible (issues in
    view); with `salience` also salient (shared issues on which both state it). A bloc and its own
    member are no pair, see `following`; two members of one bloc share an issue only where both have
    spoken for themselves.
    """
    return pair_scores(view, salience=salience, weighted=weighted).frame(metric)


@of_view
def nearest(view: View, party: str) -> pd.DataFrame:
    """The city-block agreement of a party in view with each of the others: its rows of `agreement`.

    Returns the same columns, with the party in party_a. Raises ValueError where it is not in view.
    """
    if party not in view.party_ids:
        raise ValueError(f"expected a party in view, got {party!r}")
    return pair_scores(view, party=view.party_ids.index(party)).frame("city-block")


@of_view
def following(view: View) -> pd.DataFrame:
    """How often each member in view follows a bloc in view, and how often it dissents.

    Returns one row a bloc and member, in the order of showing, with the columns bloc, member,
    follows (issues on which it takes the bloc's position or says the same), dissents (on which it
    says something else) and possible (issues in view on which the bloc has spoken).
    """
    ids = view.party_ids
    blocs = {id: ancestors(id, view.blocs) for id in ids}
    pairs = [(bloc, member) for bloc in ids for member in ids if bloc in blocs[member]]
    rows = []
    if pairs:
        number = np.full(view.cells.shape[::-1], -1)
        positions = view.frames.positions
        number[view.cells.party, view.cells.issue] = view.cells.of(np.arange(len(positions)))
        place = {id: at for at, id in enumerate(ids)}
        for bloc, member in pairs:
            theirs, own = number[place[bloc]], number[place[member]]
            both = (theirs >= 0) & (own >= 0)
            same = view.same_statement(own[both], theirs[both])
            rows.append(
                (bloc, member, int(same.sum()), int((~same).sum()), int((theirs >= 0).sum()))
            )
    return pd.DataFrame(rows, columns=["bloc", "member", "follows", "dissents", "possible"]).astype(
        {"bloc": "str", "member": "str", "follows": int, "dissents": int, "possible": int}
    )


@of_view
def unit_scores(view: View) -> pd.DataFrame:
    """Where each party in view stands on each issue, from 0 (opposes) to 1 (supports).

    A numeric issue uses its own range, and a range of values its midpoint. Returns one row an issue
    and one column a party, missing where the party is silent.
    """
    scores = score_matrix(view, view.cells)
    return pd.DataFrame(scores.T, index=view.issue_ids, columns=view.party_ids)
