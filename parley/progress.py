"""How far a long piece of work has come, as one line on a terminal that goes when it is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO, TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being worked on and which share of the whole is done, from 0 to 1."""

SHOW_AFTER_SECONDS = 1.0
"""How long work takes before its progress is shown: what is over sooner needs no line."""

REFRESH_SECONDS = 0.1
"""How often the line is written again."""


class ProgressLine:
    """A `Progress` and context manager that writes one line on a stream, if that is a terminal.

    It writes in a thread of its own, so that work that calls it rarely cannot delay the line.
    """

    def __init__(self, stream: TextIO, after: float = SHOW_AFTER_SECONDS) -> None:
        self._stream = stream
        self._after = after
        self._text = ""
        self._done = Event()
        self._thread = Thread(target=self._run, daemon=True) if stream.isatty() else None

    def __call__(self, what: str, share: float) -> None:
        self._text = f"{what} … {share:.0%}"

    def __enter__(self) -> Self:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        wait, written = self._after, ""
        while not self._done.wait(wait):
            wait = REFRESH_SECONDS
            if self._text != written:
                written = self._text
                self._write(written[-(shutil.get_terminal_size().columns - 1) :])
        if written:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{text}\x1b[K")
        self._stream.flush()
