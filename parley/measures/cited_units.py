"""Rows of evidence and a source in, which of the source's units are cited, and for what, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.format.locators import numbers_of
from parley.frames.columns import LIST_SEPARATOR
from parley.measures.citations import CITED_FOR

MOST_UNITS: Final = 100_000
"""A source with more units is not laid out whole: its cited units alone are."""

WIDEST: Final = 1_000
"""A range of more units than this points to none of them."""

UNITS: Final = {
    "locator": "number of the unit",
    "cited": "how many citations name it",
    "for_positions": "how many of them are for a position",
    "roles": "what it is cited for: position, status, dispute, claim, event, outcome",
    "issues": "ids of the issues that it is cited on",
    "parties": "ids of the parties whose positions it is cited about",
}
UNPLACED: Final = {
    "text": "a locator that is no number and no range of numbers",
    "count": "how many citations have it",
}
"""The columns of what a source's citations come to, in order."""


@dataclass(frozen=True)
class Locators:
    """What of one source is cited.

    `units` and `unplaced` have the columns in UNITS and UNPLACED. `named` has one row for each
    citation and unit that it names, in the order of the evidence: locator, role, ref, issue and
    party.
    """

    unplaced: pd.DataFrame
    named: pd.DataFrame
    count: int | None
    """How many units the source has; None where its record does not say, so that nobody knows what
    is not cited."""

    @cached_property
    def times(self) -> pd.Series[Any]:
        """How often each unit is cited, by its number; which units as in `units`."""
        found = self.named["locator"].value_counts().sort_index()
        return found if self._every is None else found.reindex(self._every, fill_value=0)

    @cached_property
    def units(self) -> pd.DataFrame:
        """Every unit from 1 to `count`, cited or not; where `count` is None or more than
        MOST_UNITS, the cited ones alone."""
        return _units(self.named, self._every)

    @property
    def _every(self) -> pd.RangeIndex | None:
        if self.count is None or self.count > MOST_UNITS:
            return None
        return pd.RangeIndex(1, self.count + 1, name="locator")

    @property
    def cited(self) -> list[int]:
        """The units that are cited, in order."""
        found: list[int] = self.times.index[self.times > 0].tolist()
        return found

    @property
    def uncited(self) -> list[tuple[int, int]] | None:
        """The units that are not cited, as ranges with both ends; None where nobody knows."""
        if self.count is None:
            return None
        edges = [0, *self.cited, self.count + 1]
        return [(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1]


def locators(evidence: pd.DataFrame, source: Mapping[str, Any]) -> Locators:
    """What of a source is cited, unit by unit.

    `evidence` is the frame of that name, or rows of it; `source` is a row of the frame sources. A
    range counts for each unit in it.
    """
    own = evidence[(evidence["source"] == source["source"]).to_numpy(bool)]
    count = None if pd.isna(source["locator_count"]) else int(source["locator_count"])
    spans = {text: _span(text) for text in own["locator"].unique()}
    first = own["locator"].map({text: span[0] for text, span in spans.items()})
    width = own["locator"].map({text: span[1] for text, span in spans.items()}).to_numpy(int)

    rows = np.repeat(np.arange(len(own)), width)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(width) - width, width)
    named = own.iloc[rows][["role", "ref", "issue", "party"]].reset_index(drop=True)
    named.insert(0, "locator", first.to_numpy(int)[rows] + within)

    loose = own["locator"][width == 0].astype("str")
    unplaced = loose.value_counts(sort=False).rename_axis("text").reset_index(name="count")
    return Locators(unplaced, named, count)


def _span(locator: str) -> tuple[int, int]:
    """The first unit that a locator names and how many it names: none where it has no place."""
    first, last = numbers_of(locator) or (0, 0)
    width = last - first + 1
    return (first, width) if first >= 1 and 1 <= width <= WIDEST else (0, 0)


def _units(named: pd.DataFrame, every: pd.RangeIndex | None) -> pd.DataFrame:
    roles = named["role"].astype(pd.CategoricalDtype(list(CITED_FOR)))
    by_unit = named.assign(role=roles, own=roles == "position").groupby("locator")
    units = pd.DataFrame({"cited": by_unit.size(), "for_positions": by_unit["own"].sum()})
    for column, values in (
        ("roles", roles), ("issues", named["issue"]), ("parties", named["party"])
    ):  # fmt: skip
        units[column] = _listed(named["locator"], values)
    if every is not None:
        units = units.reindex(every)
    numbers, texts = ["cited", "for_positions"], ["roles", "issues", "parties"]
    units = units.fillna(dict.fromkeys(numbers, 0) | dict.fromkeys(texts, ""))
    kinds = dict.fromkeys(["locator", *numbers], "int64") | dict.fromkeys(texts, "str")
    return units.reset_index().astype(kinds)[list(UNITS)]


def _listed(locator: pd.Series[Any], values: pd.Series[Any]) -> pd.Series[Any]:
    """For each unit its distinct values in the order of their categories, as one text."""
    pairs = pd.DataFrame({"locator": locator, "value": values}).dropna().drop_duplicates()
    ordered = pairs.sort_values(["locator", "value"]).astype({"value": "str"})
    return ordered.groupby("locator")["value"].agg(LIST_SEPARATOR.join)
