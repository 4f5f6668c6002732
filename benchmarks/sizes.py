"""What each page costs the server at every size: its answer to a filter, and what it sends.

One reader, through a client of Streamlit's session protocol, opens each page and changes the filter
of parties, from all to two and then to another two, none seen before; then, with all parties in
view again and each time another area left out, that of stances: it leaves every issue on which
somebody holds one, and never the same issues twice, so that nothing was measured before. Time
counts from the click to the end of the page's run, as the median of some, and the floor is a box
ticked on an empty Streamlit page, in turn with Parley's. What a page sends are the messages of its
first run. Each page has a server of its own.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Target
from benchmarks.folders import write
from benchmarks.servers import EMPTY, SHIPPED, parley, running
from benchmarks.session import opened
from parley.ui.page_list import PAGES

FILTERS = 6


@dataclass(frozen=True)
class Size:
    """A folder, and what its pages may come to: milliseconds of an answer by title, kilobytes."""

    parties: int = 0
    issues: int = 0
    answers: dict[str, float] = field(default_factory=dict)
    sends: float | None = None


SIZES = [
    Size(),
    Size(30, 200, {"Common ground": 150, "Trade-offs": 150}),
    Size(200, 6_200, {page.title: 300 for page in PAGES}, 1_000),
]
"""The first is the shipped folder."""


def figures() -> Iterator[Figure]:
    with running(EMPTY) as empty, tempfile.TemporaryDirectory() as parent:
        for size in SIZES:
            name, data = "shipped folder", SHIPPED
            if size.parties:
                name, data = f"{size.parties} × {size.issues:,}", Path(parent, str(size.issues))
                write(data / "talks", size.parties, size.issues)
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
                found[page.title] = (None, None, None, f"{type(error).__name__}: {error}"[:160])
    for title, (sent, of_parties, of_stances, note) in found.items():
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


async def _answered(url: str, page: str) -> tuple[float, float, float]:
    """The kilobytes of a first run, and the milliseconds of a filter of parties and of stances."""
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
        return first.sent / 1e3, median(of_parties) * 1000, median(of_stances) * 1000


async def _ticked(url: str) -> list[float]:
    """Milliseconds of some ticks on the empty page."""
    async with opened(url) as session:
        await session.run()
        return [
            (await session.tick("again", turn % 2 == 0)).seconds * 1000
            for turn in range(FILTERS * 4)
        ]
