"""What each party asks for on an issue's ladder of options, and what it would accept, by number.

More parties than can be read are counted by option.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from parley.charts import _standings_text
from parley.charts._counts_by_place import counts_by_place
from parley.charts._limits import MOST_ROWS
from parley.charts._stacked_figure import GAP, MARK, WIDTH, StackedFigure
from parley.charts._standings_marks import (
    add_silent,
    escaped_lines,
    label,
    mark,
    outcome_label,
)
from parley.charts._standings_text import held, placed, quoted, rows_of, unplaced
from parley.charts._text import short_name
from parley.charts.chart import Chart
from parley.charts.standings import Options
from parley.palette import QUIET


def ladder(standings: pd.DataFrame, issue: pd.Series, options: Options, left_out: int = 0) -> Chart:
    """The frame of `parley.charts.standings` on one issue, whose row of the issues is `issue`.

    `options` are the rungs, from the least to the most: the id and the text of each.
    `left_out` is how many parties in view have no row because their position is left out.
    """
    rungs = {id: at for at, (id, _) in enumerate(options)}
    place = standings["option"].map(rungs).fillna(standings["fallback"].map(rungs))
    those_placed = placed(standings, place)
    finding = _finding(standings, those_placed, issue, options, left_out)
    listed = "; ".join(f"{number} {quoted(text)}" for number, (_, text) in enumerate(options, 1))
    first = f"{finding}. From the least to the most: {listed}"
    return Chart(
        finding=finding,
        alt=_standings_text.words(first, standings, those_placed, options),
        table=_standings_text.table(standings),
        draw=partial(_figure, standings, those_placed, issue, options),
    )


def _finding(
    standings: pd.DataFrame,
    those_placed: pd.DataFrame,
    issue: pd.Series,
    options: Options,
    left_out: int,
) -> str:
    """What the ladder says: 3 of 6 parties in view ask for 3 different options, 2 would accept
    another.
    """
    outcome = dict(options).get(str(issue["outcome_option"]))
    settled = f"settled on {quoted(outcome)}" if outcome else ""
    return _standings_text.finding(
        standings, those_placed, "option", _options_clause, settled, left_out
    )


def _options_clause(those_placed: pd.DataFrame, of: Callable[[int], str]) -> str:
    asked, fallback = those_placed["asks"].dropna(), those_placed["fallback"]
    accepting = int((fallback.notna() & (fallback != those_placed["option"])).sum())
    if asked.empty:
        return f"{of(accepting)} would accept an option"
    if len(asked) == 1:
        text = f"{of(1)} asks for {quoted(asked.iloc[0])}"
    else:
        kinds = asked.nunique()
        text = f"{of(len(asked))} ask for " + (
            f"{kinds} different options" if kinds > 1 else quoted(asked.iloc[0])
        )
    return f"{text}, {accepting} would accept another" if accepting else text


def _figure(
    standings: pd.DataFrame,
    those_placed: pd.DataFrame,
    issue: pd.Series,
    options: Options,
    title: str | None,
    dark: bool,
) -> go.Figure:
    if len(those_placed) > MOST_ROWS:
        places = [f"{number} {text}" for number, (_, text) in enumerate(options, 1)]
        others = {
            "no option": len(unplaced(standings, those_placed)),
            "silent": int(standings["silent"].sum()),
        }
        notes = ["Each counts at the option it asks for, or at the one it would accept."]
        return counts_by_place(those_placed, places, others, notes, title, dark)
    rungs = {id: at for at, (id, _) in enumerate(options)}
    figure = StackedFigure(dark, -0.3, len(options) - 0.7)
    figure.write(["The options, from the least to the most"], shade=QUIET)
    for number, (_, text) in enumerate(options, 1):
        figure.add_text([f"<b>{number}</b>"], figure.low, figure.height)
        figure.write(escaped_lines(text, WIDTH - 3, 3), shift=18)
    figure.height += GAP
    outcome = rungs.get(str(issue["outcome_option"]))
    settled = None if outcome is None else (outcome, outcome)
    if outcome is not None:
        lines = outcome_label(f"Settled on {outcome + 1}", issue)
        figure.add_axis(lines, rungs.values(), settled)
    for row in rows_of(those_placed):
        lines = label(row, WIDTH, dark, held(row, options))
        middle = figure.add_axis(lines, rungs.values(), settled)
        own = mark(row, QUIET)
        asks, accepts = rungs.get(row.option), rungs.get(row.fallback)
        if asks is not None and accepts is not None:
            figure.connect(asks, accepts, middle, own, 3)
        if accepts is not None and accepts != asks:
            square = own._replace(sign=f"{accepts + 1}", symbol="square", size=MARK - 3)
            figure.add_mark(
                accepts, middle, square._replace(red_line=own.red_line and asks is None)
            )
        if asks is not None:
            figure.add_mark(asks, middle, own._replace(sign=f"{asks + 1}"))
    nameless = rows_of(unplaced(standings, those_placed))
    figure.add_names(
        "Names no option", [f"{short_name(row.name)} ({held(row)})" for row in nameless]
    )
    add_silent(figure, standings)
    return figure.build(title)
