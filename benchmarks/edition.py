"""The published edition: what it weighs, how soon it is read, how long it takes to write.

Bytes are those of the files as a content delivery network would send them, compressed by Brotli.
Beside it stands Datasette with the positions of the shipped folder as one table, in the same run:
the page of the table, settled as the Matrix is, in browsers with nothing cached. A filter runs from
the press of a chip to the frame that is painted after it.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import fresh, launched
from benchmarks.figures import Figure, Target
from benchmarks.folders import write
from benchmarks.servers import App, running
from parley.frames.build import build_frames
from parley.loading.loader import load

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "ukraine-berlin"
VISITS = 5
PRESSES = 6
OTHER = "markup, script and style of the Matrix, without data"
PAINTED = """async (selector) => {
  const start = performance.now();
  document.querySelector(selector).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
"""Presses what is named, and tells how long it took until the next frame was painted."""


def figures() -> Iterator[Figure]:
    with ExitStack() as stack:
        parent = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield from _writing(parent)
        yield from _weights(parent)
        playwright = stack.enter_context(sync_playwright())
        browser = launched(playwright)
        stack.callback(browser.close)
        site = stack.enter_context(running(_static(parent)))
        other = stack.enter_context(running(_datasette(parent))).url
        yield _settling(browser, f"{site.url}/shipped/matrix.html", f"{other}/talks/positions")
        yield _filtering(browser, f"{site.url}/middle/matrix.html")


def _publish(folder: Path, to: Path) -> tuple[float, float]:
    """Seconds and peak MB of the command, in a process of its own."""
    command = [sys.executable, "-m", "parley", "publish", str(folder), "--to", str(to)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, code, usage = os.wait4(process.pid, 0)
    if code:
        raise RuntimeError(f"parley publish {folder} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1e3


def _writing(parent: Path) -> Iterator[Figure]:
    write(parent / "middle-folder", 40, 200, named=True)
    write(parent / "large-folder", 200, 6_200)
    for name, folder, most in (
        ("shipped", SHIPPED, 5.0),
        ("middle", parent / "middle-folder", 60.0),
        ("large", parent / "large-folder", 300.0),
    ):
        took, peak = _publish(folder, parent / name)
        size = {"shipped": "shipped folder", "middle": "40 × 200", "large": "200 × 6,200"}[name]
        yield Figure("edition", f"publishing, {size}", took, "s", target=Target(most, "value"))
        if name == "large":
            yield Figure(
                "edition", f"memory of publishing, {size}", peak, "MB",
                target=Target(1_500, "value"),
            )  # fmt: skip
    _publish(SHIPPED, parent / "one.html")


def _sent(*files: Path) -> float:
    """What files weigh as they are sent, in kB."""
    return sum(len(brotli.compress(file.read_bytes(), quality=11)) for file in files) / 1e3


def _weights(parent: Path) -> Iterator[Figure]:
    shipped, middle, large = (parent / name for name in ("shipped", "middle", "large"))
    shared = [shipped / "edition.css", shipped / "edition.js"]
    frame = (shipped / "embed.html").read_bytes()
    bare = len(brotli.compress(frame, quality=11)) / 1e3
    rows = (
        (OTHER, _sent(*shared) + bare, 30),
        ("first readable Matrix, shipped folder", _sent(*shared, shipped / "matrix.html"), 60),
        ("before a card is opened, 40 × 200",
         _sent(*shared, shipped / "grid.js", middle / "matrix.html"), 100),
        ("to the first matrix, 200 × 6,200",
         _sent(*shared, shipped / "grid.js", large / "matrix.html", large / "cells.txt"), 500),
        ("one file, shipped folder, as it is", (parent / "one.html").stat().st_size / 1e3, 400),
    )  # fmt: skip
    for name, value, most in rows:
        yield Figure("edition", name, value, "kB", target=Target(most, "value"))


def _static(root: Path) -> App:
    return App(
        "a plain server",
        lambda port: [
            sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1",
            "--directory", str(root),
        ],
        "/shipped/robots.txt" if (root / "shipped" / "robots.txt").exists() else "/shipped/",
    )  # fmt: skip


def _datasette(parent: Path) -> App:
    """Datasette with the positions of the shipped folder as a table."""
    path = parent / "talks.db"
    positions = build_frames(load(SHIPPED)).positions
    with sqlite3.connect(path) as database:
        positions.astype("str").to_sql("positions", database, index=False)
    return App(
        "Datasette",
        lambda port: [sys.executable, "-m", "datasette", str(path), "--port", str(port)],
        "/",
    )


def _settling(browser: Browser, edition: str, other: str) -> Figure:
    found: dict[str, list[float]] = {edition: [], other: []}
    contents = {edition: "a.cell", other: "table.rows-and-columns td"}
    for turn in range(VISITS + 1):
        for address, times in found.items():
            with fresh(browser) as visit:
                took = visit.open(address, contents[address])
            if turn:
                times.append(took)
    return Figure(
        "edition", "Matrix settles, shipped folder", median(found[edition]), "ms",
        median(found[other]), "Datasette’s page of the same positions", Target(1.2),
    )  # fmt: skip


def _filtering(browser: Browser, address: str) -> Figure:
    times = []
    with fresh(browser) as visit:
        visit.open(address, ".sign")
        for number in range(PRESSES):
            chip = f".party input[value='party-{number}']"
            times.append(float(visit.page.evaluate(PAINTED, chip)))
    return Figure(
        "edition", "a filter, press to painted, 8,000 cells", median(times), "ms",
        target=Target(30, "value"),
    )  # fmt: skip
