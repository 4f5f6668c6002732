"""The record of a chart: its figure with and without a title, its parts, and its files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from parley.charts import static_images
from parley.charts.agreement_map import agreement_map
from parley.charts.chart import Chart, source_line
from parley.charts.events_timeline import events_timeline
from parley.charts.spectrum import spectrum
from parley.charts.stance_by_party import stance_by_party, stance_counts
from parley.charts.standings import standings
from parley.charts.status_by_area import status_by_area
from parley.frames.columns import Frames
from parley.frames.view import select
from parley.loading.loader import Negotiation
from parley.measures import agreement
from parley.palette import BACKGROUND
from tests.charts.test_static_images import BROWSER


def status(frames: Frames) -> Chart:
    return status_by_area(frames.issues)


def stance(frames: Frames) -> Chart:
    return stance_by_party(stance_counts(frames.positions, frames.parties, frames.issues))


def stands(frames: Frames) -> Chart:
    row = frames.issues.iloc[0]
    return spectrum(standings(frames.positions, frames.parties, row, {}), row)


def events(frames: Frames) -> Chart:
    return events_timeline(frames.events, frames.days[-1])


def agree(frames: Frames) -> Chart:
    view = select(frames, parties=frames.parties["party"])
    names = dict(zip(view.party_ids, view.parties["name"], strict=True))
    return agreement_map(agreement(view), view.party_ids, names, names)


@pytest.mark.parametrize("make", [status, stance, stands, events, agree])
def test_a_figure_without_its_title_keeps_all_else(
    shipped_frames: Frames, make: Callable[[Frames], Chart]
) -> None:
    chart = make(shipped_frames)
    full, bare = chart.figure(), chart.figure(title=False)
    assert full.layout.title.text.replace("<br>", " ") == chart.finding
    assert bare.layout.title.text is None
    rows = [figure.layout.height - figure.layout.margin.t for figure in (full, bare)]
    assert rows[0] == rows[1]
    assert bare.layout.height < full.layout.height
    assert go.Figure(bare.data).to_json() == go.Figure(full.data).to_json()
    assert len(bare.layout.annotations) == len(full.layout.annotations)


def test_the_empty_chart_is_drawn_without_a_title_too(shipped_frames: Frames) -> None:
    nothing = status_by_area(shipped_frames.issues.head(0))
    assert nothing.figure(title=False).layout.height == 10


def test_a_long_chart_is_cut_into_parts_with_the_finding_of_the_whole(
    shipped_frames: Frames,
) -> None:
    chart = stance(shipped_frames)
    parts = chart.parts(4)
    assert [part.keys for part in parts] == [chart.keys[:4], chart.keys[4:8], chart.keys[8:]]
    assert [part.finding for part in parts] == [
        chart.finding, *[f"{chart.finding} (continued)"] * 2
    ]  # fmt: skip
    pd.testing.assert_frame_equal(
        pd.concat([part.table for part in parts], ignore_index=True), chart.table
    )
    labels = [each.text for part in parts for each in part.figure().layout.annotations]
    assert sum(text.startswith("<b>") for text in labels) == len(chart.keys)
    titles = [part.figure().layout.title.text.replace("<br>", " ") for part in parts]
    assert titles == [part.finding for part in parts]


def test_the_areas_of_a_part_are_those_of_its_keys(shipped_frames: Frames) -> None:
    first, second = status(shipped_frames).parts(2)
    assert list(dict.fromkeys(second.table["Area"])) == ["EU accession", "Frozen assets"]
    assert first.table["Issues"].sum() + second.table["Issues"].sum() == 12


@pytest.mark.parametrize("make", [status, stands])
def test_a_short_chart_and_one_that_cannot_be_divided_are_one_part(
    shipped_frames: Frames, make: Callable[[Frames], Chart]
) -> None:
    chart = make(shipped_frames)
    assert chart.parts(4) == [chart]


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_stands_alone_and_has_the_words(
    shipped_frames: Frames, tmp_path: Path, dark: bool
) -> None:
    chart = status(shipped_frames)
    to = tmp_path / "status.HTML"
    chart.save(to, dark)
    page = to.read_text("utf-8")
    assert f"<title>{chart.finding}</title>" in page
    assert f'aria-label="{chart.alt}"' in page
    assert f"background: {BACKGROUND.on(dark)}" in page
    assert "<script src=" not in page


def test_another_ending_is_refused(shipped_frames: Frames, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"saved as \.html, \.png or \.svg"):
        status(shipped_frames).save(tmp_path / "status.pdf")


def test_without_a_browser_no_image_is_written(
    shipped_frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_images, "can_draw", lambda: False)
    with pytest.raises(OSError, match="an image needs Kaleido and a browser"):
        status(shipped_frames).save(tmp_path / "status.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@BROWSER
def test_an_image_is_drawn_on_the_ground_of_its_page(
    shipped_frames: Frames, tmp_path: Path
) -> None:
    chart = status(shipped_frames)
    chart.save(tmp_path / "status.png")
    assert (tmp_path / "status.png").read_bytes().startswith(b"\x89PNG")
    chart.save(tmp_path / "status.svg", dark=True)
    drawn = (tmp_path / "status.svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "rgb(18, 22, 28)" in drawn


def test_a_notebook_shows_the_figure(
    shipped_frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plotly.io.renderers, "default", "plotly_mimetype")
    bundle = status(shipped_frames)._repr_mimebundle_(include=None, exclude=None)
    assert list(bundle) == ["application/vnd.plotly.v1+json"]


def test_the_record_is_there_before_plotly() -> None:
    code = "import parley.views.figures, sys; print('plotly' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_source_line_names_the_only_source(shipped_negotiation: Negotiation) -> None:
    (source,) = shipped_negotiation.sources
    assert source_line([source], "cells") == (
        f"Source: {source.publisher}, 15 December 2025; curated by hand."
    )
    assert source_line([source, source], "notes") == (
        "Source: 2 sources, curated by hand; see the notes."
    )
