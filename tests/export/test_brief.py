"""The brief: opened again as a reader's program would, with everything that is in view."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from parley.charts import static_images
from parley.export import ExportError
from parley.export.brief import Brief, brief, ending_of, render, save
from parley.format.models import Issue, Party
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.frames.view import select
from parley.loading.loader import Negotiation, load
from parley.measures import agreement
from parley.views.cells import CellIndex
from tests.conftest import SHIPPED
from tests.folders import every_frame, every_part


def made(
    negotiation: Negotiation, about: Issue | Party | str | None = None, **chosen: tuple[str, ...]
) -> Brief:
    index = CellIndex(negotiation, build_frames(negotiation), negotiation.header.as_of)
    return brief(index, Selection(**chosen), about, charts=False)  # type: ignore[arg-type]


def every(about: Issue | Party | str | None = None, **chosen: tuple[str, ...]) -> Brief:
    return made(every_part(), about, **chosen)


class Page(HTMLParser):
    """The page to print: its text, its elements and its attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(of: Brief) -> Page:
    return Page(render(of, "html"))


def word(of: Brief) -> tuple[str, str]:
    """The body and the footnotes of the Word document, as text."""
    content = render(of, "docx")
    document = Document(io.BytesIO(content))
    body = [paragraph.text for paragraph in document.paragraphs]
    body += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        notes = parts.read("word/footnotes.xml").decode("utf-8")
    return "\n".join(body), re.sub(r"<[^>]+>", "", notes)


def test_every_position_in_view_is_there_in_both_forms() -> None:
    of = every(parties=("kingdom", "republic", "islands"))
    page, (body, _) = html(of).text, word(of)
    held = every_frame().positions
    held = held[held["current"] & held["party"].isin(["kingdom", "republic", "islands"])]
    assert len(held) > 8
    for summary in held["summary"].dropna():
        assert summary in page
        assert summary in body


def test_filters_narrow_it_and_are_named() -> None:
    page = html(every(parties=("kingdom", "republic"), areas=("quota",))).text
    assert "Names a range." in page
    assert "Foreign vessels stay out." not in page
    assert "As little as can be." not in page
    assert "Quotas and gear" in page


def test_who_is_left_out_is_named_and_why() -> None:
    chosen = html(every(parties=("kingdom", "republic"))).text
    assert "2 of 13 parties: Kingdom of Vael, جمهورية المنارة." in chosen
    assert "Left out (not chosen): Lantern Sea Secretariat, Reef Pact, " in chosen
    home = html(every()).text
    assert "3 of 13 parties: 群岛联盟, Kingdom of Vael, جمهورية المنارة." in home
    assert "Left out (not among the folder's home parties): Lantern Sea Secretariat" in home
    members = html(made(load(SHIPPED), "eu-membership")).text
    assert "beside their bloc): Germany, France, United Kingdom." in members


def test_what_does_not_match_the_filter_stays_and_is_marked() -> None:
    page = html(every(parties=("kingdom", "republic"), stances=("opposes",))).text
    assert "All 6 issues, in" in page
    assert "stance Opposes. 1 position matches" in page
    assert "Its vessels have to land everywhere." in page
    assert page.count("Outside the filter") > 3  # said above, in the table, in full


def test_what_does_not_count_is_marked_as_left_out() -> None:
    of = every(parties=("kingdom", "republic"), attributions=("anonymous",))
    page = html(of).text
    assert "That leaves out 8 positions" in page
    assert page.count("Left out by the filters") == 16  # in the table and in full
    assert "Nobody has spoken" not in page and "all of these parties are silent or left out" in page
    (kingdom,) = (party for party in every_part().parties if party.id == "kingdom")
    about = html(every(kingdom, attributions=("anonymous",))).text
    assert "A position on 0 of 6 issues in view; 4 positions are left out." in about


def test_an_empty_view_says_why() -> None:
    of = every(areas=("quota",), statuses=("disputed",))
    page, (body, _) = html(of).text, word(of)
    for text in (page, body):
        assert (
            "Nothing is in view. No issue has both the chosen area and the chosen status." in text
        )
    assert of.tables() == [] and of.notes == ()


def test_scores_stand_with_what_they_rest_on_and_pairs_without_one_are_named() -> None:
    of = every(parties=("kingdom", "republic", "islands", "isle-north", "fishers"))
    (scores,) = (table for table in of.tables() if table.caption.startswith("Agreement"))
    rows = [
        [cell.lines[0].text for cell in row[:3]] for row in scores.rows if isinstance(row, tuple)
    ]
    page = html(of).text
    frame = agreement(select(every_frame(), parties=["islands", "kingdom", "republic"]))
    names = {party.id: party.name for party in every_part().parties}
    for row in frame.itertuples():
        pair = f"{names[row.party_a]} and {names[row.party_b]}"
        counts = f"both heard on {row.shared} of 6"
        if row.shared < 3:
            assert f"{pair}: {counts}" in page
        else:
            assert any(
                each[:2] == [pair, f"{row.score:.2f}"] and each[2].startswith(counts)
                for each in rows
            )
    # A bloc is not scored against its own member.
    assert not [row for row in rows if row[0] == "群岛联盟 and North Isle"]
    assert "No issue on which both have spoken, with anybody: Coastal fishers." in page


def test_a_position_through_a_bloc_is_told_once_and_its_members_named() -> None:
    page = html(every("net-size", parties=("islands", "isle-north", "isle-east"))).text
    assert page.count("Nets should go.") == 1
    assert "Inherited by its members without a position of their own: North Isle, East" in page
    alone = html(every("net-size", parties=("isle-north",))).text
    assert "Nets should go." in alone
    assert "Inherited: the position of 群岛联盟, of which North Isle is a member." in alone


