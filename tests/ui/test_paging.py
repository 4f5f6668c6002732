"""What fits a page and what does not: parts that cover everything once, and choosers of few."""

from __future__ import annotations

import pytest

from parley.ui.paging import matching_options
from parley.views.paging import MOST_ROWS, parts


@pytest.mark.parametrize(("total", "most"), [(1, 1), (7, 3), (40, 40), (41, 40), (6_200, 62)])
def test_parts_cover_everything_once_and_are_even(total: int, most: int) -> None:
    ids = [f"i{number}" for number in range(total)]
    found = parts(ids, most)
    assert [id for part in found for id in part.ids] == ids
    sizes = [len(part.ids) for part in found]
    assert max(sizes) <= most and max(sizes) - min(sizes) <= 1
    assert len(found) == -(-total // most)
    assert [part.number for part in found] == list(range(1, len(found) + 1))


def test_a_part_says_what_it_is_of_how_many() -> None:
    first, second = parts([f"i{number}" for number in range(2_000)], 1_000)
    assert first.words("issues") == "Issues 1 to 1,000 of 2,000"
    assert second.words("issues") == "Issues 1,001 to 2,000 of 2,000"
    assert not first.whole and parts(["a"], 9)[0].whole


def test_the_address_of_the_first_part_has_no_number() -> None:
    first, second = parts(["a", "b"], 1)
    assert first.query == {}
    assert second.query == {second.key: "2"}


def test_nothing_at_all_is_one_whole_part() -> None:
    (part,) = parts([], 1)
    assert part.ids == () and part.whole


def test_a_chooser_of_very_many_offers_those_with_the_words_and_the_current_one() -> None:
    names = {f"i{number}": f"Issue {number}" for number in range(MOST_ROWS + 100)}
    assert len(matching_options(names, "", "")) == MOST_ROWS
    assert list(matching_options(names, "issue 299", "i3")) == ["i3", "i299"]
