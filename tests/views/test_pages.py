"""What each page says, as functions of the negotiation and the address: no server, no browser."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from parley.loading.loader import load
from parley.ui import page_list
from tests.cases import CASES
from tests.conftest import SHIPPED
from tests.folders import EVERY_PART
from tests.pages.test_pages import cell, issues
from tests.views.pages import PAGES, markup, matrix, page, said


@pytest.fixture
def every_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are of the folder that uses every part of the format."""
    monkeypatch.setenv("PARLEY_DATA", str(EVERY_PART.parent))


def test_every_page_whose_view_draws_it_whole_is_here() -> None:
    titles = [page.title.lower() for page in page_list.PAGES]
    assert list(PAGES) == [title for title in titles if title != "data"]  # Streamlit draws it


def test_an_issue_is_whole() -> None:
    found = said("issue", figures=["spectrum"], issue="territorial-cession")
    assert "Ukraine gives up territory as part of a settlement." in found
    assert "Disputed. At least two deciding parties hold opposing positions." in found
    assert "Paragraph 8 Reporter" in found
    assert "1 of 6 parties in view supports it, 2 oppose it; 3 are silent" in found
    assert "No position known" in found and "United States, European leaders" in found
    assert "Previous issue: Withdrawal from parts of Donetsk" in found


def test_without_a_name_the_first_issue_in_view_is_shown() -> None:
    assert "Ukraine pulls its forces out" in said("issue")
    assert "Ukraine joins the European Union." in said("issue", area=["eu-accession"])
    nobodys = said("issue", issue="nothing", area=["eu-accession"])
    assert "Ukraine joins the European Union." in nobodys


def test_an_issue_outside_the_filters_is_shown_and_says_so() -> None:
    found = said("issue", issue="eu-membership", area=["territory"])
    assert "Ukraine joins the European Union." in found
    assert "outside the filters" in found


def test_what_hangs_on_an_issue_and_what_it_hangs_on() -> None:
    found = said("issue", issue="front-line-freeze")
    only_after = (
        "only after: Firm security guarantees come before any decision on front-line positions, "
        "whatever it is."
    )
    assert f"What it hangs onUkraine, {only_after} Hangs on Article 5-style guarantees." in found
    found = said("issue", issue="article-5-style-guarantees")
    assert "What hangs on this issueUkraine on Withdrawal from parts of Donetsk: " in found


@pytest.mark.usefixtures("every_part")
def test_an_issue_with_a_ladder_an_outcome_and_a_history() -> None:
    found = said("issue", figures=["ladder"], issue="net-size")
    assert "Settled on 12 May 2024Agreed · A wider mesh · A wider mesh from next year." in found
    assert "settled on “A wider mesh”" in found
    found = said("issue", issue="total-catch")
    assert "Positions by day" in found
    history = found.split("Positions by day")[1]
    days = [history.index(day) for day in ("1 May 2024", "1 March 2024", "10 January 2024")]
    assert days == sorted(days)


def test_a_party_is_whole() -> None:
    found = said("party", subject="ukraine")
    assert "Principal Negotiates and decides for itself." in found
    assert "Volodymyr Zelenskiy, President of Ukraine" in found
    assert page("party", subject="ukraine").findings == [
        "Heard on 7 of 12 issues, 4 of them on the record. Has a red line on Cession of territory, "
        "in a reporter's words. Agrees most with Ukrainian public (0.83 on 3 shared issues), least "
        "with Russia (0.33 on 3 shared issues)."
    ]
    assert "ReluctantWithdrawal from parts of Donetsk Conditional" in found
    assert "Reporter’s account, ¶\u00a08; 15 December 2025" in found
    assert "Red linesCession of territory: Says time and again" in found
    assert "Dropping the aim of NATO membershipIn exchange for … Ukraine receives" in found
    assert "Ukraine and Russia0.33both heard on 3 of 12: the same way on 1, apart on 2" in found
    assert "4 on the record3 not on the record" in found
    assert "4 by a named speaker and 3 in a reporter's words." in found


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
    assert f"<h1>{name}</h1>" in markup("party", **query)


@pytest.mark.usefixtures("every_part")
def test_a_bloc_names_its_members_and_a_member_what_it_inherits_and_where_it_differs() -> None:
    assert "MembersSmall IslesNorth Isle" in said("party", subject="islands")
    found = said("party", subject="isle-west")
    assert "Member ofReef PactSmall Isles群岛联盟" in found
    assert "Its own position differs from that of its bloc.On record, ¶\u00a019" in found
    assert "Inherited: the position of Reef Pact, of which" in found


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
    assert "1 March 2024; The Tide, paragraph 13" in found
    assert "Down" not in said("timeline", since="2024-01-10", until="2024-03-01", area=["access"])
    assert "Choose a first day" in said("timeline", since="2024-05-01", until="2024-03-01")


