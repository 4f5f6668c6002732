"""While a large folder is loaded: what readers who wait for it are told and shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from parley.ui import folder_state, loading_indicator
from parley.ui.store import FolderStore
from tests.loading.folders import folder

ROOT = Path(__file__).resolve().parents[2]


class Slow:
    """Reads a folder as ever, but stops halfway until it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.inspect = folder_state.inspect
        self.times = 0

    def __call__(self, path: Path, name: str, progress: Any) -> Any:
        self.times += 1
        progress(f"{name}/positions.parquet", 0.5)
        assert self.go_on.wait(20)
        return self.inspect(path, name, progress)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow()
    monkeypatch.setattr(folder_state, "inspect", slow)
    yield slow
    slow.go_on.set()


class Stopped(BaseException):
    pass


def test_all_who_wait_are_told_and_one_who_leaves_stops_nothing(tmp_path: Path, slow: Slow) -> None:
    folder(tmp_path)
    store = FolderStore(tmp_path)

    def leaves(what: str, share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        store.get("talks", leaves)
    told: list[tuple[str, float]] = []
    waiting = threading.Barrier(3, timeout=20)

    def waits(what: str, share: float) -> None:
        if share == 0.5 and not slow.go_on.is_set():
            told.append((what, share))
            waiting.wait()
            slow.go_on.wait(20)

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(store.get, "talks", waits) for _ in range(2)]
        waiting.wait()
        slow.go_on.set()
        first, second = (each.result(20) for each in readers)
    assert told == [(f"{tmp_path.name}/talks/positions.parquet", 0.5)] * 2
    assert first is second is store.get("talks")
    assert slow.times == 1


def test_what_goes_wrong_reaches_all_and_the_next_reader_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path)
    store = FolderStore(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr("parley.ui.folder_state.build_frames", lambda *_: 1 / 0)
        for progress in (None, lambda *_: None):
            with pytest.raises(ZeroDivisionError):
                store.get("talks", progress)
    assert store.get("talks").title == "Talks"


def test_the_bar_comes_after_a_second_and_goes() -> None:
    def script() -> None:
        import streamlit as st

        from parley.ui.loading_indicator import LoadingIndicator

        with LoadingIndicator(iter([0.0, 0.9, 1.0]).__next__) as indicator:
            indicator("a.csv", 0.1)
            indicator("b.csv", 0.2)
            if "stay" in st.query_params:
                st.stop()

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.get("progress") == []
    app.query_params["stay"] = "1"
    (bar,) = app.run().get("progress")
    assert (bar.proto.value, bar.proto.text) == (20, "Reading `b.csv` …")


def test_a_page_shows_what_is_read_and_then_itself(
    tmp_path: Path, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path)
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    monkeypatch.setattr(loading_indicator, "SHOW_AFTER_SECONDS", 0)
    shown: list[str] = []
    progress = DeltaGenerator.progress

    def drawn(place: Any, value: float, text: str) -> Any:
        shown.append(text)
        slow.go_on.set()
        return progress(place, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", drawn)
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30).run()
    assert not app.exception
    assert shown[0] == f"Reading `{tmp_path.name}/talks/positions.parquet` …"
    assert app.get("progress") == []
    assert any("Two sides talk." in each.proto.body for each in app.get("html"))
