"""Visitors who ask for too much, of a folder of 870,000 positions: who is held up, what goes on.

Pages with what an address can ask for have to take five seconds of a processor at most, and what
would be larger than was said beforehand is refused in plain words. Meanwhile another reader asks
for a card and for the state of the folder, and has to get each within a second: while forty-five
ask for briefs, while requests are sent half, while downloads are begun and left. What nobody waits
for has to end, and on SIGTERM the server within ten seconds, whatever it is at. Connections of
sessions are cut in the middle of a run; the next reader must not notice.
"""

from __future__ import annotations

import asyncio
import random
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil

from benchmarks.faults.outcome import Outcome, Scale
from benchmarks.folders import write
from benchmarks.servers import Server, parley, running
from benchmarks.session import Refused, opened

SEED = 17
PAGE_SECONDS, ANSWER_SECONDS, END_SECONDS = 5.0, 1.0, 10.0
REFUSAL_SECONDS = 20.0
"""The process that refuses may have to begin, and to load the folder."""
NAMED = "negotiation=talks"
EVERYBODY = "&".join(f"party=party-{number}" for number in range(200))
PACKAGE = "&".join(f"package=issue-{number}:supports" for number in range(120))
BRIEF = f"/parley/brief?{NAMED}&form=docx&party=party-1&party=party-2&area=area-1"

PAGES = (
    ("", ""), ("", "words=report"), ("", "day=2025-12-20"), ("matrix", "words=5"),
    ("matrix", "order=likeness"), ("matrix", "record=yes&since=2025-12-10"), ("matrix", EVERYBODY),
    ("compare", "party=party-1&party=party-2&day=2025-12-10"), ("compare", EVERYBODY),
    ("issue", "issue=issue-9&day=2025-12-13"), ("party", "subject=party-5&day=2025-12-14"),
    ("common-ground", "day=2025-12-11"), ("common-ground", EVERYBODY), ("trade-offs", PACKAGE),
    ("timeline", "day=2025-12-18"), ("evidence", "words=paper"), ("data", "download=Everything"),
)  # fmt: skip
"""The page and the query of addresses that ask for much."""

TOO_LARGE = (
    f"/parley/brief?{NAMED}&form=docx", f"/parley/brief?{NAMED}&form=html&{EVERYBODY}",
    f"/parley/brief?{NAMED}&form=docx&subject=party-3", f"/parley/tables?{NAMED}&form=xlsx",
    f"/parley/tables?{NAMED}&form=json", f"/parley/tables?{NAMED}&form=xlsx&download=Everything",
)  # fmt: skip


def measured(scale: Scale) -> Iterator[Outcome]:
    """What became of each kind of visitor."""
    if not scale.visitors:
        return
    with tempfile.TemporaryDirectory() as parent:
        write(Path(parent, "talks"), 200, 6_200)
        with running(parley(Path(parent))) as server:
            answer(server, f"/parley/card?{NAMED}&cell=party-3.issue-5")
            yield asyncio.run(_pages(server))
            yield _too_large(server)
            yield _too_long(server)
            yield from _many_briefs(server)
            yield from _left_downloads(server)
            yield from _half_sent(server)
            if scale.cuts:
                yield asyncio.run(_cuts(server, scale.cuts))
        yield _ended(Path(parent))


def answer(server: Server, path: str, timeout: float = 600) -> tuple[int, float, bytes]:
    """The status, the seconds and the body of an answer; 0 where there is none."""
    began = time.perf_counter()
    status, body = 0, b""
    try:
        with urlopen(
            Request(server.url + path, headers={"accept": "text/html"}), timeout=timeout
        ) as found:
            status, body = found.status, found.read()
    except HTTPError as error:
        status, body = error.code, error.read()
    except OSError:
        pass
    return status, time.perf_counter() - began, body


@dataclass
class Reader:
    """Another reader, who asks for a card and the state again and again."""

    server: Server
    outcome: Outcome
    slowest: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        for path in (f"/parley/state?{NAMED}", f"/parley/card?{NAMED}&cell=party-3.issue-5"):
            status, seconds, _ = answer(self.server, path, 30)
            self.slowest = max(self.slowest, seconds)
            late = status != 200 or seconds > ANSWER_SECONDS
            self.outcome.add(f"{path[:14]}: {status} after {seconds:.1f} s" if late else None)

    def run(self) -> None:
        while not self.done.is_set():
            self.read()
            time.sleep(0.05)


