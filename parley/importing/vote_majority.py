"""The votes of those who make up a party and a share in, the one stance of the party out.

The share and what stands for a party that has no such majority are said in the mapping: neither is
assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from parley.format.problems import Problem, did_you_mean, quoted
from parley.format.vocabulary import SILENCES, STANCES
from parley.importing.mapping import WORDS, MappingFile

SECTION: Final = "majority"
MISSING: Final = (
    "missing: several votes make up a party's position, so say {more_than: 0.5, otherwise: skip}, "
    "the share that one stance must exceed and what stands where none does"
)
NO_MAJORITY: Final = -1
CELL: Final = ["issue", "party", "day"]


@dataclass(frozen=True)
class Majority:
    """When the votes of a party's members are its position."""

    more_than: float
    """The share of its votes that one stance must exceed, from 0.5 up."""
    otherwise: str
    """A stance, a silence or `skip`, where no stance does."""


def majority_in(mapping: MappingFile) -> Majority | None:
    """What a mapping says, which has been found complete; None where it says nothing."""
    given = mapping.section(SECTION)
    if not given:
        return None
    return Majority(float(given["more_than"]), str(given["otherwise"]))


def missing_majority(mapping: MappingFile, needed: bool) -> list[Problem]:
    """What a person has still to say of it, and what of it is no share and no word."""
    given = mapping.section(SECTION)
    if SECTION not in mapping.tree:
        return [mapping.problem(SECTION, MISSING)] if needed else []
    found = [
        mapping.problem(f"{SECTION}\0{key}", f"unknown key{did_you_mean(key, KEYS)}")
        for key in given
        if key not in KEYS
    ]
    for key, check in KEYS.items():
        said = given.get(key)
        message = check(str(said)) if said not in (None, "") else "empty, fill it in"
        if message:
            found.append(mapping.problem(f"{SECTION}\0{key}", message))
    return found


def _not_a_share(said: str) -> str:
    try:
        share = float(said)
    except ValueError:
        share = 0
    return "" if 0.5 <= share < 1 else f"expected a number from 0.5 to below 1, got {quoted(said)}"


def _not_a_word(said: str) -> str:
    if said in WORDS:
        return ""
    return f"expected one of {', '.join(WORDS)}, got {quoted(said)}{did_you_mean(said, WORDS)}"


KEYS: Final = {"more_than": _not_a_share, "otherwise": _not_a_word}


def by_majority(votes: pd.DataFrame, more_than: float) -> tuple[pd.DataFrame, list[str]]:
    """One row an issue, a party and a day, of votes whose `stance` is its place among the stances.

    Returns those rows (issue, party, day, the locator of the first vote, stance, which is
    NO_MAJORITY where no stance has more than the share, and told), and the texts, which say how was
    voted, that `told` counts through.
    """
    counts = votes.groupby([*CELL, "stance"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=range(len(STANCES)), fill_value=0)
    locators = votes.groupby(CELL, sort=False)["locator"].first()
    numbers = counts.to_numpy()
    most = numbers.max(axis=1)
    stance = np.where(most > more_than * numbers.sum(axis=1), numbers.argmax(axis=1), NO_MAJORITY)
    kinds, told = np.unique(np.column_stack([stance, numbers]), axis=0, return_inverse=True)
    rows = counts.index.to_frame(index=False)
    rows["locator"] = locators.reindex(counts.index).to_numpy(np.int32)
    rows["stance"] = stance.astype(np.int32)
    rows["told"] = told.reshape(-1).astype(np.int32)
    return rows, [_told(kind[0], kind[1:]) for kind in kinds.tolist()]


def _told(stance: int, numbers: list[int]) -> str:
    """How was voted, in a sentence; the most votes first."""
    words = dict(zip(STANCES, numbers, strict=True))
    cast = sorted((word for word in words if words[word]), key=lambda word: -words[word])
    said = ", ".join(f"{word} {words[word]:,}" for word in cast)
    begin = "No majority among" if stance == NO_MAJORITY else "By the majority of"
    return f"{begin} its votes: {said}."


def said_of(rule: Majority, votes: int, rows: pd.DataFrame) -> str:
    """What came of it, as a line of the account."""
    share = f"{rule.more_than:g}"
    without = int((rows["stance"] == NO_MAJORITY).sum())
    line = f"  by majority, more than {share} of a party's votes: {votes:,} votes on {len(rows):,}"
    line += " cells"
    if without:
        stands = "left out" if rule.otherwise not in (*STANCES, *SILENCES) else rule.otherwise
        line += f", {without:,} of them without one: {stands}"
    return line
