"""Letters that count as the same where words are looked for."""

from __future__ import annotations

import re

import pytest

from parley.folding import LETTERS, MARKS, fold, has_words, words_of
from parley.ui.components import ASSETS
from tests.folding import EXAMPLES


@pytest.mark.parametrize(("text", "folded"), EXAMPLES.items())
def test_a_text_is_folded_and_stays_so(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_words_are_found_anywhere_in_any_order() -> None:
    assert has_words("Straße nach İstanbul", words_of(" istanbul  STRASSE "))
    assert not has_words("Straße nach İstanbul", words_of("strasse ankara"))
    assert has_words("anything", words_of("  "))


def test_the_browser_has_the_same_marks_and_letters() -> None:
    script = (ASSETS / "fold.js").read_text("utf-8")
    found = re.search(r"const MARKS = /\[(.*?)\]/g;", script)
    assert found is not None
    ranges = re.findall(r"\\u([0-9A-F]{4})(?:-\\u([0-9A-F]{4}))?", found[1])
    assert [(int(first, 16), int(last or first, 16)) for first, last in ranges] == list(MARKS)
    table = re.search(r"const LETTERS = \{(.*?)\};", script, re.DOTALL)
    assert table is not None
    pairs = re.findall(r"""["'](.)["']: (?:"(.*?)"|'(.*?)')(?:,|$)""", table[1])
    assert {letter: one or other for letter, one, other in pairs} == LETTERS
