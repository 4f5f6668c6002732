"""No measure hangs on the order of rows or categories, or on rows that do not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import View, apply_selection, select
from parley.measures import (
    agreement,
    claim_check,
    comparison,
    congruence,
    coverage,
    deciding_parties,
    deciding_rule,
    following,
    islands_of_agreement,
    leans,
    likeness_order,
    nearest,
    party_groups,
    party_map,
    polarisation,
    score_ranges,
    settled_shares,
    sticking_points,
    unit_scores,
)
from parley.measures.tradeoffs import links
from parley.package import Package, by_party, fewest_objections, statements, verdicts
from tests.folders import every_frame
from tests.measures.by_hand import random_talks

MEASURES: dict[str, Callable[[View], Any]] = {
    "agreement": agreement,
    "agreement by salience": lambda view: agreement(view, "euclidean", salience=True),
    "agreement without weights": lambda view: agreement(view, "directional", weighted=False),
    "following": following,
    "unit scores": unit_scores,
    "nearest": lambda view: nearest(view, view.party_ids[0]),
    "comparison": comparison,
    "congruence": congruence,
    "coverage by party": lambda view: coverage(view, "party"),
    "coverage by area": lambda view: coverage(view, "area"),
    "islands": islands_of_agreement,
    "sticking points": sticking_points,
    "sticking points of some": lambda view: sticking_points(view, view.party_ids[::2]),
    "deciding parties": deciding_parties,
    "deciding rule": deciding_rule,
    "claim": lambda view: claim_check(view, 0.9),
    "leans": leans,
    "likeness order": likeness_order,
    "map": lambda view: party_map(agreement(view)),
    "polarisation": polarisation,
    "score ranges": score_ranges,
    "groups": party_groups,
    "settled": lambda view: settled_shares(view, 0.9),
    "links": lambda view: links(view).drop(columns="position"),
    "package": lambda view: fewest_objections(statements(view)),
    "verdicts": lambda view: verdicts(statements(view), _package(view)),
    "by party": lambda view: by_party(statements(view), _package(view)),
}
MIXED = ("parties", "issues", "positions", "evidence", "silences")
SELECTIONS = {
    "default": Selection(),
    "all": Selection(parties=tuple(every_frame().parties["party"])),
    "members": Selection(parties=("kingdom", "isle-east", "isle-north", "small-isles")),
    "matching": Selection(stances=("opposes", "open")),
    "on the record": Selection(record=True),
}


def _package(view: View) -> Package:
    """Every proposal is adopted."""
    proposals = view.issues[~view.issues["numeric"] & (view.issues["options"] == "")]
    return Package.of(dict.fromkeys(proposals["issue"].astype(str), "adopt"))


def mixed(frames: Frames, seed: int) -> Frames:
    """The same frames with their rows, and the categories of positions, in another order."""
    rng = np.random.default_rng(seed)
    tables = {
        name: frame.iloc[rng.permutation(len(frame))]
        for name, frame in frames.tables().items()
        if name in MIXED
    }
    for name, columns in (("positions", ["issue", "party", "inherited_from", "stance", "option", "bound"]),
                          ("silences", ["issue", "party"]), ("evidence", ["issue"])):  # fmt: skip
        recoded = {
            column: tables[name][column].cat.set_categories(
                rng.permutation(tables[name][column].cat.categories)
            )
            for column in columns
        }
        tables[name] = tables[name].assign(**recoded)
    return replace(frames, **tables)


def plain(found: Any) -> Any:
    """What a measure returns, with categories as text: their order is none of its values."""
    if isinstance(found, pd.DataFrame):
        kinds = found.select_dtypes("category").columns
        return found.astype(dict.fromkeys(kinds, "str")).reset_index(drop=True)
    return found


def assert_same(one: Any, other: Any) -> None:
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other)
    elif isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], pd.DataFrame):
        pd.testing.assert_frame_equal(one[0], other[0])
        assert one[1] == pytest.approx(other[1])
    else:
        assert one == other


@pytest.mark.parametrize("chosen", SELECTIONS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_and_categories_changes_no_measure(chosen: str, seed: int) -> None:
    view = apply_selection(every_frame(), SELECTIONS[chosen])
    other = apply_selection(mixed(every_frame(), seed), SELECTIONS[chosen])
    for measure in MEASURES.values():
        assert_same(plain(measure(view)), plain(measure(other)))


@pytest.mark.parametrize("seed", range(8))
def test_nor_does_it_in_talks_with_nested_blocs(seed: int) -> None:
    talks = random_talks(seed)
    view = talks.view(seed)
    chosen = Selection(parties=talks.names, record=talks.record)
    other = apply_selection(mixed(view.frames, seed), chosen)
    for name, measure in MEASURES.items():
        if "package" not in name and name not in ("verdicts", "by party", "links"):
            assert_same(plain(measure(view)), plain(measure(other)))


def test_reversing_the_positions_changes_no_score(shipped_frames: Frames) -> None:
    turned = replace(shipped_frames, positions=shipped_frames.positions[::-1])
    everybody = shipped_frames.parties["party"]
    scores = agreement(select(shipped_frames, parties=everybody))
    pd.testing.assert_frame_equal(scores, agreement(select(turned, parties=everybody)))
    assert (scores["shared"] > 0).sum() > 5


@pytest.mark.parametrize("measure", MEASURES)
def test_what_held_before_changes_no_measure(measure: str) -> None:
    frames = every_frame()
    held = frames.positions[frames.positions["current"]]
    assert len(held) < len(frames.positions)
    view, without = select(frames), select(replace(frames, positions=held))
    assert_same(plain(MEASURES[measure](view)), plain(MEASURES[measure](without)))


@pytest.mark.parametrize("order", [1, 2])
def test_another_order_of_parties_changes_the_order_alone(order: int) -> None:
    """Where the categories of the parties themselves are in another order, so is what is shown."""
    frames = every_frame()
    names = np.random.default_rng(order).permutation(frames.parties["party"].cat.categories)
    parties = frames.parties.assign(party=frames.parties["party"].cat.set_categories(names))
    view, other = select(frames), select(replace(frames, parties=parties))
    assert other.party_ids == [name for name in names if name in view.party_ids]

    def scores(found: pd.DataFrame) -> dict[frozenset[str], float]:
        pairs = found.dropna(subset="score").itertuples()
        return {frozenset((row.party_a, row.party_b)): round(row.score, 12) for row in pairs}

    assert scores(agreement(view)) == scores(agreement(other))
    assert comparison(view).equals(comparison(other))
    one, two = (sticking_points(each).drop(columns="why") for each in (view, other))
    pd.testing.assert_frame_equal(one, two)


@pytest.mark.parametrize("measure", [agreement, coverage, islands_of_agreement, settled_shares])
def test_a_measure_of_anything_but_a_view_says_what_it_needs(measure: Callable[..., Any]) -> None:
    message = f"{measure.__name__}: expected a view, as parley.select"
    with pytest.raises(TypeError, match=message):
        measure(every_frame().positions)
    with pytest.raises(TypeError, match="got Frames"):
        measure(every_frame())
