"""Standings of very many parties in, bars out: how many stand at each place of an axis.

A row a place; what is on the record is filled, what is not is hollow. Whoever has no place on the
axis is counted below.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from parley.charts._record_bars import Segments, record_bars
from parley.charts._rows import Rows
from parley.charts._stacked_figure import hover
from parley.charts._standings_text import is_off_record, rows_of
from parley.charts._text import MOST_LISTED, NOTED_WIDTH, at_most, fitting, wrapped
from parley.charts._theme import PHONE_WIDTH, RECORD_WORDS
from parley.wording import count, join_and


def counts_by_place(
    those_placed: pd.DataFrame,
    places: Sequence[str],
    others: dict[str, int],
    notes: Sequence[str],
    title: str | None,
    dark: bool,
) -> go.Figure:
    """A bar for each of the places, which are named from the first row down.

    `those_placed` are standings with a column `place`, a number of a place. `others` are numbers
    of parties without a place by what is said of them; `notes` stand below with them.
    """
    names: dict[tuple[int, bool], list[str]] = {}
    for row in rows_of(those_placed):
        names.setdefault((int(row.place), not is_off_record(row)), []).append(row.name)
    totals = [
        sum(len(names.get((place, on), ())) for on in RECORD_WORDS) for place in range(len(places))
    ]
    longest = max([*totals, 1])
    rows = Rows(places, [count(total, "party", "parties") for total in totals])
    segments = []
    for on, name in RECORD_WORDS.items():
        here = [place for place in range(len(places)) if (place, on) in names]
        numbers = [len(names[place, on]) for place in here]
        if here:
            segments.append(
                Segments(
                    on,
                    here,
                    starts=[0 if on else totals[place] - len(names[place, on]) for place in here],
                    numbers=numbers,
                    texts=[fitting(each / longest * PHONE_WIDTH, f"{each:,}") for each in numbers],
                    hovers=[
                        hover(
                            f"{places[place]}: {name.lower()}",
                            at_most(names[place, on], MOST_LISTED),
                        )
                        for place in here
                    ],
                )
            )
    elsewhere = [f"{what}: {number:,}" for what, number in others.items() if number]
    lines = [*([f"Without a row: {join_and(elsewhere)}."] if elsewhere else []), *notes]
    below = [line for note in lines for line in wrapped(note, NOTED_WIDTH, 2)]
    return record_bars(rows, segments, longest, title, below, dark)
