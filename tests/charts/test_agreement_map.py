"""The heat map of agreement: what it tells of each pair, at any number of parties."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley.charts.agreement_map import (
    LABEL,
    MOST_ACROSS,
    MOST_EXPLAINED,
    MOST_PIXELS,
    agreement_map,
)


def figure_of(number: int, name: str = "Party {}") -> go.Figure:
    """The heat map of so many parties, of whom each pair agrees by half on seven issues."""
    ids = [f"p{at}" for at in range(number)]
    names = {id: name.format(id[1:]) for id in ids}
    pairs = pd.DataFrame(combinations(ids, 2), columns=["party_a", "party_b"])
    scores = pairs.assign(score=0.5, shared=7, same=4, apart=3, possible=9)
    return agreement_map(scores, ids, names, names).figure()


def drawn(number: int, name: str = "Party {}") -> dict[str, object]:
    """The cells of the same, as they are sent."""
    figure = figure_of(number, name)
    assert len(figure.to_json()) < 1_000_000
    return dict(figure.data[0].to_plotly_json())


@pytest.mark.parametrize("number", [2, 12, 13, 20, 21, 80, 200])
def test_names_have_room_at_any_number_of_parties(number: int) -> None:
    layout = figure_of(number).layout
    rows = layout.height - layout.margin.t
    assert rows / len(layout.yaxis.ticktext) >= LABEL and rows <= MOST_PIXELS + number * 2
    assert layout.xaxis.showticklabels == (number <= MOST_ACROSS)
    assert bool(layout.xaxis.title.text) == (number > MOST_ACROSS)


def test_each_pair_is_told_with_what_it_rests_on() -> None:
    told = drawn(MOST_EXPLAINED)["hovertext"]
    assert isinstance(told, list)
    assert "Party 0<br>Party 1<br>0.50 on 7 issues" in [cell for row in told for cell in row]


def test_very_many_parties_are_told_by_name_and_score() -> None:
    found = drawn(MOST_EXPLAINED + 120)
    assert "hovertext" not in found
    assert isinstance(found["x"], list) and found["x"] == found["y"]
    assert sorted(found["x"]) == sorted(f"Party {at}" for at in range(MOST_EXPLAINED + 120))
    assert "%{x}" in str(found["hovertemplate"]) and "%{y}" in str(found["hovertemplate"])


def test_parties_of_one_name_stay_apart() -> None:
    ids = drawn(MOST_EXPLAINED + 1, "The same")["x"]
    assert isinstance(ids, list) and len(set(ids)) == MOST_EXPLAINED + 1


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([None, None, None], "No two parties in view share enough issues for a score: the most is 2"),
        ([0.5, None, None], "A and B are the one pair with a score, 0.50 on 3 issues"),
        ([0.525, None, None], "A and B are the one pair with a score, 0.53 on 3 issues"),
        ([0.525, 0.9, None],
         "A and C agree most, 0.90 on 4 issues; A and B least, 0.53 on 3 issues"),
        ([0.5, 0.5, None], "All 2 pairs with a score have the same, 0.50"),
        ([0.9, 0.5, 0.2], "A and B agree most, 0.90 on 3 issues; B and C least, 0.20 on 5 issues"),
        ([0.9, 0.9, 0.2],
         "A and C and 1 other pair agree most, 0.90; B and C least, 0.20 on 5 issues"),
    ],
)  # fmt: skip
def test_the_title_says_who_agrees_most_and_counts_ties(
    scores: list[float | None], expected: str
) -> None:
    pairs = pd.DataFrame(combinations("ABC", 2), columns=["party_a", "party_b"])
    shared = [number if score else 2 for number, score in zip((3, 4, 5), scores, strict=True)]
    frame = pairs.assign(score=pd.Series(scores, dtype=float), shared=shared, same=1, apart=1)
    names = {id: id for id in "ABC"}
    assert agreement_map(frame, list("ABC"), names, names).finding == expected
