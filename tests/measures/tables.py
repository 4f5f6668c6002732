"""Small negotiations as tables, and the views of them that measures are tested on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from parley.format.vocabulary import SCORES
from parley.frames.own_tables import frames_from_tables
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection

Value = float | tuple[float, float] | None
STANCE_OF = {score: stance for stance, score in SCORES.items()}


def issues(**scales: tuple[float, float, float] | float) -> pd.DataFrame:
    """Issues by name: a weight alone, or weight, lowest and highest value."""
    rows = []
    for name, of in scales.items():
        weight, low, high = of if isinstance(of, tuple) else (of, math.nan, math.nan)
        rows.append((name, weight, isinstance(of, tuple), low, high))
    columns = ["issue", "weight", "numeric", "scale_min", "scale_max"]
    return pd.DataFrame(rows, columns=columns)


def positions(*rows: tuple[str, str, Value]) -> pd.DataFrame:
    """Positions: issue, party and score; a pair of numbers is a value on a scale."""
    spans = [value if isinstance(value, tuple) else (math.nan, math.nan) for *_, value in rows]
    stances = [None if isinstance(value, tuple) else STANCE_OF[int(value or 0)]
               for *_, value in rows]  # fmt: skip
    return pd.DataFrame(
        {
            "issue": [issue for issue, *_ in rows],
            "party": [party for _, party, _ in rows],
            "stance": pd.Series(stances, dtype=object),
            "value_from": pd.Series([low for low, _ in spans], dtype=float),
            "value_to": pd.Series([high for _, high in spans], dtype=float),
        }
    )


def view(
    held: pd.DataFrame,
    table: pd.DataFrame,
    names: Iterable[str],
    blocs: Mapping[str, Iterable[str]] | None = None,
    **tables: Any,
) -> View:
    """A view of these parties, in this order, and issues; other parties are out of view."""
    shown = list(names)
    every = list(dict.fromkeys([*shown, *held["party"].astype("str")]))
    parties = pd.DataFrame(
        {
            "party": every,
            "name": [id.title() for id in every],
            "blocs": ["; ".join((blocs or {}).get(id, ())) for id in every],
        }
    )
    held = held[held["issue"].isin(table["issue"].tolist())]
    frames = frames_from_tables(parties, table, held, **tables)
    return apply_selection(frames, Selection()).of(parties=shown)
