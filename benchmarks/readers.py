"""Load: how long a filter takes where many readers filter, and what memory a reader costs.

Each reader is a session of its own on the Matrix page, through a client of Streamlit's session
protocol, and changes the filter of parties every five seconds, each at a moment of its own and
among the same few dozen filters, as readers of one story would. Time counts from the moment at
which the change was due to the end of the page's run, so a server that falls behind cannot hide it;
filters that were due but could not begin in time are left out of the times and counted in the note.
The floor is the same load on an empty Streamlit page, where each reader ticks a box. Memory is what
the server's process holds, resident, after each of so many sessions has run the page and stays
open; a further session's share is taken from 20 to 40. It is measured once the server has come to
rest, with all its pages loaded.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure, Target, percentile
from benchmarks.folders import write
from benchmarks.servers import EMPTY, App, Server, parley, running
from benchmarks.session import Session, opened

EVERY = 5.0
"""Seconds between two filters of a reader."""
LASTING = 60.0
"""Seconds that the readers filter."""
REST = 10.0
"""Seconds in which a server has loaded what its other pages need, and has settled."""
MANY, MOST = 100, 300
LARGE = (200, 6_200)

Act = Callable[[Session, int], Awaitable[object]]


@dataclass
class Load:
    """What the readers of one server saw."""

    milliseconds: list[float] = field(default_factory=list)
    left: int = 0
    """How many filters were due and could not begin before the end."""
    errors: list[str] = field(default_factory=list)


async def filters(session: Session, turn: int) -> object:
    """One of the filters that readers go through: two to four parties, each time others."""
    parties = session.options("party")
    first = turn % len(parties)
    return await session.choose("party", (parties * 2)[first : first + 2 + turn % 3])


async def ticks(session: Session, turn: int) -> object:
    """A box ticked and ticked off."""
    return await session.tick("again", turn % 2 == 0)


def load(url: str, page: str, act: Act, readers: int, lasting: float = LASTING) -> Load:
    """Let so many readers act on a page for some time."""
    return asyncio.run(_load(url, page, act, readers, lasting))


async def _load(url: str, page: str, act: Act, readers: int, lasting: float) -> Load:
    found = Load()
    async with AsyncExitStack() as stack:
        sessions = []
        for _ in range(readers):
            try:
                session = await stack.enter_async_context(opened(url, page))
                await session.run()
                sessions.append(session)
            except Exception as error:
                found.errors.append(_told(error))
        begin = time.perf_counter() + 1
        await asyncio.gather(
            *(
                _reader(
                    session, act, number, begin + EVERY * number / readers, begin + lasting, found
                )
                for number, session in enumerate(sessions)
            )
        )
    return found


async def _reader(
    session: Session, act: Act, turn: int, due: float, end: float, found: Load
) -> None:
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() > end:
            found.left += 1 + int((end - due) // EVERY)
            return
        try:
            await act(session, turn)
        except Exception as error:
            found.errors.append(_told(error))
            return
        found.milliseconds.append((time.perf_counter() - due) * 1000)
        turn += 1
        due += EVERY


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def memory(server: Server, page: str, at: list[int]) -> list[float]:
    """The server's megabytes at so many sessions, each of which has run the page."""
    return asyncio.run(_memory(server, page, at))


async def _memory(server: Server, page: str, at: list[int]) -> list[float]:
    found = []
    async with AsyncExitStack() as stack:
        for number in range(1, max(at) + 1):
            session = await stack.enter_async_context(opened(server.url, page))
            await session.run()
            if number in at:
                await asyncio.sleep(1)
                found.append(server.memory())
    return found


def figures() -> Iterator[Figure]:
    yield from _under_load()
    yield from _memory_of("shipped folder", parley(), {})
    with tempfile.TemporaryDirectory() as parent:
        parties, issues = LARGE
        write(Path(parent) / "talks", parties, issues)
        most = {"at 20 sessions": 700, "a further session": 3}
        yield from _memory_of(f"{parties} × {issues:,}", parley(Path(parent)), most)


def _under_load() -> Iterator[Figure]:
    for readers, target in ((MANY, Target(150, "value")), (MOST, None)):
        with running(EMPTY) as server:
            floor = load(server.url, "", ticks, readers)
        with running(parley()) as server:
            found = load(server.url, "matrix", filters, readers)
        for percent in (50, 95):
            yield Figure(
                "readers",
                f"filter, {readers} readers, {'median' if percent == 50 else f'p{percent}'}",
                percentile(found.milliseconds, percent) if found.milliseconds else None,
                "ms",
                percentile(floor.milliseconds, percent) if floor.milliseconds else None,
                "a box ticked on an empty page",
                target if percent == 95 else None,
                f"{found.left} filters could not begin in time" if found.left else "",
            )
        yield Figure(
            "readers",
            f"errors, {readers} readers",
            len(found.errors),
            "errors",
            target=Target(0, "value"),
            note=found.errors[0] if found.errors else "",
        )


def _memory_of(folder: str, app: App, most: dict[str, float]) -> Iterator[Figure]:
    at = [1, 20, 40]
    note = ""
    values: dict[str, float | None]
    try:
        with running(app) as server:
            time.sleep(REST)
            one, twenty, forty = memory(server, "matrix", at)
        values = {
            "at 1 session": one,
            "at 20 sessions": twenty,
            "a further session": max(0.0, forty - twenty) / 20,
        }
    except Exception as error:
        note = _told(error)
        values = dict.fromkeys(["at 1 session", "at 20 sessions", "a further session"])
    for name, value in values.items():
        target = Target(most[name], "value") if name in most else None
        yield Figure("readers", f"memory {name}, {folder}", value, "MB", target=target, note=note)
