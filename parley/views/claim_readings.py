"""Claims and a view in, every reading of "settled" out: their span, and a table a click away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from parley.html import Html, tag
from parley.iter_rows import iter_rows
from parley.measures import settled_shares
from parley.measures.evidence import EVIDENCE_WORDS
from parley.measures.settled import MEANINGS, NEAR, UNITS
from parley.views.claims import CheckedClaim
from parley.views.context import ViewContext
from parley.views.parts import data_region
from parley.wording import capitalised, count, join_or, number_or_none

COLUMNS: Final = ("Settled means that", "Counted so that", "Whose positions", "Evidence", "Share")
NOTE: Final = (
    "by issue, area or weight; with and without each party; on which evidence; what is not known "
    "counts as not settled"
)
MOST_GROUPS: Final = 12
"""Groups of parties that are named for one share."""


def readings(context: ViewContext, claims: list[CheckedClaim]) -> Html | None:
    """The span of all readings beside the claims, and the table of all."""
    shares = sorted({claim.share for claim in claims})
    return context.cached_for(context.view, "readings", lambda: _readings(context, shares))


def _readings(context: ViewContext, claims: list[float]) -> Html | None:
    found = settled_shares(context.view)
    found = found[found["share"].notna()]
    if found.empty:
        return None
    low, high = float(found["share"].min()), float(found["share"].max())
    span = f"{low:.0%}" if f"{low:.0%}" == f"{high:.0%}" else f"{low * 100:.0f}–{high:.0%}"
    number = count(len(found), "way to count", "ways to count")
    marks = [tag("s", "", style=f"--at:{claim:.4f}") for claim in claims]
    side = "end" if claims[-1] > 0.5 else None
    strip = tag(
        "span",
        tag("u", "", style=f"--low:{low:.4f};--high:{high:.4f}"),
        *marks,
        tag("em", "claimed", style=f"--at:{claims[-1]:.4f}", cls=side),
        cls="strip",
        aria_hidden="true",
    )
    label = tag("b", f"All {number}" if len(found) > 1 else number)
    note = tag("span", NOTE, cls="note")
    summary = tag(
        "summary",
        tag("span", label, " ", note, " ", cls="label"),
        strip,
        tag("b", span, cls="percent"),
        tag("span", " See all", cls="of see"),
    )
    rows = [_row(key, group) for key, group in _groups(found)]
    table = data_region(readings_finding(found, claims), COLUMNS, rows, "tall", "stacked")
    return tag("details", summary, table, cls="readings")


def readings_finding(readings: pd.DataFrame, claims: list[float]) -> str:
    """What the readings say together: None of 54 readings comes near 90%; all come to 0%.

    What is not known counts as not settled in each of them, so that the highest is no ceiling.
    """
    shares = readings["share"]
    near = sum(any(abs(share - claim) <= NEAR + 1e-9 for claim in claims) for share in shares)
    low, high = shares.min(), shares.max()
    reach = f"they reach from {low:.0%} to {high:.0%}" if low != high else f"all come to {low:.0%}"
    first = capitalised(f"{number_or_none(near)} of {count(len(shares), 'reading')}")
    asked = join_or([f"{claim:.0%}" for claim in claims])
    return (
        f"{first} {'comes' if near <= 1 else 'come'} near {asked}; {reach}. What is not known "
        "counts as not settled, so the highest is no ceiling."
    )


def _groups(found: pd.DataFrame) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Readings that differ only in whose positions count and come to the same share."""
    by = ["meaning", "unit", "evidence", "share"]
    rounded = found.assign(share=found["share"].round(6))
    yield from rounded.groupby(by, sort=False)


def _row(key: tuple[Any, ...], group: pd.DataFrame) -> Html:
    meaning, unit, evidence, share = key
    names = [str(row.group) for row in iter_rows(group[["group", "share"]])]
    if len(names) > MOST_GROUPS:
        names = [*names[: MOST_GROUPS - 1], f"{len(names) - MOST_GROUPS + 1:,} more"]
    cells = (MEANINGS[meaning], UNITS[unit], "; ".join(names), EVIDENCE_WORDS[evidence])
    first, *rest = zip(COLUMNS, (*cells, f"{share:.0%}"), strict=True)
    return tag(
        "tr",
        tag("th", first[1], scope="row"),
        *(tag("td", text, data_of=column) for column, text in rest),
    )
