"""The pages of judgement: common ground and trade-offs, on the shipped folder and on every part."""

from __future__ import annotations

import json
import re

import pytest

from tests.pages.test_pages import cell, drawn, run, text
from tests.pages.test_views import every_part, said

__all__ = ["every_part"]


def test_islands_and_sticking_points_say_why() -> None:
    found = said("common ground")
    assert "EU membershipUkraine, Russia and European leaders are for it; 3 parties" in found
    assert "Cession of territoryUkraine against Russia; a red line of Ukraine." in found


def test_the_claim_stands_beside_every_reading_without_a_verdict() -> None:
    found = said("common ground")
    assert "No reading of this matrix comes near 90%." in found
    assert "Of the 12 issues in view the readings can tell of 4 to 7 by their status" in found
    assert "by what at least two parties have said; the others count as not settled." in found
    assert "What is negotiated beyond these issues is not in the matrix" in found


def test_each_score_has_its_coverage_and_its_range() -> None:
    found = said("common ground")
    assert "Ukraine and Russia0.382 of 12 issues 0.20 to 0.38" in found
    assert "the silent taken at the opposite pole" in found
    assert "17 of 72 cells in view hold a position" in found
    assert "Ukraine and Russia0.38" in said("compare", party=["ukraine", "russia"])


def figures_of(page: str, **query: str) -> dict[frozenset[str], str]:
    """What a page says of each pair of parties that it has a score of."""
    row = re.compile(r'<th scope="row">([^<]+) and ([^<]+)</th>(<td class="score".*?)</tr>')
    found = row.findall(text(run(page, **query)))
    return {frozenset((one, other)): said for one, other, said in found}


@pytest.mark.parametrize("party", ["ukraine", "russia", "united-states"])
def test_a_pair_has_the_same_figures_on_every_page(party: str) -> None:
    of_all, of_one = figures_of("common ground"), figures_of("party", subject=party)
    shared = of_all.keys() & of_one.keys()
    assert shared and {pair: of_one[pair] for pair in shared} == {
        pair: of_all[pair] for pair in shared
    }
    compared = figures_of("compare")
    assert {pair: of_all[pair] for pair in compared} == compared


def test_too_few_shared_issues_make_no_map() -> None:
    assert "A map of the parties is drawn where" in said("common ground")


@pytest.mark.usefixtures("every_part")
def test_common_ground_of_a_folder_with_every_part() -> None:
    found = said("common ground")
    assert "Port access" in found and "weight 3" in found
    assert "75%: Three quarters of the round is settled." in found
    one = said("common ground", party=["kingdom"])
    assert "Choose a second party" in one


def test_the_links_between_issues_in_sentences() -> None:
    found = said("trade-offs")
    assert (
        "Ukraine on Giving up NATO membership: in exchange for Article 5-style guarantees" in found
    )
    assert "Nobody waits for somebody who waits for them." in found


def test_a_package_in_the_address_is_judged_party_by_party() -> None:
    found = said(
        "trade-offs", package=["territorial-cession:adopt", "eu-membership:adopt"],
        package_name="A try",
    )  # fmt: skip
    assert "UkraineRed line crossedCession of territory: Opposes the proposal" in found
    assert "RussiaAccepts" in found
    assert "Who blocks: Ukraine (decides)" in found
    assert "European UnionUnknown" in found
    assert "no forecast" in found


def test_what_cannot_be_read_in_an_address_is_said() -> None:
    found = said("trade-offs", package=["nothing:adopt", "eu-membership:perhaps"])
    assert "“nothing” is no issue of this negotiation." in found
    assert "EU membership: “perhaps” is not among its outcomes." in found
    assert "Choose an outcome above" in found


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


@pytest.mark.usefixtures("every_part")
def test_ladders_and_scales_have_their_own_outcomes() -> None:
    found = said("trade-offs", package=["net-size:wider", "total-catch:130"])
    assert "Mesh of nets: A wider mesh" in found
    assert "Total catch: 130 kt" in found
    assert "Kingdom of Vael" in found


@pytest.mark.parametrize("page", ["compare", "common ground"])
def test_what_is_supposed_is_marked_everywhere(page: str) -> None:
    query = {"party": ["ukraine", "russia"], "whatif": "ukraine.territorial-cession:open"}
    charts = ["compare/stance-by-party", "common-ground/agreement-map"]
    found = said(page, near=charts, **query)  # type: ignore[arg-type]
    assert "You are supposing." in found
    assert "Ukraine: Cession of territory: open to it, in place of opposes" in found
    assert "Ukraine and Russia Hypothetical0.75" in found
    assert "With what you suppose: hypothetical." in found
    assert "You are supposing" not in said(page, party=["ukraine", "russia"])


def test_a_supposed_cell_is_marked_in_the_matrix_and_its_card_stays_true() -> None:
    app = run("compare", party=["ukraine", "russia"], whatif="ukraine.territorial-cession:open")
    made = cell(drawn(app), "ukraine", "territorial-cession")
    assert made["stance"] == "open"
    assert {"kind": "hypothetical", "label": "Hypothetical"} in made["marks"]
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


@pytest.mark.parametrize(
    "page", ["overview", "matrix", "timeline", "evidence", "common ground", "trade-offs"]
)
def test_each_page_has_its_address_to_copy(page: str) -> None:
    found = text(run(page))
    assert 'data-link=""' in found
    assert f": {page}, as of 15 December 2025. Parley, {{link}}" in found
