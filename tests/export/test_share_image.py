"""The share image: a card on each kind of page, set in the fonts that are found, never with boxes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from parley.export.share_image import SIZE, FontBook, share_image
from parley.export.share_image.bidi import pieces
from parley.export.share_image.track import place, place_on_axis
from parley.export.share_image.typesetting import MissingGlyph, Typesetter
from parley.format.vocabulary import STANCES
from parley.paths import data_dir
from parley.ui.streamlit_internals import source_sans
from parley.views.page_subject import subject
from parley.views.share_card import MOST_ROWS, Mark, Row, ShareCard, share_card
from tests.cases import CASES
from tests.folders import EVERY_PART
from tests.views.pages import context_of

NOWHERE = FontBook(source_sans(), places=())
"""A machine without any font but that of the pages."""
HERE = FontBook(source_sans())

FOLDERS = [
    *sorted(each.parent for each in data_dir().glob("*/negotiation.yaml")),
    EVERY_PART,
    CASES / "d9-points",
    CASES / "d11-veto-in-bloc",
]
PAGES = ("", "compare", "issue", "party", "common-ground", "matrix", "evidence")

EMPTY = ShareCard("A folder · as of 1 May 2024", "Nothing is in view")


def image_of(png: bytes) -> Image.Image:
    found = Image.open(BytesIO(png))
    assert (found.format, found.size) == ("PNG", SIZE)
    return found.convert("RGB")


def ink(png: bytes) -> int:
    """How many pixels are not paper."""
    return sum(
        number for number, colour in image_of(png).getcolors(1 << 20) if colour != (255,) * 3
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_page_of_each_folder_has_its_image(folder: Path, page: str) -> None:
    context = context_of({}, folder)
    card = share_card(context, page, subject(context, page, {}))
    assert card.headline and len(card.rows) <= MOST_ROWS
    png = share_image(card, "/address", HERE)
    assert ink(png) > ink(share_image(EMPTY, "/", HERE)) or not card.rows
    assert png == share_image(card, "/address", HERE)
    assert len(png) < 300_000


def test_silence_is_named_and_the_source_too() -> None:
    context = context_of({"party": ["ukraine", "russia", "united-states"]})
    card = share_card(context, "compare")
    beside = {row.title: row.beside for row in card.rows}
    assert beside["Cession of territory"] == "not heard: U.S."
    assert card.note == "5 of 12 issues"
    assert card.source == "Source: GeokHub, 15 Dec 2025"


def test_what_the_filters_leave_out_is_no_silence() -> None:
    context = context_of({"record": ["yes"]})
    card = share_card(context, "issue", "territorial-cession")
    assert "left out: " in card.note
    party = share_card(context, "party", "ukraine")
    assert "left out on " in party.note


def test_a_party_has_its_positions_and_what_it_is_silent_on() -> None:
    context = context_of({})
    card = share_card(context, "party", "russia")
    assert [(row.title, row.marks[0].text, row.marks[0].on_record) for row in card.rows] == [
        ("Withdrawal from parts of Donetsk", "Supports", False),
        ("Cession of territory", "Supports", False),
        ("EU membership", "Open to it", False),
    ]
    assert card.note == "not heard on 9 of 12 issues"
    assert all(row.beside for row in card.rows)


def test_a_value_stands_at_its_place_and_its_bound_is_said() -> None:
    context = context_of({}, data_dir() / "winnow-river")
    marks = {
        mark.text: mark
        for row in share_card(context, "compare").rows
        for mark in row.marks
        if mark.points
    }
    least = next(mark for text, mark in marks.items() if "≥" in text)
    assert least.points == (least.low,) and least.high == 1.0
    most = next(mark for text, mark in marks.items() if "≤" in text)
    assert most.points == (most.high,) and most.low == 0.0


# --- fonts


@pytest.mark.parametrize(
    "text",
    [
        "中文标题",
        "שלום עולם",
        "जिनेवा वार्ता",
        "Geneva \N{ROCKET}",
        "a\ue000b\N{BLACK SPADE SUIT}\U0001f0a1",
    ],
)
def test_without_a_glyph_there_is_a_plain_card_with_the_address(text: str) -> None:
    card = replace(EMPTY, headline=text)
    with pytest.raises(MissingGlyph):
        Typesetter(NOWHERE).line(text, 20)
    png = share_image(card, "/compare?party=a", NOWHERE)
    assert png == share_image(None, "/compare?party=a", NOWHERE)
    assert ink(png) > 5_000


@pytest.mark.parametrize(
    "where", ["headline", "over", "lead", "note", "source", "title", "mark", "beside", "ends"]
)
def test_a_glyph_that_is_missing_anywhere_is_missed(where: str) -> None:
    row = Row("Title", (Mark("Party", "opposes", True),), "not heard: X")
    scale = replace(row, marks=(Mark("Party", None, True, 0.1, 0.1, (0.1,)),), ends=("0", "9"))
    changed = {
        "title": replace(row, title="中"),
        "mark": replace(row, marks=(Mark("中", "opposes", True),)),
        "beside": replace(row, beside="中"),
        "ends": replace(scale, ends=("0", "中")),
    }
    card = replace(EMPTY, rows=(changed.get(where, row),))
    if where not in changed:
        card = replace(card, **{where: "中"})
    assert share_image(card, "/x", NOWHERE) == share_image(None, "/x", NOWHERE)


def test_without_any_font_there_is_still_an_address() -> None:
    bare = FontBook((), places=())
    assert ink(share_image(EMPTY, "/x", bare)) > 1_000
    assert ink(share_image(None, "/x", bare)) > 1_000


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    book = FontBook((tmp_path / "gone.woff2",), places=(tmp_path, tmp_path / "nothing"))
    assert book.face("a", bold=False) is not None
    assert book.face("中", bold=False) is None


@pytest.fixture
def with_hebrew(tmp_path: Path) -> FontBook:
    """The fonts of the pages, and one with Hebrew letters, each of them a box."""
    letters = {char: f"hebrew{ord(char):x}" for char in map(chr, range(0x05D0, 0x05EB))}
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *letters.values()]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(char): name for char, name in letters.items()})
    font.setupGlyf(dict.fromkeys(names, box))
    font.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(tmp_path / "boxes.ttf")
    return FontBook(source_sans(), places=(tmp_path,))


def test_a_name_from_right_to_left_is_set_from_there(with_hebrew: FontBook) -> None:
    line = Typesetter(with_hebrew).line("ועדה 12 EU", 20)
    assert line.rtl
    assert [run.text.strip() for run in line.runs if run.text.strip()] == ["EU", "12", "ועדה"]
    named = share_image(replace(EMPTY, headline="ועדה"), "/x", with_hebrew)
    assert named != share_image(None, "/x", with_hebrew)


# --- order


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [
        ("plain text", False, ["plain text"]),
        ("אב", True, ["<אב"]),
        ("is אב here", False, ["is ", "<אב", " here"]),
        ("אב is גד", True, ["< גד", "is", "<אב "]),
        ("אב 1,520.5 גד", False, ["< גד", "1,520.5", "<אב "]),
        ("אב 10% גד", True, ["< גד", "10%", "<אב "]),
        ("x אב, גד y", False, ["x ", "<אב, גד", " y"]),
        ("x \u2068אב\u2069, \u2068גד\u2069 y", False, ["x ", "<אב", ", ", "<גד", " y"]),
        ("not heard: \u2068אב", False, ["not heard: ", "<אב"]),
        ("אב \u2068is 5\u2069 גד", True, ["< גד", "is 5", "<אב "]),
    ],
)
def test_pieces_come_in_the_order_of_showing(text: str, rtl: bool, shown: list[str]) -> None:
    found = [f"<{piece.text}" if piece.rtl else piece.text for piece in pieces(text, rtl)]
    assert found == shown


# --- places


TRACK = (300.0, 900.0)


@pytest.mark.parametrize("number", [1, 2, 5, 9, 40])
def test_no_mark_covers_another(number: int) -> None:
    stances = list(STANCES)
    marks = [
        Mark(f"Party {at}", stances[at * 7 % len(stances)], at % 2 == 0) for at in range(number)
    ]
    placed = place(marks, Typesetter(NOWHERE), TRACK, 62)
    assert placed
    boxes = sorted((each.at, each.left, each.right) for each in placed)
    for one, other in pairwise(boxes):
        assert one[0] != other[0] or one[2] <= other[1]
    assert all(TRACK[0] <= left and right <= TRACK[1] for _, left, right in boxes)
    # All are there, by name or counted.
    assert (
        sum(int(each.mark.text) if each.mark.on_record is None else 1 for each in placed) == number
    )


@pytest.mark.parametrize("number", [1, 2, 6, 30])
def test_no_value_covers_another(number: int) -> None:
    marks = [
        Mark(f"Party {at} 5", None, True, at / 30, at / 30, (at / 30,)) for at in range(number)
    ]
    placed = place_on_axis(marks, Typesetter(NOWHERE), TRACK)
    assert placed
    for one, other in pairwise(placed):
        assert one.right <= other.left
    assert all(TRACK[0] <= each.left and each.right <= TRACK[1] for each in placed)


@pytest.mark.parametrize("length", [1, 60, 400, 20_000])
def test_a_text_of_any_length_stays_within_its_lines(length: int) -> None:
    type = Typesetter(NOWHERE)
    for text in ("W" * length, ("word " * length)[:length]):
        lines = type.lines(text, 50, 1096, 2, bold=True)
        assert len(lines) <= 2 and all(line.width <= 1096 for line in lines)
