"""A view in, how its parties stand to each other out, issue by issue."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import Term
from parley.frames.view import View
from parley.measures._by_issue import ByIssue
from parley.measures._view import of_view

STANDINGS: Final[dict[str, Term]] = {
    "differ": Term("Differ", "at least two lean different ways"),
    "agree": Term("Agree", "all that have spoken lean the same way"),
    "some": Term("Only one has spoken", "nothing to compare yet"),
    "none": Term("Nobody has spoken", "all of these parties are silent"),
}
"""How parties stand to each other on an issue, in the order of showing: what separates first."""


@of_view
def comparison(view: View) -> pd.Series:
    """How the parties in view stand to each other on each issue, so that no bloc counts twice.

    Returns, by issue, `agree` where at least two have spoken and none leans against another,
    `differ` where two do or values differ, `some` where one alone has spoken and `none` where
    nobody has.
    """
    held = view.voices
    of = ByIssue(held.issue, len(view.issues))
    side = np.sign(held.numbers("score"))
    low, high = held.numbers("value_from"), held.numbers("value_to")
    agree = np.where(
        view.issues["numeric"].to_numpy(bool),
        of.most(low) <= of.least(high),
        of.least(side) == of.most(side),
    )
    found = np.select([of.number == 0, of.number == 1, agree], ["none", "some", "agree"], "differ")
    return pd.Series(found, index=view.issue_ids, dtype="str")
