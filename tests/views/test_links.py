"""Addresses of what a person sees."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest

from parley.frames.selection import Selection, cell_id, parse_cell
from parley.views.links import Links, query


def test_a_cell_has_a_name_that_can_be_taken_apart() -> None:
    assert cell_id("port-access", "kingdom") == "kingdom.port-access"
    assert parse_cell(cell_id("port-access", "kingdom")) == ("port-access", "kingdom")


@pytest.mark.parametrize("text", ["", ".", "kingdom", "kingdom.", ".port-access"])
def test_what_names_no_cell(text: str) -> None:
    assert parse_cell(text) is None


@pytest.mark.parametrize(
    ("selection", "more", "expected"),
    [
        (Selection(), {}, "negotiation=talks"),
        (Selection(), {"cell": "a.b"}, "negotiation=talks&cell=a.b"),
        (
            Selection(parties=("b", "a"), day=dt.date(2024, 5, 1)),
            {"cell": "a.b"},
            "negotiation=talks&party=b&party=a&day=2024-05-01&cell=a.b",
        ),
        (Selection(words="50% & <b>"), {}, "negotiation=talks&words=50%25+%26+%3Cb%3E"),
    ],
)
def test_the_query_of_an_address(selection: Selection, more: dict[str, str], expected: str) -> None:
    assert query("talks", selection, **more) == expected
    assert Selection.from_query(parse_qs(expected)) == selection


def test_the_pages_carry_what_is_chosen_and_their_own_subject() -> None:
    links = Links("talks", Selection(areas=("money",), day=dt.date(2024, 5, 1)))
    chosen = "negotiation=talks&area=money&day=2024-05-01"
    assert links.issue("pay") == f"issue?{chosen}&issue=pay"
    assert links.party("union") == f"party?{chosen}&subject=union"
    assert links.cell("pay", "union") == f"matrix?{chosen}&cell=union.pay"
    assert links.on_the_day().issue("pay") == "issue?negotiation=talks&day=2024-05-01&issue=pay"
