"""How far a long piece of work has come, as one line on a terminal that goes when it is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO, TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Is told what is being worked on, and which share of the whole is done, 0 to 1."""

SHOWN_AFTER = 1.0
"""Seconds of work before its progress is shown: what is over sooner needs no line."""

AGAIN_AFTER = 0.1


class ProgressLine:
    """A `Progress` that writes on a stream while it is entered, and only where that is a terminal.

    A thread of its own writes: work that says nothing for a while still shows what was said last.
    """

    def __init__(self, stream: TextIO, after: float = SHOWN_AFTER) -> None:
        self._stream = stream
        self._after = after
        self._told = ""
        self._over = Event()
        self._thread = Thread(target=self._show, daemon=True) if stream.isatty() else None

    def __call__(self, what: str, share: float) -> None:
        self._told = f"{what} … {share:.0%}"

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
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _show(self) -> None:
        wait, shown = self._after, ""
        while not self._over.wait(wait):
            wait = AGAIN_AFTER
            if self._told != shown:
                shown = self._told
                self._write(shown[-(shutil.get_terminal_size().columns - 1) :])
        if shown:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{text}\x1b[K")
        self._stream.flush()
