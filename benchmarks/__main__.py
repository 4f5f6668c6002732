"""All benchmarks, or those named, beside the figures kept: python -m benchmarks [NAMES] [--keep].

Exits with 1 where a figure is worse than the one kept by more than the tolerance of its unit. With
`--keep` the figures take the place of those kept, and docs/performance.md is written anew.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from benchmarks import report
from benchmarks.figures import HEADING, Figure, line, regressions

BENCHMARKS = ("browser", "start", "readers", "sizes", "pages", "measures", "load")
"""The modules of this folder whose `figures()` measures, in the order in which they run."""


def main() -> int:
    args = parser().parse_args()
    chosen = [name for name in BENCHMARKS if name in (args.names or BENCHMARKS)]
    now: list[Figure] = []
    print(HEADING)
    for name in chosen:
        for figure in importlib.import_module(f"benchmarks.{name}").figures():
            print(line(figure), flush=True)
            now.append(figure)
    worse = regressions(now, report.kept())
    for (benchmark, name), why in worse.items():
        print(f"worse than the figure kept: {benchmark}: {name}: {why}")
    if args.keep:
        report.keep(now, BENCHMARKS)
        return 0
    return 1 if worse else 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME",
                      help=f"one of {', '.join(BENCHMARKS)} (default: all)")  # fmt: skip
    made.add_argument("--keep", action="store_true", help="keep these figures and write the page")
    return made


if __name__ == "__main__":
    sys.exit(main())
