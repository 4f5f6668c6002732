"""Every page through Streamlit's own test driver: what is shown for which choice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "overview": "overview.py",
    "matrix": "matrix.py",
    "compare": "compare.py",
    "issue": "issue.py",
    "party": "party.py",
    "common ground": "common_ground.py",
    "trade-offs": "trade_offs.py",
    "timeline": "timeline.py",
    "evidence": "evidence.py",
    "data": "data.py",
}


def run(page: str = "overview", near: Sequence[str] = (), **query: str | list[str]) -> AppTest:
    """A page with what the address holds, and the charts that a reader is near to."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    app.session_state["parley-page"] = {"near": list(near)}
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(PAGES[page]).run()
    assert [each.value for each in app.exception] == []
    return app


def drawn(app: AppTest) -> dict[str, Any]:
    """What the matrix component was given."""
    drawn = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    (found,) = [each for each in drawn if "parties" in each]
    return dict(found)


def text(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def issues(data: dict[str, Any]) -> list[str]:
    return [row["id"] for group in data["groups"] for row in group["rows"]]


def cell(data: dict[str, Any], party: str, issue: str) -> dict[str, Any]:
    column = [each["id"] for each in data["parties"]].index(party)
    rows = [row for group in data["groups"] for row in group["rows"] if row["id"] == issue]
    found: dict[str, Any] = rows[0]["cells"][column]
    return found


def test_the_overview_says_what_is_negotiated_and_what_lies_ahead() -> None:
    said = text(run())
    assert "Ukraine peace talks, Berlin" in said
    assert "12 issues in 4 areas" in said
    assert "90%" in said and "U.S. officials" in said
    assert "16 to 21 December 2025" in said
    assert "At least two deciding parties hold opposing positions." in said


def test_the_matrix_has_a_cell_for_each_issue_and_party() -> None:
    data = drawn(run("matrix"))
    parties = [each["id"] for each in data["parties"]]
    assert parties[:4] == ["ukraine", "russia", "united-states", "european-leaders"]
    assert "germany" not in parties
    assert len(issues(data)) == 12
    for group in data["groups"]:
        for row in group["rows"]:
            assert len(row["cells"]) == len(parties)
            assert all(("silence" in each) != ("gist" in each) for each in row["cells"])


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        (None, None),
        ("ukraine.eu-membership", "ukraine.eu-membership"),
        ("ukraine", None),
        (".", None),
        ("", None),
    ],
)
def test_the_address_says_which_cell_is_open(address: str | None, opened: str | None) -> None:
    query = {} if address is None else {"cell": address}
    # The same for the next reader, to whom what is kept of the matrix is given.
    assert [drawn(run("matrix", **query))["open"] for _ in range(2)] == [opened] * 2
    assert drawn(run("matrix"))["open"] is None


def test_marks_say_whose_word_it_is() -> None:
    data = drawn(run("matrix"))

    def marks(party: str, issue: str) -> set[str]:
        return {mark["label"] for mark in cell(data, party, issue)["marks"]}

    assert "Second-hand" in marks("russia", "eu-membership")
    assert "Red line" in marks("ukraine", "territorial-cession")
    assert "Contested" in marks("united-states", "donetsk-withdrawal")
    assert "Conditional" in marks("ukraine", "front-line-freeze")
    assert cell(data, "russia", "article-5-style-guarantees")["silence"] == "No public position"


def test_a_member_shows_what_it_inherits() -> None:
    data = drawn(run("matrix", party=["germany"]))
    inherited = cell(data, "germany", "eu-membership")
    assert inherited["stance"] == "supports"
    assert {"kind": "inherited", "label": "As European leaders"} in inherited["marks"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            {"area": ["territory"]},
            ["donetsk-withdrawal", "territorial-cession", "front-line-freeze"],
        ),
        ({"status": ["disputed"]}, ["territorial-cession"]),
        ({"stance": ["opposes"]}, ["territorial-cession"]),
        ({"attribution": ["second-hand"]}, ["eu-membership", "territorial-cession"]),
        ({"red_lines": "true"}, ["territorial-cession"]),
        ({"words": "poll nothing"}, []),
        ({"words": "peacekeeping"}, ["european-led-peacekeeping"]),
        ({"party": ["russia"], "stance": ["supports"]}, ["territorial-cession"]),
    ],
)
def test_filters_in_the_address(query: dict[str, Any], expected: list[str]) -> None:
    app = run("matrix", **query)
    if expected:
        assert issues(drawn(app)) == expected
    else:
        assert "Nothing is in view" in text(app)


