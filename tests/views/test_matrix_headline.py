"""The headline of the matrix: true on any folder, under filters, with nothing in view."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.views.matrix import headline
from tests.conftest import ROOT
from tests.folders import EVERY_PART
from tests.views.pages import context_of

SHIPPED = ROOT / "data" / "ukraine-berlin"
WINNOW = ROOT / "data" / "winnow-river"
NARROW = {"area": ["territory"], "status": ["agreed"]}


@pytest.mark.parametrize(
    ("folder", "query", "said"),
    [
        (SHIPPED, {}, "19 of 72 positions are known; Russia is heard on three, never on the record"),
        (SHIPPED, {"party": ["ukraine"]}, "7 of 12 positions are known, 4 of them on the record"),
        # What Germany holds is its bloc's word, of which the cells say so.
        (SHIPPED, {"party": ["germany"]}, "4 of 12 positions are known, all on the record"),
        (SHIPPED, {"record": ["yes"]}, "11 of 72 positions count; 8 are left out by the filters"),
        (SHIPPED, {"stance": ["opposes"]}, "3 positions are found, on 2 of 12 issues"),
        (SHIPPED, {"words": ["zeppelin"]}, "No position is found"),
        (SHIPPED, NARROW, "Nothing is in view"),
        (SHIPPED, {"party": ["european-union"]}, "None of 12 positions is known"),
        (WINNOW, {}, "47 of 84 positions are known, 41 of them on the record"),
        (EVERY_PART, {"attribution": ["second-hand"]},
         "None of 66 positions counts; 25 are left out by the filters"),
        (EVERY_PART, {"day": ["2024-03-02"]},
         "9 of 66 positions are known; Kingdom of Vael is heard on one, never on the record"),
    ],
)  # fmt: skip
def test_the_headline_says_how_much_is_known(
    folder: Path, query: dict[str, list[str]], said: str
) -> None:
    assert headline(context_of(query, folder)) == said
