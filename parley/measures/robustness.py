"""A view in, the range of each agreement score out, over every defensible way to compute it."""

from __future__ import annotations

from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from parley.frames.view import View
from parley.measures._metrics import METRICS
from parley.measures._pairs import Missing, PairScores
from parley.measures._view import of_view
from parley.measures.evidence import EVIDENCE_WORDS, with_evidence

RULES: Final[dict[Missing, str]] = {
    "drop": "silences left out",
    "opposite": "the silent taken at the opposite pole",
}
READINGS: Final = tuple(product(EVIDENCE_WORDS, METRICS, RULES))
"""A reading of a score is one way to compute it: by which evidence, metric and rule for silence."""


@of_view
def score_readings(view: View) -> pd.DataFrame:
    """The agreement of each pair under three metrics, two rules for silence, two sorts of evidence.

    Returns the columns of `agreement` with metric, missing and evidence: twelve rows a pair,
    reading by reading.
    """
    weights = view.issues["weight"].to_numpy(float)
    by_evidence = {
        kind: PairScores(view, with_evidence(view.cells, kind), weights) for kind in EVIDENCE_WORDS
    }
    pairs = [by_evidence[evidence] for evidence, *_ in READINGS]
    scores = [
        each.scores(metric, missing)
        for each, (_, metric, missing) in zip(pairs, READINGS, strict=True)
    ]
    number = len(scores[0])
    row = np.tile(np.arange(number), len(READINGS))
    named = zip(("evidence", "metric", "missing"), zip(*READINGS, strict=True), strict=True)
    return pd.DataFrame(
        {
            **{name: pairs[0].columns[name][row] for name in ("party_a", "party_b")},
            "score": np.concatenate(scores),
            **{name: np.concatenate([each.columns[name] for each in pairs])
               for name in ("shared", "possible")},
            **{name: pd.Categorical(words).repeat(number) for name, words in named},
        }
    )  # fmt: skip


@of_view
def score_ranges(view: View) -> pd.DataFrame:
    """The lowest and the highest agreement of each pair over all readings, and which give them.

    Returns one row a pair, as `agreement` has them, with the columns party_a, party_b, low, high
    (missing where no reading has a score), low_reading and high_reading, in words.
    """
    readings = score_readings(view)
    pairs = readings[["party_a", "party_b"]].head(len(readings) // len(READINGS))
    table = readings["score"].to_numpy(float).reshape(len(READINGS), len(pairs))
    known = ~np.isnan(table).all(axis=0)
    words = pd.array([reading_words(*reading) for reading in READINGS] + [""], dtype="str")
    ends = {}
    for end, worst, find in (("low", np.inf, np.argmin), ("high", -np.inf, np.argmax)):
        at = find(np.where(np.isnan(table), worst, table), axis=0)
        ends[end] = np.where(known, table[at, np.arange(len(pairs))], np.nan)
        ends[f"{end}_reading"] = words[np.where(known, at, len(READINGS))]
    return pairs.assign(**ends)[
        ["party_a", "party_b", "low", "high", "low_reading", "high_reading"]
    ]


def reading_words(evidence: str, metric: str, missing: Missing) -> str:
    """A reading in words: euclidean, silences left out, any evidence."""
    return f"{metric}, {RULES[missing]}, {EVIDENCE_WORDS[evidence]}"
