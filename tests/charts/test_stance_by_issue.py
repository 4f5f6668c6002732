"""The stances by issue: who counts, the title, and the empty frame."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parley.blocs import blocs_of, counted
from parley.charts.stance_by_issue import alt, finding, stance_by_issue, stance_counts
from parley.frames import Frames
from parley.load import Negotiation


@pytest.fixture
def counts(shipped_negotiation: Negotiation, shipped_frames: Frames) -> pd.DataFrame:
    in_view = list(shipped_frames.parties["party"])
    counts = counted(shipped_frames.positions, blocs_of(shipped_negotiation.parties), in_view)
    return stance_counts(
        shipped_frames.positions, counts, shipped_frames.parties, shipped_frames.issues
    )


def counts_of(*rows: tuple[str, str, int], parties: int = 5) -> pd.DataFrame:
    """Counts from the title of an issue, a stance and a number."""
    return pd.DataFrame(
        [(title.lower(), title, stance, number, 0, parties) for title, stance, number in rows],
        columns=["issue", "title", "stance", "count", "inherited_count", "parties"],
    )


def told(counts: pd.DataFrame, issue: str) -> dict[str, int]:
    rows = counts[counts["issue"] == issue]
    return dict(zip(rows["stance"], rows["count"], strict=True))


def test_a_bloc_and_its_members_count_once(counts: pd.DataFrame) -> None:
    rows = counts[counts["issue"] == "european-led-peacekeeping"]
    assert told(counts, "european-led-peacekeeping") == {"supports": 1, "silent": 5}
    assert rows["parties"].unique().tolist() == [6]


def test_members_count_where_their_bloc_is_out_of_view(shipped_frames: Frames) -> None:
    members = shipped_frames.parties["party"].isin(["germany", "france"])
    parties = shipped_frames.parties[members]
    found = stance_counts(
        shipped_frames.positions,
        np.ones(len(shipped_frames.positions), bool),
        parties,
        shipped_frames.issues,
    )
    assert told(found, "european-led-peacekeeping") == {"supports": 2}
    assert found["inherited_count"].max() == 2


def test_all_parties_are_counted_or_silent(counts: pd.DataFrame) -> None:
    totals = counts.groupby("issue", sort=False).agg({"count": "sum", "parties": "first"})
    assert (totals["count"] == totals["parties"]).all()
    assert len(totals) == 12


def test_issues_stand_in_the_order_of_the_frame(
    shipped_frames: Frames, counts: pd.DataFrame
) -> None:
    assert list(dict.fromkeys(counts["title"])) == list(shipped_frames.issues["title"])
    labels = [each.text for each in stance_by_issue(counts).layout.annotations[:12]]
    assert labels[0].startswith("<b>EU membership</b>")
    assert "3 of 6 parties" in labels[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "Nothing is in view"),
        ([("X", "silent", 5)], "Nobody has a position on the one issue in view"),
        (
            [("X", "silent", 5), ("Y", "silent", 5)],
            "Nobody has a position on any of the 2 issues in view",
        ),
        ([("X", "open", 2)], "Parties lean both ways on none of 1 issue"),
        (
            [("X", "open", 2), ("X", "reluctant", 1), ("Y", "silent", 5), ("Z", "opposes", 3)],
            "Parties lean both ways on 1 of 3 issues; on 1 nobody has a position",
        ),
        (
            [("X", "open", 2), ("X", "opposes", 1), ("Y", "value", 5)],
            "Parties lean both ways on 1 of 2 issues",
        ),
    ],
)
def test_the_title_states_the_finding(rows: list[tuple[str, str, int]], expected: str) -> None:
    counts = counts_of(*rows)
    assert finding(counts) == expected
    assert stance_by_issue(counts).layout.title.text.replace("<br>", " ") == expected


def test_the_words_have_the_numbers(counts: pd.DataFrame) -> None:
    text = alt(counts)
    assert text.startswith(
        "Parties lean both ways on 2 of 12 issues; on 2 nobody has a position. "
        "EU membership: 2 supports, 1 open to it, 3 silent."
    )


def test_the_noun_is_that_of_what_is_counted() -> None:
    figure = stance_by_issue(counts_of(("X", "supports", 1), ("Y", "supports", 2)))
    assert [each.split("<br>")[1] for each in figure.data[0].hovertext] == [
        "Supports: 1 party", "Supports: 2 parties"
    ]  # fmt: skip


def test_titles_from_data_are_escaped() -> None:
    figure = stance_by_issue(counts_of(("<i>x</i>", "supports", 1)))
    assert figure.data[0].hovertext[0].startswith("<b>&lt;i&gt;x&lt;/i&gt;</b>")
    assert figure.layout.annotations[0].text.startswith("<b>&lt;i&gt;x&lt;/i&gt;</b>")


def test_the_empty_frame_draws_no_bar() -> None:
    figure = stance_by_issue(counts_of())
    assert len(figure.data) == 0
    assert figure.layout.title.text == "Nothing is in view"


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(counts: pd.DataFrame) -> None:
    before = counts.copy()
    assert stance_by_issue(counts).to_json() == stance_by_issue(counts).to_json()
    pd.testing.assert_frame_equal(counts, before)
