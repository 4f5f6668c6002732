"""When Python collects garbage and returns free memory to the system: the one place for both.

Streamlit collects the whole heap after every run of a script, which takes most of a run; its option
`runner.postScriptGC` is off. Python's own generational collector does as well
(benchmarks/memory.py), the more so where objects that stay are frozen.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

COLLECT_AFTER_SECONDS = 2.0
"""Time for readers to get their pages before all that was loaded is collected and frozen."""


@contextmanager
def paused() -> Iterator[None]:
    """Disable the collector meanwhile, unless `enable` is called: loading leaves little garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            enable()


def enable() -> None:
    """Enable the collector."""
    gc.enable()


def freeze() -> None:
    """Exclude all objects from later collections, garbage too: takes no time."""
    gc.freeze()


def collect() -> None:
    """Collect the whole heap, and exclude what is left from later collections.

    Takes a tenth of a second, in which nothing else runs.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def collect_later() -> None:
    """Collect once those who waited for what was loaded have been served."""
    timer = Timer(COLLECT_AFTER_SECONDS, collect)
    timer.daemon = True
    timer.start()


def release_memory() -> None:
    """Return free memory of the allocators to the system.

    They keep what a folder took while it was loaded, and what its state before that held: hundreds
    of megabytes for a large one.
    """
    import pyarrow as pa  # the command line pauses the collector, and has no use for it

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(AttributeError):  # a C library other than GNU's
            ctypes.CDLL(None).malloc_trim(0)
