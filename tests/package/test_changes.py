"""Which single change of a package meets the fewest objections."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.frames.columns import Frames
from parley.package.changes import CHANGE_COLUMNS, best_changes
from parley.package.outcomes import (
    ADOPT,
    REJECT,
    Package,
)
from parley.package.sentences import (
    change_words,
)
from parley.package.statements import Statements
from parley.package.terms import OBJECTIONS
from parley.package.verdicts import (
    by_party,
    verdicts,
)
from tests.package.small_talks import (
    drawn_package,
    negotiations,
    of_,
    said,
    stance,
)


def test_what_meets_the_fewest_objections_comes_first() -> None:
    of = of_(
        {
            ("a", "p"): stance("opposes"), ("b", "p"): stance("reluctant"),
            ("c", "p"): stance("supports", True), ("b", "q"): stance("opposes"),
        },
        roles={"a": "principal", "b": "observer", "c": "observer"},
    )  # fmt: skip
    found = best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}))
    assert list(found.columns) == list(CHANGE_COLUMNS)
    # Not adopting p would cross a red line.
    assert found.to_numpy().tolist() == [
        ["p", "adopt", "", "a", "", 2, 0],
        ["q", "adopt", "reject", "", "", 1, 0],
    ]
    assert len(best_changes(of, Package.of({"p": ADOPT, "q": ADOPT}), most=1)) == 1
    assert [change_words(of, row) for row in found.itertuples()] == [
        "P: Left open. A would then object to nothing; 2 objections fewer.",
        "Q: Not adopted. 1 objection fewer.",
    ]
    red = best_changes(of, Package.of({"p": REJECT}))
    assert [change_words(of, row) for row in red.itertuples()] == [
        "P: Left open. C would then object to nothing; 1 objection fewer.",
        "P: Adopted. C would then object to nothing; A and B would begin to object; "
        "1 objection fewer; 2 more.",
    ]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_changes_are_what_reading_the_changed_package_anew_gives(data: st.DataObject) -> None:
    of = said(data.draw(negotiations()))
    package = drawn_package(data.draw)
    before = objections_of(of, package)
    for row in best_changes(of, package, most=99).itertuples():
        outcome = of.questions[row.issue].read(row.change) if row.change else None
        after = objections_of(of, package.put(row.issue, outcome))
        assert row.removed - row.added == before.sum() - after.sum()
        assert row.ends == "; ".join(before.index[(before > 0) & (after == 0)])
        assert row.begins == "; ".join(before.index[(before == 0) & (after > 0)])


def objections_of(of: Statements, package: Package) -> pd.Series[int]:
    """How many objections each party has."""
    found = by_party(of, package).set_index("party")
    return found["red_line"] + found["opposes"] + found["resists"]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_verdict_on_the_whole_is_the_worst_and_a_red_line_never_helps(
    data: st.DataObject,
) -> None:
    frames = data.draw(negotiations())
    package = drawn_package(data.draw)
    of = said(frames)
    cells, parties = verdicts(of, package), by_party(of, package)
    for party, rows in cells.groupby("party", observed=True):
        told = parties.set_index("party").loc[party, "verdict"]
        worst = rows["verdict"].max()
        silent = 2 * (rows["why"] == "silent").sum() >= len(rows)
        assert told == ("unknown" if silent and worst not in OBJECTIONS else worst)
    firmer = frames.positions.assign(red_line=True)
    stricter = verdicts(said(Frames(**{**frames.tables(), "positions": firmer})), package)
    assert (stricter["verdict"].cat.codes >= cells["verdict"].cat.codes).all()
