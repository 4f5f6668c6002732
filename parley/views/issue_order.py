"""The frames of a day in, its issues in the order of lists out: by area, most contested first.

How far an issue is contested is counted over all voices of the day, as `issue_groups` does, and
whatever a reader chooses: an issue keeps its place when the filters change. Among equals, and where
a page is a matrix or a download, the folder's order holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from parley.categoricals import Rows
from parley.frames.columns import Frames
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.measures.issue_groups import issue_groups

if TYPE_CHECKING:
    from parley.views.context import ViewContext


@dataclass(frozen=True)
class IssueOrder:
    """The issues of a negotiation, area by area, in each those first that are contested most."""

    ids: tuple[str, ...]
    categories: pd.Index = field(repr=False)
    """The ids in the order of showing, as the frames have them as categories."""

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each issue."""
        return {id: at for at, id in enumerate(self.ids)}

    @cached_property
    def _rank_of_code(self) -> Rows:
        # The last is of a row without an issue, whose code is -1.
        last = len(self.ids)
        return np.array([*(self.rank.get(str(id), last) for id in self.categories), last])

    def sorted(self, ids: Iterable[str]) -> list[str]:
        """These issues in this order."""
        return sorted(ids, key=self.rank.__getitem__)

    def places(self, issues: pd.Series[Any]) -> Rows:
        """The place of each issue in a column of frames; those without one come last."""
        return self._rank_of_code[issues.cat.codes.to_numpy()]

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame by their `issue`; those on one issue keep their order."""
        return frame.iloc[np.argsort(self.places(frame["issue"]), kind="stable")]


def most_contested_first(frames: Frames) -> IssueOrder:
    """The order of the issues of these frames."""
    view = apply_selection(frames, Selection())
    categories = frames.issues["issue"].cat.categories
    if view.empty_because:
        return IssueOrder(tuple(frames.issues["issue"].astype("str")), categories)
    contest = issue_groups(view)["contest"].to_numpy()
    areas = view.issues["area"].cat.codes.to_numpy()
    order = np.lexsort((np.arange(len(contest)), -contest, areas))
    return IssueOrder(tuple(view.issues["issue"].astype("str").iloc[order]), categories)


def issue_order(context: ViewContext) -> IssueOrder:
    """The same on the day that is shown, as its positions are reported."""

    def compute() -> IssueOrder:
        return most_contested_first(context.reported_frames or context.frames)

    return context.results.get_or_compute(("issue order", context.day), compute)
