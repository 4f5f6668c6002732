"""Positions in, the range of each agreement score out, over every defensible way to compute it."""

from __future__ import annotations

from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from parley.measures.agreement import METRICS, Missing, Pairs
from parley.measures.scores import unit_scores

RULES: Final[dict[Missing, str]] = {
    "drop": "silences left out",
    "opposite": "the silent taken at the opposite pole",
}
WEAK: Final = ("second-hand", "anonymous")
EVIDENCE: Final = {"all": "all evidence", "firm": "no second-hand, no unnamed official"}
READINGS: Final = tuple(product(EVIDENCE, METRICS, RULES))
PLACED: Final = ["issue", "party", "score", "value_from", "value_to"]
"""The columns of positions that say where a party stands."""


def every_reading(
    positions: pd.DataFrame, issues: pd.DataFrame, parties: list[str]
) -> pd.DataFrame:
    """Each score under three metrics, two rules for the missing, with and without weak evidence.

    Takes what `parley.measures.agreement` takes; `positions` has the column attribution. Weak is
    what rests on second-hand or anonymous evidence alone. Returns the columns of `agreement` with
    metric, missing and evidence: twelve rows a pair, reading by reading.
    """
    weak = positions["attribution"].isin(WEAK).to_numpy()
    weights = issues["weight"].to_numpy(float)
    by_evidence = {
        "all": Pairs(unit_scores(positions, issues, parties), weights),
        "firm": Pairs(unit_scores(positions.loc[~weak, PLACED], issues, parties), weights),
    }
    shown = [by_evidence[evidence] for evidence, *_ in READINGS]
    scores = [
        pairs.scores(metric, missing)
        for pairs, (_, metric, missing) in zip(shown, READINGS, strict=True)
    ]
    number = len(scores[0])
    pair = np.tile(np.arange(number), len(READINGS))
    named = zip(("evidence", "metric", "missing"), zip(*READINGS, strict=True), strict=True)
    return pd.DataFrame(
        {
            **{name: column.array[pair] for name, column in shown[0].names.items()},
            "score": np.concatenate(scores),
            **{name: np.concatenate([each.rest[name] for each in shown]) for name in shown[0].rest},
            **{name: pd.Categorical(words).repeat(number) for name, words in named},
        }
    )


def ranges(readings: pd.DataFrame) -> pd.DataFrame:
    """The lowest and the highest score of each pair, and the reading that gives each.

    Takes the frame of `every_reading`. Returns one row a pair with the columns party_a, party_b,
    low, high (missing where no reading has a score), low_reading and high_reading, in words.
    """
    pairs = readings[["party_a", "party_b"]].head(len(readings) // len(READINGS))
    table = readings["score"].to_numpy(float).reshape(len(READINGS), len(pairs))
    known = ~np.isnan(table).all(axis=0)
    words = pd.array([in_words(*reading) for reading in READINGS] + [""], dtype="str")
    ends = {}
    for end, worst, find in (("low", np.inf, np.argmin), ("high", -np.inf, np.argmax)):
        at = find(np.where(np.isnan(table), worst, table), axis=0)
        ends[end] = np.where(known, table[at, np.arange(len(pairs))], np.nan)
        ends[f"{end}_reading"] = words[np.where(known, at, len(READINGS))]
    return pairs.assign(**ends)[
        ["party_a", "party_b", "low", "high", "low_reading", "high_reading"]
    ]


def in_words(evidence: str, metric: str, missing: Missing) -> str:
    """A reading as people read it: euclidean, silences left out, all evidence."""
    return f"{metric}, {RULES[missing]}, {EVIDENCE[evidence]}"
