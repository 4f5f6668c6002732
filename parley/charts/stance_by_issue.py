"""How the parties stand on each issue: one bar an issue, the parties by stance, silence apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from parley.charts import diverging, theme
from parley.charts.diverging import ORDER, SILENT
from parley.wording import count

COLUMNS = ["issue", "title", "stance", "count", "inherited_count", "parties"]


def stance_counts(
    positions: pd.DataFrame,
    counts: npt.NDArray[np.bool_],
    parties: pd.DataFrame,
    issues: pd.DataFrame,
) -> pd.DataFrame:
    """The parties in view by their stance on each issue in view.

    Takes frames as `parley.frames` has them. `counts` says which of the positions count, as
    `parley.blocs.counted` gives it, so that a bloc and its members never count twice: a member
    that its bloc stands for is neither counted nor silent. Where there is a column `matches`,
    positions that do not match count as `other`. Returns one row for each issue and stance that
    occurs, issues as they come, with the columns issue, title, stance, count, inherited_count (how
    many of them come from a bloc out of view) and parties (counted or silent). `stance` is also
    `value` (names a value only), `other` or `silent` (no position known).
    """
    current = positions["current"].to_numpy(bool)
    in_view = current & positions["party"].isin(parties["party"]).to_numpy()
    heard = positions[in_view].assign(issue=positions["issue"][in_view].astype("str"))
    accounted = heard.groupby("issue")["party"].nunique()
    held = positions[in_view & counts]
    held = pd.DataFrame(
        {
            "issue": held["issue"].astype("str"),
            "party": held["party"].astype("str"),
            "stance": diverging.stances(held),
            "inherited": held["inherited_from"].notna(),
        }
    )
    found = held.groupby(["issue", "stance"])["inherited"].agg(["size", "sum"])
    counted = held.groupby("issue")["party"].nunique()
    rows = []
    for issue, title in zip(issues["issue"].astype("str"), issues["title"], strict=True):
        silent = len(parties) - int(accounted.get(issue, 0))
        possible = silent + int(counted.get(issue, 0))
        for stance in ORDER:
            number, inherited = 0, 0
            if stance == SILENT:
                number = silent
            elif (issue, stance) in found.index:
                number, inherited = (int(each) for each in found.loc[(issue, stance)])
            rows.append((issue, title, stance, number, inherited, possible))
    return diverging.ordered(rows, COLUMNS)


def finding(counts: pd.DataFrame) -> str:
    """What the chart says: Parties lean both ways on 2 of 12 issues; on 3 nobody has spoken."""
    if counts.empty:
        return "Nothing is in view"
    table = counts.pivot_table(index="issue", columns="stance", values="count", fill_value=0)
    table = table.reindex(columns=list(ORDER), fill_value=0)
    total = len(table)
    against = table["opposes"] + table["reluctant"] > 0
    both = int((against & (table["supports"] + table["open"] > 0)).sum())
    unheard = int((table.drop(columns=SILENT).sum(axis="columns") == 0).sum())
    if unheard == total:
        return f"Nobody has a position on {_these(total)}"
    first = f"Parties lean both ways on {both or 'none'} of {count(total, 'issue')}"
    return f"{first}; on {unheard} nobody has a position" if unheard else first


def _these(total: int) -> str:
    return "the one issue in view" if total == 1 else f"any of the {total} issues in view"


def alt(counts: pd.DataFrame) -> str:
    """The chart in words: its finding, then each issue with its numbers."""
    issues = [
        f"{theme.named(rows['title'].iloc[0])}: {diverging.numbers(rows)}"
        for _, rows in counts.groupby("issue", sort=False)
    ]
    return theme.sentences(finding(counts), issues, "issues")


def stance_by_issue(counts: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The bars of `stance_counts`, in its order."""
    return diverging.figure(
        counts, finding(counts), ("party", "parties"), "{heard} of {possible} parties", dark=dark
    )
