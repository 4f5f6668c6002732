"""A size in, an invented folder of that size out: what all benchmarks read.

Run: python benchmarks/folders.py FOLDER PARTIES ISSUES [yaml|csv|parquet]. The same size gives the
same folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

Form = Literal["yaml", "csv", "parquet"]

AREAS = 10
PRINCIPALS = 8
MOST_SOURCES = 1_000
PARAGRAPHS = 500
SEED = 1
STANCES = np.array(["supports", "open", "undecided", "reluctant", "opposes"])
ATTRIBUTIONS = np.array(["document", "on-record", "second-hand", "reporter"])
OWN = ["party", "stance", "value", "summary"]
CITED = ["source", "locator", "attribution", "speaker"]
STATUSES = ["open", "converging", "pending", "unknown"]
HEADER = "format: 1\ntitle: Talks\nsummary: Many parties talk.\nas_of: 2025-12-31\n"


def write(
    path: Path,
    parties: int,
    issues: int,
    *,
    stated: float = 0.7,
    form: Form = "parquet",
    named: bool = False,
    numeric: bool = False,
) -> int:
    """Write a folder at `path`, which must not exist, and return how many positions it has.

    A share `stated` of the cells holds a position, each with one piece of evidence: stance,
    source, locator and attribution, and on every tenth issue a value in place of the stance. The
    positions stand as `form`, issues always in YAML, in ten areas. `named` gives each position a
    summary and a speaker of its own, as a curator would; YAML has summaries in any case. `numeric`
    gives every issue a scale, and every position a value.
    """
    (path / "issues").mkdir(parents=True)
    issue, party = np.nonzero(np.random.default_rng(SEED).random((issues, parties)) < stated)
    columns = _positions(issue, party, parties, numeric)
    if named or form == "yaml":
        columns["summary"] = [
            f"Says of step {i} what party {p} would say."
            for i, p in zip(issue.tolist(), party.tolist(), strict=True)
        ]
    if named:
        columns["speaker"] = [f"Envoy of party {p}" for p in party.tolist()]
    table = pa.table(columns)
    sources = _sources(len(issue))
    _write_text(path / "negotiation.yaml", HEADER)
    _write_text(path / "parties.yaml", "".join(map(_party, range(parties))))
    _write_text(path / "sources.yaml", "".join(map(_source, range(sources))))
    if form == "yaml":
        held = _in_yaml(table, issue, issues)
    else:
        held = [""] * issues
        if form == "csv":
            pyarrow.csv.write_csv(table, path / "positions.csv")
        else:
            pyarrow.parquet.write_table(table, path / "positions.parquet")
    for area in range(min(AREAS, issues)):
        listed = "".join(
            _issue(number, numeric) + held[number] for number in range(area, issues, AREAS)
        )
        head = f"area: area-{area}\ntitle: Area {area}\nissues:\n"
        _write_text(path / "issues" / f"area-{area}.yaml", head + listed)
    return len(issue)


def _sources(positions: int) -> int:
    """How many sources there are: one for ten positions."""
    return min(MOST_SOURCES, max(1, positions // 10))


def _positions(
    issue: np.ndarray, party: np.ndarray, parties: int, all_numeric: bool
) -> dict[str, object]:
    """The columns of a table of positions."""
    number = issue * parties + party
    numeric = np.full(len(issue), True) if all_numeric else issue % 10 == 9
    mixed = issue * 7 + party * 3 + number // 11
    return {
        "issue": _ids("issue", issue),
        "party": _ids("party", party),
        "stance": pa.array(STANCES[mixed % len(STANCES)], mask=numeric),
        "value": pa.array(mixed % 101, mask=~numeric),
        "source": _ids("source", number % _sources(len(issue))),
        "locator": pa.array(number % PARAGRAPHS + 1).cast(pa.string()),
        "attribution": pa.array(ATTRIBUTIONS[mixed % len(ATTRIBUTIONS)]),
    }


def _ids(kind: str, numbers: np.ndarray) -> pa.Array:
    names = pa.array([f"{kind}-{number}" for number in range(int(numbers.max(initial=0)) + 1)])
    return names.take(pa.array(numbers))


def _party(number: int) -> str:
    role = "principal" if number < PRINCIPALS else "supporter"
    return f"- {{id: party-{number}, name: Party {number}, kind: state, role: {role}}}\n"


def _source(number: int) -> str:
    return (
        f"- id: source-{number}\n  title: Report {number}\n  publisher: Paper\n"
        f"  date: 2025-12-{number % 28 + 1:02}\n  locator_count: {PARAGRAPHS}\n"
    )


def _issue(number: int, numeric: bool) -> str:
    has_scale = numeric or number % 10 == 9
    scale = "    scale: {min: 0, max: 100, low: none, high: all}\n" if has_scale else ""
    return (
        f"  - id: issue-{number}\n    title: Issue {number}\n"
        f"    proposal: Step {number} is taken.\n"
        f"    status: {STATUSES[number % len(STATUSES)]}\n{scale}"
    )


def _in_yaml(table: pa.Table, issue: np.ndarray, issues: int) -> list[str]:
    """For each issue its positions in block style, as a curator writes them."""
    held: list[list[str]] = [[] for _ in range(issues)]
    for number, row in zip(issue.tolist(), table.to_pylist(), strict=True):
        lines = held[number] or ["    positions:\n"]
        own = [f"{key}: {row[key]}\n" for key in OWN if row.get(key) is not None]
        cited = [f"{key}: {row[key]}\n" for key in CITED if row.get(key) is not None]
        lines.append(
            f"      - {'        '.join(own)}        evidence:\n"
            f"          - {'            '.join(cited)}"
        )
        held[number] = lines
    return ["".join(each) for each in held]


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def main() -> None:
    folder, parties, issues, *form = sys.argv[1:]
    count = write(Path(folder), int(parties), int(issues), form=form[0] if form else "parquet")
    print(f"{folder}: {count:,} positions")


if __name__ == "__main__":
    main()
