"""The pages of one issue, of one party, of the timeline and of the evidence: what each shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest

from parley.loading.loader import load
from tests.conftest import SHIPPED
from tests.folders import EVERY_PART
from tests.pages.test_pages import run, text


@pytest.fixture
def every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages show the folder that uses every part of the format."""
    monkeypatch.setenv("PARLEY_DATA", str(Path(EVERY_PART).parent))


def said(page: str, near: Sequence[str] = (), **query: str | list[str]) -> str:
    """What a page says, without its markup."""
    bare = re.sub(r"<[^>]+>", "", text(run(page, near, **query)))
    return unescape(bare)


def test_an_issue_is_whole() -> None:
    found = said("issue", near=["issue/spectrum"], issue="territorial-cession")
    assert "Ukraine gives up territory as part of a settlement." in found
    assert "Disputed At least two deciding parties hold opposing positions." in found
    assert "Paragraph 8 Reporter" in found
    assert "1 of 6 parties supports it, 2 oppose it; 3 are silent" in found
    assert "No position known" in found and "United States, European leaders" in found
    assert "Previous issue: Withdrawal from parts of Donetsk" in found


def test_without_a_name_the_first_issue_in_view_is_shown() -> None:
    assert "EU membership" in said("issue").split("Ukraine joins")[0]
    assert "Ukraine pulls its forces out" in said("issue", area=["territory"])
    nobodys = said("issue", issue="nothing", area=["territory"])
    assert "Ukraine pulls its forces out" in nobodys


def test_an_issue_outside_the_filters_is_shown_and_says_so() -> None:
    found = said("issue", issue="eu-membership", area=["territory"])
    assert "Ukraine joins the European Union." in found
    assert "outside the filters" in found


def test_what_hangs_on_an_issue_and_what_it_hangs_on() -> None:
    found = said("issue", issue="front-line-freeze")
    assert "What it hangs onUkraine: only after Article 5-style guarantees" in found
    found = said("issue", issue="article-5-style-guarantees")
    assert "What hangs on this issueGiving up NATO membership (Ukraine)" in found


@pytest.mark.usefixtures("every_part")
def test_an_issue_with_a_ladder_an_outcome_and_a_history() -> None:
    found = said("issue", near=["issue/ladder"], issue="net-size")
    assert "Settled on 12 May 2024Agreed · A wider mesh · A wider mesh from next year." in found
    assert "settled on “A wider mesh”" in found
    found = said("issue", issue="total-catch")
    assert "Positions by day" in found
    history = found.split("Positions by day")[1]
    days = [history.index(day) for day in ("1 May 2024", "1 March 2024", "10 January 2024")]
    assert days == sorted(days)


def test_a_party_is_whole() -> None:
    found = said("party", near=["party/directness-by-area"], subject="ukraine")
    assert "Principal Negotiates and decides for itself." in found
    assert "Volodymyr Zelenskiy, President of Ukraine" in found
    assert "A position on 7 of 12 issues in view" in found
    assert "Red linesCession of territory: Says time and again" in found
    assert "Giving up NATO membership: in exchange for" in found
    assert "Ukraine and Russia0.382 of 12 issues 0.20 to 0.38" in found
    assert "Of 7 positions 4 are on record or in a document; none is second-hand" in found


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"party": ["russia"]}, "Russia"),
        ({"party": ["Russia"]}, "Russia"),
        ({"subject": "russia"}, "Russia"),
        ({"subject": "russia", "party": ["ukraine", "united-states"]}, "Russia"),
        ({"party": ["united-states", "ukraine"]}, "Ukraine"),
        ({}, "Ukraine"),
        ({"subject": "nobody"}, "Ukraine"),
    ],
)
def test_the_party_that_an_address_names(query: dict[str, str | list[str]], name: str) -> None:
    assert f"<h1>{name}</h1>" in text(run("party", **query))


@pytest.mark.usefixtures("every_part")
def test_a_bloc_names_its_members_and_a_member_what_it_inherits_and_where_it_differs() -> None:
    assert "MembersSmall IslesNorth Isle" in said("party", subject="islands")
    found = said("party", subject="isle-west")
    assert "Member ofReef PactSmall Isles群岛联盟" in found
    assert "Differs from its bloc. The Tide, paragraph 19" in found
    assert "Inherited from Reef Pact." in found


@pytest.mark.usefixtures("every_part")
def test_a_party_of_another_day_knows_nothing_later() -> None:
    assert "150 kt" not in said("party", subject="kingdom")
    found = said("party", subject="kingdom", day="2024-03-01")
    assert "Came down at the first session." in found


def test_one_day_has_nothing_that_moved() -> None:
    found = said("timeline")
    assert "All positions here are of 15 December 2025." in found
    assert "16 to 21 December 2025" in found and "Russia invades Ukraine" in found


@pytest.mark.usefixtures("every_part")
def test_what_moved_between_two_days() -> None:
    found = said("timeline", since="2024-01-10", until="2024-03-01")
    assert "Kingdom of Vael: Total catchDown from 180 kt to 150 kt" in found
    assert "Came down at the first session." in found
    assert "1 March 2024; The Tide, 13" in found
    assert "Down" not in said("timeline", since="2024-01-10", until="2024-03-01", area=["access"])
    assert "Choose a first day" in said("timeline", since="2024-05-01", until="2024-03-01")


def test_every_citation_stands_in_the_table() -> None:
    found = text(run("evidence"))
    counted = re.search(r"(\d+) citations, 1 to 50", found)
    assert counted and int(counted[1]) == len(load(SHIPPED).ledger.evidence)
    assert re.search(r"\d+ of 17 paragraphs cited", found)
    assert "Contested by Ukraine:" in found


def test_citations_by_source_by_purpose_and_by_the_filters() -> None:
    claims = text(run("evidence", cited_for=["claim"]))
    assert "closer" not in claims and "13 citations" in claims
    second_hand = said("evidence", attribution=["second-hand"], cited_for=["position"])
    assert "2 citations" in second_hand and "Russia: EU membership" in second_hand
    assert "No citation is left" in said("evidence", attribution=["poll"], cited_for=["claim"])


@pytest.mark.usefixtures("every_part")
def test_sources_say_how_reliable_they_are_and_what_of_them_is_cited() -> None:
    found = said("evidence")
    assert "Reliability B: usually reliable" in found
    assert "19 of 20 paragraphs cited; not cited: 20." in found
    assert "3 sections cited; how many there are is not known." in found
    assert "Cited without a number: 2.1, 2.2, 2.3" in found
    assert "Conflicting reports: Said to close its ports." in found


@pytest.mark.usefixtures("every_part")
def test_an_outcome_is_not_known_before_its_day() -> None:
    found = said("issue", issue="net-size", day="2024-05-01")
    assert "Settled on" not in found and "settled on" not in found
    assert "Settled on" in said("issue", issue="net-size")
