"""Titles and names with markup: every chart shows them as they were typed, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pandas as pd
import pytest

from parley import charts
from parley.charts.chart import Chart
from parley.charts.events_timeline import events_timeline
from parley.charts.ladder import ladder
from parley.charts.moved import moved
from parley.charts.positions_by_day import position_counts, positions_by_day
from parley.charts.spectrum import spectrum
from parley.charts.standings import standings_of
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.measures.movement import moved as moves_between
from tests.folders import every_part

TYPED = "<b>x</b> &lt; $y$ & <script>"
ONCE = "&lt;b&gt;x&lt;/b&gt; &amp;lt; &#36;y&#36; &amp; &lt;script&gt;"


@cache
def every_chart() -> dict[str, Chart]:
    """Each chart that names parties, areas, issues or events, all of which are called TYPED."""
    day = every_part().header.as_of
    frames, before = (
        _renamed(build_frames(every_part(), each)) for each in (day, pd.Timestamp("2024-03-15").date())
    )  # fmt: skip
    view = apply_selection(frames, Selection())
    issues = frames.issues.set_index(frames.issues["issue"].astype("str"), drop=False)
    found = {
        "statuses": charts.statuses(view),
        "stances": charts.stances(view),
        "attributions": charts.attributions(view),
        "attributions by area": charts.attributions(view, "area"),
        "conditions": charts.conditions(view),
        "events": events_timeline(frames.events, day),
        "positions by day": positions_by_day(
            position_counts(frames.positions, frames.parties), day
        ),
        "moved": moved(moves_between(before, frames)),
    }
    for issue in every_part().issues:
        options = [(option.id, TYPED) for option in issue.options or ()]
        row = issues.loc[issue.id]
        standings = standings_of(view, row, options)
        found[issue.id] = ladder(standings, row, options) if options else spectrum(standings, row)
    return found


def _renamed(frames: Any) -> Any:
    return replace(
        frames,
        parties=frames.parties.assign(name=TYPED, short=TYPED),
        issues=frames.issues.assign(title=TYPED, area_title=TYPED),
        events=frames.events.assign(title=TYPED),
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


@pytest.mark.parametrize("name", list(every_chart()))
def test_a_figure_shows_markup_as_it_was_typed(name: str) -> None:
    chart = every_chart()[name]
    texts = [re.sub(r"(</b>)?<br>(<b>)?", " ", text) for text in _texts(chart.figure().to_dict())]
    said = [text for text in texts if "script" in text]
    assert said
    for text in said:
        assert "<script" not in text
        assert "&amp;lt;b" not in text and "&amp;amp" not in text
        assert ONCE in text or "…" in text


@pytest.mark.parametrize("name", list(every_chart()))
def test_a_finding_and_its_words_are_plain_text(name: str) -> None:
    chart = every_chart()[name]
    for text in (chart.finding, chart.alt, *map(str, chart.table.to_numpy().ravel())):
        assert "&amp;" not in text
        assert unescape(text.replace("&lt; $y", "< $y")) == text.replace("&lt; $y", "< $y")
