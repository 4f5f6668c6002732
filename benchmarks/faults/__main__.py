"""All faults, or those named: python -m benchmarks.faults [NAMES] [--short] [--keep].

Prints a table of what was tried, survived and lost, and exits with 1 where anything was lost. With
`--keep` the rows take the place of those kept, and docs/reliability.md is written anew; `--short`
is what CI runs: some seconds of it, without a server.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from benchmarks.faults import reliability
from benchmarks.faults.outcome import HEADING, SHORT, Outcome, Scale, line

BENCHES = ("bad_inputs", "fuzzing", "writers", "visitors", "replicas", "soak")
"""The modules of this folder whose `measured(scale)` tries faults, in the order of the table."""


def main() -> int:
    args = parser().parse_args()
    scale = SHORT if args.short else Scale(soak_minutes=args.minutes)
    found: dict[str, list[Outcome]] = {}
    print(HEADING)
    for name in BENCHES:
        if args.names and name not in args.names:
            continue
        found[name] = []
        for outcome in importlib.import_module(f"benchmarks.faults.{name}").measured(scale):
            print(line(outcome), flush=True)
            found[name].append(outcome)
        if args.keep:
            reliability.keep(name, found[name], BENCHES)
    every = [outcome for outcomes in found.values() for outcome in outcomes]
    tried, lost = (sum(getattr(each, what) for each in every) for what in ("tried", "lost"))
    print(f"{tried:,} tried, {lost:,} lost")
    return 1 if lost or not tried else 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    made.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME",
                      help=f"one of {', '.join(BENCHES)} (default: all)")  # fmt: skip
    made.add_argument("--short", action="store_true", help="some seconds of it, as CI does")
    made.add_argument("--minutes", type=float, default=30, help="of the load (default: 30)")
    made.add_argument("--keep", action="store_true", help="keep the rows and write the page")
    return made


if __name__ == "__main__":
    sys.exit(main())
