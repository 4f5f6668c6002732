"""Whatever stands in the files: reading never raises, and a fault is one line with its place."""

from __future__ import annotations

import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.loading.loader import inspect

from .folders import SOUND, Edit, folder

settings.register_profile(
    "folders",
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("folders")

LINE = re.compile(r"[^:]+:\d+: .+: .+")

FILES = st.sampled_from(sorted(SOUND))
TABLE_STEMS = st.sampled_from(["positions", "issues", "parties", "sources", "events"])
WORDS = st.sampled_from(
    [
        "id",
        "name",
        "title",
        "kind",
        "role",
        "date",
        "issues",
        "positions",
        "evidence",
        "source",
        "locator",
        "value",
        "from",
        "to",
        "scale",
        "min",
        "max",
        "options",
        "members",
        "north",
        "south",
        "paper",
        "line",
        "price",
        "supports",
        "principal",
        "state",
        "3",
        "-1",
        "1e400",
        "2025-12-14",
        "no",
        "null",
        "true",
        "~",
        "<<",
    ]
)
MARKS = st.sampled_from(
    [
        ": ", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "#", "&a ", "*a", "!!int ",
        "|\n", ">-\n", '"', "'", "\t", "---\n", "? ", "%", "\r\n", "\x00", "\ufeff",
        "\u2028", "\x85", "\\",
    ]
)  # fmt: skip
YAML_ISH = st.lists(WORDS | MARKS | st.text(max_size=3), max_size=40).map("".join)
CSV_CELLS = st.lists(
    WORDS | st.sampled_from([",", '"', "\n", "\r\n", "\r", "", " ", "é", "\x00"]), max_size=60
).map("".join)
COLUMNS = [
    "issue", "party", "stance", "source", "value", "value.from", "value.to", "date", "red_line",
    "gist", "summary", "locator", "attribution", "option", "salience", "speaker", "id", "name",
    "title", "kind", "role", "members", "area", "proposal", "status", "scale", "scale.min",
    "publisher", "evidence",
]  # fmt: skip
TREES: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=8)
    | st.binary(max_size=5)
    | st.decimals(-1000, 1000, places=2)
    | st.times()
    | st.timedeltas()
)


def check(files: dict[str, Edit]) -> None:
    """Read the sound folder with these files in it, and check the form of all that is said."""
    with tempfile.TemporaryDirectory() as parent:
        path = folder(Path(parent), files)
        negotiation, problems = inspect(path)
        assert (negotiation is None) == any(problem.severity == "fault" for problem in problems)
        for problem in problems:
            line = str(problem)
            assert LINE.fullmatch(line), line
            assert len(line.splitlines()) == 1, line
            assert 1 <= problem.line <= _last_line(Path(problem.file)), line


def _last_line(path: Path) -> int:
    if not path.is_file():
        return 1
    if path.suffix == ".parquet":
        return 10_000
    return max(1, len(re.findall(rb"\r\n|\r|\n", path.read_bytes())) + 1)


@given(FILES, st.binary(max_size=200))
def test_any_bytes(file: str, content: bytes) -> None:
    check({file: content})


@given(FILES, YAML_ISH)
def test_any_text_that_looks_like_yaml(file: str, content: str) -> None:
    check({file: content.encode("utf-8", "replace")})


@given(FILES, TREES)
def test_any_structure(file: str, tree: Any) -> None:
    check({file: json.dumps(tree)})


@given(FILES, st.data())
def test_any_value_in_any_place(file: str, data: st.DataObject) -> None:
    """A line of a sound file has its value replaced by any structure."""
    lines = SOUND[file].splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[number].partition(": ")
    lines[number] = f"{key}{colon or ' '}{json.dumps(data.draw(TREES))}"
    check({file: "\n".join(lines) + "\n"})


@given(FILES, st.data())
def test_any_change_of_a_sound_file(file: str, data: st.DataObject) -> None:
    """Stretches of a sound file are left out, doubled or replaced."""
    text = SOUND[file]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        put = data.draw(
            st.sampled_from(["", text[start:end] * 2]) | WORDS | MARKS | st.text(max_size=3)
        )
        text = text[:start] + put + text[end:]
    check({file: text.encode("utf-8", "replace")})


@given(FILES, st.data())
def test_any_two_words_changed_for_each_other(file: str, data: st.DataObject) -> None:
    words = re.findall(r"[\w-]+", SOUND[file])
    one, other = data.draw(st.sampled_from(words)), data.draw(WORDS)
    check({file: SOUND[file].replace(one, other)})


@given(TABLE_STEMS, st.binary(max_size=200))
def test_any_bytes_as_a_table(stem: str, content: bytes) -> None:
    check({f"{stem}.csv": content, f"{stem}.parquet": content})


@given(
    TABLE_STEMS,
    st.lists(st.sampled_from(COLUMNS) | st.text(max_size=3), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    CSV_CELLS,
)
def test_any_cells(stem: str, columns: list[str], line_end: str, cells: str) -> None:
    content = ",".join(columns) + line_end + cells
    check({f"{stem}.csv": content.encode("utf-8", "replace")})


@given(TABLE_STEMS, st.data())
def test_any_typed_columns(stem: str, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=8, unique=True))
    rows = data.draw(st.integers(0, 3))
    columns = []
    for _ in names:
        cells = data.draw(
            st.one_of(
                st.lists(WORDS | st.none(), min_size=rows, max_size=rows),
                st.lists(VALUES, min_size=rows, max_size=rows),
                st.lists(st.lists(WORDS, max_size=2), min_size=rows, max_size=rows),
                st.lists(
                    st.fixed_dictionaries({"source": WORDS, "locator": st.integers(0, 20)}),
                    min_size=rows,
                    max_size=rows,
                ),
            )
        )
        try:
            columns.append(pa.array(cells))
        except (pa.ArrowException, TypeError, OverflowError):
            columns.append(
                pa.array([str(cell).encode("utf-8", "replace").decode() for cell in cells])
            )
    written = io.BytesIO()
    try:
        pq.write_table(pa.Table.from_arrays(columns, names), written)
    except pa.ArrowException:  # such columns cannot be written, so nobody has them in a file
        return
    check({f"{stem}.parquet": written.getvalue()})


@given(st.data())
def test_any_damage_to_a_parquet_file(data: st.DataObject) -> None:
    table = pa.table(
        {"issue": ["line"], "party": ["south"], "stance": ["open"], "source": ["paper"]}
    )
    written = io.BytesIO()
    pq.write_table(table, written)
    raw = bytearray(written.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    check({"positions.parquet": bytes(raw)})
