"""What moved between two days: which positions, in which direction, and in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from parley.frames.build import build_frames
from parley.frames.columns import Frames
from parley.loading.loader import Negotiation, load
from parley.measures.movement import COLUMNS, KINDS, change, in_words, moved
from tests.folders import every_part

DAY = dt.date.fromisoformat
FIRST, SECOND = DAY("2024-01-01"), DAY("2024-02-01")

FOLDER = {
    "negotiation.yaml": """
format: 1
title: Two days
summary: What moves from the first day to the second.
as_of: 2024-02-01
""",
    "parties.yaml": """
- {id: aland, name: Aland, kind: state, role: principal}
- {id: union, name: Union, kind: bloc, role: principal, members: [bland, cland]}
- {id: bland, name: Bland, kind: state, role: supporter}
- {id: cland, name: Cland, kind: state, role: supporter}
""",
    "sources.yaml": "- {id: s, title: T, publisher: P, date: 2024-01-01}\n",
}
PLAIN = "proposal: Do it.\n    status: open"
NUMERIC = f"{PLAIN}\n    scale: {{min: 0, max: 10, low: none, high: all, unit: t}}"


def held(party: str, day: dt.date, **parts: str) -> str:
    """A position as YAML, with a summary that is the same unless another is given."""
    lines = {"party": party, "date": f"{day}", "summary": "As ever.", **parts}
    told = "".join(f"        {key}: {value}\n" for key, value in lines.items())
    evidence = "        evidence: [{source: s, locator: '1', attribution: reporter}]\n"
    return f"      - {told.lstrip()}{evidence}"


def issue(id: str, kind: str, *positions: str) -> str:
    return f"  - id: {id}\n    title: Issue {id}\n    {kind}\n    positions:\n{''.join(positions)}"


def read(path: Path, *issues: str) -> Negotiation:
    folder = path / "two-days"
    (folder / "issues").mkdir(parents=True)
    for name, text in FOLDER.items():
        (folder / name).write_text(text.lstrip(), "utf-8")
    area = f"area: a\ntitle: Area\nissues:\n{''.join(issues)}"
    (folder / "issues" / "a.yaml").write_text(area, "utf-8")
    return load(folder)


def moves(negotiation: Negotiation, first: dt.date = FIRST, last: dt.date = SECOND) -> pd.DataFrame:
    return moved(build_frames(negotiation, first), build_frames(negotiation, last))


def told(found: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = ["party", "issue", "kind"]
    return list(found[columns].astype("str").itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected", "step", "changed", "words"),
    [
        (PLAIN, {"stance": "opposes"}, {"stance": "reluctant"}, "towards", 1,
         "stance; wording", "from “opposes” to “reluctant”"),
        (PLAIN, {"stance": "supports"}, {"stance": "opposes"}, "away", -4,
         "stance; wording", "from “supports” to “opposes”"),
        (PLAIN, {"stance": "open"}, {"stance": "open", "summary": "Other."}, "reworded", 0,
         "wording", "still “open to it”, with other words"),
        (PLAIN, {"stance": "open"}, {"stance": "open", "red_line": "true"}, "reworded", 0,
         "red line", "still “open to it”, now a red line"),
        (PLAIN, {"stance": "open", "red_line": "true"}, {"stance": "supports"}, "towards", 1,
         "stance; red line; wording", "from “open to it” to “supports”, no longer a red line"),
        (PLAIN, {"stance": "open"}, {"stance": "open", "conditions": "[{text: First pay}]"},
         "reworded", 0, "conditions", "still “open to it”, with other conditions"),
        (f"{PLAIN}\n    options: [{{id: x, text: X}}, {{id: y, text: Y}}, {{id: z, text: Z}}]",
         {"stance": "open", "option": "y"}, {"stance": "open", "option": "z", "fallback": "x"},
         "reworded", 0, "option; fallback",
         "still “open to it”, with another option and another fallback"),
        (NUMERIC, {"value": "2"}, {"value": "{from: 3, to: 5}"}, "up", 0.2,
         "value; wording", "from 2 t to 3–5 t"),
        (NUMERIC, {"value": "{from: 3, to: 5}"}, {"value": "3"}, "down", -0.1,
         "value; wording", "from 3–5 t to 3 t"),
        (NUMERIC, {"value": "0.3"}, {"value": "{from: 0.1, to: 0.5}"}, "wider", 0,
         "value; wording", "from 0.3 t to 0.1–0.5 t"),
        (NUMERIC, {"value": "{from: 1, to: 5}"}, {"value": "{from: 2, to: 4}"}, "narrower", 0,
         "value; wording", "from 1–5 t to 2–4 t"),
        (NUMERIC, {"value": "3", "stance": "open"}, {"value": "3", "stance": "opposes"}, "away",
         -3, "stance; wording", "from “open to it” to “opposes”"),
        (NUMERIC, {"value": "3", "gist": "x"}, {"value": "3", "gist": "x", "stance": "open"},
         "reworded", 0, "stance", "still 3 t, with another stance"),
        (NUMERIC, {"value": "3", "stance": "open"}, {"value": "4", "stance": "opposes"}, "up",
         0.1, "stance; value; wording", "from 3 t to 4 t"),
    ],
)  # fmt: skip
def test_a_move_has_a_kind_a_step_and_words(
    tmp_path: Path, kind: str, before: dict[str, str], after: dict[str, str], expected: str,
    step: float, changed: str, words: str,
) -> None:  # fmt: skip
    negotiation = read(
        tmp_path, issue("x", kind, held("aland", FIRST, **before), held("aland", SECOND, **after))
    )
    (row,) = (row for _, row in moves(negotiation).iterrows())
    assert (row["kind"], row["step"], row["changed"]) == (expected, step, changed)
    assert in_words(row) == f"Aland on Issue x: {words}"


def test_what_is_stated_again_is_no_move(tmp_path: Path) -> None:
    again = [
        held("aland", day, stance="open", conditions="[{text: First pay}, {text: Then go}]")
        for day in (FIRST, SECOND)
    ]
    assert moves(read(tmp_path, issue("x", PLAIN, *again))).empty


def test_a_new_position_has_nothing_before_it(tmp_path: Path) -> None:
    negotiation = read(
        tmp_path,
        issue("x", PLAIN, held("aland", SECOND, stance="open", red_line="true")),
        issue("y", NUMERIC, held("aland", SECOND, value="4")),
    )
    found = moves(negotiation)
    assert told(found) == [("aland", "x", "new"), ("aland", "y", "new")]
    missing = ["step", "changed", "from_bloc", *(name for name in COLUMNS if name[:5] == "from_")]
    assert found[missing].isna().all(axis=None)
    assert [change(row) for _, row in found.iterrows()] == [
        "none before, now “open to it”, a red line", "none before, now 4 t"
    ]  # fmt: skip


def test_a_bloc_moves_once_and_not_again_for_its_members(tmp_path: Path) -> None:
    negotiation = read(
        tmp_path,
        issue(
            "x", PLAIN, held("union", FIRST, stance="open"), held("union", SECOND, stance="opposes")
        ),
        issue("y", PLAIN, held("union", SECOND, stance="open")),
    )
    assert told(moves(negotiation)) == [("union", "x", "away"), ("union", "y", "new")]


def test_a_member_that_speaks_for_itself_comes_from_its_bloc(tmp_path: Path) -> None:
    negotiation = read(
        tmp_path,
        issue("x", NUMERIC, held("union", FIRST, value="2"), held("cland", SECOND, value="5")),
    )
    (row,) = (row for _, row in moves(negotiation).iterrows())
    assert (row["party"], row["kind"], row["from_bloc"]) == ("cland", "up", "union")
    assert in_words(row) == "Cland on Issue x: from 2 t, its bloc’s, to 5 t"


def test_moves_stand_in_the_order_of_showing() -> None:
    found = moves(every_part(), DAY("2024-01-10"), DAY("2024-03-15"))
    assert told(found) == [
        ("blue-party", "observers", "new"),
        ("islands", "total-catch", "new"),
        ("kingdom", "total-catch", "down"),
        ("republic", "total-catch", "new"),
        ("republic", "seal-ban", "new"),
    ]
    assert list(found.columns) == COLUMNS
    assert found.index.tolist() == [0, 1, 2, 3, 4]


def test_over_several_moves_the_first_and_the_last_are_compared() -> None:
    found = moves(every_part(), DAY("2024-01-10"), DAY("2024-05-12"))
    row = found[(found["party"] == "kingdom") & (found["issue"] == "total-catch")].iloc[0]
    assert change(row) == "from 180 kt to 120–140 kt"
    assert row["step"] == -0.25


def test_a_move_carries_what_both_sides_rest_on() -> None:
    found = moves(every_part(), DAY("2024-04-10"), DAY("2024-05-12"))
    row = found[(found["party"] == "kingdom") & (found["issue"] == "total-catch")].iloc[0]
    assert in_words(row) == "Kingdom of Vael on Total catch: from 150 kt to 120–140 kt"
    assert (row["area_title"], row["unit"], row["scale_max"]) == ("Quotas and gear", "kt", 200)
    assert (row["from_date"], row["to_date"]) == (
        pd.Timestamp("2024-03-01"),
        pd.Timestamp("2024-05-01"),
    )
    assert (row["from_summary"], row["from_attribution"]) == (
        "Came down at the first session.", "reporter"
    )  # fmt: skip
    assert (row["to_sources"], row["to_locators"]) == ("report; interview", "14-15; 17; 04:00")


def test_nothing_moves_within_a_day_and_nothing_is_withdrawn(shipped_frames: Frames) -> None:
    nothing = moved(shipped_frames, shipped_frames)
    assert nothing.empty
    assert list(nothing.columns) == COLUMNS
    assert "withdrawn" not in KINDS


def test_everything_is_new_since_before_the_first_day(shipped_negotiation: Negotiation) -> None:
    found = moves(shipped_negotiation, DAY("2025-12-14"), DAY("2025-12-15"))
    assert found["kind"].unique().tolist() == ["new"]
    assert len(found) == 19


def test_days_are_those_of_positions_in_order(shipped_frames: Frames) -> None:
    assert shipped_frames.days == [DAY("2025-12-15")]
    found = build_frames(every_part(), DAY("2024-02-01")).days
    assert (len(found), found[0], found[-1]) == (9, DAY("2024-01-10"), DAY("2024-05-10"))
    nothing = replace(shipped_frames, positions=shipped_frames.positions.head(0))
    assert nothing.days == []


def test_frames_stay_as_they_were() -> None:
    before, after = (build_frames(every_part(), DAY(day)) for day in ("2024-03-15", "2024-05-12"))
    copies = {name: frame.copy() for name, frame in [*before.tables().items()]}
    later = {name: frame.copy() for name, frame in after.tables().items()}
    first = moved(before, after)
    pd.testing.assert_frame_equal(first, moved(before, after))
    for name, frame in before.tables().items():
        pd.testing.assert_frame_equal(frame, copies[name])
    for name, frame in after.tables().items():
        pd.testing.assert_frame_equal(frame, later[name])
