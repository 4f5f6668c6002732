"""The position card: what a cell opens, part by part."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.html import Html, tag
from parley.loading.loader import Negotiation, load
from parley.views.card import card
from parley.views.cells import CellIndex, CellNotFound
from parley.views.links import LINK, Links
from tests.folders import edited, every_frame, every_part
from tests.loading.folders import folder

VOID = {"br", "hr", "img"}


class Page(HTMLParser):
    """The elements of a card in order: each with its attributes and the text within it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(html)
        self.close()
        assert not self.open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, Any]]:
        wanted = {"class" if key == "cls" else key.replace("_", "-"): value
                  for key, value in attributes.items()}  # fmt: skip
        return [
            each
            for each in self.elements
            if each["tag"] == tag and all(each.get(key) == value for key, value in wanted.items())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [each["text"] for each in self.all(tag, **attributes)]

    @property
    def text(self) -> str:
        return str(self.elements[0]["text"])

    @property
    def citation(self) -> str:
        (button,) = [each for each in self.all("button") if each["text"] == "Copy citation"]
        return str(button["data-copy"])

    @property
    def history(self) -> str:
        (section,) = [each for each in self.texts("section") if each.startswith("History")]
        return section


def raw(issue: str, party: str, day: str | None = None) -> Html:
    given = dt.date.fromisoformat(day) if day else None
    found = build_frames(every_part(), given) if given else every_frame()
    index = CellIndex(every_part(), found, given or every_part().header.as_of)
    return card(index, Links("every-part", Selection(("kingdom",), day=given)), issue, party)


def of(negotiation: Negotiation, issue: str, party: str) -> Html:
    """The card of another folder."""
    index = CellIndex(negotiation, build_frames(negotiation), negotiation.header.as_of)
    return card(index, Links(negotiation.id), issue, party)


def page(issue: str, party: str, day: str | None = None) -> Page:
    return Page(raw(issue, party, day))


def marks(found: Page) -> list[str]:
    """The marks beside the stance, above the evidence."""
    elements = found.elements
    start = next(n for n, each in enumerate(elements) if each.get("class") == "held")
    stop = next(n for n, each in enumerate(elements) if each.get("class") == "summary")
    return [
        each["text"] for each in elements[start:stop] if "mark" in each.get("class", "").split()
    ]


def facts(found: Page) -> dict[str, str]:
    return dict(zip(found.texts("dt"), found.texts("dd"), strict=True))


def test_the_head() -> None:
    found = page("port-access", "kingdom")
    assert found.texts("h2", id="card-title") == ["Kingdom of Vael: Port access"]
    assert found.texts("p", cls="area") == ["Access to waters"]
    assert found.texts("p", cls="proposal") == [
        "Proposal: Vessels of all parties may land in all ports."
    ]
    assert found.texts("p", cls="state") == [
        "Status: Disputed. Vael asks for it and the Lighthouse republic rejects it."
    ]
    assert page("licence-fee", "kingdom").texts("p", cls="state") == ["Status: Open."]


@pytest.mark.parametrize(
    ("issue", "party", "held", "beside", "summary", "dated"),
    [
        ("port-access", "kingdom", "Supports", ["Named speaker", "Red line"],
         "Its vessels have to land everywhere.", "10 May 2024"),
        ("port-access", "republic", "Opposes", ["Unnamed official", "Contested"],
         "Foreign vessels stay out.", "1 May 2024"),
        ("port-access", "islands", "Reluctant", ["Named speaker", "Conflicting reports"],
         "Sees little room in its ports.", "10 May 2024"),
        ("port-access", "isle-north", "Supports", ["Joint statement"], "Ports for all.",
         "10 January 2024"),
        ("total-catch", "kingdom", "120–140 kt", ["Named speaker"], "Names a range.", "1 May 2024"),
        ("observers", "blue-party", "Undecided", ["Poll"], "Has weighed it without leaning.",
         "15 February 2024"),
        ("seal-ban", "trawlers", "Opposes", ["Document"], "Opposes", "20 March 2024"),
        ("total-catch", "harbour-guard", "110 kt", ["Named speaker", "Red line"],
         "Guards, not fishers", "4 April 2024"),
    ],
)  # fmt: skip
def test_the_position_that_holds(
    issue: str, party: str, held: str, beside: list[str], summary: str, dated: str
) -> None:
    found = page(issue, party)
    assert [each["text"] for each in found.elements if "stance" in each.get("class", "")] == [held]
    assert marks(found) == beside
    assert found.texts("p", cls="summary") == [summary]
    assert found.texts("p", cls="dated") == [f"Taken or reported {dated}."]


@pytest.mark.parametrize(
    ("issue", "party", "expected"),
    [
        ("port-access", "republic", {}),
        ("port-access", "kingdom", {"Salience": "90 of 100"}),
        ("observers", "blue-party", {"Salience": "0 of 100"}),
        ("total-catch", "kingdom", {
            "Value": "120–140 kt (from 0: no fishing; 200: as in 1990)"}),
        ("licence-fee", "kingdom", {
            "Value": "-2.5 (from -10: paid to fish; 10: pays in full)"}),
        ("total-catch", "harbour-guard", {
            "Value": "110 kt (from 0: no fishing; 200: as in 1990)", "Salience": "55 of 100"}),
        ("net-size", "kingdom", {"Asks for": "The mesh stays", "Would accept": "A wider mesh"}),
        ("net-size", "republic", {"Asks for": "A wider mesh"}),
        ("net-size", "isle-east", {
            "Asks for": "No nets at all <ever>", "Would accept": "The widest mesh"}),
    ],
)  # fmt: skip
def test_value_options_and_salience(issue: str, party: str, expected: dict[str, str]) -> None:
    assert facts(page(issue, party)) == expected


def test_an_inherited_position_says_whose_it_is() -> None:
    assert page("total-catch", "isle-east").texts("p", cls="inherited") == [
        "Inherited: the position of 群岛联盟, of which East Isle is a member."
    ]
    assert page("total-catch", "isle-west").texts("p", cls="inherited") == [
        "Its own position differs from that of its bloc."
    ]
    assert page("total-catch", "islands").texts("p", cls="inherited") == []


def test_conditions_lead_to_the_partys_own_cell_on_the_other_issue() -> None:
    found = page("port-access", "kingdom")
    assert found.texts("h3")[0] == "On condition"
    listed = [each for each in found.texts("li") if "Hangs on" in each or "Observers" in each]
    assert listed == [
        "In exchange for: A lower total catch. Hangs on Total catch.",
        "Only after: Observers are on board",
        "Together with: Nets are settled with it. Hangs on Mesh of nets.",
    ]
    assert [each["data-cell"] for each in found.all("a") if "data-cell" in each] == [
        "kingdom.total-catch", "kingdom.net-size"
    ]  # fmt: skip
    assert "On condition" not in page("port-access", "republic").texts("h3")


def test_who_contests_it() -> None:
    found = page("port-access", "republic")
    (contested,) = found.texts("section", cls="contested")
    assert "Kingdom of Vael: It has offered two ports." in contested
    assert "Paragraphs 8-9 Second-hand" in contested
    assert "Lantern Sea Secretariat: No paper says so." in contested
    assert "Section 4 Document" in contested
    assert page("port-access", "kingdom").texts("section", cls="contested") == []


def test_evidence_stands_in_the_order_of_directness() -> None:
    found = page("port-access", "kingdom")
    assert found.texts("span", cls="locator") == ["At 03:10", "Paragraph 6"]
    first, second = [each for each in found.texts("li") if "Tide" in each or "Radio" in each]
    assert first == (
        "At 03:10 Named speaker Ada MarshEverywhere means everywhere."
        "Radio Vael, A talk with the chair, 2 May 2024On the radio."
    )
    assert second == (
        "Paragraph 6 Second-hand A delegate of another partyThe Tide, Nets & numbers, 10 May 2024"
    )
    assert found.texts("q") == ["Everywhere means everywhere."]
    # among equals, as in the file
    assert page("total-catch", "kingdom").texts("span", cls="locator")[:3] == [
        "Paragraphs 14-15", "At 04:00", "Paragraph 17"
    ]  # fmt: skip


def test_a_source_with_an_address_is_a_link() -> None:
    def outside(issue: str) -> list[tuple[str, str]]:
        links = page(issue, "kingdom").all("a")
        return [(each["href"], each["rel"]) for each in links if "rel" in each]

    assert outside("port-access") == [("https://example.org/nets?a=1&b=2", "noopener noreferrer")]
    assert outside("licence-fee") == []


def test_a_card_leads_to_its_issue_and_its_party_with_what_is_chosen() -> None:
    issue, party = page("licence-fee", "republic", "2024-05-01").all("a")[-2:]
    chosen = "negotiation=every-part&party=kingdom&day=2024-05-01"
    assert issue["href"] == f"issue?{chosen}&issue=licence-fee"
    assert party["href"] == f"party?{chosen}&subject=republic"


def test_a_position_from_a_table_cites_its_row() -> None:
    found = page("seal-ban", "trawlers")
    assert found.texts("span", cls="locator") == ["Row 1"]
    assert "Registry, Register of vessels, 20 March 2024" in found.text
    found = page("total-catch", "harbour-guard")
    assert found.texts("span", cls="locator") == ["Row 7"]
    assert "Named speaker Captain Oar" in found.text


def test_earlier_positions_stand_newest_first() -> None:
    found = page("total-catch", "kingdom")
    assert found.texts("span", cls="key")[2:] == [
        "Earlier, 1 March 2024: ",
        "Earlier, 10 January 2024: ",
    ]
    history = found.history
    assert "150 kt. Came down at the first session." in history
    assert "180 kt. Opened with a high figure." in history
    assert "Names a range." not in history


@pytest.mark.parametrize(
    ("day", "value", "earlier"),
    [
        ("2024-01-10", "180 kt", []),
        ("2024-04-30", "150 kt", ["Earlier, 10 January 2024: "]),
        ("2024-05-01", "120–140 kt", ["Earlier, 1 March 2024: ", "Earlier, 10 January 2024: "]),
    ],
)
def test_a_card_of_another_day_knows_nothing_later(
    day: str, value: str, earlier: list[str]
) -> None:
    found = page("total-catch", "kingdom", day)
    assert facts(found)["Value"].startswith(f"{value} (")
    assert found.texts("span", cls="key")[2:] == earlier


def test_a_day_before_any_position_is_a_silence() -> None:
    found = page("total-catch", "kingdom", "2024-01-09")
    assert found.texts("span", cls="stance silent") == ["Silent"]
    assert "History" not in found.texts("h3")


def test_another_report_of_the_same_day_stands_under_the_one_that_holds() -> None:
    found = page("port-access", "islands")
    history = found.history
    assert history.startswith(
        "HistoryAlso reported, 10 May 2024: Opposes. Said to close its ports."
    )
    assert "Paragraph 10 Second-hand" in history


@pytest.mark.parametrize(
    ("party", "kind", "meaning", "note"),
    [
        ("kingdom", "No public position", "Known to have taken none in public.",
         ["Looked for on 11 May 2024 in The Tide and Radio Vael."]),
        ("republic", "Declined", "Was asked and declined to take one.", ["In The Tide."]),
        ("islands", "Conflicting", "Reports contradict each other too far to state one.", []),
        ("fishers", "Not applicable", "The issue does not concern this party.",
         ["Looked for on 11 May 2024."]),
        ("secretariat", "Not reported", "The sources report no position.",
         ["Looked for on 11 May 2024 in The Tide."]),
        ("trawlers", "Not reported", "The sources report no position.",
         ["Nobody has written down that it was looked for."]),
    ],
)  # fmt: skip
def test_a_silence_of_each_kind(party: str, kind: str, meaning: str, note: list[str]) -> None:
    found = page("observers", party)
    assert found.texts("p", cls="held") == [f"Silent{kind}"]
    (summary,) = found.texts("p", cls="summary")
    assert summary.endswith(f"holds no position here. {meaning}")
    scores = "A silence is not neutrality: no score counts it."
    assert found.texts("p", cls="dated") == [*note, scores]
    assert "Evidence" not in found.texts("h3")


def test_a_long_summary_is_whole() -> None:
    (summary,) = page("seal-ban", "republic").texts("p", cls="summary")
    assert len(summary) == 2000


def test_the_citation_to_copy() -> None:
    head = "Lantern Sea quota round <2024>: "
    assert page("port-access", "kingdom").citation == (
        f"{head}Kingdom of Vael on Port access, as of 12 May 2024: Its vessels have to land "
        "everywhere. Radio Vael, “A talk with the chair”, 2 May 2024, at 03:10 (Named speaker: Ada "
        "Marsh); R. Gull, The Tide, “Nets & numbers”, 10 May 2024, paragraph 6 (Second-hand: A "
        f"delegate of another party). Wording by the curator. Parley, {LINK}"
    )
    assert page("observers", "republic").citation == (
        f"{head}جمهورية المنارة on Observers on board, as of 12 May 2024: no position reported. "
        f"Parley, {LINK}"
    )
    assert "as of 1 March 2024: Came down" in page("total-catch", "kingdom", "2024-03-01").citation


@pytest.mark.parametrize("day", [None, "2024-03-01"])
def test_the_address_opens_the_same_cell_on_the_same_day(day: str | None) -> None:
    (footer,) = page("total-catch", "kingdom", day).all("footer")
    path, _, text = footer["data-link"].partition("?")
    query = parse_qs(text)
    assert path == "matrix"
    assert query["negotiation"] == ["every-part"]
    assert query["cell"] == ["kingdom.total-catch"]
    given = dt.date.fromisoformat(day) if day else None
    assert Selection.from_query(query) == Selection(day=given)
    assert page("total-catch", "kingdom", day).all("button")[0]["data-copy"] == LINK


@pytest.mark.parametrize(
    ("issue", "party"),
    [("nothing", "kingdom"), ("port-access", "nobody"), ("", ""), ("kingdom", "port-access")],
)
def test_there_is_no_such_cell(issue: str, party: str) -> None:
    with pytest.raises(CellNotFound):
        raw(issue, party)


HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='x' & &lt;"
KEYS = (
    "area", "title", "proposal", "status_note", "summary", "gist", "speaker", "quote", "note",
    "publisher", "author", "source", "name", "low", "high", "unit", "option", "condition",
    "dispute",
)  # fmt: skip


def test_hostile_text_in_every_field_is_shown_as_typed(tmp_path: Path) -> None:
    def said(key: str) -> str:
        return f"{key} {HOSTILE}"

    def yaml(key: str) -> str:
        return "'" + said(key).replace("'", "''") + "'"

    bad = {
        "negotiation.yaml": f"format: 1\ntitle: {yaml('talks')}\nsummary: S.\nas_of: 2025-12-15\n",
        "parties.yaml": f"""\
- {{id: north, name: {yaml("name")}, kind: state, role: principal}}
- {{id: south, name: South, kind: state, role: principal}}
""",
        "sources.yaml": f"""\
- id: paper
  title: {yaml("source")}
  publisher: {yaml("publisher")}
  author: {yaml("author")}
  date: 2025-12-14
  url: "https://example.org/'><script>"
""",
        "issues/border.yaml": f"""\
area: border
title: {yaml("area")}
issues:
  - id: line
    title: {yaml("title")}
    proposal: {yaml("proposal")}
    status: open
    status_note: {yaml("status_note")}
    scale: {{min: 0, max: 9, low: {yaml("low")}, high: {yaml("high")}, unit: {yaml("unit")}}}
    options:
      - {{id: one, text: {yaml("option")}}}
      - {{id: two, text: x}}
      - {{id: three, text: x}}
    positions:
      - party: north
        value: 3
        option: one
        gist: "<b onclick='x'>\\"&"
        summary: {yaml("summary")}
        conditions: [{{text: {yaml("condition")}, issue: line}}]
        evidence:
          - source: paper
            locator: {yaml("locator")}
            attribution: on-record
            speaker: {yaml("speaker")}
            quote: {yaml("quote")}
            note: {yaml("note")}
        disputed_by:
          - party: south
            summary: {yaml("dispute")}
            evidence: [{{source: paper, locator: 1, attribution: on-record}}]
      - {{party: north, value: 2, summary: {yaml("earlier")}, gist: "<i>", date: 2025-01-01,
         evidence: [{{source: paper, locator: 1, attribution: on-record}}]}}
""",
        "issues/money.yaml": None,
    }
    negotiation = load(folder(tmp_path, bad))
    made = of(negotiation, "line", "north")
    found = Page(made)
    allowed = {
        "article", "header", "p", "h2", "h3", "span", "section", "dl", "dt", "dd", "ul", "li",
        "button", "strong", "q", "a", "footer", "bdi",
    }  # fmt: skip
    assert {each["tag"] for each in found.elements} <= allowed
    for each in found.elements:
        assert not [key for key in each if key.startswith("on")]
    for key in (*KEYS, "locator", "earlier"):
        if key not in ("gist", "author"):
            shown = said(key) if key != "locator" else said("Locator")
            assert shown in found.text, key
    for key in ("talks", "name", "title", "summary", "author", "source", "speaker"):
        assert said(key) in found.citation, key
    (source,) = {each["href"] for each in found.all("a") if "rel" in each}
    assert source == "https://example.org/'><script>"


def test_every_cell_of_the_folder_has_a_card() -> None:
    for issue in every_part().issues:
        for party in every_part().parties:
            found = page(issue.id, party.id)
            assert found.texts("h2") == [f"{party.name}: {issue.title}"]
            silent = bool(found.texts("span", cls="stance silent"))
            positions = every_frame().positions
            held = (positions["issue"] == issue.id) & (positions["party"] == party.id)
            assert silent == (not (held & positions["current"]).any())


def test_conflicting_reports_on_a_bloc_are_so_for_its_member(tmp_path: Path) -> None:
    before = "{id: islands, name: 群岛联盟, kind: bloc, role: principal, members: ["
    path = edited(tmp_path, "parties.yaml", before, f"{before}fishers, ")
    negotiation = load(path)
    made = of(negotiation, "port-access", "fishers")
    assert tag("span", "Conflicting reports", cls="mark contested") in made
    assert Page(made).texts("p", cls="inherited") == [
        "Inherited: the position of 群岛联盟, of which Coastal fishers is a member."
    ]
