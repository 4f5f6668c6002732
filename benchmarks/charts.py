"""What each chart takes the server: its words, its figure on a light page, and the figure as sent.

Each is made of the same folders as the pages show, with all of it in view, and of as many events
and conditions. Time is the processor's, from the frames to the JSON that a browser gets, without
the modules that are loaded once; a figure is the median of some. Beside each stands what is sent.

Run: python -m benchmarks.charts prints words, light figure, dark figure, table, JSON and kilobytes
of each; `--root CHECKOUT` measures the charts of another checkout in the same way.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from parley.charts.chart import Chart

ROOT = Path(__file__).parents[1]
TIMES = 5
PATIENCE = 20.0
"""Seconds after which a chart is not made a second time."""
EVENTS_A_PARTY = 5


@dataclass(frozen=True)
class Size:
    """A folder, and the milliseconds that each of its charts may take."""

    parties: int
    issues: int
    numeric: bool
    most: float

    @property
    def name(self) -> str:
        return f"{self.parties} × {self.issues:,}{', all numeric' if self.numeric else ''}"


SIZES = (
    Size(40, 200, False, 150),
    Size(200, 6_200, False, 300),
    Size(424, 40, True, 300),
)


class Cost(NamedTuple):
    """Milliseconds of a chart and of its parts, and the kilobytes that a browser gets."""

    words: float
    light: float
    dark: float
    table: float
    json: float
    kilobytes: float

    @property
    def answer(self) -> float:
        """What a reader waits for."""
        return self.words + self.light + self.json


def main() -> None:
    made = argparse.ArgumentParser(prog="python -m benchmarks.charts")
    made.add_argument("--root", default=str(ROOT), help="a checkout whose charts are measured")
    sys.path.insert(0, made.parse_args().root)
    print(f"{'milliseconds':<44}{''.join(f'{name:>10}' for name in Cost._fields)}")
    for size, name, cost in _measured():
        print(f"{f'{name}, {size.name}':<44}{''.join(f'{each:>10.1f}' for each in cost)}",
              flush=True)  # fmt: skip


def figures() -> Iterator[Any]:
    from benchmarks.figures import Figure, Target

    for size, name, cost in _measured():
        note = f"{cost.kilobytes:,.0f} kB"
        target = Target(size.most, "value")
        yield Figure("charts", f"{name}, {size.name}", cost.answer, "ms", target=target, note=note)


def _measured() -> Iterator[tuple[Size, str, Cost]]:
    from benchmarks.folders import write

    with tempfile.TemporaryDirectory() as parent:
        for size in SIZES:
            path = Path(parent, f"{size.parties}-{size.issues}")
            write(path, size.parties, size.issues, numeric=size.numeric)
            for name, make in _charts(path).items():
                yield size, name, _cost(make)


def _cost(make: Callable[[], Chart]) -> Cost:
    found: list[Cost] = []
    start = time.perf_counter()
    while len(found) <= TIMES and time.perf_counter() - start < PATIENCE:
        words, chart = _timed(make)
        light, figure = _timed(lambda: chart.figure(title=False))  # noqa: B023
        dark, _ = _timed(lambda: chart.figure(dark=True, title=False))  # noqa: B023
        table, _ = _timed(lambda: chart.table)  # noqa: B023
        sent, text = _timed(lambda: figure.to_json())  # noqa: B023
        found.append(Cost(words, light, dark, table, sent, len(text.encode()) / 1e3))
    # The first has loaded what is loaded once.
    return Cost(*map(median, zip(*found[1:] or found, strict=True)))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    made = work()
    return (time.process_time() - start) * 1e3, made


def _charts(path: Path) -> dict[str, Callable[[], Chart]]:
    """Each chart of the pages, ready to be made of a folder."""
    from parley.charts.events_timeline import events_timeline
    from parley.charts.ladder import ladder
    from parley.charts.moved import moved
    from parley.charts.network import network
    from parley.frames.build import build_frames
    from parley.frames.selection import Selection
    from parley.loading.loader import load
    from parley.measures import agreement
    from parley.measures.scaling import party_map as mapped
    from parley.measures.tradeoffs import LINK_COLUMNS
    from parley.views import figures as of_pages
    from parley.views.agreement import MOST_DRAWN
    from parley.views.context import ViewContext

    negotiation = load(path)
    context = ViewContext(negotiation, build_frames(negotiation), Selection())
    view, frames = context.view, context.frames
    positions, scores = frames.positions[view.in_view], agreement(view)
    issue = next(each for each in negotiation.issues if each.id == "issue-9")
    found = mapped(scores)
    drawn = view.party_ids[:MOST_DRAWN]  # as the page, which draws no more
    among = scores[scores["party_a"].isin(drawn) & scores["party_b"].isin(drawn)]
    row, standings, _ = of_pages._standings(context, issue)
    rungs = [(f"r{number}", f"Rung {number}") for number in range(5)]
    laddered = standings.assign(
        stance="open",
        gist="Takes a step",
        option=pd.Series([rungs[at % 5][0] for at in range(len(standings))], dtype="str"),
        asks=pd.Series([rungs[at % 5][1] for at in range(len(standings))], dtype="str"),
    )
    links = pd.DataFrame(_links(len(view.parties), len(view.issues)), columns=list(LINK_COLUMNS))
    events, moves = _events(len(view.parties) * EVENTS_A_PARTY), _moves(context)
    first = negotiation.issues[0]
    made: dict[str, Callable[[], Chart]] = {
        "status by area": of_pages.status_chart(context, view.issues).make,
        "stance by party": of_pages.stance_chart(context, view).make,
        "spectrum of stances": of_pages.spectrum_chart(context, first).make,
        "spectrum of values": of_pages.spectrum_chart(context, issue).make,
        "ladder": lambda: ladder(laddered, row, rungs),
        "directness by party":
            of_pages.directness_chart(context, positions, "party", view.parties).make,
        "directness by area":
            of_pages.directness_chart(context, positions, "area", view.issues).make,
        "moved": lambda: moved(moves),
        "events": lambda: events_timeline(events, context.day),
        "positions by day": of_pages.positions_chart(context).make,
        "network": lambda: network(links),
        "agreement": of_pages.agreement_chart(context, among, drawn).make,
    }  # fmt: skip
    if found is not None:
        made["party map"] = of_pages.party_map_chart(context, found).make
    return made


def _links(parties: int, issues: int) -> list[tuple[object, ...]]:
    """Five conditions a party, between issues."""
    kinds = ("in-exchange-for", "precondition", "package")
    return [
        (f"party-{at}", f"Party {at}", f"issue-{at % issues}", f"Issue {at % issues}",
         f"issue-{(at * 7 + 3) % issues}", f"Issue {(at * 7 + 3) % issues}", kinds[at % 3],
         "The other is done.", at, "")
        for at in range(parties * 5)
    ]  # fmt: skip


def _events(number: int) -> pd.DataFrame:
    first = np.datetime64("2024-01-01") + np.arange(number) * 2
    return pd.DataFrame(
        {
            "title": pd.Series([f"Meeting number {at} of all parties" for at in range(number)]),
            "date_from": pd.to_datetime(first),
            "date_to": pd.to_datetime(first + np.arange(number) % 3),
            "kind": "meeting",
            "upcoming": pd.to_datetime(first).date > dt.date(2025, 12, 31),
        }
    )


def _moves(context: Any) -> pd.DataFrame:
    """What a chart of moves gets at most, each new."""
    from parley.measures.movement import moved

    frames = context.frames
    before = frames.positions.iloc[:0]
    after = replace(frames, positions=frames.positions.head(500))
    return moved(replace(frames, positions=before), after)


if __name__ == "__main__":
    main()
