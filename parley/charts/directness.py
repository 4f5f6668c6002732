"""How direct the evidence of positions is: one bar a party or area, what is on the record filled.

Within either half a segment stands for a kind of evidence, the most direct first, and the line
above the bar says them in words.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final, Literal

import pandas as pd
import plotly.graph_objects as go

from parley.charts._limits import drawn_text, heaviest
from parley.charts._record_bars import Segments, record_bars
from parley.charts._rows import CaptionedRows, fitting_caption
from parley.charts._text import (
    HOVER_WIDTH,
    MOST_LISTED,
    NOTED_WIDTH,
    alternative_text,
    fitting,
    short_name,
    wrapped,
    wrapped_html,
)
from parley.charts._theme import PHONE_WIDTH, RECORD_WORDS
from parley.charts.chart import Chart
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD, AttributionTerm, labels_of
from parley.measures import evidence
from parley.wording import count, join_and

NAMES: Final = {"party": "name", "area": "area_title"}
"""The column that names what a bar is about."""

NOUNS: Final = {"party": "parties", "area": "areas"}

LINES_BELOW: Final = 3
"""How many lines may name those without a position."""


def directness_counts(
    positions: pd.DataFrame, subjects: pd.DataFrame, by: Literal["party", "area"]
) -> pd.DataFrame:
    """The positions of each party or area by attribution.

    `positions` is the frame of that name, or rows of it, counted as
    `parley.measures.evidence.directness` does: what a member takes from its bloc stands with the
    bloc alone. `subjects` is the frame parties, or issues for areas, or rows of it. Returns one row
    for each party or area and attribution that occurs, as `subjects` has them and the most direct
    first, with the columns party or area, name, attribution and count; one without any position has
    a row with a count of 0 and no attribution.
    """
    found = evidence.directness(positions, by).astype({by: "str", "attribution": "str"})
    names = subjects[[by, NAMES[by]]].drop_duplicates(by).astype("str")
    names = names.rename(columns={NAMES[by]: "name"})
    counts = names.merge(found, on=by, how="left").fillna({"count": 0})
    return counts.astype({"count": "int64"})[[by, "name", "attribution", "count"]]


def directness(counts: pd.DataFrame) -> Chart:
    """The frame of `directness_counts`, in its order; who has no position is named below.

    Of more parties or areas than can be read those with most positions are drawn.
    """
    by = str(counts.columns[0])
    totals = counts.groupby(by, sort=False)["count"].sum()
    finding = _finding(counts)
    finding += drawn_text(int((totals > 0).sum()), NOUNS[by], "with most positions")
    some = counts[counts[by].isin(heaviest(totals[totals > 0].to_dict()))]
    attributions = counts["attribution"].map(labels_of(ATTRIBUTIONS))
    return Chart(
        finding=finding,
        alt=_alt(counts, finding),
        table=pd.DataFrame(
            {
                by.title(): counts["name"],
                "Whose word": attributions.fillna("–"),
                "Positions": counts["count"],
            }
        ),
        draw=partial(_figure, some, _without(counts)),
    )


def _finding(counts: pd.DataFrame) -> str:
    """What the chart says: Of 19 positions in view 11 are on the record; 3 are second-hand."""
    numbers = counts.groupby("attribution")["count"].sum()
    total = int(counts["count"].sum())
    if not total:
        return "No position is in view"
    if len(numbers) == 1:
        phrase = ATTRIBUTIONS[str(numbers.index[0])].phrase
        if total == 1:
            return f"The one position in view is {phrase}"
        return f"All {total:,} positions in view are {phrase}"
    on_record = int(numbers[numbers.index.isin(ON_RECORD)].sum())
    second_hand = int(numbers.get("second-hand", 0))
    if on_record == total:
        return f"All {total:,} positions in view are on the record"
    return (
        f"Of {total:,} positions in view {_number(on_record)} {_are(on_record)} on the record; "
        f"{_number(second_hand)} {_are(second_hand)} second-hand"
    )


def _alt(counts: pd.DataFrame, finding: str) -> str:
    """The finding, then each party or area with its numbers."""
    by = counts.columns[0]
    keys = list(dict.fromkeys(counts[by][counts["count"] > 0]))
    listed = _bars(counts[counts[by].isin(keys[:MOST_LISTED])])
    rows = [f"{short_name(rows['name'].iloc[0])}: {_numbers(rows)}" for rows in listed]
    without = _without(counts)
    first = f"{finding}. {without}" if without else finding
    return alternative_text(first, rows, NOUNS[by], len(keys))


def _figure(counts: pd.DataFrame, without: str, title: str | None, dark: bool) -> go.Figure:
    bars = _bars(counts)
    totals = [int(rows["count"].sum()) for rows in bars]
    rows = CaptionedRows([rows["name"].iloc[0] for rows in bars], [_caption(rows) for rows in bars])
    longest = max([*totals, 1])
    segments = _segments(bars)

    drawn = []
    for on_record in RECORD_WORDS:
        found = segments[segments["attribution"].isin(ON_RECORD) == on_record]
        terms = [ATTRIBUTIONS[attribution] for attribution in found["attribution"]]
        numbers = found["count"].tolist()
        if not found.empty:
            drawn.append(
                Segments(
                    on_record,
                    rows=found["bar"].tolist(),
                    starts=found["start"].tolist(),
                    numbers=numbers,
                    texts=[
                        fitting(
                            number / longest * PHONE_WIDTH,
                            f"{number:,} {term.label.lower()}",
                            f"{number:,}",
                        )
                        for number, term in zip(numbers, terms, strict=True)
                    ],
                    hovers=[
                        _hover(name, number, term)
                        for name, number, term in zip(found["name"], numbers, terms, strict=True)
                    ],
                )
            )
    lines = wrapped(without, NOTED_WIDTH, LINES_BELOW) if without else []
    return record_bars(rows, drawn, longest, title, lines, dark)


def _caption(rows: pd.DataFrame) -> str:
    """The kinds of a bar in words, or how many are on the record where they do not fit."""
    numbers = dict(zip(rows["attribution"], rows["count"], strict=True))
    kinds = [f"{number:,} {ATTRIBUTIONS[id].label.lower()}" for id, number in numbers.items()]
    on = sum(number for id, number in numbers.items() if id in ON_RECORD)
    off = sum(numbers.values()) - on
    return fitting_caption(", ".join(kinds), f"{on:,} on the record, {off:,} not")


def _hover(name: str, number: int, term: AttributionTerm) -> str:
    lines = [
        f"<b>{wrapped_html(name, HOVER_WIDTH, 3)}</b>",
        f"{term.label}: {count(number, 'position')}",
        wrapped_html(term.meaning, HOVER_WIDTH, 2),
    ]
    return "<br>".join(lines)


def _bars(counts: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each bar, in the order of the frame."""
    held = counts[counts["count"] > 0]
    return [rows for _, rows in held.groupby(held.columns[0], sort=False)]


