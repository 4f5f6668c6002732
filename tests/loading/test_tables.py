"""CSV and Parquet in, columns of checked values out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parley.format.problems import number_of
from parley.loading.loader import inspect, load
from parley.loading.tables import read_table

from .folders import folder, problems

ROWS = "issue,party,stance,source\nline,north,open,paper\nline,south,open,paper\n"


def with_parquet(parent: Path, columns: dict[str, pa.Array], stem: str = "positions") -> Path:
    path = folder(parent)
    pq.write_table(pa.table(columns), path / f"{stem}.parquet")
    return path


def position(**columns: pa.Array) -> dict[str, pa.Array]:
    row = {"issue": ["line"], "party": ["south"], "stance": ["open"], "source": ["paper"]}
    return {name: pa.array(cells) for name, cells in row.items()} | columns


@pytest.mark.parametrize(
    "raw",
    [
        ROWS.encode(),
        ROWS.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ROWS.encode(),
        ROWS.rstrip("\n").encode(),
        ROWS.replace("\n", "\n\n").encode(),
        ROWS.replace("line", '"line"').encode(),
        ROWS.replace("issue", '"issue"').encode(),
    ],
    ids=[
        "plain",
        "Windows",
        "byte order mark",
        "no last line end",
        "blank lines",
        "quotes",
        "header",
    ],
)
def test_forms_of_csv_that_mean_the_same(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "positions.csv"
    file.write_bytes(raw)
    table, faults = read_table(file, "positions.csv")
    assert table is not None
    assert faults == []
    assert {name: cells.to_pylist() for name, cells in table.columns.items()} == {
        "issue": ["line", "line"],
        "party": ["north", "south"],
        "stance": ["open", "open"],
        "source": ["paper", "paper"],
    }


@pytest.mark.parametrize(
    "word", ["no", "null", "NA", "nan", "1.10", "2025-12-15", "None", "true", "007"]
)
def test_words_are_not_read_as_anything_else(tmp_path: Path, word: str) -> None:
    file = tmp_path / "positions.csv"
    file.write_text(f"party,gist\n{word},{word}\n")
    table, _ = read_table(file, "positions.csv", frozenset({"gist"}))
    assert table is not None
    assert [cells.to_pylist() for cells in table.columns.values()] == [[word], [word]]


def test_the_line_of_a_row(tmp_path: Path) -> None:
    file = tmp_path / "positions.csv"
    file.write_text('a,b\n1,"x\ny"\n\n2,y\nragged\n3,"\n\n"\n4,z\n')
    table, faults = read_table(file, "positions.csv")
    assert table is not None
    assert [table.line(row) for row in range(1, table.rows + 1)] == [2, 5, 7, 10]
    assert [str(fault) for fault in faults] == [
        "positions.csv:6: row: 1 cells in this row, expected 2 as in the header"
    ]


def test_a_header_over_two_lines(tmp_path: Path) -> None:
    file = tmp_path / "positions.csv"
    file.write_text('"a\nb",c\n1,2\n')
    table, faults = read_table(file, "positions.csv")
    assert table is not None
    assert faults == []
    assert {name: cells.to_pylist() for name, cells in table.columns.items()} == {
        "a\nb": ["1"],
        "c": ["2"],
    }
    assert table.line(1) == 3


def test_typed_columns_of_parquet(tmp_path: Path) -> None:
    path = with_parquet(
        tmp_path,
        {
            "issue": pa.array(["line", "line", "price", "price"]).dictionary_encode(),
            "party": pa.array(["north", "south", "north", "south"], pa.large_string()),
            "stance": pa.array(["open", "open", None, None]),
            "value": pa.array([np.nan, None, 3.5, 7.0]),
            "source": pa.array(["paper"] * 4, pa.string_view()),
            "red_line": pa.array([True, False, None, True]),
            "salience": pa.array([10, 20, None, 0], pa.int8()),
            "date": pa.array([dt.date(2025, 12, day) for day in (1, 2, 3, 4)], pa.date32()),
            "locator": pa.array([1, 2, 3, None], pa.int64()),
            "gist": pa.array([None] * 4, pa.null()),
        },
    )
    negotiation = load(path)
    rows = negotiation.positions.tail(4)
    assert rows["value_from"].tolist()[2:] == [3.5, 7.0]
    assert rows["value_from"].isna().tolist() == [True, True, False, False]
    assert rows["red_line"].tolist() == [True, False, False, True]
    assert rows["salience"].fillna(-1).tolist() == [10, 20, -1, 0]
    assert [f"{day:%Y-%m-%d}" for day in rows["date"]] == [
        f"2025-12-0{day}" for day in (1, 2, 3, 4)
    ]
    assert negotiation.evidence["locator"].tolist()[-4:] == ["1", "2", "3", "row 4"]
    assert rows["gist"].isna().all()


@pytest.mark.parametrize(
    "kind",
    [pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ns"), pa.timestamp("us", "UTC")],
)
def test_days_of_parquet(tmp_path: Path, kind: pa.DataType) -> None:
    days = pa.array([dt.datetime(2025, 12, 3)]).cast(kind)
    path = with_parquet(tmp_path, position(date=days))
    assert f"{load(path).positions['date'].iat[-1]:%Y-%m-%d}" == "2025-12-03"


def test_nested_columns_of_parquet(tmp_path: Path) -> None:
    path = with_parquet(
        tmp_path,
        {
            "id": pa.array(["union"]),
            "name": pa.array(["Union"]),
            "kind": pa.array(["bloc"]),
            "role": pa.array(["observer"]),
            "members": pa.array([["north", "south"]]),
            "speakers": pa.array([[{"name": "A. Speaker", "title": None}]]),
        },
        "parties",
    )
    union = load(path).parties[-1]
    assert union.members == ("north", "south")
    assert [(speaker.name, speaker.title) for speaker in union.speakers] == [("A. Speaker", None)]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (
            {"summary": pa.array([["one", "two"]])},
            "talks/positions.parquet:1: summary: expected text, got list<element: string>",
        ),
        (
            {"stance": pa.array([["open"]])},
            "talks/positions.parquet:1: stance: expected text, got list<element: string>",
        ),
        (
            {"salience": pa.array([float("inf")])},
            "talks/positions.parquet:2: row 1, salience: expected a number, got 'inf'",
        ),
        (
            {"red_line": pa.array([1])},
            "talks/positions.parquet:2: row 1, red_line: expected true or false, got '1'",
        ),
        (
            {"gist": pa.array([b"\xff"])},
            "talks/positions.parquet:1: gist: expected text, got binary: 'Invalid UTF8 payload'",
        ),
    ],
    ids=["list as text", "list as term", "infinite", "number as truth", "bytes"],
)
def test_parquet_of_the_wrong_type(
    tmp_path: Path, column: dict[str, pa.Array], expected: str
) -> None:
    assert problems(with_parquet(tmp_path, position() | column)) == [expected]


@pytest.mark.parametrize(
    "header",
    [
        "issue,party,stance,source",
        "issue,party,source,value,value.from,option,gist,red_line,date,speaker",
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_table_with_a_header_alone_is_empty(tmp_path: Path, header: str, end: str) -> None:
    path = folder(tmp_path, {"positions.csv": header + end})
    assert problems(path) == []
    assert len(load(path).positions) == 4


def test_cells_that_differ_in_line_breaks_alone_are_one_value(tmp_path: Path) -> None:
    text = 'issue,party,stance,source\nline,north,open,paper\nline,"south\n",open,paper\n'
    path = folder(tmp_path, {"positions.csv": text + "price,south,open,paper\n"})
    found = problems(path)
    assert found == [
        "talks/positions.csv:5: row 3, value: missing, it is required on a numeric issue"
    ]


def test_a_hundred_thousand_bad_rows_are_reported_in_seconds(tmp_path: Path) -> None:
    rows = "".join(f"issue-{row},party-{row},maybe-{row},radio-{row}\n" for row in range(100_000))
    path = folder(tmp_path, {"positions.csv": "issue,party,stance,source\n" + rows})
    _, found = inspect(path)
    assert number_of(found) == 400_000
    assert {problem.line for problem in found[:4]} == {2}
    assert found[-1].message == "399,000 more faults in this file, mend those above first"
