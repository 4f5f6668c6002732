"""Figures as images: drawn where a browser is, left out cleanly where none is."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import time
from pathlib import Path
from threading import Thread

import plotly.graph_objects as go
import pytest

from parley.charts import static_images
from parley.charts.static_images import GRACE, render
from parley.charts.status_by_area import status_by_area
from parley.frames.columns import Frames

HERE = shutil.which("chromium") or shutil.which("chromium-browser")


def test_no_browser_is_no_picture(shipped_frames: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    figure = status_by_area(shipped_frames.issues).figure()
    assert render([figure, figure], limit=10) == [None, None]
    assert render([]) == []


@pytest.mark.skipif(os.name != "posix", reason="the browser that hangs is a shell script")
def test_a_browser_that_hangs_is_given_up_and_ended(
    shipped_frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "pid"
    hanging = tmp_path / "browser"
    hanging.write_text(f"#!/bin/sh\necho $$ > {seen}\nexec sleep 300\n", "utf-8")
    hanging.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(hanging))
    start = time.monotonic()
    assert render([status_by_area(shipped_frames.issues).figure()], limit=3) == [None]
    assert time.monotonic() - start < 3 + GRACE
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int(seen.read_text("utf-8")), 0)
            time.sleep(0.1)


BROWSER = pytest.mark.skipif(
    HERE is None and os.environ.get("PARLEY_BROWSER") != "required",
    reason="no Chromium on this machine: install it to draw pictures",
)


@pytest.mark.browser
@BROWSER
def test_a_figure_with_a_formula_is_drawn_without_asking_for_a_script(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []
    with socket.socket() as proxy:
        proxy.bind(("127.0.0.1", 0))
        proxy.listen()
        monkeypatch.setattr(static_images, "PROXY", f"127.0.0.1:{proxy.getsockname()[1]}")

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    guest, _ = proxy.accept()
                    with guest:
                        asked.append(guest.recv(500))

        Thread(target=listen, daemon=True).start()
        figure = go.Figure(go.Bar(x=[1, 2], y=[2, 1])).update_layout(title="$x^2$")
        (drawn,) = render([figure])
    assert drawn is not None
    # Whatever else a browser asks for by itself reaches the proxy, which in earnest is none.
    assert not [each for each in asked if re.search(rb"plot\.ly|mathjax|cdnjs|jsdelivr", each)]


@pytest.mark.browser
@BROWSER
def test_a_browser_draws_each_figure(shipped_frames: Frames) -> None:
    figure = status_by_area(shipped_frames.issues).figure()
    drawn = render([figure])
    assert drawn[0] is not None and drawn[0].startswith(b"\x89PNG")
