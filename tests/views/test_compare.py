"""Compare: what the comparison comes to, in words and in tables, on the shipped and other folders."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from parley.views.compare import headline
from tests.folders import EVERY_PART
from tests.views.pages import context_of, markup


def title(*parties: str, folder: Path | None = None, **query: str) -> str:
    chosen = {"party": list(parties), **{key: [value] for key, value in query.items()}}
    return headline(context_of(chosen if parties else chosen | {"party": []}, folder))


def page(*parties: str, folder: Path | None = None, **query: Any) -> str:
    return markup("compare", folder=folder, party=list(parties), **query)


def groups(html: str) -> dict[str, list[str]]:
    """The titles of the issues under each heading of the table."""
    found = {}
    for part in html.split('<tr class="group">')[1:]:
        name = re.sub(r"<[^>]+>", "", part.partition("</span></span>")[0])
        titles = re.findall(r'class="title"><bdi>(.*?)</bdi>', part)
        found[unescape(name)] = [unescape(each) for each in titles]
    return found


@pytest.mark.parametrize(
    ("parties", "query", "said"),
    [
        (
            ("ukraine", "russia"), {},
            "Ukraine and Russia have both been heard on 3 of 12 issues: apart on 2, the same way "
            "on 1",
        ),
        (
            ("ukraine", "russia", "united-states"), {},
            "At least two of the three have been heard on 4 of 12 issues: apart on 2, the same way "
            "on 2",
        ),
        (
            ("ukraine", "russia"), {"record": "yes"},
            "On none of 12 issues do positions of both Ukraine and Russia count: Ukraine on 4, "
            "Russia on none; 6 positions are left out",
        ),
        (
            ("european-leaders", "germany"), {},
            "Germany follows European leaders on 4 and dissents on none of the 4 issues on which a "
            "position of European leaders counts",
        ),
        (
            ("germany", "france"), {},
            "Germany and France, of one bloc, are two voices on none of 12 issues; on 4 both "
            "repeat their bloc",
        ),
        (
            ("ukraine", "russia"), {"area": "frozen-assets"},
            "Not on the 1 issue in view have both Ukraine and Russia been heard: Ukraine on none, "
            "Russia on none",
        ),
    ],
)  # fmt: skip
def test_the_result_is_the_title(
    parties: tuple[str, ...], query: dict[str, str], said: str
) -> None:
    assert title(*parties, **query) == said


def test_an_empty_view_is_the_title() -> None:
    assert title("ukraine", "russia", status="agreed") == "Nothing is in view to compare"
    assert ">Nothing is in view</h2>" in page("ukraine", "russia", status="agreed")


def test_two_parties_stand_on_both_sides_of_each_issue() -> None:
    found = page("ukraine", "russia")
    assert groups(found) == {
        "They stand apart 2": ["Withdrawal from parts of Donetsk", "Cession of territory"],
        "They lean the same way 1": ["EU membership"],
        "Only Ukraine has been heard 4": [
            "Freeze along the front line", "Article 5-style guarantees",
            "Monitoring of a ceasefire", "Dropping the aim of NATO membership",
        ],
    }  # fmt: skip
    assert "On the record on these 3 issues: Ukraine on 1, Russia on none." in found
    assert "Neither has been heard" in found and ">Oversight and enforcement<" in found
    cession = found[found.index(">Cession of territory</bdi>") :]
    held = cession[: cession.index("</tr>")]
    assert "cede no territory" in held and "Red line" in held
    assert "Volodymyr Zelenskiy’s account, ¶\u00a07" in held
    assert 'data-cell="ukraine.territorial-cession"' in held and "matrix?" in held


def test_only_differences() -> None:
    found = page("ukraine", "russia", only_differences="true")
    assert list(groups(found)) == ["They stand apart 2"]
    assert "Neither has been heard" not in found


def test_left_out_is_no_silence() -> None:
    found = page("ukraine", "russia", record="yes")
    assert "Only Ukraine counts" in found and "Only Ukraine has been heard" not in found
    assert "Left out by the filters" in found
    assert "Nobody counts: left out by the filters" in found


def test_a_scale_and_a_ladder_say_how_far_in_their_own_unit() -> None:
    found = page("kingdom", "republic", folder=EVERY_PART)
    assert "20 kt apart" in found and "Compatible" in found
    assert "Asks for rung 1 of 4: " in found and "Would accept rung 2 of 4: " in found
    assert "no fishing" in found


def test_a_bloc_and_its_member_follow_and_have_no_score() -> None:
    found = page("european-leaders", "germany")
    assert list(groups(found)) == ["One voice 4"]
    assert "Agreement score" not in found and "As European leaders" in found


def test_one_party_is_asked_with_whom() -> None:
    found = page("russia")
    assert "With whom should Russia be compared?" in found
    assert re.search(r'href="compare\?[^"]*party=russia&amp;party=ukraine', found)


def test_a_supposition_is_no_word_on_the_record() -> None:
    found = page("ukraine", "russia", whatif=["ukraine.donetsk-withdrawal:supports"])
    assert "Supposed by you" in found
    assert "On the record on these 3 issues: Ukraine on none, Russia on none." in found
