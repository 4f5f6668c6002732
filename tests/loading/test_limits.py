"""Tables that are too large, or come to far more than they hold, are faults and no traceback."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parley.format.problems import number_of
from parley.loading import csv_tables, folder_files, parquet_tables, tables, text_table
from parley.loading.loader import inspect
from tests.loading.folders import folder

ROW = {"issue": "line", "party": "north", "source": "paper"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return folder(tmp_path)


def message(path: Path) -> str:
    negotiation, problems = inspect(path)
    assert negotiation is None
    (problem,) = [each for each in problems if each.file.endswith(("csv", "parquet"))]
    return problem.message


def written(path: Path, kind: pa.DataType, summary: object, rows: int) -> None:
    columns = {name: pa.array([value] * rows) for name, value in ROW.items()}
    columns["summary"] = pa.array([summary] * rows, kind)
    pq.write_table(pa.table(columns), path / "positions.parquet", compression="zstd")


def test_more_rows_than_a_table_may_have_are_not_read(path: Path) -> None:
    codes = pa.array(np.zeros(text_table.MOST_ROWS + 1, np.int8))
    columns = {
        name: pa.DictionaryArray.from_arrays(codes, pa.array([value]))
        for name, value in ROW.items()
    }
    pq.write_table(pa.table(columns), path / "positions.parquet", compression="zstd")
    assert (path / "positions.parquet").stat().st_size < 100_000
    assert message(path).startswith("5,000,001 rows, over 5,000,000")


@pytest.mark.parametrize(
    ("kind", "summary"),
    [
        (pa.large_string(), "x" * 3000),
        (pa.binary(), b"x" * 3000),
        (pa.list_(pa.string()), ["x" * 3000]),
    ],
    ids=["large text", "bytes", "lists"],
)
def test_what_comes_to_more_than_it_may_is_not_decoded_whole(
    path: Path, kind: pa.DataType, summary: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_tables, "MOST_BYTES", 2**20)
    written(path, kind, summary, 1000)
    assert message(path).startswith("over 1 MiB in lists and mappings")


def test_a_table_of_lists_without_a_row_is_sound(path: Path) -> None:
    columns = {name: pa.array([], pa.string()) for name in ROW}
    columns["summary"] = pa.array([], pa.large_string())
    schema = pa.schema([(name, column.type) for name, column in columns.items()])
    pq.ParquetWriter(path / "positions.parquet", schema).close()
    negotiation, problems = inspect(path)
    assert negotiation is not None and problems == ()


def test_a_long_text_in_every_row_is_not_written_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_tables, "MOST_TEXT", 2**20)
    written(path, pa.string(), "x" * 3000, 1000)
    assert "of summary, more than a table may have" in message(path)


def test_a_header_of_very_many_names(path: Path) -> None:
    names = [f"c{number}" for number in range(300)]
    (path / "positions.csv").write_text(f"{','.join(names)}\n", "utf-8")
    assert message(path).startswith("300 columns, over 200")


def test_a_file_larger_than_it_may_be(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 2**20)
    with (path / "positions.csv").open("wb") as sparse:
        sparse.truncate(2**20 + 1)
    assert message(path).startswith("over 1 MiB, more than a table may have")


def test_more_lines_than_a_table_may_have(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_tables, "MOST_ROWS", 100)
    (path / "positions.csv").write_text("issue,party,source\n" + ",,\n" * 101, "utf-8")
    assert message(path).startswith("over 100 rows")


@pytest.mark.parametrize(
    "row", ["line,nobody,paper", "line,north,nowhere", "line,,paper", "line,north", "line,?,paper"]
)
def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(
    path: Path, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_files, "MOST_TOLD", 10)
    (path / "positions.csv").write_text("issue,party,source\n" + f"{row}\n" * 50, "utf-8")
    _, problems = inspect(path)
    of_table = [each for each in problems if each.file.endswith("positions.csv")]
    faults = [each for each in of_table if each.severity == "fault"]
    lines = [each.line for each in faults[:10]]
    assert lines == sorted(lines) and lines[0] == 2 and len(faults) == 11
    assert faults[10].message.startswith(f"{number_of(faults) - 10} more faults in this file")
    assert number_of(faults) >= 50
