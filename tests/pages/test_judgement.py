"""The pages of judgement: common ground and trade-offs, on the shipped folder and on every part."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.folders import EVERY_PART
from tests.pages.test_pages import run, text
from tests.views.pages import said


@pytest.fixture
def every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages show the folder that uses every part of the format."""
    monkeypatch.setenv("PARLEY_DATA", str(EVERY_PART.parent))


def controls(app: AppTest) -> dict[str, dict[str, Any]]:
    """The controls of a page, by their parameter of the address."""
    found = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return {each["key"]: each for panel in found for each in panel.get("controls", ())}


def starts(app: AppTest) -> dict[str, dict[str, list[str]]]:
    """What the links to packages ask for, by their texts."""
    links = re.findall('<a href="([^"]*)" class="press"[^>]*><bdi>([^<]*)<', text(app))
    return {words: parse_qs(unescape(href).partition("?")[2]) for href, words in links}


def test_the_outcomes_of_each_issue_are_offered_area_by_area() -> None:
    offered = controls(run("trade-offs"))
    areas = offered["package"]["areas"]
    assert sum(len(area["issues"]) for area in areas) == 12
    assert [area["title"] for area in areas][:2] == ["Territory", "Security guarantees"]
    assert all(area["open"] for area in areas)
    assert offered["package"]["options"] == [["adopt", "Adopted"], ["reject", "Not adopted"]]
    assert offered["package_name"]["longest"] == 80


@pytest.mark.usefixtures("every_part")
def test_a_ladder_offers_its_rungs_and_a_scale_its_range() -> None:
    areas = controls(run("trade-offs"))["package"]["areas"]
    issues = {issue["id"]: issue for area in areas for issue in area["issues"]}
    assert ["wider", "A wider mesh"] in issues["net-size"]["options"]
    assert {"low", "high", "unit"} <= set(issues["total-catch"])


def test_packages_to_start_from_and_one_beside_another() -> None:
    links = starts(run("trade-offs"))
    settled = links["Fewest objections"]["package"]
    assert "eu-membership:adopt" in settled
    assert not any(each.startswith("frozen-assets-funding") for each in settled)
    assert "territorial-cession:adopt" in links["Russia"]["package"]
    chosen = run("trade-offs", package=settled)
    assert starts(chosen)["Put it beside another"]["beside"] == settled
    assert 'aria-current="true"><bdi>Fewest objections' in text(chosen)
    two = run("trade-offs", package=settled, beside=settled)
    assert "The package beside it</h2>" in text(two)
    assert "beside" not in starts(two)["Take the other away"]


def test_a_supposed_position_is_marked_and_its_card_stays_true() -> None:
    app = run("compare", party=["ukraine", "russia"], whatif="ukraine.territorial-cession:open")
    found = text(app)
    made = found[found.index('data-cell="ukraine.territorial-cession"', found.index("<table")) :]
    made = made[: made.index("</td>")]
    assert ">Open to it<" in made.replace("</span>Open", ">Open")
    assert "Hypothetical" in made and "Supposed by you" in made
    assert "cede no territory" in text(run("issue", issue="territorial-cession"))


def test_a_stance_is_supposed_with_controls_of_parleys_own() -> None:
    app = run("compare", party=["ukraine", "russia"])
    app.session_state["what-if"] = True
    app.run()
    assert [each.value for each in app.exception] == []
    offered = controls(app)["whatif"]
    assert offered["parties"] == [["ukraine", "Ukraine"], ["russia", "Russia"]]
    assert ["territorial-cession", "Cession of territory"] in offered["issues"]
    assert ["opposes", "Opposes"] in offered["stances"]


@pytest.mark.usefixtures("every_part")
def test_weights_and_salience_are_a_choice_where_they_make_a_difference() -> None:
    pair = {"party": ["kingdom", "republic"]}
    weighed = said("common ground", **pair)  # type: ignore[arg-type]
    plain = said("common ground", **pair, weighed="false")  # type: ignore[arg-type]

    def score(found: str) -> str:
        (row,) = re.findall("Kingdom of Vael and جمهورية المنارة([0-9.]{4})", found)
        return str(row)

    assert score(weighed) != score(plain)
    offered = [json.loads(each.proto.json) for each in run("common ground").get("bidi_component")]
    assert {"salience", "weighed"} <= {
        control["key"] for each in offered for control in each.get("controls", ())
    }
