"""Where each party stands: one bar a party, its issues by stance, its silence apart."""

from __future__ import annotations

from functools import partial

import pandas as pd

from parley.charts import _diverging_bars
from parley.charts._diverging_bars import LABELS, LEFT_OUT, ORDER, SILENT, VALUE
from parley.charts._text import alternative_text, join_some, short_name
from parley.charts.chart import Chart
from parley.wording import count, left_out_text

COLUMNS = ["party", "name", "stance", "count", "inherited_count", "issues"]


def stance_counts(
    positions: pd.DataFrame, parties: pd.DataFrame, issues: pd.DataFrame
) -> pd.DataFrame:
    """The issues in view by the stance of each party in view.

    Takes frames as `parley.frames` has them. Of the positions those that are current; where there
    is a column `left_out`, it says which are left out. A bar is about one party, so that what a
    member takes over from its bloc counts for it. Returns one row for each party and stance that
    occurs, parties as they come, with the columns party, name, stance, count, inherited_count (how
    many of them come from a bloc) and issues (how many are in view). `stance` is also `value` (a
    position that names a value only), `left-out` (one that is left out of the view) or `silent` (no
    position known).
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
            "stance": _counted_stances(held),
            "inherited": held["inherited_from"].notna(),
        }
    )
    found = held.groupby(["party", "stance"])["inherited"].agg(["size", "sum"])
    spoken = held.groupby("party")["issue"].nunique()
    rows = []
    for party, name in zip(parties["party"].astype("str"), parties["name"], strict=True):
        for stance in ORDER:
            number, inherited = 0, 0
            if stance == SILENT:
                number = len(issues) - int(spoken.get(party, 0))
            elif (party, stance) in found.index:
                number, inherited = (int(each) for each in found.loc[(party, stance)])
            if number:
                rows.append((party, name, stance, number, inherited, len(issues)))
    kinds = dict.fromkeys(COLUMNS[:3], "str") | dict.fromkeys(COLUMNS[3:], "int64")
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)


def _counted_stances(positions: pd.DataFrame) -> pd.Series:
    """The stance that each position counts as; one that is left out is not a silence."""
    found = positions["stance"].astype("object")
    found = found.where(found.notna(), VALUE)
    if "left_out" in positions:
        found = found.mask(positions["left_out"].to_numpy(bool), LEFT_OUT)
    return found.astype("str")


def stance_by_party(counts: pd.DataFrame) -> Chart:
    """The frame of `stance_counts`, in its order. The chart can be divided by party."""
    finding = _finding(counts)
    return Chart(
        finding=finding,
        alt=_alt(counts, finding),
        table=pd.DataFrame(
            {
                "Party": counts["name"],
                "Stance": counts["stance"].map(LABELS),
                "Issues": counts["count"],
            }
        ),
        draw=partial(_diverging_bars.draw_bars, counts),
        keys=list(dict.fromkeys(counts["party"])),
        part=lambda parties: stance_by_party(counts[counts["party"].isin(parties)]),
    )


def _finding(counts: pd.DataFrame) -> str:
    """What the chart says: Ukraine has spoken on 7 of 12 issues in view, Russia on 2.

    Whoever takes a position over from its bloc has not spoken, but has a position. What is left out
    of the view counts for nobody, and is told.
    """
    if counts.empty:
        return "Nothing is in view"
    issues = int(counts["issues"].iloc[0])
    names: dict[int, list[str]] = {}  # by the number of issues that they have a position on
    for _, rows in counts.groupby("party", sort=False):
        without = rows["count"][rows["stance"].isin((SILENT, LEFT_OUT))].sum()
        names.setdefault(issues - int(without), []).append(rows["name"].iloc[0])
    most, least = max(names), min(names)
    out = int(counts["count"][counts["stance"] == LEFT_OUT].sum())
    rest = f"; {left_out_text(out)}" if out else ""
    done = "a position on" if counts["inherited_count"].any() else "spoken on"
    if out:
        done = "a position that counts on"
    if most == least:
        return _all_alike(names[most], most, issues, done) + rest
    of_all = f"{most} of {count(issues, 'issue')} in view"
    last = f"{join_some(names[least])} on {least or 'none'}"
    return f"{join_some(names[most])} {_has(names[most])} {done} {of_all}, {last}{rest}"


def _all_alike(names: list[str], spoken: int, issues: int, done: str) -> str:
    of_all = f"{spoken} of {count(issues, 'issue')} in view"
    if len(names) == 1:
        who = short_name(names[0])
        return f"{who} has {done} {of_all if spoken else 'no issue in view'}"
    if not spoken:
        return f"None of the {len(names)} parties in view has {done} any issue in view"
    return f"Each of the {len(names)} parties in view has {done} {of_all}"


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _alt(counts: pd.DataFrame, finding: str) -> str:
    """The finding, then each party with its numbers: 3 supports, 1 opposes, 8 silent."""
    parties = []
    for _, rows in counts.groupby("party", sort=False):
        numbers = [
            f"{number} {LABELS[stance].lower()}"
            for stance, number in zip(rows["stance"], rows["count"], strict=True)
        ]
        parties.append(f"{short_name(rows['name'].iloc[0])}: {', '.join(numbers)}")
    return alternative_text(finding, parties, "parties")
