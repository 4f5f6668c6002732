"""A negotiation in, the order of showing of its parties, issues, areas and sources out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from parley.frames.columns import COLUMNS
from parley.loading.loader import Negotiation


def home_parties(negotiation: Negotiation) -> tuple[str, ...]:
    """The parties that come first: those that the folder names, or principals and mediators."""
    return negotiation.header.home_parties or tuple(
        party.id for party in negotiation.parties if party.role in ("principal", "mediator")
    )


def display_order(negotiation: Negotiation) -> list[str]:
    """The parties in the order of showing: home parties first, then as in the folder."""
    home = home_parties(negotiation)
    return list(dict.fromkeys([*home, *(party.id for party in negotiation.parties)]))


class Orders:
    """The ids of a negotiation in the order of showing, and frames whose categories have it."""

    def __init__(self, negotiation: Negotiation) -> None:
        self.negotiation = negotiation.id
        self.parties = display_order(negotiation)
        self.issues = [issue.id for issue in negotiation.issues]
        self.areas = list(negotiation.areas)
        self.sources = [source.id for source in negotiation.sources]
        number = {area: code for code, area in enumerate(self.areas)}
        self._area_codes = np.array(
            [*(number[negotiation.area_of[issue]] for issue in self.issues), -1]
        )

    def areas_of(self, issues: pd.Categorical) -> pd.Categorical:
        """The area of each issue of a column."""
        return pd.Categorical.from_codes(self._area_codes[issues.codes], categories=self.areas)

    def frame(self, name: str, columns: dict[str, Any], index: Any = None) -> pd.DataFrame:
        """A frame with the columns that COLUMNS names, in its order."""
        # Columns of the negotiation are shared with it, not copied.
        frame = pd.DataFrame(columns, index=index, copy=False)
        codes = np.zeros(len(frame), np.int8)
        frame["negotiation"] = pd.Categorical.from_codes(codes, categories=[self.negotiation])
        return frame[list(COLUMNS[name])]


def ordered_category(values: Any, order: Sequence[str]) -> pd.Categorical:
    """Ids or terms as categories in an order."""
    categories = list(order)
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
        if values.cat.categories.empty:  # pandas would keep codes too narrow for the new ones
            return pd.Categorical.from_codes(np.full(len(values), -1), categories=categories)
        coded: pd.Categorical = values.cat.set_categories(categories).array
        return coded
    return pd.Categorical(list(values), categories=categories)
