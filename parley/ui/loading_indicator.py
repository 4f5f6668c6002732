"""A progress bar on the page, for a reader who waits while a large folder is loaded."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

import streamlit as st

from parley.progress import SHOW_AFTER_SECONDS

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


class LoadingIndicator:
    """A `Progress` that draws a bar, once the reader has waited for a second, and takes it away."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._show_at = clock() + SHOW_AFTER_SECONDS
        self._slot: DeltaGenerator | None = None

    def __call__(self, what: str, share: float) -> None:
        if self._clock() < self._show_at:
            return
        if self._slot is None:
            self._slot = st.empty()
        # The name of a file is no markup: it stands as code.
        self._slot.progress(share, f"Reading `{what}` …")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._slot is not None and kind is None:
            self._slot.empty()
