"""What each page costs the server at every size: its answer to a filter, and what it sends.

One reader, through a client of Streamlit's session protocol, opens each page and changes the filter
of parties, from all to two and then to another two, none seen before; then, with all parties in
view again and each time another area left out, that of stances: it leaves every issue on which
somebody holds one, and never the same issues twice, so that nothing was measured before. Time
counts from the click to the end of the page's run, as the median of some, and the floor is a box
ticked on an empty Streamlit page, in turn with Parley's. What a page sends are the messages of its
first run. Each page has a server of its own.

Then the page is scrolled to its end, part by part. What a chart, or scores that wait, takes is how
much longer a run with it for the first time is than a run of the page as it was, on a server that
has drawn charts before; the figure is that of the slowest part. Meanwhile a second reader asks the
same server for its health again and again: how long the slowest answer was is told beside it.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.request import urlopen

from benchmarks.figures import Figure, Target
from benchmarks.folders import write
from benchmarks.servers import EMPTY, SHIPPED, parley, running
from benchmarks.session import Session, opened
from parley.ui.page_list import PAGES

FILTERS = 6
REPEATS = 3
"""Runs of a page as it is before the next part of it is drawn; the shortest counts."""
PAUSE = 0.02
"""Seconds between two questions of the second reader."""


@dataclass(frozen=True)
class Size:
    """A folder, and what its pages may come to: milliseconds of an answer by title, kilobytes."""

    parties: int = 0
    issues: int = 0
    answers: dict[str, float] = field(default_factory=dict)
    sends: float | None = None
    part: float | None = None
    """Milliseconds of any part that is drawn once a reader comes near it."""
    numeric: bool = False


SIZES = [
    Size(),
    Size(30, 200, {"Common ground": 150, "Trade-offs": 150}),
    Size(40, 200, part=150),
    Size(200, 6_200, {page.title: 300 for page in PAGES}, 1_000, part=300),
    Size(424, 40, part=300, numeric=True),
]
"""The first is the shipped folder."""


class Scrolled(NamedTuple):
    """A page that was scrolled to its end."""

    parts: int
    slowest: float
    """Milliseconds of the slowest part."""
    which: str
    """The slowest part."""
    waited: float
    """Milliseconds of the slowest answer that a second reader got meanwhile."""


def figures() -> Iterator[Figure]:
    with running(EMPTY) as empty, tempfile.TemporaryDirectory() as parent:
        for size in SIZES:
            name, data = "shipped folder", SHIPPED
            if size.parties:
                name = f"{size.parties} × {size.issues:,}{', all numeric' if size.numeric else ''}"
                data = Path(parent, f"{size.parties}-{size.issues}")
                write(data / "talks", size.parties, size.issues, numeric=size.numeric)
            yield from _pages(name, data, size, empty.url)


def _pages(folder: str, data: Path, size: Size, empty: str) -> Iterator[Figure]:
    floors, found = [], {}
    for page in PAGES:
        floors += asyncio.run(_ticked(empty))
        # A server that is still busy with a page that failed would slow the next one.
        with running(parley(data)) as server:
            try:
                found[page.title] = (*asyncio.run(_answered(server.url, page.address)), "")
            except Exception as error:
                why = f"{type(error).__name__}: {error}"[:160]
                found[page.title] = (None, None, None, None, why)
    for title, (sent, of_parties, of_stances, scrolled, note) in found.items():
        most = size.answers.get(title)
        for what, answer in (("a filter", of_parties), ("a filter of stances", of_stances)):
            yield Figure(
                "sizes", f"{title} answers {what}, {folder}", answer, "ms", median(floors),
                "a box ticked on an empty page", Target(most, "value") if most else None, note,
            )  # fmt: skip
        yield Figure(
            "sizes", f"{title} sends, {folder}", sent, "kB",
            target=Target(size.sends, "value") if size.sends else None, note=note,
        )  # fmt: skip
        if scrolled is not None and scrolled.parts:
            yield Figure(
                "sizes", f"{title}, the slowest of what is scrolled to, {folder}", scrolled.slowest,
                "ms", target=Target(size.part, "value") if size.part else None,
                note=f"{scrolled.which}, of {scrolled.parts}; another reader waited at most "
                f"{scrolled.waited:.0f} ms",
            )  # fmt: skip


async def _answered(url: str, page: str) -> tuple[float, float, float, Scrolled]:
    """The kilobytes of a first run, the milliseconds of a filter of parties and of stances, and
    what a reader who goes on to the end of the page waits for.
    """
    async with opened(url, page) as session:
        first = await session.run()
        parties, areas, stances = map(session.options, ("party", "area", "stance"))
        of_parties = [
            (await session.choose("party", parties[turn : turn + 2])).seconds
            for turn in range(FILTERS)
        ]
        await session.choose("party", [])
        of_stances = []
        for turn, stance in enumerate(stances):
            out = areas[turn % len(areas)]
            await session.choose("area", [area for area in areas if area != out])
            of_stances.append((await session.choose("stance", [stance])).seconds)
            await session.choose("stance", [])
    async with opened(url, page) as session:
        # What is loaded once, plotly above all, has come when the time counts.
        await session.run()
        await session.choose("party", session.options("party")[:2])
        await _scrolled(session, url)
    async with opened(url, page) as session:
        await session.run()
        scrolled = await _scrolled(session, url)
    return first.sent / 1e3, median(of_parties) * 1000, median(of_stances) * 1000, scrolled


async def _scrolled(session: Session, url: str) -> Scrolled:
    """Come near each part of a page, one after the other, while a second reader asks as well."""
    took: dict[str, float] = {}
    waits: list[float] = [0.0]
    second = asyncio.create_task(_ask_on(url, waits))
    while waiting := [part for part in session.waiting() if part not in took]:
        before = min([(await session.run()).seconds for _ in range(REPEATS)])
        took[waiting[0]] = ((await session.come_near(waiting[0])).seconds - before) * 1000
    second.cancel()
    slowest = max(took, key=lambda part: took[part], default="")
    return Scrolled(len(took), took.get(slowest, 0.0), slowest.partition("/")[2], max(waits))


async def _ask_on(url: str, waits: list[float]) -> None:
    """Ask the server for its health again and again, and keep how many milliseconds each took."""
    while True:
        start = time.perf_counter()
        await asyncio.to_thread(_health, url)
        waits.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(PAUSE)


def _health(url: str) -> None:
    with urlopen(f"{url}/_stcore/health", timeout=60) as answer:
        answer.read()


async def _ticked(url: str) -> list[float]:
    """Milliseconds of some ticks on the empty page."""
    async with opened(url) as session:
        await session.run()
        return [
            (await session.tick("again", turn % 2 == 0)).seconds * 1000
            for turn in range(FILTERS * 4)
        ]