def test_earlier_and_conflicting_reports_stand_with_their_notes() -> None:
    page = html(every(parties=("kingdom", "islands"))).text
    assert "Earlier, 10 January 2024: 180 kt. Opened with a high figure." in page
    assert "Also reported, 10 May 2024: × Opposes. Said to close its ports." in page
    assert "Contested by " in html(every()).text


def test_silences_are_named() -> None:
    page = html(every("observers", parties=("kingdom", "republic", "islands", "secretariat"))).text
    for word in ("No public position", "Declined", "Conflicting", "Not reported"):
        assert word in page
    assert "Kingdom of Vael" in page


def test_every_note_is_cited_once_and_leads_back() -> None:
    page = html(every())
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    links = [each["href"] or "" for each in page.all("a")]
    within = [link[1:] for link in links if link.startswith("#")]
    assert within and set(within) <= ids
    assert not [link for link in links if not link.startswith(("#", "https://example.org/"))]


def test_the_notes_name_source_place_and_whose_word_it_is() -> None:
    of = every("port-access")
    _, notes = word(of)
    for text in (html(of).text, notes):
        assert "Radio Vael" in text and "at 03:10" in text
        assert "Named speaker: Ada Marsh" in text
        assert "Everywhere means everywhere." in text


def test_a_brief_of_one_issue_and_of_one_party() -> None:
    issue = html(every("net-size")).text
    assert "Mesh of nets" in issue and "Names a range." not in issue
    party = html(every("kingdom")).text
    assert "Ada Marsh" in party and "Foreign vessels stay out." not in party
    with pytest.raises(LookupError):
        every("nothing")


def test_the_page_to_print_asks_nothing_of_anybody() -> None:
    page = html(made(load(SHIPPED)))
    names = {name for name, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object"}
    assert not [each for each in page.all("img") if not (each["src"] or "").startswith("data:")]
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("caption") and page.all("th")


def test_text_from_right_to_left_stands_apart() -> None:
    content = render(every(), "html").decode("utf-8")
    assert "<bdi>Kingdom of Vael</bdi>, <bdi>جمهورية المنارة</bdi>." in content
    assert '<p dir="rtl">جمهورية المنارة</p>' in content


def test_hostile_text_is_shown_as_typed() -> None:
    page = html(every())
    assert "Lantern Sea quota round <2024>" in page.text
    assert "2024" not in {name for name, _ in page.tags}


def test_the_word_document_has_its_properties_and_headings() -> None:
    document = Document(io.BytesIO(render(every(), "docx")))
    assert "Lantern Sea quota round <2024>" in document.core_properties.title
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2"} <= styles
    assert document.tables


def test_forty_parties_and_two_hundred_issues_are_all_there(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    (folder / "issues").mkdir(parents=True)
    for name in ("negotiation.yaml", "sources.yaml"):
        (folder / name).write_text((SHIPPED / name).read_text("utf-8"), "utf-8")
    header = (folder / "negotiation.yaml").read_text("utf-8").split("claims:")[0]
    header = re.sub(r"^(home_parties|areas): .*\n", "", header, flags=re.MULTILINE)
    (folder / "negotiation.yaml").write_text(header, "utf-8")
    parties = [
        f"- {{id: p{n}, name: Party {n}, kind: state, role: principal}}\n" for n in range(40)
    ]
    (folder / "parties.yaml").write_text("".join(parties), "utf-8")
    issues = [
        f"  - {{id: i{n}, title: Issue {n}, proposal: It is done., status: open}}\n"
        for n in range(200)
    ]
    (folder / "issues" / "all.yaml").write_text(
        f"area: all\ntitle: All\nissues:\n{''.join(issues)}", "utf-8"
    )
    rows = [f"i{n},p{n % 40},supports,geokhub-2025-12-15,1,Says {n}\n" for n in range(200)]
    (folder / "positions.csv").write_text(
        f"issue,party,stance,source,locator,summary\n{''.join(rows)}", "utf-8"
    )
    of = made(load(folder))
    body, _ = word(of)
    page = html(of).text
    assert all(f"Says {n}" in body for n in range(200))
    assert all(f"Party {n}" in page for n in range(40))


def test_a_machine_that_cannot_draw_leaves_the_charts_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(static_images, "can_draw", lambda: False)
    index = CellIndex(every_part(), every_frame(), every_part().header.as_of)
    of = brief(index, Selection(), None)
    assert html(of).all("img") == []
    assert len(Document(io.BytesIO(render(of, "docx"))).inline_shapes) == 0


def test_a_file_is_written_whole_and_its_ending_decides(tmp_path: Path) -> None:
    to = tmp_path / "deep" / "brief.HTML"
    save(every(), to)
    assert to.read_bytes() == render(every(), "html")
    assert [path.name for path in to.parent.iterdir()] == ["brief.HTML"]
    with pytest.raises(ExportError, match=r"ends in \.docx or \.html"):
        ending_of(Path("brief.pdf"))


def test_each_score_stands_beside_what_it_rests_on_and_its_range() -> None:
    page = html(made(load(SHIPPED), parties=("ukraine", "russia"))).text
    counts = "both heard on 3 of 12: the same way on 1, apart on 2"
    sure = r"0\.12 to 0\.50\s*0\.15 to 0\.83"
    assert re.search(rf"Ukraine and Russia\s*0\.33\s*{counts}\s*{sure}", page)
