"""A view in, an order of its parties and issues out in which the alike stand side by side."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from parley.categoricals import Rows
from parley.frames.cells import Numbers
from parley.frames.view import View
from parley.measures._pairs import pair_scores
from parley.measures._scores import score_matrix
from parley.measures._view import of_view

MOST_ORDERED: Final = 1_000
"""Parties up to which an order is computed: its time grows with the cube of their number."""

DIGITS: Final = 9
"""Decimals by which two places are told apart; what is below is rounding."""


class LikenessOrder(NamedTuple):
    """The ids in view, in the order of likeness."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]


@of_view
def likeness_order(view: View) -> LikenessOrder:
    """Parties and issues in view, those that are alike side by side.

    Parties stand by the second eigenvector of their agreement scores, each scaled by the sums of
    its row and column (spectral ordering: Ding and He 2004, after Atkins, Boman and Hendrickson
    1998). A pair without a score has no link, and nothing is filled in; parties that no score links
    are ordered apart from each other, and those without any score stand last. Issues stand by the
    covariance of what is held on them with the places of the parties; those on which fewer than two
    are heard stand last. Which end is first is fixed by the folder's order, which also decides
    ties.
    """
    parties = view.party_ids
    if len(parties) > MOST_ORDERED:
        return LikenessOrder(tuple(parties), tuple(view.issue_ids))
    order = _parties_by_likeness(_likeness(view))
    places = np.empty(len(order))
    places[order] = np.arange(len(order))
    held = score_matrix(view, view.cells)
    return LikenessOrder(
        tuple(parties[at] for at in order),
        tuple(view.issue_ids[at] for at in _issues_by_side(held, places)),
    )


def _likeness(view: View) -> Numbers:
    """The agreement score of each two parties, 0 where they have none."""
    pairs = pair_scores(view)
    found = np.zeros((len(view.parties), len(view.parties)))
    found[pairs.pairs] = np.nan_to_num(pairs.scores("city-block"))
    symmetric: Numbers = found + found.T
    return symmetric


def _parties_by_likeness(likeness: Numbers) -> Rows:
    """The places of the parties in order: group by group of those that scores link."""
    groups = _linked(likeness > 0)
    together = [_ordered(likeness, group) for group in groups if len(group) > 1]
    alone = [group for group in groups if len(group) == 1]
    found: Rows = np.concatenate([*together, *alone, np.zeros(0, np.int64)])
    return found


def _linked(links: np.ndarray) -> list[Rows]:
    """The groups of parties that are linked, directly or through others, by their first party."""
    left = np.ones(len(links), bool)
    found = []
    for first in range(len(links)):
        if not left[first]:
            continue
        group = np.zeros(len(links), bool)
        group[first] = True
        while True:
            more = group | links[group].any(axis=0)
            if (more == group).all():
                break
            group = more
        left &= ~group
        found.append(np.flatnonzero(group))
    return found


def _ordered(likeness: Numbers, group: Rows) -> Rows:
    """A linked group in the order of its second eigenvector."""
    if len(group) < 3:
        return group
    some = likeness[np.ix_(group, group)]
    scale = 1 / np.sqrt(some.sum(axis=1))
    _, vectors = np.linalg.eigh(some * scale[:, None] * scale[None, :])
    places = (vectors[:, -2] * scale).round(DIGITS)
    order = np.argsort(places, kind="stable")
    if _ends_first(order):
        order = np.argsort(-places, kind="stable")
    found: Rows = group[order]
    return found


def _ends_first(order: Rows) -> bool:
    """Whether the first party stands in the second half; one in the middle says nothing."""
    for party in range(2):
        (at,) = np.flatnonzero(order == party)
        if 2 * at != len(order) - 1:
            return bool(2 * at > len(order) - 1)
    return False


def _issues_by_side(held: Numbers, places: Numbers) -> Rows:
    """The places of the issues in order: first those that the first parties are for."""
    spoken = ~np.isnan(held)
    number = spoken.sum(axis=0)
    enough = number > 1
    least = np.maximum(number, 1)
    at = np.where(spoken, places[:, None], 0)
    centred = np.where(spoken, at - at.sum(axis=0) / least, 0)
    slope = ((np.nan_to_num(held) * centred).sum(axis=0) / least).round(DIGITS)
    found: Rows = np.lexsort((slope, ~enough))
    return found