def test_every_citation_stands_in_the_table() -> None:
    found = markup("evidence")
    counted = re.search(r"(\d+) citations, 1 to 50", found)
    assert counted and int(counted[1]) == len(load(SHIPPED).evidence)
    assert re.search(r"\d+ of 17 paragraphs cited", found)
    assert "Contested by <bdi>Ukraine</bdi>:" in found


def test_evidence_begins_with_how_much_is_on_the_record() -> None:
    found = markup("evidence")
    assert (
        "<h1>11 of 19 positions are on the record; 78 citations name 17 of 17 paragraphs<" in found
    )
    whole, out = said("evidence"), said("evidence", record="yes")
    assert "On the record: 11 positions4 named speaker4 joint statement3 poll" in whole
    assert "Not on the record: 8 positions1 unnamed official3 second-hand4 reporter" in whole
    assert "All 11 positions that count are on the record; 23 citations name 5 of 17" in out
    assert "8 positions left out by whose word it is" in out
    assert "Not on the record:" not in out


def test_whose_words_the_citations_are_is_counted_by_name() -> None:
    found = markup("evidence").partition("Every citation")[0]
    rows = re.findall(r"<li><p class=\"record[^>]*><i[^>]*></i><span>([^<]*).*?<b>(\d+)</b>", found)
    said_by = {unescape(who): int(number) for who, number in rows}
    evidence = load(SHIPPED).evidence
    named = evidence[evidence["attribution"] == "on-record"]["speaker"] == "Volodymyr Zelenskiy"
    assert said_by["Volodymyr Zelenskiy, on record"] == named.sum()
    assert sum(said_by.values()) == len(evidence)


def test_an_issue_begins_with_who_holds_what_and_by_whose_word() -> None:
    found = page("issue", issue="territorial-cession")
    assert found.findings == [
        "Russia supports it, by Volodymyr Zelenskiy’s account; Ukraine opposes it, a red line, in a "
        "reporter's words; Ukrainian public opposes it, from a poll. Of 3 others in view no "
        "position is known."
    ]
    assert page("issue", issue="territorial-cession", record="yes").findings == [
        "Ukrainian public opposes it, from a poll. 2 positions are left out. Of 3 others in view no "
        "position is known."
    ]
    assert "Territory · Ukraine peace talks, Berlin · as of 15 December 2025" in found.html


def test_citations_by_source_by_purpose_and_by_the_filters() -> None:
    claims = markup("evidence", cited_for=["claim"])
    assert "closer" not in claims and "17 citations" in claims
    second_hand = said("evidence", attribution=["second-hand"], cited_for=["position"])
    assert "3 citations" in second_hand
    assert "EU membershipPosition of RussiaOne U.S. official’s account¶\u00a012" in second_hand
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


def test_common_ground_says_who_holds_what_and_by_whose_word() -> None:
    found = said("common ground")
    assert (
        "Supports: Ukraine (in a reporter's words), European leaders (in a joint statement); open "
        "to it: Russia (second-hand).Not heard: United States, European Union and Ukrainian public"
    ) in found
    assert (
        "Ukraine and Russia stand apart. Opposes: Ukraine (in a reporter's "
        "words); supports: Russia (second-hand); a red line of Ukraine."
    ) in found
    assert (
        "Who decides: those whom the issue names and the principals (Ukraine, Russia, United "
        "States and European Union)."
    ) in found


def test_what_is_left_out_is_not_told_as_unopposed() -> None:
    found = said("common ground", attribution="on-record")
    assert "On none of 12 issues in view have two that decide been heard." in found
    assert "7 positions of those that decide are left out." in found
    assert "oppose each other on nothing" not in found
    assert "4 of 72 cells in view hold a position that counts" in found


def test_a_claim_is_checked_by_what_is_known_and_what_could_be() -> None:
    found = said("common ground")
    assert (
        "Even if all 6 untold issues were agreed, 7 of 12 issues would be agreed or converging: 58%"
    ) in found
    assert (
        "Known is the status of 6 of 12 issues in view: 0 agreed, 1 converging and 5 of "
        "another status; 6 are untold."
    ) in found
    assert "The claim names no issues" in found
    one = said("common ground", status="converging")
    assert "Borne out: 1 of 1 issue is agreed or converging, none of them agreed: 100%." in one


