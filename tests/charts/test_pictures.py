"""Figures as pictures: drawn where a browser is, left out cleanly where none is."""

from __future__ import annotations

import os
import shutil

import pytest

from parley.charts.pictures import pictures, untitled
from parley.charts.status_by_area import status_by_area
from parley.frames import Frames

HERE = shutil.which("chromium") or shutil.which("chromium-browser")


def test_a_figure_without_its_title_keeps_all_else(shipped_frames: Frames) -> None:
    figure = status_by_area(shipped_frames.issues)
    before = figure.to_dict()
    bare = untitled(figure)
    assert bare.layout.title.text is None
    assert bare.layout.height < figure.layout.height
    assert [trace.x for trace in bare.data] == [trace.x for trace in figure.data]
    assert figure.to_dict() == before


def test_no_browser_is_no_picture(shipped_frames: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    figure = status_by_area(shipped_frames.issues)
    assert pictures([figure, figure], limit=10) == [None, None]
    assert pictures([]) == []


@pytest.mark.browser
@pytest.mark.skipif(
    HERE is None and os.environ.get("PARLEY_BROWSER") != "required",
    reason="no Chromium on this machine: install it to draw pictures",
)
def test_a_browser_draws_each_figure(shipped_frames: Frames) -> None:
    figure = status_by_area(shipped_frames.issues)
    drawn = pictures([figure])
    assert drawn[0] is not None and drawn[0].startswith(b"\x89PNG")