def test_compare_groups_issues_by_how_the_parties_stand() -> None:
    app = run("compare", party=["ukraine", "russia"])
    groups = {each["title"]: [row["id"] for row in each["rows"]] for each in drawn(app)["groups"]}
    assert groups["Differ (1)"] == ["territorial-cession"]
    assert groups["Agree (1)"] == ["eu-membership"]
    assert "2 of 12 issues" in text(app)


def test_compare_with_one_party_asks_for_a_second() -> None:
    assert "Choose a second party" in text(run("compare", party=["russia"]))


def test_only_differences() -> None:
    app = run("compare", party=["ukraine", "russia"], only_differences="true")
    assert [each["title"] for each in drawn(app)["groups"]] == ["Differ (1)"]


def test_a_bloc_and_its_member_do_not_agree_with_each_other_as_two() -> None:
    app = run("compare", party=["european-leaders", "germany"])
    titles = [each["title"] for each in drawn(app)["groups"]]
    assert not any(title.startswith(("Agree", "Differ")) for title in titles)
    assert "not scored against each other" in text(app)


def test_a_bloc_and_its_member_are_no_pair_among_others() -> None:
    said = text(run("compare", party=["european-leaders", "germany", "ukraine"]))
    assert ">Ukraine and European leaders</th>" in said
    assert ">European leaders and Germany</th>" not in said


def filters(app: AppTest) -> dict[str, dict[str, Any]]:
    """The controls in the sidebar, by their parameter."""
    found = [json.loads(each.proto.json) for each in app.sidebar.get("bidi_component")]
    return {each["key"]: each for panel in found for each in panel["controls"]}


def test_the_filters_offer_what_the_folder_has() -> None:
    offered = filters(run("matrix"))
    assert list(offered) == [
        "party",
        "area",
        "status",
        "stance",
        "attribution",
        "words",
        "red_lines",
    ]
    assert ["russia", "Russia"] in offered["party"]["options"]
    assert len(offered["party"]["options"]) == 9 and len(offered["area"]["options"]) == 4


def test_what_is_not_offered_is_no_choice() -> None:
    everything = drawn(run("matrix"))
    assert drawn(run("matrix", party=["nobody"], status=["none"], day="2001-01-01")) == everything


def test_an_address_may_name_a_choice_by_its_label() -> None:
    by_label = run("matrix", party=["Ukraine", "Russia"], status=["Open"])
    assert drawn(by_label) == drawn(run("matrix", party=["russia", "ukraine"], status=["open"]))


def test_charts_have_a_text_and_a_table() -> None:
    for page, charts in (
        ("overview", ["/status-by-area"]),
        ("compare", ["compare/stance-by-party", "compare/status-by-area"]),
    ):
        app = run(page, near=charts)
        drawn = app.get("plotly_chart")
        assert len(drawn) == len(charts)
        assert all(len(each.proto.alt) > 20 for each in drawn)
        assert len([each for each in app.expander if "table" in each.label]) == len(charts)


def test_a_chart_out_of_sight_is_words_and_nothing_is_drawn() -> None:
    app = run("compare")
    assert not app.get("plotly_chart")
    assert 'data-part="compare/status-by-area"' in text(app)


def test_a_faulty_folder_is_listed_in_place_of_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    (folder / "parties.yaml").write_text("- id: ukraine\n", "utf-8")
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    said = text(run())
    assert "ukraine-berlin cannot be shown yet" in said
    assert "parties.yaml:1" in said and "missing, this key is required" in said
