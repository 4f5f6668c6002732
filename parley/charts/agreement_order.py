"""Agreement scores in, what they say together and the order of their parties out; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from parley.iter_rows import iter_dicts
from parley.wording import count


def ordered(scores: pd.DataFrame, parties: list[str]) -> list[str]:
    """The parties so that those who agree stand together: along the scores' main axis.

    `scores` is the frame of `parley.measures.agreement`. Where a score is missing the mean stands
    in for the sake of the order alone.
    """
    if len(parties) < 3 or scores["score"].notna().sum() < 2:
        return parties
    table = score_table(scores, parties)
    filled = np.where(np.isnan(table), np.nanmean(table), table)
    np.fill_diagonal(filled, 1.0)
    _, vectors = np.linalg.eigh(filled - filled.mean(axis=0))
    axis = vectors[:, -1] if np.ptp(vectors[:, -1]) > 1e-9 else np.zeros(len(parties))
    axis = axis if axis[0] <= axis[-1] else -axis
    return [parties[at] for at in np.argsort(axis, kind="stable")]


def score_table(scores: pd.DataFrame, parties: list[str], column: str = "score") -> np.ndarray:
    """A column of the scores as a square, missing where a pair has none."""
    place = {party: at for at, party in enumerate(parties)}
    table = np.full((len(parties), len(parties)), np.nan)
    for a, b, value in zip(scores["party_a"], scores["party_b"], scores[column], strict=True):
        table[place[a], place[b]] = table[place[b], place[a]] = value
    return table


def agreement_finding(scores: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Who agrees most and least: Ukraine and European leaders agree most, 1.00 on 3 issues.

    `names` are said as they are. Pairs whose scores are equal to two decimals share a rank, and are
    counted.
    """
    known = scores[scores["score"].notna()]
    if known.empty:
        most = int(scores["shared"].max()) if len(scores) else 0
        if not most:
            return "No two parties in view are counted on the same issue"
        return f"No two parties in view share enough issues for a score: the most is {most}"
    if len(known) == 1:
        (only,) = iter_dicts(known)
        shared = count(only["shared"], "issue")
        score = f"{only['score']:.2f} on {shared}"
        return f"{pair_name(only, names)} are the one pair with a score, {score}"
    # As the cells are written: numpy rounds 0.525 to 0.52.
    rounded = known.assign(score=[float(f"{score:.2f}") for score in known["score"]])
    if rounded["score"].nunique() == 1:
        return f"All {len(known)} pairs with a score have the same, {rounded['score'].iloc[0]:.2f}"
    best, worst = (
        _ends(rounded[rounded["score"] == end], names)
        for end in (rounded["score"].max(), rounded["score"].min())
    )
    return f"{best[0]} agree most, {best[1]}; {worst[0]} least, {worst[1]}"


def _ends(rows: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, str]:
    """The pairs of one score, the one that shares most by name, and the score with its issues."""
    first = next(iter_dicts(rows.sort_values("shared", ascending=False, kind="stable")))
    others = len(rows) - 1
    more = f" and {count(others, 'other pair')}" if others else ""
    who = f"{pair_name(first, names)}{more}"
    on = "" if others else f" on {count(first['shared'], 'issue')}"
    return who, f"{first['score']:.2f}{on}"


def pair_name(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The two parties of a row, by name."""
    return f"{names[row['party_a']]} and {names[row['party_b']]}"
