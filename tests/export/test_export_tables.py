"""Each format read back by what people read it with; nothing in it runs as a formula."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from parley.export import EXPORTERS, ExportError, _xlsx_sheets
from parley.export.cells import escape_formulas
from parley.export.tables import as_bytes, write
from parley.frames.build import build_frames
from parley.frames.columns import COLUMNS, Frames
from parley.loading.loader import load
from parley.wording import join_or
from tests.export.readers import READERS

SHIPPED = Path(__file__).parents[2] / "data" / "ukraine-berlin"

HARMFUL = ["=1+1", "+1", "-2+3", "@SUM(A1)", "  =1", "\u00a0=1", "＝1", "＋1", "－1", "＠A"]
UNTYPABLE = ["\t1", "\r1", "\n1", "\t=1", "\u200b=1", "\ufeff@A"]
HARMLESS = ["", "a=1", "'=1", "1-2", "—", "−2", "ü", "(=1)", "#N/A"]


@pytest.fixture(scope="module")
def shipped() -> Frames:
    return build_frames(load(SHIPPED))


@pytest.fixture
def harmful(tmp_path: Path) -> Frames:
    """The frames of a folder whose every free text begins like a formula."""
    folder = tmp_path / "talks"
    (folder / "issues").mkdir(parents=True)
    evidence = (
        "[{source: paper, locator: '+1', attribution: on-record, speaker: '=HYPERLINK(1)', "
        "quote: '@quote', note: '-note'}]"
    )
    files = {
        "negotiation.yaml": "format: 1\ntitle: Talks\nsummary: They talk.\nas_of: 2025-12-15\n"
        f"claims: [{{id: all, text: '=claim', evidence: {evidence}}}]\n",
        "parties.yaml": "- {id: north, name: '=north', short: '@n', kind: state, role: principal, "
        "note: '＝note', speakers: [{name: '+who'}]}\n",
        "sources.yaml": "- {id: paper, title: '=title', publisher: '@pub', author: '-a', "
        "date: 2025-12-14}\n",
        "events.yaml": f"- {{id: met, date: 1814-09-18, title: '=met', evidence: {evidence}}}\n",
        "issues/border.yaml": "area: border\ntitle: '=area'\nissues:\n"
        "  - {id: line, title: '=title', proposal: '@proposal', status: open, "
        "status_note: '＠note', scale: {min: -10, max: 10, low: '=low', high: '+high', unit: '%'}, "
        "positions: [{party: north, value: -2, summary: '－summary', gist: '=gist', "
        f"conditions: [{{text: '=cond'}}], evidence: {evidence}}}]}}\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return build_frames(load(folder))


def expected(frame: pd.DataFrame, apostrophes: bool) -> list[dict[str, Any]]:
    """The records of a frame, worked out cell by cell."""
    records = []
    for row in frame.astype(object).to_dict("records"):
        for name, value in row.items():
            if pd.isna(value):
                row[name] = None
            elif isinstance(value, pd.Timestamp):
                row[name] = value.date().isoformat()
            elif isinstance(value, str) and apostrophes:
                row[name] = f"'{value}" if value.strip()[:1] in {*"=+-@＝＋－＠"} else value
        records.append({str(name): value for name, value in row.items()})
    return records


@pytest.mark.parametrize("which", ["shipped", "harmful"])
def test_csv_reads_back(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    of: Frames = request.getfixturevalue(which)
    write(of, tmp_path / "out", "csv")
    for name, frame in of.tables().items():
        raw = (tmp_path / "out" / f"{name}.csv").read_bytes()
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")
        texts = {column: "str" for column in frame if frame[column].dtype in ("category", "str")}
        back = pd.read_csv(io.BytesIO(raw), dtype=texts, keep_default_na=False, na_values=[""])
        assert list(back.columns) == list(COLUMNS[name])
        wanted = expected(frame, apostrophes=True)
        for record in wanted:
            record.update({key: None for key, value in record.items() if value == ""})
        found = back.astype(object).where(back.notna(), None).to_dict("records")
        assert found == wanted, name


@pytest.mark.parametrize("which", ["shipped", "harmful"])
def test_json_reads_back(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    of: Frames = request.getfixturevalue(which)
    write(of, tmp_path / "out", "json")
    for name, frame in of.tables().items():
        text = (tmp_path / "out" / f"{name}.json").read_text("utf-8")
        back = json.loads(text, parse_constant=lambda word: pytest.fail(word))
        assert back == expected(frame, apostrophes=False), name
        assert all(list(record) == list(COLUMNS[name]) for record in back)


@pytest.mark.parametrize("which", ["shipped", "harmful"])
def test_parquet_is_typed(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    of: Frames = request.getfixturevalue(which)
    write(of, tmp_path / "out", "parquet")
    for name, frame in of.tables().items():
        table = pq.read_table(tmp_path / "out" / f"{name}.parquet")
        assert table.column_names == list(COLUMNS[name])
        for column, dtype in frame.dtypes.items():
            kind = table.schema.field(str(column)).type
            if dtype == "category":
                assert pa.types.is_dictionary(kind)
            elif dtype == "str":
                assert pa.types.is_string(kind) or pa.types.is_large_string(kind)
            elif np.issubdtype(dtype, np.datetime64):
                assert kind == pa.date32()
            else:
                assert kind == pa.from_numpy_dtype(dtype)
        back = [
            {key: str(value) if isinstance(value, dt.date) else value for key, value in row.items()}
            for row in table.to_pylist()
        ]
        assert back == expected(frame, apostrophes=False), name


@pytest.mark.parametrize("which", ["shipped", "harmful"])
def test_xlsx_reads_back(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    of: Frames = request.getfixturevalue(which)
    (path,) = write(of, tmp_path / "out", "xlsx")
    assert path.name == ("talks.xlsx" if which == "harmful" else "ukraine-berlin.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == list(of.tables())
    for name, frame in of.tables().items():
        sheet = book[name]
        header, *rows = sheet.iter_rows()
        assert [cell.value for cell in header] == list(COLUMNS[name])
        assert all(cell.font.bold for cell in header)
        assert sheet.freeze_panes == "A2"
        wanted = expected(frame, apostrophes=True)
        assert len(rows) == len(wanted)
        for row, record in zip(rows, wanted, strict=True):
            for cell, (column, value) in zip(row, record.items(), strict=True):
                found = cell.value.date().isoformat() if cell.is_date else cell.value
                assert found == (None if value == "" else value), (name, column)
                assert cell.data_type in ("inlineStr", "s", "n", "b", "d")
                if isinstance(value, str) and value.startswith("'"):
                    assert cell.data_type in ("inlineStr", "s")
                    assert cell.quotePrefix


def test_numbers_stay_numbers(harmful: Frames) -> None:
    cells = pd.read_csv(io.BytesIO(as_bytes(harmful.positions, "csv")))
    assert cells["value_from"].tolist() == [-2]
    assert b",-2,-2," in as_bytes(harmful.positions, "csv")
    sheet = load_workbook(io.BytesIO(as_bytes(harmful.positions, "xlsx"))).active
    assert sheet is not None
    value = next(sheet.iter_rows(min_row=2))[list(COLUMNS["positions"]).index("value_from")]
    assert (value.value, value.data_type) == (-2, "n")


@pytest.mark.parametrize("dtype", ["str", "category", "object"])
def test_neutral(dtype: str) -> None:
    risky = HARMFUL + UNTYPABLE
    texts = pd.Series([*risky, *HARMLESS, None], dtype=dtype)
    before = texts.copy(deep=True)
    found = escape_formulas(texts)
    assert found[:-1].tolist() == [f"'{text}" for text in risky] + HARMLESS
    assert found.isna().tolist() == texts.isna().tolist()
    pd.testing.assert_series_equal(texts, before)


def test_neutral_categories_may_become_equal() -> None:
    texts = pd.Series(["=1", "'=1"], dtype="category")
    assert escape_formulas(texts).tolist() == ["'=1", "'=1"]


def test_column_names_are_neutral_too() -> None:
    frame = pd.DataFrame({"=1+1": ["a"]})
    assert as_bytes(frame, "csv") == b'"\'=1+1"\n"a"\n'
    sheet = load_workbook(io.BytesIO(as_bytes(frame, "xlsx", "one"))).worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["A1"].data_type) == ("one", "'=1+1", "s")


def test_exact_bytes() -> None:
    frame = pd.DataFrame(
        {
            "text": pd.Series(['é, "x"', None, ""], dtype="str"),
            "whole": [-2.0, np.nan, 3.0],
            "share": [0.1, np.nan, 2.0],
            "day": np.array(["1814-09-18", "NaT", "2025-12-15"], "datetime64[s]"),
            "yes": [True, False, True],
        }
    ).set_axis([7, 3, 5])
    assert as_bytes(frame, "csv").decode() == (
        '"text","whole","share","day","yes"\n'
        '"é, ""x""",-2,0.1,1814-09-18,true\n'
        ",,,,false\n"
        '"",3,2,2025-12-15,true\n'
    )
    assert as_bytes(frame, "json").decode() == (
        '[{"text": "é, \\"x\\"", "whole": -2, "share": 0.1, "day": "1814-09-18", "yes": true},\n'
        '{"text": null, "whole": null, "share": null, "day": null, "yes": false},\n'
        '{"text": "", "whole": 3, "share": 2.0, "day": "2025-12-15", "yes": true}]\n'
    )


