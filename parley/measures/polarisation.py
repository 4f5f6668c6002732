"""A view in, polarisation out: how far those who have spoken to an issue stand together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import STANCES
from parley.frames.cells import Numbers
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view

LEAST_VOICES: Final = 5
"""Agreement A of fewer voices is not used to order issues."""


def van_der_eijk(counts: Sequence[float]) -> float:
    """Van der Eijk's coefficient of agreement A of a distribution over ordered categories.

    1 where all stand in one category, 0 where all categories are equally full, -1 where half stand
    at either end (van der Eijk 2001, Quality & Quantity 35). The distribution is taken apart into
    layers in which every category is either empty or equally full. With K categories of which S
    are full, and TU and TDU the triples of a layer's pattern that read 110 or 011, and 101,

        U = ((K-2)·TU - (K-1)·TDU) / ((K-2)·(TU+TDU)),  A = U · (1 - (S-1)/(K-1))

    and the layers are weighted by their share. Missing where nobody is counted. Raises ValueError
    for fewer than three categories or a count below zero.
    """
    left = np.asarray(counts, float)
    if len(left) < 3 or (left < 0).any():
        raise ValueError("expected at least three categories and no count below zero")
    return float(_each(left[None, :])[0])


def _each(counts: Numbers) -> Numbers:
    """Agreement A of many distributions at once, one a row, taken apart layer by layer."""
    left, total = counts.copy(), counts.sum(axis=1)
    found = np.where(total > 0, 0.0, np.nan)
    of = np.where(total > 0, total, 1.0)
    digits = 1 << np.arange(counts.shape[1])  # a pattern as a number, which is quick to sort
    while (open_ := left.sum(axis=1) > 1e-9 * of).any():
        full = open_[:, None] & (left > 1e-12 * of[:, None])
        depth = np.where(full, left, np.inf).min(axis=1, where=full, initial=np.inf)
        depth = np.where(open_, depth, 0.0)
        _, first, which = np.unique(full @ digits, return_index=True, return_inverse=True)
        layer = np.array([_of_layer(tuple(pattern)) for pattern in full[first].tolist()])
        found += depth * full.sum(axis=1) / of * layer[which]
        left = np.where(full, left - depth[:, None], 0.0)
    return found


@cache
def _of_layer(full: tuple[bool, ...]) -> float:
    categories, filled = len(full), sum(full)
    unimodal = bimodal = 0
    for triple in combinations(full, 3):
        unimodal += triple in ((True, True, False), (False, True, True))
        bimodal += triple == (True, False, True)
    if not unimodal + bimodal:
        unity = 1.0
    else:
        unity = ((categories - 2) * unimodal - (categories - 1) * bimodal) / (
            (categories - 2) * (unimodal + bimodal)
        )
    return unity * (1 - (filled - 1) / (categories - 1))


@of_view
def polarisation(view: View) -> pd.DataFrame:
    """How far the voices on each issue stand together, beside the number that hold each stance.

    A bloc and the members that follow it are one voice. Returns one row an issue, in the order of
    showing, with the columns issue, title, numeric, opposes to supports (voices with that stance),
    spoken (voices), agreement (van der Eijk's A, -1 to 1; missing where fewer than two have a
    stance, and on a numeric issue), low and high (the lowest and highest value that is named) and
    dispersion (the mean distance of two voices, 0 to 1; missing but on a numeric issue on which two
    have spoken).
    """
    order = list(reversed(STANCES))
    held, issues = view.voices, view.issues
    stance = held.places("stance", order)
    known = stance >= 0
    cells = held.issue[known] * len(order) + stance[known]
    counts = np.bincount(cells, minlength=len(issues) * len(order)).reshape(-1, len(order))
    numeric = issues["numeric"].to_numpy(bool)
    counts[numeric] = 0
    relations = Relations(view, held)
    dispersion = np.full(len(issues), np.nan)
    for issue in np.flatnonzero(numeric & (relations.of.number >= 2)).tolist():
        rows = relations.of.rows(issue)
        number = rows.stop - rows.start
        dispersion[issue] = relations.gap_sums(issue, rows).total / (number * (number - 1) / 2)
    low, high = (
        relations.of.least(held.numbers("value_from")),
        relations.of.most(held.numbers("value_to")),
    )
    agreement = np.where(counts.sum(axis=1) >= 2, _each(counts.astype(float)), np.nan)
    return pd.DataFrame(
        {
            "issue": issues["issue"].astype("str").to_numpy(),
            "title": issues["title"].to_numpy(),
            "numeric": numeric,
            **dict(zip(order, counts.T, strict=True)),
            "spoken": relations.of.number,
            "agreement": agreement,
            "low": np.where(np.isfinite(low), low, np.nan),
            "high": np.where(np.isfinite(high), high, np.nan),
            "dispersion": dispersion,
        }
    )