@contextmanager
def another_reader(server: Server, while_what: str) -> Iterator[Outcome]:
    """What a reader of cards and the state gets while something else goes on."""
    outcome = Outcome(f"cards and the state, {while_what}")
    reader = Reader(server, outcome)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield outcome
    finally:
        reader.done.set()
        thread.join()
        outcome.note = f"the slowest answer after {reader.slowest * 1000:.0f} ms"


async def _pages(server: Server) -> Outcome:
    outcome = Outcome("pages and their charts that an address asks for")
    slowest, which = 0.0, ""
    for page, query in PAGES:
        async with opened(server.url, page, f"{NAMED}&{query}") as session:
            seen: set[str] = set()
            run, part = session.run(), "page"
            while True:
                before = _processor(server)
                try:
                    await run
                    seconds = _processor(server) - before
                    late = seconds > PAGE_SECONDS
                    why = f"{seconds:.1f} s" if late else None
                except Refused as error:
                    seconds, why = 0.0, str(error)
                outcome.add(f"/{page}?{query[:30]}, {part}: {why}" if why else None)
                if seconds > slowest:
                    slowest, which = seconds, f"/{page}, {part}"
                part = next((each for each in session.waiting() if each not in seen), "")
                if not part:
                    break
                seen.add(part)
                run = session.come_near(part)
    outcome.note = (
        f"within {PAGE_SECONDS:.0f} s of a processor; the slowest took {slowest:.1f} s ({which})"
    )
    return outcome


def _processor(server: Server) -> float:
    """The seconds of a processor that a server has used: others may use the machine, too."""
    used = psutil.Process(server.process.pid).cpu_times()
    return used.user + used.system


def _too_large(server: Server) -> Outcome:
    outcome = Outcome("briefs and downloads larger than is said beforehand")
    for path in TOO_LARGE:
        status, seconds, body = answer(server, path)
        plain = status == 422 and b"<p>No " in body and seconds < REFUSAL_SECONDS
        outcome.add(None if plain else f"{path[:60]}: {status} after {seconds:.1f} s")
    outcome.note = "refused in plain words"
    return outcome


def _too_long(server: Server) -> Outcome:
    outcome = Outcome("addresses of more than 8,000 characters")
    for path in ("/matrix", "/parley/card", "/parley/brief", "/parley/share.png", "/nowhere"):
        status, _, body = answer(server, f"{path}?words={'x' * 9_000}")
        outcome.add(None if status == 414 and b"too long" in body else f"{path}: {status}")
    outcome.note = "answered with what to do"
    return outcome


