"""The agreement of pairs: order, labels, title, and pairs without a score."""

from __future__ import annotations

import pandas as pd
import pytest

from parley import measures
from parley.charts.agreement import COLUMNS, agreement, alt, finding, ranked
from parley.frames import Frames

NONE = float("nan")


def scores_of(*rows: tuple[str, str, float, int]) -> pd.DataFrame:
    """Scores from two names, the score and the issues that it rests on, of 12."""
    return pd.DataFrame(
        [(a.lower(), b.lower(), a, b, score, shared, 12) for a, b, score, shared in rows],
        columns=COLUMNS,
    ).astype({"score": "float64"})


SCORES = scores_of(
    ("A", "B", 0.25, 2), ("A", "C", 0.75, 3), ("B", "C", NONE, 0), ("A", "D", 0.75, 5)
)


def labels(scores: pd.DataFrame) -> list[str]:
    return [each.text for each in agreement(scores).layout.annotations if each.name != "scale"]


def test_pairs_are_ranked_and_equal_ones_by_what_they_rest_on() -> None:
    assert ranked(SCORES)["name_b"].tolist() == ["D", "C", "B"]
    (dots,) = agreement(SCORES).data
    assert dots.x == (0.75, 0.75, 0.25)
    assert list(dots.y) == sorted(dots.y)


def test_a_label_says_what_a_score_rests_on() -> None:
    found = labels(SCORES)
    assert found[0].startswith("<b>A and D</b>")
    assert "0.75 on 5 of 12" in found[0]
    assert "0.25 on 2 of 12" in found[2]


def test_a_long_pair_keeps_its_score() -> None:
    names = "United States of America", "European Union and its members"
    (label,) = labels(scores_of((*names, 0.5, 3)))
    assert "<br>" in label
    assert "0.50 on 3 of 12" in label


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (scores_of(), "No two parties have spoken on the same issue"),
        (scores_of(("A", "B", NONE, 0)), "No two parties have spoken on the same issue"),
        (scores_of(("A", "B", 0.5, 3)), "A and B agree 0.50 on 3 of 12 issues"),
        (scores_of(("A", "B", 0.5, 3), ("A", "C", 0.5, 1)), "All 2 pairs agree 0.50 of 1"),
        (SCORES, "A and D agree most, 0.75 on 5 of 12 issues; A and B least, 0.25 on 2"),
    ],
)
def test_the_title_states_the_finding(scores: pd.DataFrame, expected: str) -> None:
    assert finding(scores) == expected
    assert agreement(scores).layout.title.text.replace("<br>", " ") == expected


def test_the_words_name_the_pairs_without_a_score() -> None:
    assert alt(SCORES) == (
        "A and D agree most, 0.75 on 5 of 12 issues; A and B least, 0.25 on 2. "
        "A and D: 0.75 on 5 of 12. A and C: 0.75 on 3 of 12. A and B: 0.25 on 2 of 12. "
        "1 pair without a shared issue has no score."
    )


def test_it_draws_what_the_measure_returns(shipped_frames: Frames) -> None:
    parties = shipped_frames.parties
    names = dict(zip(parties["party"].astype("str"), parties["name"], strict=True))
    current = shipped_frames.positions[shipped_frames.positions["current"]]
    scores = measures.agreement(current, shipped_frames.issues, ["ukraine", "russia"])
    scores = scores.assign(name_a=scores["party_a"].map(names), name_b=scores["party_b"].map(names))
    (score,) = agreement(scores).data[0].x
    assert score == scores["score"].iloc[0]


def test_names_from_data_are_escaped() -> None:
    figure = agreement(scores_of(("<b>A</b>", "B & C", 0.5, 3)))
    safe = "&lt;b&gt;A&lt;/b&gt; and B &amp; C"
    assert figure.data[0].hovertext == (
        f"<b>{safe}</b><br>Agreement 0.50, resting on 3 of 12 issues",
    )
    assert figure.layout.title.text.startswith(safe)


def test_the_empty_frame_draws_no_dot() -> None:
    figure = agreement(scores_of())
    assert len(figure.data) == len(figure.layout.shapes) == len(figure.layout.annotations) == 0


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was() -> None:
    before = SCORES.copy()
    assert agreement(SCORES, dark=True).to_json() == agreement(SCORES, dark=True).to_json()
    pd.testing.assert_frame_equal(SCORES, before)
