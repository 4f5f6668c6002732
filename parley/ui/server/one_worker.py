"""Work in, one piece after the other in a thread of its own: what no page waits for.

It takes none of the threads that serve pages and cards, and what waits is bounded: where too much
does, the next is refused. The thread ends with the process, whatever it is at.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")


class OneWorker:
    """A thread, and at most so many pieces of work that wait for it or are being done."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._lock = Lock()
        self._pending = 0
        self._thread: Thread | None = None
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()

    def submit(self, work: Callable[[], T]) -> Future[T] | None:
        """The result to come; None where too much waits already.

        One that is cancelled before it is begun is never done.
        """
        with self._lock:
            if self._pending >= self._most:
                return None
            self._pending += 1
            if self._thread is None:
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        future: Future[T] = Future()
        future.add_done_callback(self._done)
        self._queue.put((future, work))
        return future

    def _run(self) -> None:
        while True:
            future, work = self._queue.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = work()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            del future, work  # whoever waited may be the last to need the result

    def _done(self, _: Future[T]) -> None:
        with self._lock:
            self._pending -= 1
