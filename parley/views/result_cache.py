"""A key and a function in, what the function computed once out: shared by all readers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar

MOST_RESULTS = 256
"""How many results are kept by default, those that were asked for last."""

T = TypeVar("T")


class ResultCache:
    """Results by key, the least recently used evicted first. Thread-safe.

    A result is small beside the frames that it was computed from, and nobody changes it.
    """

    def __init__(self, most: int = MOST_RESULTS) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()

    def get_or_compute(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What `compute` returned when `key` was first asked for; who asks meanwhile waits.

        What `compute` raises is raised, and the next to ask computes again.
        """
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            if len(self._entries) > self._most:
                self._entries.popitem(last=False)
        with entry.lock:
            if not entry.known:
                entry.value, entry.known = compute(), True
            return entry.value


class _Entry:
    """A result, and whether it is known yet."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.known = False
        self.value: Any = None
