"""The pages of judgement: common ground and trade-offs, on the shipped folder and on every part."""

from __future__ import annotations

import json
import re

import pytest

from tests.folders import EVERY_PART
from tests.pages.test_pages import run, text
from tests.views.pages import said


@pytest.fixture
def every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages show the folder that uses every part of the format."""
    monkeypatch.setenv("PARLEY_DATA", str(EVERY_PART.parent))


def test_choosing_an_outcome_puts_it_into_the_address() -> None:
    app = run("trade-offs")
    app.selectbox(key="outcome-eu-membership").set_value("adopt").run()
    assert [each.value for each in app.exception] == []
    assert app.query_params["package"] in ("eu-membership:adopt", ["eu-membership:adopt"])
    assert "EU membership: Adopted" in text(app)


def test_packages_to_start_from_and_one_beside_another() -> None:
    app = run("trade-offs")
    app.button(key="start-fewest").click().run()
    settled = app.query_params["package"]
    assert "eu-membership:adopt" in settled
    assert not any(each.startswith("frozen-assets-funding") for each in settled)
    app.button(key="start-beside").click().run()
    assert app.query_params["beside"] == settled
    assert "The package beside it" in [each.value for each in app.header]
    app.button(key="start-open").click().run()
    assert "package" not in app.query_params


def test_a_supposed_position_is_marked_and_its_card_stays_true() -> None:
    app = run("compare", party=["ukraine", "russia"], whatif="ukraine.territorial-cession:open")
    found = text(app)
    made = found[found.index('data-cell="ukraine.territorial-cession"', found.index("<table")) :]
    made = made[: made.index("</td>")]
    assert ">Open to it<" in made.replace("</span>Open", ">Open")
    assert "Hypothetical" in made and "Supposed by you" in made
    assert "cede no territory" in text(run("issue", issue="territorial-cession"))


def test_supposing_and_taking_it_back() -> None:
    app = run("compare", party=["ukraine", "russia"])
    app.session_state["what-if"] = True
    app.run()
    app.button(key="suppose").click().run()
    assert [each.value for each in app.exception] == []
    assert app.query_params["whatif"]
    app.button(key="suppose-nothing").click().run()
    assert "whatif" not in app.query_params


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
