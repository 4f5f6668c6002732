"""A folder converted holds the same; what the other form cannot hold stays, and why is told."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.conversion import convert
from parley.conversion.convert import (
    Conversion,
    ConversionMismatch,
    Form,
    convert_in_place,
    plan_conversion,
    write_into,
)
from parley.conversion.differences import difference
from parley.format.problems import FolderError
from parley.loading.loader import inspect_folder, load
from tests.folders import EVERY_PART
from tests.loading.folders import SOUND, folder, problems

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "ukraine-berlin"
TABLES: list[Form] = ["csv", "parquet"]


def converted(path: Path, to: Form, into: Path) -> Conversion:
    read, _ = inspect_folder(path)
    assert read is not None
    made = plan_conversion(path, read, to)
    if made.files:
        write_into(path, read, made, into)
    return made


def in_place(path: Path, to: Form) -> Conversion:
    return convert_in_place(path, to)


def texts(path: Path) -> dict[str, str]:
    return {
        file.relative_to(path).as_posix(): file.read_text("utf-8") for file in path.rglob("*.yaml")
    }


# --- round trips


@pytest.mark.parametrize("to", TABLES)
@pytest.mark.parametrize("path", [SHIPPED, EVERY_PART], ids=lambda path: path.name)
def test_a_folder_holds_the_same_there_and_back(path: Path, to: Form, tmp_path: Path) -> None:
    there, back = tmp_path / "there" / path.name, tmp_path / "back" / path.name
    assert converted(path, to, there).moved
    assert converted(there, "yaml", back).moved
    for other in (there, back):
        assert difference(load(path), load(other)) is None


@pytest.mark.parametrize("to", TABLES)
def test_where_all_can_move_the_order_of_all_positions_is_kept(tmp_path: Path, to: Form) -> None:
    path = folder(tmp_path)
    before = load(path)
    assert in_place(path, to).stay == {}
    after = load(path)
    for one, other in ((before.positions, after.positions), (before.evidence, after.evidence)):
        pd.testing.assert_frame_equal(one.astype(object), other.astype(object), check_dtype=False)
    in_place(path, "yaml")
    again = load(path).positions
    pd.testing.assert_frame_equal(
        before.positions.astype(object), again.astype(object), check_dtype=False
    )
    assert not list(path.glob("positions.*"))


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=150
).filter(lambda text: text.strip() == text and text.strip())
HARD = st.sampled_from(
    ["no", "~", "null", "1.10", "2025-12-14", "a: b", "a #b", "- a", "'", '"', "\\ a", "=1+1", "*a",
     "Lang und lang und lang und lang und lang und lang und lang und lang und lang - und lang: 1"]
)  # fmt: skip
WORDS = TEXT | HARD
GISTS = WORDS.map(lambda text: text[:48].strip()).filter(bool)
EVIDENCE = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["paper", "2025"]),
        "locator": st.sampled_from(["1", "2-3", "row 3", "1.10", "p. 3"]),
        "attribution": st.sampled_from(["on-record", "reporter"]),
    },
    optional={"speaker": WORDS, "quote": st.just("Their words."), "note": WORDS},
)
MORE = {
    "gist": GISTS,
    "red_line": st.booleans(),
    "salience": st.floats(0, 100),
    "conditions": st.lists(st.fixed_dictionaries({"text": WORDS}), min_size=1, max_size=2),
    "disputed_by": st.lists(
        st.fixed_dictionaries(
            {
                "party": st.just("south"),
                "summary": WORDS,
                "evidence": st.lists(EVIDENCE, min_size=1, max_size=1),
            }
        ),
        min_size=1,
        max_size=1,
    ),
}
VALUES = st.floats(0, 10) | st.tuples(st.floats(0, 10), st.floats(0, 10)).map(
    lambda ends: {"from": min(ends), "to": max(ends)}
)


def held(numeric: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Positions on an issue, those of one party with different dates."""
    needed = {
        "party": st.sampled_from(["north", "south"]),
        "summary": WORDS,
        "date": st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 1)),
        "evidence": st.lists(EVIDENCE, min_size=1, max_size=2),
        **(
            {"value": VALUES, "option": st.sampled_from(["none", "some"])}
            if numeric
            else {"stance": st.sampled_from(["supports", "opposes", "open"])}
        ),
    }
    return st.lists(
        st.fixed_dictionaries(needed, optional=MORE),
        max_size=5,
        unique_by=lambda position: (position["party"], position["date"]),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=held(False), price=held(True), to=st.sampled_from(TABLES))
