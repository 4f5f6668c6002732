"""The figures: traces, order, labels, titles, and the empty frame."""

from __future__ import annotations

import pandas as pd
import pytest

from parley import palette
from parley.charts.stance_by_party import alt as stance_alt
from parley.charts.stance_by_party import finding as stance_finding
from parley.charts.stance_by_party import stance_by_party, stance_counts
from parley.charts.status_by_area import alt as status_alt
from parley.charts.status_by_area import finding as status_finding
from parley.charts.status_by_area import status_by_area, status_counts
from parley.frames import Frames
from parley.selection import Selection, view
from parley.vocabulary import STATUSES


@pytest.fixture
def counts(shipped_frames: Frames) -> pd.DataFrame:
    found = view(shipped_frames, Selection(parties=("ukraine", "russia", "european-leaders")))
    return stance_counts(found.positions, found.parties, found.issues)


def test_statuses_add_up_to_the_issues_of_each_area(shipped_frames: Frames) -> None:
    counts = status_counts(shipped_frames.issues)
    by_area = counts.groupby("area", sort=False)["issues"].sum().to_dict()
    assert by_area == {
        "EU accession": 1, "Frozen assets": 1, "Security guarantees": 7, "Territory": 3
    }  # fmt: skip


def test_segments_stand_in_the_order_of_the_vocabulary_and_never_overlap(
    shipped_frames: Frames,
) -> None:
    figure = status_by_area(shipped_frames.issues)
    labels = [term.label for term in STATUSES.values()]
    names = [trace.name for trace in figure.data]
    assert names == [label for label in labels if label in names]
    reached: dict[str, float] = {}
    for trace in figure.data:
        for bar, start, length in zip(trace.y, trace.base, trace.x, strict=True):
            assert start == reached.get(bar, 0)
            reached[bar] = start + length


def test_a_status_has_one_colour_on_each_page(shipped_frames: Frames) -> None:
    for dark in (False, True):
        figure = status_by_area(shipped_frames.issues, dark=dark)
        for trace in figure.data:
            status = next(id for id, term in STATUSES.items() if term.label == trace.name)
            assert trace.marker.color == palette.STATUS[status].on(dark)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "No issue is in view"),
        (["open"], "Of 1 issue, none is agreed and none is disputed"),
        (["agreed", "disputed"], "Of 2 issues, 1 is agreed and 1 is disputed"),
        (["agreed"] * 2 + ["disputed"] * 3, "Of 5 issues, 2 are agreed and 3 are disputed"),
    ],
)
def test_the_title_states_the_finding(statuses: list[str], expected: str) -> None:
    assert status_finding(pd.DataFrame({"status": statuses})) == expected


def test_every_issue_is_a_stance_or_a_silence(counts: pd.DataFrame) -> None:
    assert counts.groupby("party")["issues"].sum().unique().tolist() == [12]
    russia = counts[counts["party"] == "Russia"].set_index("stance")["issues"].to_dict()
    assert russia == {"Supports": 1, "Open to it": 1, "Silent": 10}


def test_against_is_left_and_for_is_right_of_the_line(counts: pd.DataFrame) -> None:
    for trace in stance_by_party(counts).data:
        for start, length in zip(trace.base, trace.x, strict=True):
            if trace.name in ("Opposes", "Reluctant"):
                assert start + length <= 0
            elif trace.name in ("Supports", "Open to it"):
                assert start >= 0


def test_silence_is_hatched_and_apart_from_the_stances(counts: pd.DataFrame) -> None:
    figure = stance_by_party(counts)
    silent = next(trace for trace in figure.data if trace.name == "Silent")
    assert silent.marker.pattern.shape == "/"
    stances = [trace for trace in figure.data if trace.name != "Silent"]
    furthest = max(a + b for trace in stances for a, b in zip(trace.base, trace.x, strict=True))
    assert min(silent.base) > furthest
    assert [str(each) for each in silent.text] == ["5", "10", "8"]


def test_only_what_matches_is_counted(shipped_frames: Frames) -> None:
    found = view(shipped_frames, Selection(parties=("ukraine",), stances=("opposes",)))
    counts = stance_counts(found.positions, found.parties, found.issues)
    assert counts["stance"].tolist() == ["Opposes"]


def test_findings_and_words_for_those_who_cannot_see(
    shipped_frames: Frames, counts: pd.DataFrame
) -> None:
    assert stance_finding(counts) == "Ukraine has spoken on 7 of 12 issues, Russia on 2"
    assert "Russia: 1 supports, 1 open to it and 10 silent" in stance_alt(counts)
    assert "Territory: 1 open, 1 disputed and 1 pending" in status_alt(shipped_frames.issues)


def test_the_empty_frame_draws_no_bar(shipped_frames: Frames) -> None:
    nothing = shipped_frames.issues.head(0)
    assert len(status_by_area(nothing).data) == 0
    assert status_by_area(nothing).layout.title.text == "No issue is in view"
    silent = stance_counts(
        shipped_frames.positions.head(0).assign(matches=True), shipped_frames.parties.head(0), nothing
    )
    assert len(stance_by_party(silent).data) == 0
    assert stance_by_party(silent).layout.title.text == "No party is in view"


def test_labels_from_data_are_escaped(shipped_frames: Frames) -> None:
    issues = shipped_frames.issues.assign(area_title="<b>A</b> & B", title="<i>x</i>")
    figure = status_by_area(issues)
    assert all("<b>A" not in bar for trace in figure.data for bar in trace.y)
    assert all("&lt;i&gt;" in told for trace in figure.data for told in trace.hovertext)


def test_the_same_input_gives_the_same_figure_and_stays_as_it_was(
    shipped_frames: Frames, counts: pd.DataFrame
) -> None:
    before = shipped_frames.issues.copy(), counts.copy()
    assert status_by_area(shipped_frames.issues).to_json() == status_by_area(
        shipped_frames.issues
    ).to_json()
    assert stance_by_party(counts).to_json() == stance_by_party(counts).to_json()
    pd.testing.assert_frame_equal(shipped_frames.issues, before[0])
    pd.testing.assert_frame_equal(counts, before[1])


def test_forty_parties_each_have_their_bar() -> None:
    counts = pd.DataFrame(
        [(f"Party {n}", stance, 2) for n in range(40) for stance in ("Supports", "Silent")],
        columns=["party", "stance", "issues"],
    )
    figure = stance_by_party(counts)
    assert figure.layout.height > 40 * 28
    assert len(figure.layout.yaxis.categoryarray) == 40
