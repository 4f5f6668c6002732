"""What is in view in, the rows and columns of the matrix in their order out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from parley.categoricals import isin
from parley.frames.view import View
from parley.measures import likeness_order


@dataclass(frozen=True)
class Group:
    """Rows of the matrix under one heading."""

    title: str
    issues: pd.DataFrame
    note: str = ""
    area: str | None = None


@dataclass(frozen=True)
class Arrangement:
    """The rows of the matrix in groups, and its columns."""

    groups: list[Group]
    parties: list[str]

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of the rows in order."""
        return tuple(id for group in self.groups for id in group.issues["issue"].tolist())


def by_area(view: View) -> list[Group]:
    """The issues in view, area by area."""
    return [
        Group(str(rows["area_title"].iat[0]), rows, area=str(area))
        for area, rows in view.issues.groupby("area", observed=True, sort=True)
    ]


def by_folder(view: View) -> Arrangement:
    """Issues area by area, parties as the folder has them."""
    return Arrangement(by_area(view), view.party_ids)


def by_likeness(view: View) -> Arrangement:
    """Parties and issues so that the alike stand side by side, by their positions alone."""
    order = likeness_order(view)
    rows = view.issues.set_index(view.issues["issue"].astype("str")).loc[list(order.issues)]
    return Arrangement([Group("All areas, by likeness", rows)], list(order.parties))


def with_issues(groups: Iterable[Group], ids: Iterable[str]) -> list[Group]:
    """The groups with only the issues of these ids."""
    ids = list(ids)
    found = (
        replace(group, issues=group.issues[isin(group.issues["issue"], ids)]) for group in groups
    )
    return [group for group in found if len(group.issues)]
