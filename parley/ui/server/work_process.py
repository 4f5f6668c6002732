"""Orders for files in, their answers out: made one after the other in a process of its own.

A brief or an export takes seconds of a processor. Beside pages and cards it would hold them up, and
in a thread nobody could stop it: a process can be ended when whoever asked has gone, when it takes
too long, and when the server ends. It begins with the first order and ends after a while without
one; what it runs is `parley.ui.server.work`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import RLock, Timer
from typing import IO, Any, Final

from parley.ui.server.one_worker import OneWorker

SECONDS: Final = 60.0
"""For which one order may be worked on."""

MOST_WAITING: Final = 8
"""Orders that are worked on or wait."""

WAIT_SECONDS: Final = 2.0
"""For which a process that was killed is waited for."""

MODULE: Final = "parley.ui.server.work"

VARIABLES: Final = "PARLEY_"
"""How the variables begin that an order is carried out with, as they are when it is given."""


class Stopped(Exception):
    """The work was ended before it was done: it took too long, or nobody waits for it."""


@dataclass(frozen=True)
class FileAnswer:
    """What is answered to an order: as in HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Job:
    """An order that waits or is being carried out."""

    future: Future[FileAnswer]
    """Its answer; raises Stopped where there is none."""


class WorkProcess:
    """A process that carries out orders, one after the other."""

    def __init__(self, name: str, most: int = MOST_WAITING, seconds: float = SECONDS) -> None:
        self._worker = OneWorker(name, most)
        self._seconds = seconds
        self._lock = RLock()  # (a signal may come while its thread holds it)
        self._process: subprocess.Popen[bytes] | None = None
        self._current: Job | None = None
        self._stopped = False

    def submit(self, order: Mapping[str, str]) -> Job | None:
        """The order as it is carried out; None where too many wait already."""
        job = Job()
        future = self._worker.submit(partial(self._carry_out, {**order, **_variables()}, job))
        if future is None:
            return None
        job.future = future
        return job

    def cancel(self, job: Job) -> None:
        """Stop the work for an answer that nobody waits for any more."""
        if not job.future.cancel():
            with self._lock:
                if self._current is job:
                    self._stop()

    def end(self) -> None:
        """End the process, whatever it is at."""
        with self._lock:
            self._stop()

    def _carry_out(self, order: Mapping[str, str], job: Job) -> FileAnswer:
        with self._lock:
            self._current, self._stopped = job, False
        timer = Timer(self._seconds, self.end)
        timer.daemon = True
        timer.start()
        try:
            # A process that has waited long enough may end just when an order comes.
            answer = self._ask(order) or self._ask(order)
        finally:
            timer.cancel()
            with self._lock:
                self._current = None
        if answer is None:
            raise RuntimeError(f"{MODULE} does not answer")
        return answer

    def _ask(self, order: Mapping[str, str]) -> FileAnswer | None:
        """The answer; None where the process has ended by itself."""
        with self._lock:
            if self._stopped:
                raise Stopped
            process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            send(process.stdin, order)
            head, body = receive(process.stdout)
            return FileAnswer(head["status"], head["headers"], body)
        except (OSError, EOFError, ValueError):
            with self._lock:
                self._kill()
                if self._stopped:
                    raise Stopped from None
            return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", MODULE, str(int(self._seconds) + 1)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        return self._process

    def _stop(self) -> None:
        self._stopped = True
        self._kill()

    def _kill(self) -> None:
        """End the process with all that it has started; a browser that draws charts is one."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        with suppress(OSError, subprocess.TimeoutExpired):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait(WAIT_SECONDS)


def _variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(VARIABLES)}


# --- what is written between the two processes: a line of JSON, and the bytes that it announces


def send(stream: IO[bytes], head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write a message."""
    stream.write(json.dumps({**head, "bytes": len(body)}).encode() + b"\n")
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read a message. Raises EOFError where there is none, or half of one."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    body = stream.read(head.pop("bytes"))
    return head, body
