"""Two replicas behind nginx with a hundred readers: one is killed, and both are replaced in turn.

The proxy is nginx with `deploy/nginx.conf`, with other names and ports. Each reader is a session of
Streamlit's protocol on a page with a choice of its own, under an address of its own as a TLS proxy
would pass it on. Who loses their connection opens the same address again, as their browser does,
and is back when the page has the heading that it had. A rolling restart stops one replica by
SIGTERM, waits until it is up again, and goes on to the other.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from websockets.exceptions import WebSocketException

from benchmarks.faults.outcome import Outcome, Scale
from benchmarks.servers import ROOT, SHIPPED, Server, free_port, parley, running
from benchmarks.session import Refused, opened

BACK_SECONDS = 10.0
AGAIN_SECONDS = 0.5
"""After which a browser that was refused asks again."""
PATIENCE = 60.0
PARTIES = ("ukraine", "russia", "united-states", "european-leaders")
PAGES = ("", "matrix", "compare", "common-ground", "evidence", "timeline")


def measured(scale: Scale) -> Iterator[Outcome]:
    """What became of the readers of a replica that was killed, and of a rolling restart."""
    if not scale.replicas:
        return
    yield asyncio.run(_killed(scale.sessions))
    yield asyncio.run(_restarted(scale.sessions))


class Reader:
    """A reader on a page: what it shows, and since when it is not connected."""

    def __init__(self, url: str, number: int) -> None:
        self.url = url
        self.number = number
        self.page = PAGES[number % len(PAGES)]
        party = PARTIES[number // len(PAGES) % len(PARTIES)]
        other = PARTIES[(number // len(PAGES) + 1) % len(PARTIES)]
        self.query = f"negotiation=ukraine-berlin&party={party}&party={other}"
        self.heading = ""
        self.lost_at: float | None = None
        self.away: list[float] = []
        """How long each time that it was."""
        self.wrong: str | None = None
        self.ready = asyncio.Event()

    async def read(self) -> None:
        """Keep the page open, and open it again when the connection is lost."""
        headers = {"X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250 + 1}"}
        while True:
            try:
                async with opened(self.url, self.page, self.query, headers) as session:
                    await session.run()
                    self._back(session.heading())
                    await session.closed()
            except (OSError, WebSocketException, Refused, TimeoutError):
                pass
            if self.lost_at is None:
                self.lost_at = time.monotonic()
                self.ready.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    def _back(self, heading: str) -> None:
        if not self.heading:
            self.heading = heading
        elif heading != self.heading:
            self.wrong = f"{heading!r} in place of {self.heading!r}"
        if self.lost_at is not None:
            self.away.append(time.monotonic() - self.lost_at)
            self.lost_at = None
        self.ready.set()

    def judged(self) -> str | None:
        """What this reader has lost."""
        if self.wrong or not self.heading:
            return self.wrong or "never saw a heading"
        if self.lost_at is not None:
            return f"away for {time.monotonic() - self.lost_at:.0f} s"
        late = [each for each in self.away if each > BACK_SECONDS]
        return f"back after {late[0]:.1f} s" if late else None


@contextmanager
def proxy(ports: list[int]) -> Iterator[str]:
    """Nginx over replicas on these ports, by the configuration that is shipped; its address."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    port = free_port()
    site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for number, each in enumerate(ports, 1):
        site = site.replace(f"server parley-{number}:8501", f"server 127.0.0.1:{each}")
    site = site.replace("listen 8080", f"listen 127.0.0.1:{port}")
    with tempfile.TemporaryDirectory() as home:
        paths = "".join(
            f"{name}_temp_path {home}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        conf = Path(home, "nginx.conf")
        conf.write_text(
            f"daemon off;\npid {home}/pid;\nerror_log {home}/error.log;\n"
            f"events {{ worker_connections 4096; }}\nhttp {{\naccess_log off;\n{paths}{site}\n}}\n",
            "utf-8",
        )
        process = subprocess.Popen([nginx, "-p", home, "-c", str(conf)])
        try:
            time.sleep(1)
            if process.poll() is not None:
                raise RuntimeError("nginx has not started")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


async def _readers(url: str, number: int) -> tuple[list[Reader], list[asyncio.Task[None]]]:
    readers = [Reader(url, each) for each in range(number)]
    tasks = [asyncio.create_task(reader.read()) for reader in readers]
    await _all_ready(readers)
    return readers, tasks


async def _all_ready(readers: list[Reader]) -> None:
    async with asyncio.timeout(3 * PATIENCE):
        await asyncio.gather(*(reader.ready.wait() for reader in readers))


def _judge(outcome: Outcome, readers: list[Reader], what: str) -> Outcome:
    for reader in readers:
        why = reader.judged()
        outcome.add(f"reader {reader.number}: {why}" if why else None)
    away = sorted(each for reader in readers for each in reader.away)
    if away:
        outcome.note = (
            f"{what}; {len(away)} lost their connection and were back with their view after "
            f"{away[len(away) // 2]:.1f} s as a median, the last after {away[-1]:.1f} s"
        )
    return outcome


async def _killed(number: int) -> Outcome:
    outcome = Outcome("readers of two replicas, of which one is killed")
    with ExitStack() as stack:
        servers = [stack.enter_context(running(parley(SHIPPED))) for _ in range(2)]
        url = stack.enter_context(proxy([_port(each) for each in servers]))
        readers, tasks = await _readers(url, number)
        servers[0].process.kill()
        end = time.monotonic() + PATIENCE
        await asyncio.sleep(1)
        while time.monotonic() < end and any(each.lost_at for each in readers):
            await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
    return _judge(outcome, readers, f"{number} readers")


async def _restarted(number: int) -> Outcome:
    outcome = Outcome("readers of two replicas in a rolling restart")
    with ExitStack() as stack:
        ports = [free_port(), free_port()]
        servers = [stack.enter_context(running(parley(SHIPPED), port=port)) for port in ports]
        url = stack.enter_context(proxy(ports))
        readers, tasks = await _readers(url, number)
        for server, port in zip(servers, ports, strict=True):
            server.process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(server.process.wait, PATIENCE)
            stack.enter_context(running(parley(SHIPPED), wait=False, port=port))
            await asyncio.sleep(BACK_SECONDS)
            await _all_ready(readers)
        for task in tasks:
            task.cancel()
    return _judge(outcome, readers, f"{number} readers, both replicas replaced")


def _port(server: Server) -> int:
    return int(server.url.rsplit(":")[-1])