def test_each_score_has_its_coverage_and_its_range() -> None:
    found = said("common ground")
    assert (
        "Ukraine and Russia0.33both heard on 3 of 12: the same way on 1, apart on 2 0.12 to 0.50 "
        "without any one issue"
    ) in found
    assert "Rank 2 of 2 pairs with a score, by each of three metrics." in found
    assert "it would lie between 0.15 and 0.83" in found
    assert "19 of 72 cells in view hold a position" in found
    pair = said("compare", party=["ukraine", "russia"])
    assert "Agreement score 0.33 over 3 of 12 issues, 0.12 to 0.50 without any one of them." in pair
    assert "it would lie between 0.15 and 0.83" in pair


def test_below_three_shared_issues_there_are_counts_alone() -> None:
    found = said("common ground")
    assert "A score is given from 3 issues on which both have spoken" in found
    assert (
        "Ukraine and United Statesno scoreboth heard on 2 of 12: the same way on 1, apart on 1"
    ) in found
    german = said("compare", party=["germany", "france"])
    assert "Germany and France, of one bloc, are two voices on none of 12 issues" in german
    assert "Agreement score" not in german
    assert "A score is given from 3 issues on which both have spoken" in german


def figures_of(page: str, **query: str) -> dict[frozenset[str], str]:
    """What a page says of each pair of parties that it has a score of."""
    row = re.compile(r'<th scope="row">([^<]+) and ([^<]+)</th>(<td class="score".*?)</tr>')
    by_rank = re.compile(r"(Rank|No other pair)[^.]*\.")  # among the pairs in view
    found = row.findall(by_rank.sub("", markup(page, **query)))
    return {frozenset((one, other)): said for one, other, said in found}


@pytest.mark.parametrize("party", ["ukraine", "russia", "ukrainian-public"])
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
    assert (
        "Claimed The chair, in a joint statement, ¶\u00a01 Three quarters of the round is" in found
    )
    one = said("common ground", party=["kingdom"])
    assert "Choose a second party" in one


def test_the_links_between_issues_by_what_they_hang_on() -> None:
    found = said("trade-offs")
    assert "Five conditions tie five issues together; three hang on Article 5-style" in found
    assert (
        "Article 5-style guarantees 3 conditionsUkraine Withdrawal from parts of Donetsk; "
        "Freeze along the front line, only after this" in found
    )
    assert "Ukraine Dropping the aim of NATO membership, in exchange for this" in found
    assert "Nobody waits for somebody who waits for them." in found


def test_a_package_in_the_address_is_judged_party_by_party() -> None:
    found = said(
        "trade-offs", package=["territorial-cession:adopt", "eu-membership:adopt"],
        package_name="A try",
    )  # fmt: skip
    assert "A try: Ukrainian public objects and Ukraine is said to object" in found
    assert (
        "Ukraine and Russia decide; a red line of Ukraine is crossed on Cession of territory"
    ) in found
    assert (
        "Ukraine (decides): Red line crossed, it is saidCession of territory: Opposes the proposal"
        in found
    )
    assert (
        "RussiaEU membershipCan live with it, it is saidIs open to the proposal, second-hand."
        in found
    )
    assert "European Union: Not knownSilent on 2 of 2 issues" in found
    order = ["Object 2", "Accept, or can live with it 1", "Not known 3"]
    assert sorted(order, key=found.index) == order
    assert "Who decides: the principals." in found
    assert "no forecast" in found


def test_who_is_reluctant_resists_also_where_all_it_asks_for_is_there() -> None:
    package = [
        f"{issue}:adopt"
        for issue in (
            "donetsk-withdrawal", "article-5-style-guarantees", "ceasefire-monitoring",
        )
    ]  # fmt: skip
    found = said("trade-offs", package=package)
    assert "Ukraine resists Withdrawal from parts of Donetsk" in found
    assert "Ukraine (decides): Resists" in found
    assert "what it then says is not known" in found
    assert not re.search("[Nn]obody|[Nn]o voice in view|blocks", found.split("waits for them.")[1])


def test_a_missing_condition_can_be_added_by_its_address() -> None:
    address = {"package": ["donetsk-withdrawal:adopt"], "package_name": "A try"}
    found = markup(
        "trade-offs", **address, beside=["eu-membership:adopt"], party=["ukraine", "russia"]
    )
    (added,) = re.findall(
        'href="([^"]*)" class="press">Add Monitoring of a ceasefire: Adopted<', found
    )
    query = parse_qs(unescape(added).partition("?")[2])
    assert query["package"] == ["ceasefire-monitoring:adopt", "donetsk-withdrawal:adopt"]
    assert query["package_name"] == ["A try"]
    assert query["beside"] == ["eu-membership:adopt"]
    assert query["party"] == ["ukraine", "russia"]
    assert "Add Monitoring" not in said("trade-offs", **query)


