"""How fast folders are read and framed: positions a second, beside the bare reading of the files.

Run: python benchmarks/load.py. The bare reading of YAML is PyYAML's C loader, which knows neither
lines nor faults; that of tables is pandas. Seconds are those of the processor, the best of some
runs: what else runs on the machine disturbs them less.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.figures import Figure, Target
from benchmarks.folders import Form, write
from parley.frames.build import build_frames
from parley.loading.loader import Negotiation, inspect

SIZES: list[tuple[int, int, Form, int]] = [
    (6, 12, "yaml", 3),
    (30, 200, "yaml", 3),
    (50, 1_430, "yaml", 1),
    (100, 2_857, "yaml", 1),
    (200, 6_200, "csv", 3),
    (200, 6_200, "parquet", 3),
]
"""Parties, issues, form and how many times."""

GROWN = 100_000
"""Positions from which on reading YAML is to take no longer than the bare loader."""


def main() -> None:
    print(f"{'positions':>10} {'as':<8} {'read':>7} {'frames':>7} {'bare':>7} {'read to bare':>13}")
    for count, form, whole, framed, bare in _measured():
        seconds = f"{whole:>7.3f} {framed:>7.3f} {bare:>7.3f}"
        print(f"{count:>10,} {form:<8} {seconds} {whole / bare:>13.2f}", flush=True)


def figures() -> Iterator[Figure]:
    for count, form, whole, framed, bare in _measured():
        target = Target(1) if form == "yaml" and count >= GROWN else None
        name = f"reading {count:,} positions, {form}"
        yield Figure("load", name, whole, "s", bare, AGAINST[form], target)
        yield Figure(
            "load", f"framing {count:,} positions, {form}", framed, "s", bare, AGAINST[form]
        )


def _measured() -> Iterator[tuple[int, Form, float, float, float]]:
    """Positions, form, and the seconds of reading, of framing and of a bare reading, by size."""
    for parties, issues, form, times in SIZES:
        with tempfile.TemporaryDirectory() as parent:
            path = Path(parent) / "talks"
            count = write(path, parties, issues, form=form)
            bare = _seconds(partial(BARE[form], path), times)
            whole = _seconds(partial(_sound, path), times)
            framed = _seconds(partial(build_frames, _sound(path)), times)
        yield count, form, whole, framed, bare


def _seconds(work: Callable[[], object], times: int) -> float:
    """The processor's seconds of the best run."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def _sound(path: Path) -> Negotiation:
    negotiation, problems = inspect(path)
    assert negotiation is not None, "\n".join(map(str, problems[:5]))
    return negotiation


def _yaml(path: Path) -> None:
    for file in sorted(path.rglob("*.yaml")):
        yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)


BARE: dict[Form, Callable[[Path], object]] = {
    "yaml": _yaml,
    "csv": lambda path: pd.read_csv(path / "positions.csv"),
    "parquet": lambda path: pd.read_parquet(path / "positions.parquet"),
}

AGAINST: dict[Form, str] = {
    "yaml": "yaml.load of its C loader",
    "csv": "pandas.read_csv",
    "parquet": "pandas.read_parquet",
}

if __name__ == "__main__":
    main()
