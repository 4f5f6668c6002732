"""What the Overview finds and who stands where, held against counts of the records."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parley.loading.loader import load
from parley.views.overview_finding import headline
from parley.views.stands import IssueStand, grouped, issue_stands
from parley.wording import NUMBER_WORDS
from tests.conftest import ROOT
from tests.folders import EVERY_PART
from tests.views.pages import context_of, page
from tests.views.recount import EARLY, Recount
from tests.views.sentence_lines import FOLDERS, Query, choices_of, loaded, plain_lines

CASES = [(folder, choice) for folder in FOLDERS for choice in choices_of(loaded(folder))]
WINNOW = ROOT / "data" / "winnow-river"


@cache
def recount_of(folder: str, choice: str) -> Recount:
    return Recount(loaded(folder), choices_of(loaded(folder))[choice])


def context(folder: str, choice: str = "none") -> Any:
    return context_of(choices_of(loaded(folder))[choice], FOLDERS[folder])


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_each_issue_is_in_the_group_that_its_voices_make(folder: str, choice: str) -> None:
    recount = recount_of(folder, choice)
    found = grouped(context(folder, choice))
    assert dict(zip(found["issue"], found["group"], strict=True)) == {
        issue.id: recount.group(issue.id) for issue in recount.issues
    }
    for row in found.itertuples():
        assert row.voices == len(recount.voices(row.issue))
        assert row.heard == len(recount.counted(row.issue))
        assert row.left_out == len(recount.cells(row.issue)) - row.heard
        assert row.silent == len(recount.parties) - len(recount.cells(row.issue))


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_everybody_in_view_is_heard_silent_or_left_out(folder: str, choice: str) -> None:
    recount = recount_of(folder, choice)
    short = {each.id: each.short or each.name for each in recount.negotiation.parties}
    for stand in issue_stands(context(folder, choice)):
        held = recount.counted(stand.issue)
        assert {each.party for each in stand.held} == {each.party for each in held}
        assert {each.party for each in stand.voices} == {
            each.party for each in recount.voices(stand.issue)
        }
        spoken = {each.party for each in recount.cells(stand.issue)}
        out = spoken - {each.party for each in held}
        assert sorted(stand.left_out) == sorted(short[id] for id in out)
        assert sorted(stand.silent) == sorted(
            short[id] for id in recount.parties if id not in spoken
        )


def _number(word: str, every: int) -> int:
    """A number as a headline has it."""
    if word.lower() in ("each", "all"):
        return every
    return NUMBER_WORDS.index(word.lower()) if word.lower() in NUMBER_WORDS else int(word)


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_a_headline_counts_what_the_records_say(folder: str, choice: str) -> None:
    recount = recount_of(folder, choice)
    text = headline(context(folder, choice))
    number = len(recount.issues)
    if not number or not recount.parties:
        assert text == "Nothing is in view"
        return
    assert len(text) < 260
    groups = [recount.group(issue.id) for issue in recount.issues]
    if number == 1:
        assert text.startswith(recount.issues[0].title)
        return
    counts = recount.statuses
    untold = counts["unknown"] + counts[EARLY]
    first = re.match(r"(\w+) of (\d+) issues(?: in view)? (?:is|are) (known to be )?agreed", text)
    if first and first[1] == "None":
        assert counts["agreed"] == 0 and int(first[2]) == number
        assert bool(first[3]) == bool(untold)
    elif first:
        assert (_number(first[1], number), int(first[2])) == (counts["agreed"], number)
    elif text.startswith("All "):
        assert counts["agreed"] == number
    else:
        assert text.startswith("How far they are settled is known of none of") and untold == number
    assert ("in view" in text) == (number != len(recount.negotiation.issues))
    if found := re.search(r"(\w+) (?:is|are) disputed", text):
        assert _number(found[1], number) == counts["disputed"] > 0
    else:
        assert not counts["disputed"]
    if found := re.search(r"On (\w+)(?: of them)?,? some stand apart", text):
        assert _number(found[1], number) == groups.count("apart")
    few = groups.count("one") + groups.count("none")
    if found := re.search(r"On (\w+), (no more than one|nobody)", text):
        assert _number(found[1], number) == few
        assert (found[2] == "nobody") == (groups.count("one") == 0)
    else:
        assert not few
    if found := re.search(r"On (\w+), all that are heard lean the same way", text):
        assert _number(found[1], number) == groups.count("together")


def overview_html(folder: Path | None = None, **query: list[str]) -> str:
    asked: Query = query
    return page("overview", (), folder or FOLDERS["ukraine-berlin"], **asked).html


def test_the_shipped_overview_opens_with_its_finding() -> None:
    lines = plain_lines(overview_html())
    assert (
        "None of 12 issues is known to be agreed. Two are disputed: Withdrawal from parts of "
        "Donetsk and Cession of territory. On seven, no more than one party has been heard."
    ) in lines


def test_what_is_claimed_stands_beside_what_is_known() -> None:
    found = " ".join(plain_lines(overview_html()))
    assert "Claimed · U.S. officials, unnamed, ¶\u00a08 90% agreed In this record" in found
    assert "0 of 12 agreed, 1 converging Of 6 no status is known. Check the claim" in found


def test_a_chip_leads_to_its_cell_and_says_whose_word_it_is() -> None:
    html = overview_html()
    chips = re.findall(r'<a class="chip ([^"]+)" href="([^"]+)" title="([^"]+)"', html)
    found = {(href.partition("cell=")[2], title): cls for cls, href, title in chips}
    assert found["russia.eu-membership", "Russia: Open to it, not on the record"] == "open"
    assert found["ukraine.ceasefire-monitoring", "Ukraine: Supports, on the record"].endswith(
        "on-record"
    )


def row_of(html: str, title: str) -> str:
    (row,) = (row for row in re.split(r"(?=<tr)", html) if f">{title}</a>" in row and "<th" in row)
    return row.partition("</tr>")[0]


def test_a_row_that_stands_apart_says_red_lines_conditions_and_gists() -> None:
    row = row_of(overview_html(), "Cession of territory")
    assert "red line" in row and "Will not cede territory" in row
    gaps = re.findall(r'<td class="(\w+)( gap)?( no)?"', row)
    assert [side for side, gap, _ in gaps if gap] == ["opposes", "reluctant", "undecided", "open"]
    assert "U.S.</bdi>, <bdi>Europeans" in row
    assert "contested" in row_of(overview_html(), "Withdrawal from parts of Donetsk")
    assert "gist" not in row_of(overview_html(), "Monitoring of a ceasefire")


def test_what_the_filters_leave_out_is_not_silent() -> None:
    row = row_of(overview_html(record=["yes"]), "Cession of territory")
    assert "left out: <bdi>Ukraine</bdi>, <bdi>Russia</bdi>" in row


def test_values_stand_on_an_axis_of_their_own_with_the_unit_once() -> None:
    row = row_of(overview_html(EVERY_PART), "Total catch")
    assert row.count(">kt<") == 1
    assert "60–80" in row and "--from:0.300;--to:0.400" in row
    ladder = row_of(overview_html(EVERY_PART), "Mesh of nets")
    assert "4 rungs" in ladder and "rungs 3–4" in ladder and "No nets at all &lt;ever&gt;" in ladder


def test_one_status_of_all_is_one_sentence() -> None:
    html = overview_html(WINNOW, status=["open"])
    number = len([each for each in load(WINNOW).issues if each.status == "open"])
    assert f"All {number} issues in view are open." in " ".join(plain_lines(html))
    table = html[html.index('class="stands ') :].partition("</table>")[0]
    assert 'class="counted"' not in html and "status open" not in table


def test_nothing_in_view_is_said_in_the_title() -> None:
    html = overview_html(status=["agreed"])
    assert "<h1>Nothing is in view</h1>" in html
    assert 'class="stands' not in html and 'class="claim-box"' not in html


def test_a_stand_is_frozen() -> None:
    stand: IssueStand = issue_stands(context("ukraine-berlin"))[0]
    with pytest.raises(AttributeError):
        stand.group = "none"  # type: ignore[misc]
