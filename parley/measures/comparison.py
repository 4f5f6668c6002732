"""A view in, how its parties stand to each other out, issue by issue."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from parley.format.vocabulary import Term
from parley.frames.view import View
from parley.measures._relations import Relations
from parley.measures._view import of_view

STANDINGS: Final[dict[str, Term]] = {
    "differ": Term("Stand apart", "at least two of them stand apart"),
    "agree": Term("Lean the same way", "all that have spoken lean the same way"),
    "neither": Term(
        "No common direction",
        "at least two have spoken; none stand apart, and not all lean one way",
    ),
    "some": Term("Only one has spoken", "nothing to compare yet"),
    "none": Term("Nobody has spoken", "all of these parties are silent"),
}
"""How parties stand to each other on an issue, in the order of showing: what separates first."""


@of_view
def comparison(view: View) -> pd.Series:
    """How the voices in view stand to each other on each issue.

    Returns, by issue, `differ` where at least two of them stand apart, `agree` where at least two
    have spoken and all lean the same way, `neither` where two have and do neither, `some` where one
    voice alone has spoken and `none` where nobody has.
    """
    relations = Relations(view, view.voices)
    number = relations.of.number
    apart, _, _ = relations.apart(np.ones(len(view.voices), bool))
    found = np.select(
        [number == 0, number == 1, relations.same_way, apart > 0],
        ["none", "some", "agree", "differ"],
        "neither",
    )
    return pd.Series(found, index=view.issue_ids, dtype="str")