def test_what_the_filters_leave_out_of_a_package_is_told() -> None:
    address = {"package": ["eu-membership:adopt"], "attribution": ["on-record"]}
    found = said("trade-offs", **address)
    assert "left out by the filters" in found
    assert "1 position with conditions is left out by the filters." in found
    assert "RussiaEU membershipNot knownIt has a position, which the filters leave out." in found


def test_what_cannot_be_read_in_an_address_is_said() -> None:
    found = said("trade-offs", package=["nothing:adopt", "eu-membership:perhaps"])
    assert "“nothing” is no issue of this negotiation." in found
    assert "EU membership: “perhaps” is not among its outcomes." in found
    assert "Choose an outcome to see who objects" in found


@pytest.mark.usefixtures("every_part")
def test_ladders_and_scales_have_their_own_outcomes() -> None:
    found = said("trade-offs", package=["net-size:wider", "total-catch:130"])
    assert "Mesh of nets: A wider mesh" in found
    assert "Total catch: 130 kt" in found
    assert "Kingdom of Vael" in found
    assert "Asks for “The widest mesh” to “No nets at all <ever>”, one rung away." in found
    assert "Asks for 100 kt, 30 kt away." in found


@pytest.mark.parametrize("page", ["compare", "common ground"])
def test_what_is_supposed_is_marked_everywhere(page: str) -> None:
    query = {"party": ["ukraine", "russia"], "whatif": "ukraine.territorial-cession:open"}
    charts = ["stance-by-party", "agreement-map"]
    found = said(page, charts, **query)  # type: ignore[arg-type]
    assert "You are supposing." in found
    assert "Ukraine: Cession of territory: open to it, in place of opposes" in found
    score = "Ukraine and Russia Hypothetical0.58"
    assert (score if page == "common ground" else "Agreement score 0.58") in found
    assert page == "common ground" or "Hypothetical: with what you suppose" in found
    assert page == "compare" or "to it supposed" in found
    assert "You are supposing" not in said(page, party=["ukraine", "russia"])


@pytest.mark.parametrize(
    "page", ["overview", "matrix", "timeline", "evidence", "common ground", "trade-offs"]
)
def test_each_page_has_its_address_to_copy(page: str) -> None:
    found = markup(page)
    assert 'data-link=""' in found
    assert f": {page}, as of 15 December 2025. Parley, {{link}}" in found


def test_the_overview_says_what_is_negotiated_and_what_lies_ahead() -> None:
    found = markup("overview")
    assert "Ukraine peace talks, Berlin" in found
    assert "12 issues" in found
    assert "90%" in found and "U.S. officials" in found
    assert "16 to 21 December 2025" in found
    assert "At least two deciding parties hold opposing positions." in found


def test_the_matrix_has_a_cell_for_each_issue_and_party() -> None:
    data = matrix("matrix")
    parties = [each["id"] for each in data["parties"]]
    assert parties[:4] == ["ukraine", "russia", "united-states", "european-leaders"]
    assert "germany" not in parties
    assert len(issues(data)) == 12
    for group in data["groups"]:
        for row in group["rows"]:
            assert len(row["cells"]) == len(parties)
            assert all(("silence" in each) != ("gist" in each) for each in row["cells"])


def test_a_cell_says_whose_word_it_is_and_what_must_be_known_beside_it() -> None:
    data = matrix("matrix")

    def beside(party: str, issue: str) -> list[str]:
        return [mark["label"] for mark in cell(data, party, issue).get("marks", [])]

    assert cell(data, "russia", "eu-membership")["word"] == "One U.S. official’s account, ¶\u00a012"
    assert "record" not in cell(data, "russia", "eu-membership")
    assert beside("ukraine", "territorial-cession") == ["red line"]
    assert beside("united-states", "donetsk-withdrawal") == ["contested by Ukraine"]
    assert beside("ukraine", "front-line-freeze") == ["on conditions"]
    assert cell(data, "russia", "article-5-style-guarantees")["silence"] == "Not reported"


def test_a_member_shows_what_it_inherits() -> None:
    data = matrix("matrix", party=["germany"])
    inherited = cell(data, "germany", "eu-membership")
    assert inherited["stance"] == "supports"
    assert {"kind": "inherited", "label": "as European leaders"} in inherited["marks"]


def test_a_bloc_and_its_member_are_no_pair_among_others() -> None:
    found = markup("compare", party=["european-leaders", "germany", "ukraine"])
    assert ">Ukraine and European leaders</th>" in found
    assert ">European leaders and Germany</th>" not in found


def test_what_took_the_place_of_a_position_left_out_is_not_told_as_new() -> None:
    html = page("timeline", folder=CASES / "fishing", attribution=["second-hand"]).html
    found = re.sub(r"<[^>]+>", "", html)
    assert "0 positions differ in view" in found
    assert "1 position took the place of one that the filters leave out." in found
    assert "none before" not in found
