"""The memory of a server with a hundred readers who go on reading: its slope, with its error.

Each reader changes a filter every few seconds, and one of ten leaves and another comes. The memory
is read every five seconds. What the first third fills, caches among it, is left out of the slope;
the rest is averaged in twelve stretches, since neighbours in time are alike, and a line is laid
through their means by least squares: its slope, with its standard error. It counts as lost where
the slope is above twice its error and above a tenth of the memory in a day of that length.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import plotly.graph_objects as go

from benchmarks.faults.outcome import Outcome, Scale
from benchmarks.faults.reliability import CURVE
from benchmarks.servers import SHIPPED, Server, parley, running
from benchmarks.session import Session, opened
from parley.charts.static_images import render

SEED = 17
THINKS = (4.0, 12.0)
"""Seconds between two choices of a reader, from and to."""
STAYS = 10
"""Choices after which a reader may leave."""
EVERY = 5.0
STRETCHES = 12
FILTERS = ("party", "area", "status")
PAGES = ("matrix", "", "compare", "common-ground", "evidence", "timeline")
MOST_GROWTH = 0.1
"""Of the memory, in as long as was measured."""


def measured(scale: Scale) -> Iterator[Outcome]:
    """One outcome: whether the memory grew."""
    if not scale.soak_minutes:
        return
    with running(parley(SHIPPED)) as server:
        seconds, memory, runs = asyncio.run(_load(server, scale.sessions, scale.soak_minutes * 60))
    slope, error = slope_of(seconds, memory)
    hours = seconds[-1] / 3600
    outcome = Outcome(f"memory at load: {scale.sessions} readers, {scale.soak_minutes:g} minutes")
    grew = slope > 2 * error and slope * hours > MOST_GROWTH * memory[-1]
    told = f"{slope:+.1f} ± {error:.1f} MB an hour"
    outcome.add(f"grew by {told}" if grew else None)
    outcome.note = (
        f"{told} over the last two thirds; {memory[-1]:.0f} MB at the end, {runs:,} runs of pages, "
        f"{scale.soak_minutes:g} minutes."
    )
    draw(seconds, memory, slope, outcome.note)
    yield outcome


def slope_of(seconds: np.ndarray, memory: np.ndarray) -> tuple[float, float]:
    """Megabytes an hour and their standard error, by means of stretches after the first third.

    Raises ValueError where there are fewer readings than stretches.
    """
    kept = seconds >= seconds[-1] / 3
    if kept.sum() < STRETCHES:
        raise ValueError(f"fewer than {STRETCHES} readings after the first third: take longer")
    parts = zip(
        np.array_split(seconds[kept], STRETCHES), np.array_split(memory[kept], STRETCHES),
        strict=True,
    )  # fmt: skip
    at, mean = np.array([(part.mean() / 3600, of.mean()) for part, of in parts]).T
    slope, start = np.polyfit(at, mean, 1)
    rest = mean - (slope * at + start)
    error = np.sqrt((rest**2).sum() / (STRETCHES - 2) / ((at - at.mean()) ** 2).sum())
    return float(slope), float(error)


async def _load(server: Server, readers: int, seconds: float) -> tuple[np.ndarray, np.ndarray, int]:
    """When the memory was read, what it was in megabytes, and how many runs there were."""
    began = time.monotonic()
    counts = [0] * readers
    tasks = [asyncio.create_task(_read(server.url, number, counts)) for number in range(readers)]
    at, memory = [], []
    while time.monotonic() - began < seconds:
        await asyncio.sleep(EVERY)
        at.append(time.monotonic() - began)
        memory.append(server.memory())
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return np.array(at), np.array(memory), sum(counts)


async def _read(url: str, number: int, counts: list[int]) -> None:
    rng = random.Random(SEED + number)
    await asyncio.sleep(rng.uniform(0, THINKS[1]))
    while True:
        with suppress(Exception):  # who is refused comes again
            async with opened(url, rng.choice(PAGES)) as session:
                await session.run()
                counts[number] += 1
                while rng.randrange(STAYS):
                    await asyncio.sleep(rng.uniform(*THINKS))
                    await _choose(session, rng)
                    counts[number] += 1
        await asyncio.sleep(1)


async def _choose(session: Session, rng: random.Random) -> None:
    parameter = rng.choice(FILTERS)
    ids = session.options(parameter)
    await session.choose(parameter, rng.sample(ids, min(len(ids), rng.randint(0, 3))))


def draw(seconds: np.ndarray, memory: np.ndarray, slope: float, note: str) -> None:
    """The curve as a picture beside the page, where this machine can draw."""
    kept = seconds >= seconds[-1] / 3
    at = seconds[kept]
    middle = memory[kept].mean() + slope * (at - at.mean()) / 3600
    figure = go.Figure(
        [
            go.Scatter(x=seconds / 60, y=memory, mode="lines", line={"color": "#1a56c4"}),
            go.Scatter(x=at / 60, y=middle, mode="lines", line={"color": "#7b828c", "dash": "dot"}),
        ]
    )
    figure.update_layout(
        template="plotly_white", showlegend=False, height=320, margin={"l": 60, "r": 20, "t": 20},
        xaxis_title="minutes", yaxis_title="MB resident", yaxis_rangemode="tozero",
    )  # fmt: skip
    (picture,) = render([figure], "svg", width=800)
    if picture is not None:
        CURVE.write_bytes(picture)
