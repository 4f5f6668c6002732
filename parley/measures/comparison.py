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
    "differ": Term("Differ", "they do not all lean the same way"),
    "agree": Term("Lean the same way", "all that have spoken lean the same way"),
    "some": Term("Only one has spoken", "nothing to compare yet"),
    "none": Term("Nobody has spoken", "all of these parties are silent"),
}
"""How parties stand to each other on an issue, in the order of showing: what separates first."""


@of_view
def comparison(view: View) -> pd.Series:
    """How the voices in view stand to each other on each issue.

    Returns, by issue, `agree` where at least two have spoken and all lean the same way, `differ`
    where two have and do not, `some` where one voice alone has spoken and `none` where nobody has.
    """
    relations = Relations(view, view.voices)
    number = relations.of.number
    found = np.select(
        [number == 0, number == 1, relations.same_way], ["none", "some", "agree"], "differ"
    )
    return pd.Series(found, index=view.issue_ids, dtype="str")
