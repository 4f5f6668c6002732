"""Positions in, how direct the evidence is that they rest on out."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from parley.categoricals import isin
from parley.format.vocabulary import ON_RECORD
from parley.frames.cells import Flags

EVIDENCE_WORDS: Final = {"all": "any evidence", "record": "on the record only"}
"""Which positions count, by their most direct evidence."""


def has_evidence(positions: pd.DataFrame, kind: str) -> Flags:
    """Which positions count under a key of EVIDENCE_WORDS.

    One for which there is no evidence at all, as it is supposed, counts under each.
    """
    if kind == "all":
        return np.ones(len(positions), bool)
    attribution = positions["attribution"]
    return isin(attribution, ON_RECORD) | attribution.isna().to_numpy()


def directness(positions: pd.DataFrame, by: Literal["party", "area"]) -> pd.DataFrame:
    """How many positions rest on which sort of evidence, by party or by area.

    `positions` is the frame of that name, or rows of it. A position counts once, where it is held:
    those that do not hold on the day and those that a member takes from its bloc are left out. Its
    attribution is that of its most direct evidence. Returns one row for each party or area and
    attribution that occurs, in the order of showing and from the most direct, with the columns
    party or area, attribution and count.
    """
    own = positions[[by, "attribution"]][positions["current"] & positions["inherited_from"].isna()]
    return own.groupby([by, "attribution"], observed=True).size().reset_index(name="count")
