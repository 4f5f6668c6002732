"""Where each party stands: one bar a party, its issues by stance, its silence apart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from parley.charts import diverging, theme
from parley.charts.diverging import ORDER, SILENT
from parley.wording import count

COLUMNS = ["party", "name", "stance", "count", "inherited_count", "issues"]


def stance_counts(
    positions: pd.DataFrame, parties: pd.DataFrame, issues: pd.DataFrame
) -> pd.DataFrame:
    """The issues in view by the stance of each party in view.

    Takes frames as `parley.frames` has them. Of the positions those that are current and, where
    there is a column `matches`, match; a bar is about one party, so that what a member takes over
    from its bloc counts for it. Returns one row for each party and stance that occurs, parties as
    they come, with the columns party, name, stance, count, inherited_count (how many of them come
    from a bloc) and issues (how many are in view). `stance` is also `value` (a position that names
    a value only), `other` (one that does not match) or `silent` (no position known).
    """
    held = positions[
        positions["current"]
        & positions["party"].isin(parties["party"])
        & positions["issue"].isin(issues["issue"])
    ]
    held = pd.DataFrame(
        {
            "party": held["party"].astype("str"),
            "issue": held["issue"].astype("str"),
            "stance": diverging.stances(held),
            "inherited": held["inherited_from"].notna(),
        }
    )
    found = held.groupby(["party", "stance"])["inherited"].agg(["size", "sum"])
    heard = held.groupby("party")["issue"].nunique()
    rows = []
    for party, name in zip(parties["party"].astype("str"), parties["name"], strict=True):
        for stance in ORDER:
            number, inherited = 0, 0
            if stance == SILENT:
                number = len(issues) - int(heard.get(party, 0))
            elif (party, stance) in found.index:
                number, inherited = (int(each) for each in found.loc[(party, stance)])
            rows.append((party, name, stance, number, inherited, len(issues)))
    return diverging.ordered(rows, COLUMNS)


def finding(counts: pd.DataFrame) -> str:
    """What the chart says: Ukraine has spoken on 7 of 12 issues, Russia on 2.

    Whoever takes a position over from its bloc has not spoken, but has a position.
    """
    if counts.empty:
        return "Nothing is in view"
    issues = int(counts["issues"].iloc[0])
    heard: dict[int, list[str]] = {}
    for _, rows in counts.groupby("party", sort=False):
        silent = int(rows["count"][rows["stance"] == SILENT].sum())
        heard.setdefault(issues - silent, []).append(rows["name"].iloc[0])
    most, least = max(heard), min(heard)
    done = "a position on" if counts["inherited_count"].any() else "spoken on"
    of_all = f"{most} of {count(issues, 'issue')}"
    if most == least:
        return _all_alike(heard[most], most, issues, done)
    last = f"{theme.some(heard[least])} on {least or 'none'}"
    return f"{theme.some(heard[most])} {_has(heard[most])} {done} {of_all}, {last}"


def _all_alike(names: list[str], heard: int, issues: int, done: str) -> str:
    of_all = f"{heard} of {count(issues, 'issue')}"
    if len(names) == 1:
        who = theme.named(names[0])
        return f"{who} has {done} {of_all if heard else 'no issue in view'}"
    if not heard:
        return f"None of the {len(names)} parties has {done} any issue in view"
    return f"Each of the {len(names)} parties has {done} {of_all}"


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def alt(counts: pd.DataFrame) -> str:
    """The chart in words: its finding, then each party with its numbers."""
    parties = [
        f"{theme.named(rows['name'].iloc[0])}: {diverging.numbers(rows)}"
        for _, rows in counts.groupby("party", sort=False)
    ]
    return theme.sentences(finding(counts), parties, "parties")


def stance_by_party(counts: pd.DataFrame, dark: bool = False) -> go.Figure:
    """The bars of `stance_counts`, in its order."""
    return diverging.figure(
        counts, finding(counts), ("issue", "issues"), "{heard} of {possible} issues", dark=dark
    )
