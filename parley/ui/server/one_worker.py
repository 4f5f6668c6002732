"""Work in, one piece after the other in a thread of its own: what no page waits for.

It takes none of the threads that serve pages and cards, and what waits is bounded: where too much
does, the next is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class OneWorker:
    """A thread, and at most so many pieces of work that wait for it or are being done."""

    def __init__(self, name: str, most: int) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._most = most
        self._lock = Lock()
        self._pending = 0

    def submit(self, work: Callable[[], T]) -> Future[T] | None:
        """The result to come; None where too much waits already."""
        with self._lock:
            if self._pending >= self._most:
                return None
            self._pending += 1
        future = self._thread.submit(work)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[T]) -> None:
        with self._lock:
            self._pending -= 1
