"""Every warning of the format, in its exact words; a warning does not refuse a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.loading.loader import load

from .folders import Edit, folder, problems

BLOCS = """\
- {id: union, name: Union, kind: bloc, role: observer, members: [league]}
- {id: league, name: League, kind: bloc, role: observer, members: [west]}
- {id: north, name: North, kind: state, role: principal}
- {id: south, name: South, kind: state, role: principal}
- {id: west, name: West, kind: state, role: principal}
"""
UNION = """\
      - party: union
        stance: open
        summary: Could accept it.
        evidence:
          - {source: paper, locator: 9, attribution: on-record}
"""


def status(word: str) -> tuple[str, str]:
    return "status: disputed", f"status: {word}"


WARNINGS: list[tuple[str, dict[str, Edit], list[str]]] = [
    ("a sound folder has none", {}, []),
    (
        "agreed, yet opposed",
        {"issues/border.yaml": status("agreed")},
        ["talks/issues/border.yaml:7: issues[0].status: warning: agreed, yet south opposes it"],
    ),
    (
        "agreed, and opposed by one who does not decide",
        {
            "issues/border.yaml": status("agreed"),
            "parties.yaml": (
                "South, kind: state, role: principal",
                "South, kind: state, role: observer",
            ),
        },
        [],
    ),
    (
        "agreed, and opposed only after the day",
        {
            "issues/border.yaml": (
                "status: disputed",
                "status: agreed\n    silences: [{party: south, kind: declined}]",
            ),
            "negotiation.yaml": ("2025-12-15", "2025-12-13"),
        },
        [
            (
                "talks/issues/border.yaml:10: issues[0].positions[0].date: warning: "
                "2025-12-14 is later than as_of, 2025-12-13"
            ),
            (
                "talks/issues/border.yaml:15: issues[0].positions[1].date: warning: "
                "2025-12-14 is later than as_of, 2025-12-13"
            ),
            (
                "talks/issues/money.yaml:14: issues[0].positions[0].date: warning: "
                "2025-12-14 is later than as_of, 2025-12-13"
            ),
            (
                "talks/issues/money.yaml:20: issues[0].positions[1].date: warning: "
                "2025-12-14 is later than as_of, 2025-12-13"
            ),
        ],
    ),
    (
        "disputed, yet unopposed",
        {"issues/border.yaml": ("stance: opposes", "stance: reluctant")},
        ["talks/issues/border.yaml:7: issues[0].status: warning: disputed, yet nobody opposes it"],
    ),
    (
        "disputed, and numeric: values can be opposed without a stance",
        {"issues/money.yaml": ("status: open", "status: disputed")},
        [],
    ),
    (
        "a source that nothing cites",
        {
            "sources.yaml": """\
- {id: paper, title: Report, publisher: Paper, date: 2025-12-14, locator_count: 17}
- {id: radio, title: News, publisher: Radio, date: 2025-12-14}
"""
        },
        ["talks/sources.yaml:2: [1].id: warning: nothing cites the source 'radio'"],
    ),
    (
        "a source that only a silence names",
        {
            "sources.yaml": """\
- {id: paper, title: Report, publisher: Paper, date: 2025-12-14, locator_count: 17}
- {id: radio, title: News, publisher: Radio, date: 2025-12-14}
""",
            "parties.yaml": """\
- {id: north, name: North, kind: state, role: principal}
- {id: south, name: South, kind: state, role: principal}
- {id: west, name: West, kind: state, role: observer}
""",
            "issues/border.yaml": (
                "status: disputed",
                "status: disputed\n    silences: [{party: west, kind: declined, sources: [radio]}]",
            ),
        },
        [],
    ),
    (
        "a position later than the day",
        {
            "issues/border.yaml": (
                "summary: Asks for it.",
                "summary: Asks for it.\n        date: 2025-12-16",
            )
        },
        [
            (
                "talks/issues/border.yaml:12: issues[0].positions[0].date: warning: "
                "2025-12-16 is later than as_of, 2025-12-15"
            )
        ],
    ),
    (
        "a position in a table later than the day",
        {
            "positions.csv": "issue,party,stance,source,date\n"
            "line,north,open,paper,2025-12-15\nline,south,open,paper,2025-12-16\n"
        },
        ["talks/positions.csv:3: row 2, date: warning: 2025-12-16 is later than as_of, 2025-12-15"],
    ),
    (
        "a principal without a word",
        {"parties.yaml": BLOCS.replace("members: [west]", "members: []")},
        [
            f"talks/issues/{area}.yaml:4: issues[0].id: warning: no position and no silence of "
            "west, "
            "who decide on it: counted as not-reported"
            for area in ("border", "money")
        ],
    ),
    (
        "a principal whose bloc's bloc has a position",
        {
            "parties.yaml": BLOCS,
            "issues/border.yaml": ("    positions:\n", "    positions:\n" + UNION),
        },
        [
            (
                "talks/issues/money.yaml:4: issues[0].id: warning: no position and no silence of west, "
                "who decide on it: counted as not-reported"
            )
        ],
    ),
    (
        "many principals without a word",
        {
            "parties.yaml": "".join(
                f"- {{id: {id}, name: P, kind: state, role: principal}}\n"
                for id in ["north", "south", *"abcdefg"]
            ),
            "issues/money.yaml": (
                "status: open",
                "status: open\n    silences: ["
                + ", ".join(f"{{party: {id}, kind: declined}}" for id in "abcdefg")
                + "]",
            ),
        },
        [
            (
                "talks/issues/border.yaml:4: issues[0].id: warning: no position and no silence of "
                "a, b, c, d, e and 2 more, who decide on it: counted as not-reported"
            )
        ],
    ),
    (
        "files that look like data",
        {
            "positions.xlsx": b"PK",
            "issues/law.yml": "area: law\n",
            "README.md": "# Talks\n",
            "LICENSE": "CC0\n",
            ".notes": "x",
            "issues/.draft.yaml": "[",
        },
        [
            "talks/positions.xlsx:1: file: warning: not read, it is a spreadsheet: `parley import positions.xlsx --into FOLDER` reads it",
            "talks/issues/law.yml:1: file: warning: not read, it looks like one of the format: rename it 'issues/law.yaml'",
        ],
    ),
]


@pytest.mark.parametrize(
    ("files", "expected"), [pytest.param(files, lines, id=name) for name, files, lines in WARNINGS]
)
def test_a_warning_is_said_in_exact_words(
    tmp_path: Path, files: dict[str, Edit], expected: list[str]
) -> None:
    path = folder(tmp_path, files)
    assert problems(path) == expected
    assert len(load(path).warnings) == len(expected)