def test_xlsx_days_are_days_where_excel_has_them() -> None:
    days = pd.Series(pd.to_datetime(["2025-12-15", "1900-03-01"])).astype("datetime64[s]")
    old = pd.Series(pd.to_datetime(["2025-12-15", "1899-12-31"])).astype("datetime64[s]")
    content = as_bytes(pd.DataFrame({"days": days, "old": old}), "xlsx")
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))
    assert [row[0].value for row in rows] == [dt.datetime(2025, 12, 15), dt.datetime(1900, 3, 1)]
    assert {row[0].number_format for row in rows} == {"yyyy-mm-dd"}
    assert [row[1].value for row in rows] == ["2025-12-15", "1899-12-31"]


def test_xlsx_takes_any_text() -> None:
    frame = pd.DataFrame({"text": ["#N/A", "a\x00b", "\uffff", " x ", "="]})
    sheet = load_workbook(io.BytesIO(as_bytes(frame, "xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet["A"]][1:] == ["#N/A", "a\ufffdb", "\ufffd", " x ", "'="]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_xlsx_refuses_what_a_sheet_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    others = join_or([format for format in EXPORTERS if format != "xlsx"])
    with pytest.raises(ExportError) as error:
        as_bytes({"notes": pd.DataFrame({"text": ["x" * 32_767]})}, "xlsx")
    assert str(error.value) == (
        "notes.text has a text of more than 32,766 characters, which no cell holds, "
        f"choose {others}"
    )
    monkeypatch.setattr(_xlsx_sheets, "MOST_ROWS", 3)
    with pytest.raises(ExportError) as error:
        as_bytes({"notes": pd.DataFrame({"n": [1, 2, 3]})}, "xlsx")
    assert str(error.value) == f"notes has 3 rows and a sheet holds 2, choose {others}"


def test_a_format_that_there_is_not_is_refused(shipped: Frames, tmp_path: Path) -> None:
    expected = f"^no export format 'nothing', choose {join_or(list(EXPORTERS))}$"
    with pytest.raises(ExportError, match=expected):
        write(shipped, tmp_path / "out", "nothing")
    with pytest.raises(ExportError, match=expected):
        as_bytes(shipped.parties, "nothing")
    assert not (tmp_path / "out").exists()


def test_the_list_of_formats_loads_no_library_of_theirs() -> None:
    code = (
        "import sys, parley.export\n"
        "assert parley.export.EXPORTERS\n"
        "print(sorted({'numpy', 'pandas', 'pyarrow', 'openpyxl'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout == "[]\n"


@pytest.mark.parametrize("format", EXPORTERS)
def test_frames_stay_as_they_are(format: str, harmful: Frames) -> None:
    before = {name: frame.copy(deep=True) for name, frame in harmful.tables().items()}
    as_bytes(harmful.tables(), format)
    for name, frame in harmful.tables().items():
        pd.testing.assert_frame_equal(frame, before[name])


def read_back(frame: pd.DataFrame, format: str, directory: Path) -> pd.DataFrame:
    """A table as its file holds it."""
    path = directory / f"table.{format}"
    path.write_bytes(as_bytes(frame, format))
    (found,) = READERS[format]([path]).values()
    return found


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_formula_is_escaped_where_people_open_a_spreadsheet(format: str, tmp_path: Path) -> None:
    found = read_back(pd.DataFrame({"=1+1": ["=1+1", "plain"]}), format, tmp_path)
    expected = "'=1+1" if EXPORTERS[format].spreadsheet else "=1+1"
    assert found.to_dict("list") == {expected: [expected, "plain"]}


@pytest.mark.parametrize("format", [format for format in EXPORTERS if format != "json"])
def test_an_empty_table_has_its_columns(format: str, shipped: Frames, tmp_path: Path) -> None:
    found = read_back(shipped.positions.head(0), format, tmp_path)
    assert list(found) == list(COLUMNS["positions"])


def test_json_of_an_empty_table_is_an_empty_list(shipped: Frames) -> None:
    assert as_bytes(shipped.positions.head(0), "json") == b"[]\n"


def test_several_tables_download_as_one_file(shipped: Frames) -> None:
    tables = {"parties": shipped.parties, "claims": shipped.claims}
    content = as_bytes(tables, "csv")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["parties.csv", "claims.csv"]
        assert archive.read("claims.csv") == as_bytes(shipped.claims, "csv")
    assert as_bytes(tables, "csv") == content
    assert load_workbook(io.BytesIO(as_bytes(tables, "xlsx"))).sheetnames == list(tables)


@pytest.mark.parametrize("inside", ["", "issues", "a/b"])
def test_a_data_folder_is_never_written_to(inside: str, shipped: Frames, tmp_path: Path) -> None:
    (tmp_path / "negotiation.yaml").touch()
    with pytest.raises(ExportError, match="choose another directory to export to"):
        write(shipped, tmp_path / inside, "csv")
    assert [path.name for path in tmp_path.rglob("*")] == ["negotiation.yaml"]


def test_a_large_table_takes_seconds(shipped: Frames) -> None:
    copies = 200_000 // len(shipped.positions) + 1
    large = pd.concat([shipped.positions] * copies, ignore_index=True).head(200_000)
    start = time.process_time()
    content = as_bytes(large, "csv")
    assert time.process_time() - start < 20
    assert content.count(b"\n") == 200_001
