"""All benchmarks, or those named, beside the figures kept: python -m benchmarks [NAMES] [--keep].

Exits with 1 where a figure is worse than the one kept by more than the tolerance of its unit, or
where a benchmark could not be run. With `--keep` the figures take the place of those kept, and
docs/performance.md is written anew.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback

from benchmarks import report
from benchmarks.figures import HEADING, Figure, line, regressions

BENCHMARKS = (
    "browser",
    "start",
    "readers",
    "sizes",
    "pages",
    "charts",
    "measures",
    "load",
    "importing",
    "codings",
    "memory",
    "edition",
)
"""The modules of this folder whose `figures()` measures, in the order in which they run."""


def main() -> int:
    args = parser().parse_args()
    chosen = [name for name in BENCHMARKS if name in (args.names or BENCHMARKS)]
    now: list[Figure] = []
    failed = False
    print(HEADING)
    for name in chosen:
        try:
            now += _measured(name)
        except Exception:
            # What the others find is worth having all the same.
            traceback.print_exc()
            failed = True
    worse = regressions(now, report.kept())
    for (benchmark, name), why in worse.items():
        print(f"worse than the figure kept: {benchmark}: {name}: {why}")
    if args.keep:
        report.keep(now, BENCHMARKS)
    return 1 if failed or (worse and not args.keep) else 0


def _measured(name: str) -> list[Figure]:
    """The figures of a benchmark, each printed as it is found."""
    found = []
    for figure in importlib.import_module(f"benchmarks.{name}").figures():
        print(line(figure), flush=True)
        found.append(figure)
    return found


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME",
                      help=f"one of {', '.join(BENCHMARKS)} (default: all)")  # fmt: skip
    made.add_argument("--keep", action="store_true", help="keep these figures and write the page")
    return made


if __name__ == "__main__":
    sys.exit(main())
