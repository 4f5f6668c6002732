"""Loads, beside a server that listens already, what its first readers would wait for."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Event, Thread
from time import sleep
from typing import Any

from parley import gc_policy
from parley.ui.streamlit_internals import broken_assumptions

FIRST_PAGE_SECONDS = 5.0
"""Time for the first page to be drawn; what other pages need is loaded after that."""

PARLEY = Path(__file__).resolve().parents[2]

warming_up = Event()
"""Set while what the first page needs is being loaded."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def warm_up(_: Any) -> AsyncIterator[None]:
    """Start loading, in a thread, and let the server listen."""
    warming_up.set()
    Thread(target=_load, daemon=True).start()
    yield


def _load() -> None:
    try:
        import parley.ui.render  # (the first page, as a rule)
        import parley.views.overview  # noqa: F401
        from parley.ui.store import folder_store

        store = folder_store()
        for id in store.ids()[:1]:
            store.get(id)
    finally:
        gc_policy.enable()
        warming_up.clear()
    sleep(FIRST_PAGE_SECONDS)
    for package in ("ui", "ui/pages", "views", "charts"):
        for module in iter_modules([str(PARLEY / package)]):
            import_module(f"parley.{package.replace('/', '.')}.{module.name}")
    for message in broken_assumptions():
        logger.warning(message)
    gc_policy.collect()