def _many_briefs(server: Server) -> Iterator[Outcome]:
    outcome = Outcome("45 briefs asked for at once")
    found: list[tuple[int, float]] = []
    with another_reader(server, "while 45 ask for a brief") as others:
        threads = [
            threading.Thread(target=lambda: found.append(answer(server, BRIEF)[:2]))
            for _ in range(45)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for status, _ in found:
        outcome.add(None if status in (200, 503) else f"{status}")
    made = [seconds for status, seconds in found if status == 200]
    outcome.note = (
        f"{len(made)} made, one after the other, the last after {max(made, default=0):.0f} s; "
        "the others were told to come again"
    )
    yield outcome
    yield others


def _left_downloads(server: Server) -> Iterator[Outcome]:
    outcome = Outcome("downloads that are begun and left")
    top = psutil.Process(server.process.pid)
    with another_reader(server, "while downloads are begun and left") as others:
        for _ in range(8):
            before = {each.pid for each in top.children(recursive=True)}
            with _connection(server) as connection:
                path = f"/parley/tables?{NAMED}&form=csv"
                connection.sendall(f"GET {path} HTTP/1.1\r\nhost: test\r\n\r\n".encode())
                time.sleep(1.5)
                working = {each.pid for each in top.children(recursive=True)}
            time.sleep(1)
            left = {each.pid for each in top.children(recursive=True)} & working
            outcome.add("the work went on" if left - before else None)
    outcome.note = "the process that worked on it is gone a second later"
    yield outcome
    yield others


@contextmanager
def _connection(server: Server) -> Iterator[socket.socket]:
    made = socket.create_connection(("127.0.0.1", int(server.url.rsplit(":")[-1])))
    try:
        yield made
    finally:
        made.close()


def _half_sent(server: Server) -> Iterator[Outcome]:
    outcome = Outcome("requests of which half was sent")
    connections = []
    with another_reader(server, "while 1,500 requests are sent half") as others:
        for _ in range(1_500):
            made = socket.create_connection(("127.0.0.1", int(server.url.rsplit(":")[-1])))
            made.sendall(b"GET / HTTP/1.1\r\nhost")
            connections.append(made)
        time.sleep(12)
    for made in connections:
        made.settimeout(1)
        said = b""
        with suppress(OSError):
            said = made.recv(100)
        outcome.add(None if b" 408 " in said or b" 503 " in said else "still open")
        made.close()
    outcome.note = "each is told so after ten seconds, and closed"
    yield outcome
    yield others


async def _cuts(server: Server, times: int) -> Outcome:
    outcome = Outcome("sessions cut in the middle of a run")
    rng = random.Random(SEED)
    await _whole(server)
    before = most = server.memory()
    for number in range(times):
        page, query = PAGES[number % len(PAGES)]
        with suppress(Exception):  # of a connection that is cut
            async with opened(server.url, page, f"{NAMED}&{query}") as session:
                running_page = asyncio.create_task(session.run())
                await asyncio.sleep(rng.uniform(0, 0.4))
                session.cut()
                await running_page
        async with opened(server.url, "issue", f"{NAMED}&issue=issue-5") as session:
            run = await session.run()
            whole = session.heading() == "Issue 5" and run.seconds < REFUSAL_SECONDS
            outcome.add(None if whole else f"the next reader: {session.heading()!r}")
        most = max(most, server.memory())
    await _whole(server)
    outcome.note = (
        f"the server held {before:.0f} MB when each page had been read, {most:.0f} MB at most "
        f"meanwhile, and {server.memory():.0f} MB when each had been read again"
    )
    return outcome


async def _whole(server: Server) -> None:
    """Read every page to the end of its run."""
    for page, query in PAGES:
        async with opened(server.url, page, f"{NAMED}&{query}") as session:
            await session.run()


# --- the end


def _ended(data: Path) -> Outcome:
    outcome = Outcome("SIGTERM, whatever the server is at")
    slowest = 0.0
    for name, begin in STATES.items():
        with running(parley(data)) as server:
            if name != "as it starts":
                answer(server, f"/parley/card?{NAMED}&cell=party-3.issue-5")
            thread = threading.Thread(target=_quietly, args=(begin, server), daemon=True)
            thread.start()
            time.sleep(1.0)
            began = time.monotonic()
            children = psutil.Process(server.process.pid).children(recursive=True)
            server.process.send_signal(signal.SIGTERM)
            try:
                server.process.wait(3 * END_SECONDS)
            except Exception:
                outcome.add(f"{name}: still there after {3 * END_SECONDS:.0f} s")
                continue
            seconds = time.monotonic() - began
            slowest = max(slowest, seconds)
            psutil.wait_procs(children, 2)
            left = [child for child in children if child.is_running()]
            late = seconds > END_SECONDS
            why = f"after {seconds:.1f} s" if late else "processes are left" if left else None
            outcome.add(f"{name}: {why}" if why else None)
    outcome.note = f"{', '.join(STATES)}; the slowest end after {slowest:.1f} s"
    return outcome


def _quietly(begin: Callable[[Server], object], server: Server) -> None:
    with suppress(Exception):  # the server goes meanwhile
        begin(server)


async def _page(server: Server) -> None:
    async with opened(server.url, "common-ground", f"{NAMED}&day=2025-12-09") as session:
        await session.run()
        await session.come_near(session.waiting()[0])


async def _pages_at_once(server: Server) -> None:
    await asyncio.gather(*(_page(server) for _ in range(20)))


def _half(server: Server) -> None:
    with _connection(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost")
        time.sleep(30)


def _slow_reader(server: Server) -> None:
    with _connection(server) as connection:
        path = f"/parley/tables?{NAMED}&form=parquet"
        connection.sendall(f"GET {path} HTTP/1.1\r\nhost: test\r\n\r\n".encode())
        time.sleep(30)


STATES: dict[str, Callable[[Server], object]] = {
    "as it starts": lambda server: None,
    "at rest": lambda server: None,
    "at a page": lambda server: asyncio.run(_page(server)),
    "at twenty pages": lambda server: asyncio.run(_pages_at_once(server)),
    "at a brief": lambda server: answer(server, BRIEF),
    "at a download": lambda server: answer(server, f"/parley/tables?{NAMED}&form=csv"),
    "with a request sent half": _half,
    "with an answer that nobody reads": _slow_reader,
}
