"""How far work has come: what a reading tells, and the line on a terminal."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parley import progress
from parley.cli import _folders, check, export, main
from parley.loading.loader import inspect
from parley.progress import ProgressLine
from tests.folders import EVERY_PART


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def until(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.005)


def test_a_reading_tells_every_file_and_how_much_has_been_read() -> None:
    told: list[tuple[str, float]] = []
    inspect(EVERY_PART, "talks", lambda what, share: told.append((what, share)))
    files = list(dict.fromkeys(what for what, _ in told))
    assert files == [
        "talks/negotiation.yaml",
        "talks/parties.yaml",
        "talks/sources.yaml",
        "talks/events.yaml",
        "talks/issues/access.yaml",
        "talks/issues/quota.yaml",
        "talks/positions.csv",
        "talks: the rules",
    ]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    within = {share for what, share in told if what == "talks/issues/access.yaml"}
    assert len(within) > 3, "a long file tells more than its beginning"


def test_what_is_told_does_not_change_what_is_read() -> None:
    assert inspect(EVERY_PART, "talks", lambda *_: None)[1] == inspect(EVERY_PART, "talks")[1]


def test_the_line_shows_what_was_told_last_and_goes_when_done() -> None:
    stream = Terminal()
    with ProgressLine(stream, after=0) as line:
        line("positions.parquet", 0.25)
        until(lambda: "positions.parquet … 25%" in stream.getvalue())
        line("the rules", 1)
        until(lambda: "\rthe rules … 100%\x1b[K" in stream.getvalue())
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_line_goes_when_work_fails() -> None:
    stream = Terminal()
    with pytest.raises(ZeroDivisionError), ProgressLine(stream, after=0) as line:
        line("positions.parquet", 0.25)
        until(lambda: stream.getvalue() != "")
        raise ZeroDivisionError
    assert stream.getvalue().endswith("\r\x1b[K")


def test_a_long_name_stays_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    with ProgressLine(stream, after=0) as line:
        line("a/folder/with/a/long/name", 0.5)
        until(lambda: stream.getvalue() != "")
    assert stream.getvalue() == "\rh/a/long/name … 50%\x1b[K\r\x1b[K"


def test_what_is_over_soon_and_what_is_no_terminal_has_no_line() -> None:
    soon, pipe = Terminal(), io.StringIO()
    for stream, after in ((soon, 60.0), (pipe, 0.0)):
        with ProgressLine(stream, after) as line:
            line("positions.parquet", 0.25)
    assert (soon.getvalue(), pipe.getvalue()) == ("", "")


@pytest.mark.parametrize("words", [["check", "FOLDER"], ["export", "FOLDER", "--to", "TO",
                                                         "--format", "csv"]])  # fmt: skip
def test_commands_that_read_show_the_line(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)

    class Slow(ProgressLine):
        def __init__(self, stream: Terminal) -> None:
            super().__init__(stream, after=0)

        def __call__(self, what: str, share: float) -> None:
            super().__call__(what, share)
            shown = f"\r{self._text}"
            until(lambda: shown in stream.getvalue())

    monkeypatch.setattr(progress, "REFRESH_SECONDS", 0.001)
    for module in (_folders, check, export):
        monkeypatch.setattr(module, "ProgressLine", Slow)
    monkeypatch.setenv("COLUMNS", "400")
    put = {"FOLDER": str(EVERY_PART), "TO": str(tmp_path)}
    assert main([put.get(word, word) for word in words]) == 0
    assert "every-part/parties.yaml … " in stream.getvalue()
    if words[0] == "export":
        assert "\rpositions.csv … " in stream.getvalue()
