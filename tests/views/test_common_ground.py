"""Common ground: its title, claimed beside found, who was not heard, and the map of pairs."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml

from benchmarks.folders import write
from parley.measures import settled_shares
from parley.views.claim_readings import readings_finding
from parley.views.claims import checked_claims
from parley.views.common_ground import headline
from tests.folders import EVERY_PART
from tests.views.pages import context_of, page
from tests.views.recount import EARLY, Recount
from tests.views.sentence_lines import FOLDERS, choices_of, loaded

CASES = [
    (folder, choice)
    for folder in FOLDERS
    for choice in ("none", "area", "status", "parties", "record", "since", "early")
]

Query = dict[str, list[str]]


def markup_of(folder: str, query: Query) -> str:
    return page("common ground", folder=FOLDERS[folder], **query).html  # type: ignore[arg-type]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# --- the title


def with_claims(tmp_path: Path, *shares: float) -> Path:
    """The folder with every part, with claims of these shares alone."""
    folder = tmp_path / "claimed"
    shutil.copytree(EVERY_PART, folder)
    header = folder / "negotiation.yaml"
    data = yaml.safe_load(header.read_text())
    claim = next(each for each in data["claims"] if "share_agreed" in each)
    data["claims"] = [{**claim, "id": f"c{at}", "share_agreed": share}
                      for at, share in enumerate(shares)]  # fmt: skip
    header.write_text(yaml.safe_dump(data, allow_unicode=True))
    return folder


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.3], "30% agreed? This record bears it out: 2 of 6 issues are agreed or converging"),
        ([0.4], "40% agreed? This record cannot tell: it shows 1 of 6 issues agreed, 1 converging; "
                "of 1 no status is known"),
        ([0.9], "90% agreed? This record shows 1 of 6 issues agreed, 1 converging; of 1 no status "
                "is known"),
        ([0.3, 0.9], "30% or 90% agreed? This record shows 1 of 6 issues agreed, 1 converging; of 1 "
                     "no status is known"),
        ([0.9, 0.9], "90% agreed? This record shows 1 of 6 issues agreed, 1 converging; of 1 no "
                     "status is known"),
    ],
)  # fmt: skip
def test_the_title_says_what_is_claimed_and_what_the_record_shows(
    tmp_path: Path, shares: list[float], expected: str
) -> None:
    assert headline(context_of({}, with_claims(tmp_path, *shares))) == expected


def test_no_part_of_a_record_bears_a_claim_out(tmp_path: Path) -> None:
    folder = with_claims(tmp_path, 0.3)
    assert headline(context_of({"status": ["agreed"]}, folder)) == (
        "30% agreed? This record shows 1 of 1 issue in view agreed"
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "Common ground on 1 of 6 issues; those that decide stand apart on 4"),
        ({"party": ["kingdom"]}, "Common ground on none of 6 issues; on none do two that decide count"),
        ({"attribution": ["poll"]},
         "Common ground on none of 6 issues; on none do two that decide count"),
        ({"words": ["zzzz"]}, "Common ground on 1 of 6 issues; those that decide stand apart on 4"),
    ],
)  # fmt: skip
def test_without_a_claim_the_title_says_what_is_common(
    tmp_path: Path, query: Query, expected: str
) -> None:
    assert headline(context_of(query, with_claims(tmp_path))) == expected


# --- claimed and found


def rows_of(html: str) -> dict[str, tuple[str, str, int, str]]:
    """By label the share, the count, the squares that are filled and the names of each row."""
    table = re.search(r'<table role="table" class="claim-check">.*?</table>', html)
    assert table
    found = {}
    for kind, row in re.findall(r'<tr class="(\w+)" role="row">(.*?)</tr>', table[0]):
        label = re.search(r"<b>(.*?)</b>", row)
        share = re.search(r'class="percent"><b>(.*?)</b>', row)
        of = re.search(r'class="of">(.*?)</td>', row)
        assert label and share and of
        squares = len(re.findall(rf'<i class="{kind}">', row))
        found[label[1]] = (share[1], of[1], squares, plain(row))
    return found


@pytest.mark.parametrize(("folder", "choice"), CASES)
def test_squares_show_what_the_records_say(folder: str, choice: str) -> None:
    query = choices_of(loaded(folder))[choice]
    recount = Recount(loaded(folder), query)
    rows = rows_of(markup_of(folder, query))
    total = len(recount.issues)
    status = {issue.title: recount.status(issue) for issue in recount.issues}
    one_way = [each.title for each in recount.issues if recount.standing(each.id) == "agree"]
    filtered = any(map(query.get, ("record", "said_since", "attribution")))
    heard = "All that count" if filtered else "All that have spoken"
    expected = {
        "Status is agreed": [title for title, each in status.items() if each == "agreed"],
        "Agreed or converging": [
            title for title, each in status.items() if each in ("agreed", "converging")
        ],
        f"{heard} lean one way": one_way,
        "No status is known": [
            title for title, each in status.items() if each in ("unknown", EARLY)
        ],
    }
    assert rows.keys() == {"Claimed", *expected}
    for label, titles in expected.items():
        share, of, squares, text = rows[label]
        assert share == f"{len(titles) / total:.0%}"
        assert of == f"{len(titles)} of {total}" and squares == len(titles)
        assert all(title in text for title in titles)
    (claim,) = (each for each in loaded(folder).header.claims if each.share_agreed is not None)
    share, of, squares, text = rows["Claimed"]
    assert share == f"{claim.share_agreed:.0%}" and claim.text in text
    assert squares == round((claim.share_agreed or 0) * total)
    assert of.removeprefix("about ") == f"{squares} of {total}"
    assert of.startswith("about") == (abs(squares - (claim.share_agreed or 0) * total) > 1e-9)


def test_of_more_than_forty_issues_a_bar_stands_for_the_squares(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    write(folder, 3, 45, form="yaml")
    header = folder / "negotiation.yaml"
    data = yaml.safe_load(header.read_text())
    source = yaml.safe_load((folder / "sources.yaml").read_text())
    first = source[0] if isinstance(source, list) else source["sources"][0]
    data["claims"] = [{"id": "c", "text": "Half.", "share_agreed": 0.5, "evidence": [
        {"source": first["id"], "locator": "1", "attribution": "reporter"}]}]  # fmt: skip
    header.write_text(yaml.safe_dump(data))
    html = page("common ground", folder=folder).html
    assert 'class="issues"' not in html and 'class="bar" style="--share:0.5000"' in html
    assert "about 22 of 45" in html


def test_each_reading_is_in_the_table() -> None:
    context = context_of({}, FOLDERS["winnow-river"])
    found = settled_shares(context.view)
    html = markup_of("winnow-river", {})
    assert f"All {len(found)} ways to count" in html
    table = re.search(r'<details class="readings">.*?</table>', html)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[0])[1:]
    cells = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
             for row in rows]  # fmt: skip
    shares = [each[-1] for each in cells for _ in each[2].split("; ")]
    assert sorted(shares) == sorted(f"{share:.0%}" for share in found["share"])
    span = f"{found['share'].min() * 100:.0f}–{found['share'].max():.0%}"
    assert f'class="percent">{span}</b>' in html


def test_the_highest_reading_is_called_no_ceiling() -> None:
    found = settled_shares(context_of({}, FOLDERS["ukraine-berlin"]).view)
    said = readings_finding(found, [0.9])
    assert said.startswith(f"None of {len(found)} readings comes near 90%; they reach from 0% to ")
    assert said.endswith("so the highest is no ceiling.")


def test_a_claim_says_whose_word_it_is() -> None:
    (claim,) = checked_claims(context_of({}, FOLDERS["ukraine-berlin"]))
    assert claim.whose.text == "U.S. officials, unnamed, ¶\u00a08" and not claim.whose.on_record
    assert (claim.check.floor, claim.check.ceiling, claim.check.known) == (1, 7, 6)


# --- who leans, who stands apart, who was not heard


def items_of(html: str, heading: str) -> dict[str, str]:
    """By title the markup of each issue in a list."""
    (part,) = re.findall(rf"{heading}(.*?)</ul></div>", html)
    items = re.findall(r"<li><h3>(.*?)</h3>(.*?)</li>", part)
    return {plain(title): item for title, item in items}


def named(recount: Recount, text: str) -> set[str]:
    """The parties, by id, that a line names; more of them are counted in it."""
    return {
        id for id, name in recount.names.items() if re.search(rf"{re.escape(name)}(?!\w)", text)
    }


@pytest.mark.parametrize("choice", ["none", "record", "parties"])
@pytest.mark.parametrize("folder", ["ukraine-berlin", "winnow-river", "fishing"])
def test_those_not_heard_are_named_and_left_out_are_not_among_them(
    folder: str, choice: str
) -> None:
    query = choices_of(loaded(folder))[choice]
    recount, html = Recount(loaded(folder), query), markup_of(folder, query)
    for heading, deciding in (("lean the same way", False), ("stands between them", True)):
        if f"{heading}<" not in html or '<ul class="sided">' not in html.split(heading)[1][:900]:
            continue
        for title, item in items_of(html, heading).items():
            (issue,) = (each.id for each in recount.issues if each.title == title)
            held = {each.party for each in recount.cells(issue)}
            silent = {
                party for party in recount.parties
                if party not in held and (not deciding or recount.decides(issue, party))
            }  # fmt: skip
            line = re.search(r'<p class="unheard ours">(Not heard.*?)</p>', item)
            assert bool(line) == bool(silent), (title, silent)
            if line and " more" not in line[1]:
                assert named(recount, plain(line[1])) == silent


def chips_of(item: str) -> list[set[str]]:
    """The parties on the chips of an issue, side by side."""
    row = re.search(r'<div class="chip-row">.*?</div>', item)
    assert row
    sides = row[0].split('<span class="against">')
    return [set(re.findall(r"<bdi>(.*?)</bdi>", side)) for side in sides]


def test_chips_stand_against_each_other_as_the_voices_do() -> None:
    found = items_of(markup_of("winnow-river", {}), "stands between them")
    assert chips_of(found["Binding arbitration"]) == [
        {"Republic of Upmere"}, {"Union of the Lower Winnow"},
    ]  # fmt: skip
    assert "red line" in found["Binding arbitration"]
    values = found["Flow in the dry season"]
    assert chips_of(values) == [{"Republic of Upmere"}, {"Union of the Lower Winnow"}]
    assert "at most 60 m³/s" in values and "on conditions" in values
    assert "contested by Union of the Lower Winnow" in found["Inspections at the dam"]


def test_chips_of_those_that_lean_the_same_way() -> None:
    found = items_of(markup_of("ukraine-berlin", {}), "lean the same way")
    assert chips_of(found["EU membership"]) == [{"Ukraine", "European leaders", "Russia"}]
    assert 'class="chip open"' in found["EU membership"]
    assert ">open to it</span>" in found["EU membership"]


def test_three_values_stand_on_three_sides() -> None:
    found = items_of(page("common ground", folder=EVERY_PART).html, "stands between them")
    assert [len(side) for side in chips_of(found["Total catch"])] == [1, 1, 1]
    assert [len(side) for side in chips_of(found["Port access"])] == [2, 1]


# --- the map of pairs


def test_the_map_has_each_pair_once_with_what_it_rests_on() -> None:
    recount = Recount(loaded("winnow-river"), {})
    html = markup_of("winnow-river", {})
    table = re.search(r'<table class="agree[^"]*">.*?</table>', html)
    assert table
    short = {party.short or party.name: party.id for party in loaded("winnow-river").parties}
    columns = [short[unescape(name)] for name in
               re.findall(r'<th scope="col"><bdi>(.*?)</bdi>', table[0])]  # fmt: skip
    ids = {name: id for id, name in recount.names.items()}
    pairs = {}
    for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', table[0]):
        name = re.match(r"<bdi>(.*?)</bdi>", row)
        assert name
        party = ids[unescape(name[1])]
        told = re.findall(r"<td.*?</td>", row)
        for other, cell in zip(columns, told, strict=True):
            text = plain(cell)
            if text and text != "bloc and member":
                pairs[frozenset((party, other))] = text
    scored = {
        frozenset(pair): recount.pair(*pair)["shared"]
        for pair in recount.pairs() if recount.pair(*pair)["shared"] >= 3
    }  # fmt: skip
    assert {pair for pair, text in pairs.items() if text[0].isdigit()} == scored.keys()
    for pair, shared in scored.items():
        assert re.fullmatch(rf"\d\.\d\d on {shared}", pairs[pair])


def test_two_scores_make_no_map() -> None:
    assert '<table class="agree' not in markup_of("ukraine-berlin", {})


def test_computing_is_explained_once() -> None:
    html = markup_of("ukraine-berlin", {})
    links = set(re.findall(r'href="#how-([\w-]+)"', html))
    assert links and links <= set(re.findall(r'id="how-([\w-]+)"', html))
