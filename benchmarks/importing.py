"""How long it takes to import 100,000 rows, and how much memory: a long table as CSV and as XLSX.

Run: python benchmarks/importing.py [ROWS].

Seconds are those of the processor. The command `parley import` runs in a process of its
own, as a person runs it: once to look at the file, and once to write the folder. The floor is the
bare reading of the same CSV file by the csv module of Python.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from openpyxl import Workbook

from benchmarks.figures import HEADING, Figure, Target, line

ROWS = 100_000
MOST_SECONDS, MOST_MB = 60, 500
WORDS = {"yes": "supports", "no": "opposes", "perhaps": "undecided"}
ANSWERS = {
    "title:": "Talks", "summary:": "They talk.", "as_of:": "2024-12-31", "attribution:": "document",
    "publisher:": "A ministry", "date:": "2024-12-01", "kind:": "state", "role:": "principal",
}  # fmt: skip


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(HEADING)
    for figure in _measured(rows):
        print(line(figure), flush=True)


def figures() -> Iterator[Figure]:
    yield from _measured(ROWS)


def _measured(rows: int) -> Iterator[Figure]:
    """Seconds and megabytes of the run that writes the folder, by the kind of file."""
    for suffix in (".csv", ".xlsx"):
        with tempfile.TemporaryDirectory() as parent:
            file = Path(parent) / f"votes{suffix}"
            _write(file, rows)
            into = Path(parent) / "data" / "talks"
            _import(file, into)
            _fill_in(file.with_name("mapping.yaml"))
            seconds, megabytes = _import(file, into)
            with (into / "positions.csv").open() as opened:
                written = sum(1 for _ in opened) - 1
            assert written == rows, f"{written:,} of {rows:,} rows"
            bare = _bare(into / "positions.csv")
        name = f"importing {rows:,} rows, {suffix[1:]}"
        yield Figure(
            "importing", name, seconds, "s", bare, "the csv module", Target(MOST_SECONDS, "value")
        )
        yield Figure(
            "importing", f"memory of {name}", megabytes, "MB", target=Target(MOST_MB, "value")
        )


def _rows(rows: int) -> Iterator[list[str]]:
    words = list(WORDS)
    yield ["topic", "actor", "position", "date", "page"]
    for row in range(rows):
        day = f"2024-{1 + row % 12:02}-{1 + row % 28:02}"
        yield [
            f"Topic {row % 1000}",
            f"Actor {row // 1000}",
            words[row % 3],
            day,
            str(1 + row % 90),
        ]


def _write(file: Path, rows: int) -> None:
    if file.suffix == ".csv":
        with file.open("w", newline="") as opened:
            csv.writer(opened).writerows(_rows(rows))
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("votes")
    for row in _rows(rows):
        sheet.append(row)
    book.save(file)


def _import(file: Path, into: Path) -> tuple[float, float]:
    """The processor's seconds and the largest memory, in MB, of one run."""
    command = [sys.executable, "-m", "parley", "import", str(file), "--into", str(into)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _fill_in(mapping: Path) -> None:
    lines = []
    for text in mapping.read_text("utf-8").splitlines():
        key = text.split("  #")[0].strip()
        word = key.removesuffix(":").strip('"')
        if key in ANSWERS and text.rstrip().endswith(":"):
            text = f"{text} {ANSWERS[key]}"
        elif word in WORDS and key.endswith(":"):
            text = f'  "{word}": {WORDS[word]}'
        lines.append(text)
    mapping.write_text("\n".join(lines) + "\n", "utf-8")


def _bare(file: Path) -> float:
    """Seconds of the csv module alone: the median of some readings, as one is short and varies."""
    taken = []
    for _ in range(9):
        start = time.process_time()
        with file.open(newline="") as opened:
            for _row in csv.reader(opened):
                pass
        taken.append(time.process_time() - start)
    return median(taken)


if __name__ == "__main__":
    main()
