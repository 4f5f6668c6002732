"""What the format can say of statuses by day, bounds, tolerances, areas and who decides."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from parley.frames.build import build_frames
from parley.frames.deciding import deciding_matrix
from parley.loading.loader import load
from tests.cases import CASES
from tests.loading.folders import Edit, folder, problems

BORDER = "issues/border.yaml"
STATUS = "    status: disputed\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                BORDER: (
                    STATUS,
                    f"{STATUS}    status_history: [{{date: 2025-01-01, status: open}}]\n",
                )
            },
            "issues[0]: expected status_date beside status_history, got none",
        ),
        (
            {
                BORDER: (
                    STATUS,
                    f"{STATUS}    status_date: 2025-01-01\n"
                    "    status_history: [{date: 2025-01-01, status: open}]\n",
                )
            },
            "issues[0]: expected days of status_history before status_date, 2025-01-01, got "
            "2025-01-01",
        ),
        (
            {
                BORDER: (
                    STATUS,
                    f"{STATUS}    status_date: 2025-02-01\n    status_history:\n"
                    "      - {date: 2025-01-01, status: open}\n"
                    "      - {date: 2025-01-01, status: pending}\n",
                )
            },
            "issues[0]: expected each day of status_history once, got 2025-01-01 twice",
        ),
        (
            {BORDER: (STATUS, f"{STATUS}    decided_by: [nrth]\n")},
            "issues[0].decided_by[0]: no party has the id 'nrth', did you mean 'north'?",
        ),
        (
            {"negotiation.yaml": ("title: Talks", "title: Talks\nareas: [borders]")},
            "areas[0]: no area has the id 'borders', did you mean 'border'?",
        ),
        (
            {BORDER: ("stance: supports", "stance: supports\n        bound: at-least")},
            "issues[0].positions[0].bound: only a numeric issue has values that a bound can be "
            "about",
        ),
        (
            {"issues/money.yaml": ("high: dear", "high: dear, tolerance: -1")},
            "issues[0].scale.tolerance: expected a number not less than 0, got '-1'",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, files: dict[str, Edit], expected: str) -> None:
    found = [problem.split(": ", 1)[1] for problem in problems(folder(tmp_path, files))]
    assert expected in found


def test_an_event_after_the_day_that_is_not_marked_lies_ahead() -> None:
    negotiation = load(CASES / "event-after-as-of")
    (warning,) = negotiation.warnings
    assert (warning.file.rsplit("/", 1)[-1], warning.line) == ("events.yaml", 2)
    assert warning.message == (
        "2025-06-01 is later than as_of, 2025-03-04, mark it `upcoming: true`"
    )
    for day, ahead in ((None, True), (dt.date(2025, 6, 1), False)):
        assert build_frames(negotiation, day).events["upcoming"].tolist() == [ahead]


HISTORY = f"""{STATUS}\
    status_date: 2025-06-01
    status_history:
      - {{date: 2025-03-01, status: pending, note: Waits for the spring}}
      - {{date: 2025-01-01, status: open}}
    outcome: {{date: 2025-09-01, status: agreed, note: It is settled}}
"""


@pytest.mark.parametrize(
    ("day", "status", "note"),
    [
        ("2024-12-31", "not-yet-known", None),
        ("2025-01-01", "open", None),
        ("2025-05-31", "pending", "Waits for the spring"),
        ("2025-06-01", "disputed", None),
        ("2025-09-01", "agreed", "It is settled"),
    ],
)
def test_a_status_is_that_of_its_day(
    tmp_path: Path, day: str, status: str, note: str | None
) -> None:
    frames = build_frames(
        load(folder(tmp_path, {BORDER: (STATUS, HISTORY)})), dt.date.fromisoformat(day)
    )
    row = frames.issues.set_index("issue").loc["line"]
    assert row["status"] == status
    assert (None if row["status_note"] != row["status_note"] else row["status_note"]) == note
    history = frames.statuses[frames.statuses["issue"] == "line"]
    assert history["status"].tolist() == ["open", "pending", "disputed", "agreed"]
    assert history["current"].sum() == (status != "not-yet-known")


def test_who_decides_is_named_by_the_issue_or_by_role(tmp_path: Path) -> None:
    named = folder(tmp_path, {BORDER: (STATUS, f"{STATUS}    decided_by: [south]\n")})
    frames = build_frames(load(named))
    decides = dict(zip(frames.issues["issue"], deciding_matrix(frames).tolist(), strict=True))
    assert decides["line"] == [False, True]
    assert all(row == [True, True] for issue, row in decides.items() if issue != "line")