def _without(counts: pd.DataFrame) -> str:
    """Who has no position: No position of its own: Germany, France."""
    names = [short_name(name) for name in counts["name"][counts["count"] == 0]]
    if not names:
        return ""
    rest = len(names) - MOST_LISTED
    if rest > 0:
        names = [*names[:MOST_LISTED], f"{rest:,} more"]
    own = "of its own" if counts.columns[0] == "party" else "that is not a bloc’s"
    return f"No position {own}: {join_and(names)}"


def _segments(bars: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all bars with the number of their bar and where they start in it."""
    columns = ["bar", "name", "attribution", "count", "start"]
    found: list[tuple[Any, ...]] = []
    for bar, rows in enumerate(bars):
        starts = rows["count"].cumsum() - rows["count"]
        parts = zip(rows["name"], rows["attribution"], rows["count"], starts, strict=True)
        found += [(bar, *part) for part in parts]
    return pd.DataFrame(found, columns=columns)


def _numbers(rows: pd.DataFrame) -> str:
    numbers = zip(rows["count"], rows["attribution"], strict=True)
    return join_and([f"{number:,} {ATTRIBUTIONS[id].phrase}" for number, id in numbers])


def _number(number: int) -> str:
    return f"{number:,}" if number else "none"


def _are(number: int) -> str:
    return "is" if number <= 1 else "are"