def test_any_folder_holds_the_same_there_and_back(
    line: list[dict[str, Any]], price: list[dict[str, Any]], to: Form
) -> None:
    files = dict(SOUND)
    files["sources.yaml"] += "- {id: '2025', title: T, publisher: P, date: 2025-12-14}\n"
    for name, positions in (("border", line), ("money", price)):
        area = yaml.safe_load(files[f"issues/{name}.yaml"])
        area["issues"][0]["positions"] = positions
        if not positions:
            del area["issues"][0]["positions"]
        files[f"issues/{name}.yaml"] = yaml.safe_dump(
            area, sort_keys=False, allow_unicode=True, width=70
        )
    with tempfile.TemporaryDirectory() as parent:
        path = folder(Path(parent), files)
        before = load(path)
        in_place(path, to)
        assert difference(before, load(path)) is None
        in_place(path, "yaml")
        assert difference(before, load(path)) is None
        assert not list(path.glob("positions.*"))


# --- what stays, and why


def note(text: str) -> str:
    """The first position of the sound folder's first issue, edited."""
    return SOUND["issues/border.yaml"].replace("      - party: north\n", text, 1)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (("        summary: Asks for it.\n", "        summary: Asks for it.\n        conditions: [{text: Peace}]\n"), "conditions"),
        (("        summary: Asks for it.\n", "        summary: Asks for it. # by phone\n"), "layout"),
        (("      - party: north\n", "      # by phone\n      - party: north\n"), "layout"),
        (("      - party: north\n", "      - party: &who north\n"), "layout"),
        (("attribution: on-record}", "attribution: on-record, quote: We do.}"), "quote"),
        (("attribution: on-record}", "attribution: on-record, note: By phone.}"), "quote"),
        (("          - {source: paper, locator: 1,", "          - {source: paper, locator: 4, attribution: poll}\n          - {source: paper, locator: 1,"), "evidence"),
        (("        evidence:\n          - {source: paper, locator: 1, attribution: on-record}\n", "        evidence:\n          - {source: paper, locator: 1, attribution: on-record}\n        disputed_by: [{party: south, summary: No., evidence: [{source: paper, locator: 2, attribution: poll}]}]\n"), "disputed_by"),
    ],
)  # fmt: skip
def test_what_a_table_cannot_hold_stays_in_yaml(
    tmp_path: Path, edit: tuple[str, str], why: str
) -> None:
    path = folder(tmp_path, {"issues/border.yaml": edit})
    before = load(path)
    made = in_place(path, "parquet")
    assert (made.moved, made.stay) == (3, {convert.STAYS_IN_YAML[why]: 1})
    assert edit[1].strip() in (path / "issues" / "border.yaml").read_text("utf-8")
    assert difference(before, load(path)) is None


def test_a_position_does_not_overtake_one_of_its_party_that_stays(tmp_path: Path) -> None:
    more = """\
      - party: north
        stance: open
        summary: Could do it.
        conditions: [{text: Peace}]
        evidence:
          - {source: paper, locator: 3, attribution: on-record}
"""
    path = folder(tmp_path, {"issues/border.yaml": SOUND["issues/border.yaml"] + more})
    before = load(path)
    assert in_place(path, "csv").stay == {
        convert.STAYS_IN_YAML["conditions"]: 1,
        convert.STAYS_IN_YAML["order"]: 1,
    }
    assert load(path).positions["stance"].tolist()[:2] == ["supports", "open"]
    assert difference(before, load(path)) is None


