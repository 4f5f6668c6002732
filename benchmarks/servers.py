"""Servers to measure: each in a process group of its own, on a free port, ended with its group.

Beside Parley there are its floors (an empty Streamlit page, one that imports pandas) and its peers
(the shipped matrix in a minimal Dash and a minimal NiceGUI app): the scripts in `peers/`.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).with_name("peers")
SHIPPED = ROOT / "data"
PATIENCE = 180.0
"""Seconds that a server may take to answer."""


@dataclass(frozen=True)
class App:
    """A program that serves pages: its command for a port, and a path to ask whether it is up."""

    name: str
    command: Callable[[int], list[str]]
    health: str


def parley(data: Path = SHIPPED) -> App:
    """Parley on a data directory, as a person starts it."""
    return App(
        "Parley",
        lambda port: [
            sys.executable, "-m", "parley", "--no-browser", "--port", str(port),
            "--data", str(data),
        ],
        "/_stcore/health",
    )  # fmt: skip


def streamlit(script: str) -> App:
    """A Streamlit app of `peers/`."""
    options = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for key, value in options.items() for part in (f"--{key}", value)]
    return App(
        f"Streamlit, {script}",
        lambda port: [
            sys.executable, "-m", "streamlit", "run", str(PEERS / f"{script}.py"),
            "--server.port", str(port), *flags,
        ],
        "/_stcore/health",
    )  # fmt: skip


def script(name: str) -> App:
    """An app of `peers/` that takes its port as an argument."""
    return App(name, lambda port: [sys.executable, str(PEERS / f"{name}.py"), str(port)], "/")


EMPTY = streamlit("empty")
WITH_PANDAS = streamlit("with_pandas")
DASH = script("with_dash")
NICEGUI = script("with_nicegui")


class NotServing(Exception):
    """A server ended or did not answer in time; carries what it printed."""


@dataclass
class Server:
    """A server that runs."""

    url: str
    health: str
    process: subprocess.Popen[bytes]
    started: float
    """When its process was started, in seconds since the epoch."""
    log: Path

    def wait(self) -> None:
        """Return as soon as it answers."""
        while time.time() < self.started + PATIENCE:
            if self.process.poll() is not None:
                break
            try:
                with urlopen(f"{self.url}{self.health}", timeout=5) as answer:
                    answer.read()
                    return
            except OSError:
                time.sleep(0.01)
        raise NotServing(f"{self.url} does not answer:\n{self.log.read_text('utf-8', 'replace')}")

    def memory(self) -> float:
        """What its processes hold in megabytes (resident)."""
        import psutil

        top = psutil.Process(self.process.pid)
        each = [top, *top.children(recursive=True)]
        return sum(process.memory_info().rss for process in each) / 1e6

    def answer(self, path: str) -> bytes:
        """The answer to a request of HTTP."""
        with urlopen(f"{self.url}{path}", timeout=PATIENCE) as response:
            return response.read()


@contextmanager
def running(app: App, *, wait: bool = True, port: int | None = None) -> Iterator[Server]:
    """The app's server, up unless `wait` is off; its whole process group ends on the way out."""
    with tempfile.TemporaryDirectory() as home:
        log = Path(home, "log")
        port = port or free_port()
        with log.open("wb") as output:
            started = time.time()
            process = subprocess.Popen(
                app.command(port),
                # Streamlit reads .streamlit/ where it is started: a peer has none of Parley's.
                cwd=home,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            server = Server(f"http://127.0.0.1:{port}", app.health, process, started, log)
            if wait:
                server.wait()
            yield server
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
    process.wait()


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
