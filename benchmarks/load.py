"""How fast folders are read: positions a second, beside the bare reading of the same file.

Run: python benchmarks/load.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.figures import Figure
from parley.load import inspect

STANCES = ["supports", "open", "undecided", "reluctant", "opposes"]
HEADER = "format: 1\ntitle: Talks\nsummary: Many parties talk.\nas_of: 2025-12-31\n"
MOST_SOURCES = 1_000


def main() -> None:
    print(f"{'positions':>10} {'as':<5} {'seconds':>8} {'a second':>10} {'bare':>8} {'ratio':>6}")
    for count, kind, whole, barely in _measured():
        print(
            f"{count:>10,} {kind:<5} {whole:>8.3f} {count / whole:>10,.0f} {barely:>8.3f} "
            f"{whole / barely:>6.2f}",
            flush=True,
        )


def figures() -> Iterator[Figure]:
    for count, kind, whole, barely in _measured():
        against = "yaml.load of its C loader" if kind == "YAML" else "pandas.read_csv"
        yield Figure("load", f"{count:,} positions of {kind}", whole, "s", barely, against)


def _measured() -> Iterator[tuple[int, str, float, float]]:
    """Positions, form, and the seconds of a whole and of a bare reading, size by size."""
    for issues, parties, times in [(12, 6, 3), (200, 30, 3), (1_000, 50, 1)]:
        yield _measure(_yaml_folder, _bare_yaml, issues, parties, times)
    yield _measure(_table_folder, _bare_csv, 5_000, 200, 3)


def _measure(
    write: Callable[[Path, int, int], None],
    bare: Callable[[Path], object],
    issues: int,
    parties: int,
    times: int,
) -> tuple[int, str, float, float]:
    """Write a folder, read it whole and barely, and return the best of both."""
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / "talks"
        (path / "issues").mkdir(parents=True)
        _write_frame(path, issues, parties)
        write(path, issues, parties)
        barely = min(_seconds(lambda: bare(path)) for _ in range(times))
        whole = min(_seconds(lambda: _sound(path)) for _ in range(times))
    kind = "YAML" if write is _yaml_folder else "CSV"
    return issues * parties, kind, whole, barely


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _sound(path: Path) -> None:
    negotiation, problems = inspect(path)
    assert negotiation is not None, "\n".join(map(str, problems[:5]))


def _bare_yaml(path: Path) -> None:
    for file in sorted(path.rglob("*.yaml")):
        yaml.load(file.read_text(), yaml.CSafeLoader)


def _bare_csv(path: Path) -> None:
    pd.read_csv(path / "positions.csv")


def _sources(issues: int, parties: int) -> int:
    """How many sources there are: one for ten positions."""
    return min(MOST_SOURCES, max(1, issues * parties // 10))


def _write_frame(path: Path, issues: int, parties: int) -> None:
    (path / "negotiation.yaml").write_text(HEADER)
    (path / "parties.yaml").write_text(
        "".join(
            f"- {{id: party-{party}, name: Party {party}, kind: state, role: principal}}\n"
            for party in range(parties)
        )
    )
    (path / "sources.yaml").write_text(
        "".join(
            f"- id: source-{source}\n  title: Report {source}\n  publisher: Paper\n"
            f"  date: 2025-12-{source % 28 + 1:02}\n"
            for source in range(_sources(issues, parties))
        )
    )


def _yaml_folder(path: Path, issues: int, parties: int) -> None:
    """Positions as a curator writes them."""
    sources = _sources(issues, parties)
    lines = ["area: all\ntitle: All\nissues:\n"]
    for issue in range(issues):
        lines.append(
            f"  - id: issue-{issue}\n    title: Issue {issue}\n"
            f"    proposal: Step {issue} is taken.\n    status: open\n    positions:\n"
        )
        for party in range(parties):
            number = issue * parties + party
            lines.append(
                f"      - party: party-{party}\n        stance: {STANCES[number % 5]}\n"
                f"        summary: Says of step {issue} what party {party} would say.\n"
                "        evidence:\n"
                f"          - source: source-{number % sources}\n"
                f"            locator: {number % 17 + 1}\n"
                "            attribution: on-record\n"
            )
    (path / "issues" / "all.yaml").write_text("".join(lines))


def _table_folder(path: Path, issues: int, parties: int) -> None:
    """Positions as a program exports them."""
    sources = _sources(issues, parties)
    rows = [
        f"issue-{issue},party-{party},{STANCES[(issue + party) % 5]},"
        f"source-{(issue * parties + party) % sources},2025-12-{(issue + party) % 28 + 1:02}"
        for issue in range(issues)
        for party in range(parties)
    ]
    (path / "positions.csv").write_text("issue,party,stance,source,date\n" + "\n".join(rows) + "\n")
    (path / "issues.csv").write_text(
        "id,area,title,proposal,status\n"
        + "".join(
            f"issue-{issue},all,Issue {issue},Step {issue} is taken.,open\n"
            for issue in range(issues)
        )
    )


if __name__ == "__main__":
    main()
