"""Every page through Streamlit's own test driver: what is shown for which choice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from parley.ui import page_list
from parley.views.links import MOST_ADDRESS

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.title.lower(): page.file for page in page_list.PAGES}
"""The file of each page by its name."""


def run(page: str = "overview", near: Sequence[str] = (), **query: str | list[str]) -> AppTest:
    """A page with what the address holds, and the charts that a reader is near to."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    app.session_state["parley-page"] = {"requested": list(near)}
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


def test_every_script_is_a_page_and_the_frame_around_them() -> None:
    assert {path.name for path in (ROOT / "pages").glob("*.py")} == {"frame.py", *PAGES.values()}


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


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            {"area": ["territory"]},
            ["donetsk-withdrawal", "territorial-cession", "front-line-freeze"],
        ),
        ({"status": ["disputed"]}, ["donetsk-withdrawal", "territorial-cession"]),
        ({"stance": ["opposes"]}, ["donetsk-withdrawal", "territorial-cession"]),
        ({"red_lines": "true"}, ["territorial-cession"]),
        ({"words": "poll nothing"}, []),
        ({"words": "peacekeeping"}, ["european-led-peacekeeping"]),
        (
            {"party": ["russia"], "stance": ["supports"]},
            ["donetsk-withdrawal", "territorial-cession"],
        ),
    ],
)
def test_filters_in_the_address(query: dict[str, Any], expected: list[str]) -> None:
    app = run("matrix", **query)
    if expected:
        assert issues(drawn(app)) == expected
    else:
        assert "Nothing is found" in text(app)


def filters(app: AppTest) -> dict[str, dict[str, Any]]:
    """The controls beside the page and under its title, by their parameter."""
    found = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return {each["key"]: each for panel in found for each in panel.get("controls", ())}


def subject(app: AppTest) -> dict[str, Any]:
    """What the chooser of a page about one thing was given."""
    found = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return dict(next(each for each in found if "chosen" in each))


def test_the_filters_offer_what_the_folder_has() -> None:
    offered = filters(run("matrix"))
    assert list(offered) == [
        "area",
        "status",
        "attribution",
        "record",
        "stance",
        "red_lines",
        "words",
        "party",
        "taken",
    ]
    assert ["russia", "Russia"] in offered["party"]["options"]
    assert len(offered["party"]["options"]) == 9 and len(offered["area"]["options"]) == 4


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"party": ["nobody"]}, "There is no party of that id here."),
        ({"status": ["none"]}, "There is no status of that id here."),
        ({"area": ["Territory "]}, "There is no area of that id here."),
        ({"day": "2001-01-01"}, "Nobody has a position yet on 1 January 2001"),
        ({"day": "14940607"}, "A day is written YYYY-MM-DD."),
        ({"day": "2030-01-01"}, "the data end on 15 December 2025"),
    ],
)
def test_what_is_not_there_is_not_shown_as_something_else(query: dict[str, Any], said: str) -> None:
    for page in ("matrix", "timeline", "data"):
        shown = run(page, **query)
        assert said in text(shown)
        assert not [each for each in shown.get("bidi_component") if "caption" in each.proto.json]
        assert "data-link" not in text(shown)


def test_what_of_an_address_was_not_understood_is_told_beside_the_rest() -> None:
    shown = run("matrix", party=["ukraine", "Rusia"], red_lines="yes", cell="ukraine.eu-membershp")
    assert [each["id"] for each in drawn(shown)["parties"]] == ["ukraine"]
    assert drawn(shown)["open"] is None
    said = text(shown)
    assert "Part of the address was not understood." in said
    assert "<code>party=Rusia</code>" in said and "party=russia" in said
    assert "<code>red_lines=yes</code>" in said
    assert "no issue has the id “eu-membershp”" in said
    assert "cell=ukraine.eu-membership" in said


@pytest.mark.parametrize(
    ("page", "parameter", "named", "near"),
    [
        ("party", "subject", "Russia", "russia"),
        ("party", "subject", "rusia", "russia"),
        ("party", "subject", "nobody", None),
        ("issue", "issue", "nope", None),
        ("issue", "issue", "EU-membership", "eu-membership"),
        ("issue", "issue", "EU membership", "eu-membership"),
    ],
)
def test_a_page_about_what_is_not_there_says_so(
    page: str, parameter: str, named: str, near: str | None
) -> None:
    shown = run(page, **{parameter: named, "status": ["open"]})
    said = text(shown)
    assert "<h1>No such" in said and "data-link" not in said
    assert subject(shown)["chosen"] == ""
    if near:
        assert f'href="{page}?{parameter}={near}&amp;status=open"' in said
    else:
        assert "Near:" not in said


def test_a_negotiation_that_is_not_there_is_not_another() -> None:
    said = text(run("matrix", negotiation="Ukraine-Berlin"))
    assert "<h1>No such negotiation here</h1>" in said
    assert "matrix?negotiation=ukraine-berlin" in said
    by_title = run("matrix", negotiation="Ukraine peace talks, Berlin")
    assert drawn(by_title)["query"].startswith("negotiation=ukraine-berlin&day=2025-12-15")


def test_an_address_may_name_a_choice_by_its_label() -> None:
    by_label = run("matrix", party=["Ukraine", "Russia"], status=["Open"])
    assert drawn(by_label) == drawn(run("matrix", party=["russia", "ukraine"], status=["open"]))


def test_charts_have_a_text_and_a_table() -> None:
    for page, charts in (("compare", ["compare/stance-by-party", "compare/status-by-area"]),):
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


def test_an_address_that_would_not_open_again_is_told() -> None:
    parties = ["ukraine", "russia"]
    assert "does not open again" not in text(run("evidence", party=parties))
    long = text(run("evidence", party=parties, words="x" * MOST_ADDRESS))
    assert "It does not open again: 8,000 is the most." in long


def test_a_folder_in_place_of_the_directory_that_holds_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARLEY_DATA", str(ROOT / "data" / "ukraine-berlin"))
    assert "start Parley with the directory above it" in " ".join(
        each.value for each in run().markdown
    )
