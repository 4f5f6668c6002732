"""Where each party stands on one issue: from opposes to supports or, by its value, along a scale.

Parties stand below each other in the order of the axis, those at one place as they come. Whoever
is silent is named below and never has a place on the axis. More parties than can be read are
counted by stance, or by tenth of the scale.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley.charts import _standings_text
from parley.charts._counts_by_place import counts_by_place
from parley.charts._limits import MOST_ROWS
from parley.charts._stacked_figure import GAP, LINE, OCTAGON, POINT, WIDTH, StackedFigure
from parley.charts._standings_marks import (
    add_silent,
    escaped_lines,
    label,
    mark,
    outcome_label,
)
from parley.charts._standings_text import placed, rows_of, unplaced
from parley.charts._text import display_width, escaped, short_name, wrapped
from parley.charts._theme import TEXT_SIZE
from parley.charts.chart import Chart
from parley.charts.standings import bounds_text
from parley.format.vocabulary import STANCES
from parley.frames.acceptable import default_tolerance
from parley.frames.build import number_text, value_text
from parley.palette import QUIET, RULE, RULE_STRONG, STANCE, WASH
from parley.wording import plural

AXIS: Final = tuple(reversed(STANCES))
"""The stances from left to right."""

LABEL_WIDTHS: Final = (38, 29, 20, 29, 38)
"""Columns that a label has beside its mark at each stance, on a phone."""
END_WIDTH: Final = 23
"""Columns of what stands at either end of a scale."""
TENTHS: Final = 10
MARGIN: Final = 0.05
"""What is free beyond either end of a scale, as a share of it."""


def spectrum(standings: pd.DataFrame, issue: pd.Series, left_out: int = 0) -> Chart:
    """The frame of `parley.charts.standings` on one issue, whose row of the issues is `issue`.

    `left_out` is how many parties in view have no row because their position is left out.
    """
    if issue["numeric"]:
        place = (standings["value_from"] + standings["value_to"]) / 2
    else:
        place = standings["stance"].map({stance: at for at, stance in enumerate(AXIS)})
    those_placed = placed(standings, place)
    finding = _finding(standings, those_placed, issue, left_out)
    return Chart(
        finding=finding,
        alt=_standings_text.words(finding, standings, those_placed),
        table=_standings_text.table(standings),
        draw=partial(_figure, standings, those_placed, issue),
    )


# --- in words


def _finding(
    standings: pd.DataFrame, those_placed: pd.DataFrame, issue: pd.Series, left_out: int
) -> str:
    """What the spectrum says: 3 of 6 parties in view support it, 1 opposes it; 2 are silent.

    On a numeric issue: 5 of 6 parties in view name values between 60 and 140 kt; 1 is silent.
    """
    if not issue["numeric"]:
        return _standings_text.finding(
            standings, those_placed, "stance", _stances_clause, left_out=left_out
        )
    outcome = _outcome(issue)
    clause = partial(_values_clause, issue=issue)
    settled = f"settled at {outcome}" if outcome else ""
    return _standings_text.finding(standings, those_placed, "value", clause, settled, left_out)


def _stances_clause(those_placed: pd.DataFrame, of: Callable[[int], str]) -> str:
    numbers = those_placed["stance"].value_counts()
    (first, verbs), *others = [
        (int(numbers[stance]), term.verbs) for stance, term in STANCES.items() if stance in numbers
    ]
    return ", ".join(
        [
            f"{of(first)} {plural(first, *verbs)}",
            *(f"{number} {plural(number, *verbs)}" for number, verbs in others),
        ]
    )


def _values_clause(those_placed: pd.DataFrame, of: Callable[[int], str], issue: pd.Series) -> str:
    """Which values they name; that they are compatible where there is one that all would take."""
    number, unit, ends = len(those_placed), _unit(issue), those_placed[["value_from", "value_to"]]
    decimals = int(issue.get("decimals", 0))
    low, high = ends["value_from"].min(), ends["value_to"].max()
    bounds = those_placed["bound"].astype("str").tolist()
    if number == 1:
        return f"{of(1)} names {value_text(low, high, unit, bounds[0], decimals)}"
    if len(set(bounds)) == 1 and len(ends.drop_duplicates()) == 1:
        return (
            f"{of(number)} name the same value, {value_text(low, high, unit, bounds[0], decimals)}"
        )
    first, last = number_text(low, decimals), value_text(high, high, unit, decimals=decimals)
    named = f"{of(number)} name values between {first} and {last}"
    if as_bounds := bounds_text(bounds):
        named += f", {as_bounds}"
    tolerance = issue["scale_tolerance"]
    if pd.isna(tolerance):
        tolerance = default_tolerance(issue["scale_max"] - issue["scale_min"])
    highest_least = ends["value_from"][those_placed["bound"] != "at-most"].max()
    lowest_most = ends["value_to"][those_placed["bound"] != "at-least"].min()
    # Where none names a least, or none a most, the comparison with what is missing is false.
    return named if highest_least - lowest_most > tolerance + 1e-9 else f"{named}, all compatible"


def _outcome(issue: pd.Series) -> str | None:
    """The value that was settled, in words."""
    low, high = issue["outcome_from"], issue["outcome_to"]
    return (
        None
        if pd.isna(low)
        else value_text(low, high, _unit(issue), decimals=int(issue.get("decimals", 0)))
    )


def _unit(issue: pd.Series) -> str | None:
    return None if pd.isna(issue["unit"]) else str(issue["unit"])


# --- the figure


def _figure(
    standings: pd.DataFrame,
    those_placed: pd.DataFrame,
    issue: pd.Series,
    title: str | None,
    dark: bool,
) -> go.Figure:
    if len(those_placed) > MOST_ROWS:
        return _counted(standings, those_placed, issue, title, dark)
    if issue["numeric"]:
        figure = _along_scale(those_placed, issue, dark)
        nameless = rows_of(unplaced(standings, those_placed))
        figure.add_names("Names no value", [short_name(row.name) for row in nameless])
    else:
        figure = _by_stance(those_placed, dark)
    add_silent(figure, standings)
    return figure.build(title)


def _counted(
    standings: pd.DataFrame,
    those_placed: pd.DataFrame,
    issue: pd.Series,
    title: str | None,
    dark: bool,
) -> go.Figure:
    """How many parties stand at each stance, or at each tenth of the scale."""
    nameless = len(unplaced(standings, those_placed))
    others = {"silent": int(standings["silent"].sum())}
    if not issue["numeric"]:
        places = [STANCES[stance].label for stance in AXIS]
        return counts_by_place(
            those_placed, places, {"no stance": nameless, **others}, [], title, dark
        )
    low, high = float(issue["scale_min"]), float(issue["scale_max"])
    ends = np.linspace(low, high, TENTHS + 1).round(9)
    unit, outcome = _unit(issue), _outcome(issue)
    places = [value_text(first, last, unit) for first, last in pairwise(ends.tolist())]
    tenths = np.searchsorted(ends, those_placed["place"], side="right") - 1
    notes = ["A range counts at its middle, a value in the row that it begins."]
    notes += [f"Settled at {outcome}."] if outcome else []
    return counts_by_place(
        those_placed.assign(place=np.clip(tenths, 0, TENTHS - 1)),
        places, {"no value": nameless, **others}, notes, title, dark,
    )  # fmt: skip


def _by_stance(those_placed: pd.DataFrame, dark: bool) -> StackedFigure:
    figure = StackedFigure(dark, 0, len(AXIS))
    if those_placed.empty:
        return figure
    font = {"size": TEXT_SIZE, "color": QUIET.on(dark)}
    for at, stance in enumerate(AXIS):
        figure.add_text([STANCES[stance].label], at + 0.5, 0, "center", font=font)
    top = figure.height = LINE + 4
    for row in rows_of(those_placed):
        at = int(row.place)
        own = mark(row, STANCE[row.stance])._replace(sign=STANCES[row.stance].sign)
        size = own.size + OCTAGON * own.red_line
        lines = label(row, LABEL_WIDTHS[at], dark)
        height = max(size + 6, LINE * len(lines) + 10)
        middle = figure.height + height / 2
        side, way = ("left", 1) if at <= len(AXIS) // 2 else ("right", -1)
        figure.add_text(lines, at + 0.5, middle, side, "middle", way * (size / 2 + 5))
        figure.add_mark(at + 0.5, middle, own)
        figure.height += height
    down = (top, figure.height)
    for at, stance in enumerate(AXIS):
        if stance in WASH:
            figure.add_area((at, at + 1), down, WASH[stance])
        figure.add_line((at + 0.5, at + 0.5), down, RULE)
    figure.add_line((0, len(AXIS)), (top, top), RULE_STRONG)
    figure.height += GAP
    return figure


def _along_scale(those_placed: pd.DataFrame, issue: pd.Series, dark: bool) -> StackedFigure:
    low, high = float(issue["scale_min"]), float(issue["scale_max"])
    margin = (high - low) * MARGIN
    figure = StackedFigure(dark, low - margin, high + margin)
    ticks = _write_scale(figure, low, high, issue)
    outcome = _outcome(issue)
    settled = (float(issue["outcome_from"]), float(issue["outcome_to"])) if outcome else None
    if outcome:
        figure.add_axis(outcome_label(f"Settled at {outcome}", issue), ticks, settled)
    for row in rows_of(those_placed):
        middle = figure.add_axis(label(row, WIDTH, dark, row.value), ticks, settled)
        own = mark(row, QUIET)._replace(size=POINT)
        figure.connect(row.value_from, row.value_to, middle, own, POINT + 2)
        for value in sorted({row.value_from, row.value_to}):
            figure.add_mark(value, middle, own)
    return figure


def _write_scale(figure: StackedFigure, low: float, high: float, issue: pd.Series) -> set[float]:
    """What the ends of the scale are and mean, and zero between them; returns the ticks."""
    unit = _unit(issue)
    left, right = (wrapped(value_text(end, end, unit), END_WIDTH, 1)[0] for end in (low, high))
    heights = []
    for side, at, number, meaning in (
        ("left", figure.low, left, "scale_low"),
        ("right", figure.high, right, "scale_high"),
    ):
        lines = [f"<b>{escaped(number)}</b>", *escaped_lines(str(issue[meaning]), END_WIDTH, 3)]
        figure.add_text(lines, at, 0, side, shade=QUIET)
        heights.append(len(lines))
    figure.height += LINE * max(heights) + GAP
    if not low < 0 < high:
        return {low, high}
    zero = -low / (high - low) * WIDTH
    if display_width(left) + 2 < zero < WIDTH - display_width(right) - 2:
        figure.add_text(["<b>0</b>"], 0, 0, "center", shade=QUIET)
    return {low, 0, high}
