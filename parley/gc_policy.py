"""When Python looks for garbage, and when what is free goes back to the system: the one place.

Streamlit collects over the whole heap after every run of a script, which takes most of a run;
`runner.postScriptGC` in its configuration is off. Python's own collector looks at what is young
first and does as well (benchmarks/memory.py), the more so where what stays is out of its sight.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

SOON = 2.0
"""Seconds that readers have for their pages before what they waited for is settled."""


@contextmanager
def paused() -> Iterator[None]:
    """Look for none meanwhile, unless `resume` is called: reading and importing leave little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            enable()


def enable() -> None:
    """Look for it again."""
    gc.enable()


def freeze() -> None:
    """Take all that there is out of the collector's sight, garbage too: at no cost."""
    gc.freeze()


def collect() -> None:
    """Collect over the whole heap, and take what is left out of the collector's sight.

    A tenth of a second in which nothing else runs.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def collect_later() -> None:
    """Settle when those who have waited for what was loaded have been served."""
    timer = Timer(SOON, collect)
    timer.daemon = True
    timer.start()


def release_memory() -> None:
    """Give memory that is free again back to the system.

    The allocators keep what a folder took while it was read, and what the state before it held:
    hundreds of megabytes for a large one.
    """
    import pyarrow as pa  # the command line pauses the collector, and has no use for it

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(AttributeError):  # a C library other than GNU's
            ctypes.CDLL(None).malloc_trim(0)
