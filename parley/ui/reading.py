"""How far the reading of a large folder has come, shown in the page while a reader waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from parley.progress import SHOWN_AFTER


class ReadingShown:
    """A `Progress` that draws a bar, once the reader has waited for a second, and takes it away."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin = clock() + SHOWN_AFTER
        self._place: DeltaGenerator | None = None

    def __call__(self, what: str, share: float) -> None:
        if self._clock() < self._begin:
            return
        if self._place is None:
            self._place = st.empty()
        # The name of a file is no markup: it stands as code.
        self._place.progress(share, f"Reading `{what}` …")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._place is not None and kind is None:
            self._place.empty()