def test_what_yaml_cannot_hold_stays_in_the_table(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "issues.csv": "id,area,title,proposal,status\ntoll,money,The toll,It is paid.,open\n",
            "issues/flow.yaml": "area: flow\ntitle: F\nissues: "
            "[{id: flow, title: F, proposal: It flows., status: open}]\n",
            "positions.csv": "issue,party,stance,source,summary,date\n"
            "line,north,open,paper,,2025-01-01\n"
            "line,north,opposes,paper,Turned.,2025-02-01\n"
            "toll,north,open,paper,Pays.,\n"
            "flow,north,open,paper,Flows.,\n"
            "line,south,open,paper,May yield.,2025-02-01\n",
        },
    )
    before = load(path)
    made = in_place(path, "yaml")
    assert made.moved == 1
    assert made.stay == dict.fromkeys(convert.STAYS_IN_TABLE.values(), 1)
    assert (path / "positions.csv").read_text("utf-8").count("row ") == 4
    assert difference(before, load(path)) is None


def test_both_tables_become_one(tmp_path: Path) -> None:
    head = "issue,party,stance,source,date\n"
    path = folder(tmp_path, {"positions.csv": head + "line,north,open,paper,2025-01-01\n"})
    pq.write_table(
        pd.DataFrame([["line", "north", "opposes", "paper", "2025-02-01"]],
                     columns=head.strip().split(",")).pipe(pa_table),
        path / "positions.parquet",
    )  # fmt: skip
    before = load(path)
    assert in_place(path, "parquet").moved == 5
    assert sorted(file.name for file in path.glob("positions.*")) == ["positions.parquet"]
    assert difference(before, load(path)) is None


def pa_table(frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


# --- the files


def test_no_other_line_of_yaml_changes(tmp_path: Path) -> None:
    path = tmp_path / SHIPPED.name
    converted(SHIPPED, "parquet", path)
    for name, before in texts(SHIPPED).items():
        lines = iter(before.splitlines())
        after = texts(path)[name].splitlines()
        assert all(line in lines for line in after), name
    assert (path / "README.md").read_bytes() == (SHIPPED / "README.md").read_bytes()


def test_line_ends_and_a_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    text = "\ufeff" + SOUND["issues/border.yaml"].replace("\n", "\r\n").removesuffix("\r\n")
    path = folder(tmp_path, {"issues/border.yaml": text.encode()})
    before = load(path)
    in_place(path, "csv")
    in_place(path, "yaml")
    raw = (path / "issues" / "border.yaml").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfarea: border\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert difference(before, load(path)) is None


def test_positions_come_before_silences_and_an_outcome(tmp_path: Path) -> None:
    area = SOUND["issues/border.yaml"]
    area = area[: area.index("    positions:")]
    rest = (
        "\n    # Looked for in vain.\n    silences:\n"
        "      - {party: south, kind: declined}\n\n"
        "  - id: port\n    title: P\n    proposal: It is open.\n    status: open"
    )
    table = (
        "issue,party,stance,source,summary,locator,attribution\n"
        "port,south,open,paper,No: never,3,poll\nline,north,open,paper,Yes,4,poll\n"
    )
    path = folder(tmp_path, {"issues/border.yaml": area + rest, "positions.csv": table})
    in_place(path, "yaml")
    assert (path / "issues" / "border.yaml").read_text("utf-8") == area + (
        "    positions:\n"
        "      - party: north\n        stance: open\n        summary: Yes\n        evidence:\n"
        '          - source: paper\n            locator: "4"\n            attribution: poll\n'
    ).replace("summary: Yes", 'summary: "Yes"') + rest + (
        "\n    positions:\n"
        '      - party: south\n        stance: open\n        summary: "No: never"\n'
        '        evidence:\n          - source: paper\n            locator: "3"\n'
        "            attribution: poll\n"
    )  # fmt: skip


def test_what_would_be_lost_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path)
    before = texts(path)
    table = convert.table_of_rows
    monkeypatch.setattr(convert, "table_of_rows", lambda *rows: table(*rows).slice(1))
    read, _ = inspect_folder(path)
    assert read is not None
    made = plan_conversion(path, read, "parquet")
    with pytest.raises(ConversionMismatch):
        convert_in_place(path, "parquet")
    with pytest.raises(ConversionMismatch):
        write_into(path, read, made, tmp_path / "new")
    assert texts(path) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["talks"]
    assert not (path / "positions.parquet").exists()


def test_a_folder_that_would_be_refused_is_not_written(tmp_path: Path) -> None:
    path = folder(tmp_path)
    with pytest.raises(FolderError, match="named by an id"):
        converted(path, "csv", tmp_path / "No id")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["talks"]
    assert problems(path) == []
