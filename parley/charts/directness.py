"""How direct the evidence of positions is: one bar a party or area, its positions by whose word
they rest on, the most direct first.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import pandas as pd
import plotly.graph_objects as go

from parley.charts import theme
from parley.format.vocabulary import ATTRIBUTIONS
from parley.measures import evidence
from parley.palette import ATTRIBUTION, QUIET
from parley.wording import count, join_and

NAMES: Final = {"party": "name", "area": "area_title"}
"""The column that names what a bar is about."""

SIGNS: Final[dict[str, str]] = {
    "document": "§",
    "on-record": "“",
    "joint-statement": "&",
    "poll": "%",
    "anonymous": "?",
    "second-hand": "»",
    "reporter": "¶",
}

SAID: Final[dict[str, str]] = {
    "document": "in a document",
    "on-record": "on record",
    "joint-statement": "in a joint statement",
    "poll": "from a poll",
    "anonymous": "from an unnamed official",
    "second-hand": "second-hand",
    "reporter": "in a reporter's words",
}
"""How a sentence says where a position is from."""

NOUNS: Final = {"party": "parties", "area": "areas"}

FOOT_LINES: Final = 3
"""How many lines may name those without a position."""

FIRM: Final = ("document", "on-record")
"""What the finding counts first: a party's own word, given openly."""


def directness_counts(
    positions: pd.DataFrame, shown: pd.DataFrame, by: Literal["party", "area"]
) -> pd.DataFrame:
    """The positions of each party or area by attribution.

    `positions` is the frame of that name, or rows of it, counted as
    `parley.measures.evidence.directness` does: what a member takes from its bloc stands with the
    bloc alone. `shown` is the frame parties, or issues for areas, or rows of it. Returns one row
    for each party or area and attribution that occurs, as `shown` has them and the most direct
    first, with the columns party or area, name, attribution and count; one without any position has
    a row with a count of 0 and no attribution.
    """
    found = evidence.directness(positions, by).astype({by: "str", "attribution": "str"})
    names = shown[[by, NAMES[by]]].drop_duplicates(by).astype("str")
    names = names.rename(columns={NAMES[by]: "name"})
    counts = names.merge(found, on=by, how="left").fillna({"count": 0})
    return counts.astype({"count": "int64"})[[by, "name", "attribution", "count"]]


def finding(counts: pd.DataFrame) -> str:
    """What the chart says: Of 17 positions 10 are on record or in a document; 2 are second-hand."""
    numbers = counts.groupby("attribution")["count"].sum()
    total = int(counts["count"].sum())
    if not total:
        return "No position is in view"
    if len(numbers) == 1:
        said = SAID[str(numbers.index[0])]
        return (
            f"The one position in view is {said}"
            if total == 1
            else f"All {total} positions are {said}"
        )
    firm = sum(int(numbers.get(each, 0)) for each in FIRM)
    told = int(numbers.get("second-hand", 0))
    return (
        f"Of {total} positions {firm or 'none'} {_are(firm)} on record or in a document; "
        f"{told or 'none'} {_are(told)} second-hand"
    )


def alt(counts: pd.DataFrame) -> str:
    """The chart in words: its finding, then each party or area with its numbers."""
    rows = [f"{theme.named(rows['name'].iloc[0])}: {_numbers(rows)}" for rows in _bars(counts)]
    without = _without(counts)
    first = f"{finding(counts)}. {without}" if without else finding(counts)
    return theme.sentences(first, rows, NOUNS[counts.columns[0]])


def directness(counts: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The bars of `directness_counts`, in its order; who has no position is named below them."""
    bars = _bars(counts)
    totals = [int(rows["count"].sum()) for rows in bars]
    rows = theme.Rows(
        [rows["name"].iloc[0] for rows in bars], [count(total, "position") for total in totals]
    )
    longest = max([*totals, 1])
    segments = _segments(bars)

    figure = go.Figure()
    names = []
    for attribution, term in ATTRIBUTIONS.items():
        found = segments[segments["attribution"] == attribution]
        if found.empty:
            continue
        sign = SIGNS[attribution]
        names.append(f"{sign} {term.label}")
        shade = ATTRIBUTION[attribution]
        figure.add_bar(
            orientation="h",
            name=names[-1],
            x=found["count"].tolist(),
            base=found["start"].tolist(),
            y=[rows.middle(bar) for bar in found["bar"]],
            width=rows.bar,
            marker=theme.solid(shade, dark),
            text=[
                theme.fitting(
                    number / longest * theme.NARROW,
                    f"{sign} {number} {term.label.lower()}",
                    f"{sign} {number}",
                    f"{number}",
                )
                for number in found["count"]
            ],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": theme.ink(shade.on(dark))},
            textangle=0,
            constraintext="none",
            hovertext=[
                "<br>".join(
                    [
                        f"<b>{theme.lines_of(name, theme.HOVER_WIDTH, 3)}</b>",
                        f"{term.label}: {count(number, 'position')}",
                        theme.lines_of(term.meaning, theme.HOVER_WIDTH, 2),
                    ]
                )
                for name, number in zip(found["name"], found["count"], strict=True)
            ],
            hoverinfo="text",
        )
    _frame(figure, counts, rows, dark, names)
    figure.update_layout(barmode="overlay", xaxis={"range": [0, longest], "type": "linear"})
    return figure


def _frame(
    figure: go.Figure, counts: pd.DataFrame, rows: theme.Rows, dark: bool, legend: list[str]
) -> None:
    """Title, legend and labels, and below the bars who has no position."""
    without = _without(counts)
    if not without:
        theme.frame(figure, finding(counts), rows, dark, legend=legend)
        return
    lines = theme.wrapped(without, theme.NOTED_WIDTH, FOOT_LINES)
    foot = len(lines) * theme.Rows.LINE + 4
    theme.frame(figure, finding(counts), rows, dark, legend=legend, foot=foot)
    figure.add_annotation(
        text="<br>".join(theme.isolated(theme.escaped(line)) for line in lines),
        x=0,
        xref="paper",
        xanchor="left",
        y=0,
        yref="paper",
        yanchor="top",
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": theme.TEXT_SIZE, "color": QUIET.on(dark)},
        name="without",
    )


def _bars(counts: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each bar, in the order of the frame."""
    held = counts[counts["count"] > 0]
    return [rows for _, rows in held.groupby(held.columns[0], sort=False)]


def _without(counts: pd.DataFrame) -> str:
    """Who has no position: No position of its own: Germany, France."""
    names = [theme.named(name) for name in counts["name"][counts["count"] == 0]]
    if not names:
        return ""
    rest = len(names) - theme.LISTED
    if rest > 0:
        names = [*names[: theme.LISTED], f"{rest} more"]
    own = " of its own" if counts.columns[0] == "party" else ""
    return f"No position{own}: {join_and(names)}"


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
    parts = zip(rows["count"], rows["attribution"], strict=True)
    return join_and([f"{number} {SAID[attribution]}" for number, attribution in parts])


def _are(number: int) -> str:
    return "is" if number <= 1 else "are"
