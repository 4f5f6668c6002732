"""Where each party stands: one bar a party, its issues by stance, its silence apart."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import index_in
from parley.charts import _diverging_bars
from parley.charts._diverging_bars import LABELS, LEFT_OUT, ORDER, SILENT, VALUE
from parley.charts._limits import drawn_text, heaviest
from parley.charts._text import alternative_by, join_some, short_name
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
    party, issue = (
        index_in(positions[key], frame[key])
        for key, frame in (("party", parties), ("issue", issues))
    )
    held = np.flatnonzero(positions["current"].to_numpy(bool) & (party >= 0) & (issue >= 0))
    party, issue, kind = party[held], issue[held], _kinds(positions)[held]
    inherited = positions["inherited_from"].notna().to_numpy()[held]
    cells = party * len(ORDER) + kind
    shape = len(parties), len(ORDER)
    found, taken = (
        np.bincount(some, minlength=shape[0] * shape[1]).reshape(shape)
        for some in (cells, cells[inherited])
    )
    spoken = np.zeros((len(parties), len(issues)), bool)
    spoken[party, issue] = True
    found[:, ORDER.index(SILENT)] = len(issues) - spoken.sum(axis=1)
    at, stance = np.nonzero(found)
    return pd.DataFrame(
        {
            "party": parties["party"].astype("str").to_numpy()[at],
            "name": parties["name"].astype("str").to_numpy()[at],
            "stance": np.array(ORDER, object)[stance],
            "count": found[at, stance],
            "inherited_count": taken[at, stance],
            "issues": len(issues),
        }
    ).astype(dict.fromkeys(COLUMNS[:3], "str") | dict.fromkeys(COLUMNS[3:], "int64"))


def _kinds(positions: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The place in ORDER of what each position counts as; one that is left out is not a silence."""
    found = index_in(positions["stance"], ORDER)
    found[found < 0] = ORDER.index(VALUE)
    if "left_out" in positions:
        found[positions["left_out"].to_numpy(bool)] = ORDER.index(LEFT_OUT)
    return found


def stance_by_party(counts: pd.DataFrame) -> Chart:
    """The frame of `stance_counts`, in its order. The chart can be divided by party.

    Of more parties than can be read those with most positions are drawn.
    """
    finding = _finding(counts)
    keys = heaviest(_positions_of(counts))
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
        draw=partial(_diverging_bars.draw_bars, counts[counts["party"].isin(keys)]),
        keys=keys,
        part=lambda parties: stance_by_party(counts[counts["party"].isin(parties)]),
    )


def _positions_of(counts: pd.DataFrame) -> dict[str, int]:
    """On how many issues each party has a position that counts."""
    found = dict(zip(counts["party"], counts["issues"], strict=True))
    without = counts[counts["stance"].isin((SILENT, LEFT_OUT))]
    for party, number in zip(without["party"], without["count"], strict=True):
        found[party] -= number
    return found


def _finding(counts: pd.DataFrame) -> str:
    """What the chart says: Ukraine has spoken on 7 of 12 issues in view, Russia on 2.

    Whoever takes a position over from its bloc has not spoken, but has a position. What is left out
    of the view counts for nobody, and is told.
    """
    if counts.empty:
        return "Nothing is in view"
    issues = int(counts["issues"].iloc[0])
    name_of = dict(zip(counts["party"], counts["name"], strict=True))
    names: dict[int, list[str]] = {}  # by the number of issues that they have a position on
    for party, number in _positions_of(counts).items():
        names.setdefault(int(number), []).append(name_of[party])
    most, least = max(names), min(names)
    out = int(counts["count"][counts["stance"] == LEFT_OUT].sum())
    rest = f"; {left_out_text(out)}" if out else ""
    rest += drawn_text(len(name_of), "parties", "with most positions")
    done = "a position on" if counts["inherited_count"].any() else "spoken on"
    if out:
        done = "a position that counts on"
    if most == least:
        return _all_alike(names[most], most, issues, done) + rest
    of_all = f"{most:,} of {count(issues, 'issue')} in view"
    last = f"{join_some(names[least])} on {f'{least:,}' if least else 'none'}"
    return f"{join_some(names[most])} {_has(names[most])} {done} {of_all}, {last}{rest}"


def _all_alike(names: list[str], spoken: int, issues: int, done: str) -> str:
    of_all = f"{spoken:,} of {count(issues, 'issue')} in view"
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
    return alternative_by(finding, counts, "party", "name", _numbers_said, "parties")


def _numbers_said(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{number:,} {LABELS[stance].lower()}"
        for stance, number in zip(rows["stance"], rows["count"], strict=True)
    )
