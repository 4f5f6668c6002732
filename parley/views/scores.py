"""Scores in, tables of them out: each beside what it rests on and how far its formula matters."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import congruence, score_ranges
from parley.measures.formulas import FORMULAS
from parley.views.context import ViewContext
from parley.views.parts import data_region, rows_left_out
from parley.wording import count

PAIR = ["party_a", "party_b"]
COLUMNS = (
    "Parties", "Agreement", "Rests on", "Range over twelve readings", "Lean together and apart",
)  # fmt: skip


def pair_table(
    context: ViewContext,
    view: View,
    scores: pd.DataFrame,
    most: int,
    *,
    rest: str,
    ends: bool = False,
) -> Html:
    """The agreement of each pair with its coverage and its range, the highest first.

    `scores` are what `agreement` or `nearest` has of the view. Of more than `most` pairs the first
    are shown, or, for both `ends`, the first and the last; `rest` says where the others are.
    """
    rows = scores.sort_values(["score", "shared"], ascending=False, na_position="last")
    if len(rows) > most:
        first = most // 2 if ends else most
        rows = pd.concat([rows.head(first), rows.tail(most - first)])
    parties = {*rows["party_a"], *rows["party_b"]}
    part_view = view.of(parties=parties)
    lean = congruence(part_view)[[*PAIR, "congruence", "conflict"]]
    of_pair = score_ranges(part_view).merge(lean, on=PAIR)
    either_way = of_pair.rename(columns=dict(zip(PAIR, reversed(PAIR), strict=True)))
    rows = rows.merge(pd.concat([of_pair, either_way]), on=PAIR)
    supposed = {each.partition(".")[0] for each in context.supposed}
    body = [_pair_row(row, context.party_names, supposed) for row in iter_rows(rows)]
    return join(
        data_region("Agreement score of each pair, and what it rests on", COLUMNS, body, "stacked"),
        rows_left_out(len(scores) - len(rows), "more pair", rest),
        formula_details("city-block", "euclidean", "directional", "robustness", "congruence"),
    )


def _pair_row(row: Any, names: dict[str, str], supposed: set[str]) -> Html:
    known = row.shared > 0
    mark = None
    if supposed & {row.party_a, row.party_b}:
        mark = join(" ", tag("span", "Hypothetical", cls="mark hypothetical"))
    _, agreement, rests_on, span, lean = COLUMNS
    score = f"{row.score:.2f}" if known else "no score"
    sides = f"{row.congruence:,} and {row.conflict:,}" if known else "–"
    return tag(
        "tr",
        tag("th", f"{names[row.party_a]} and {names[row.party_b]}", mark, scope="row"),
        tag("td", score, cls="score" if known else "quiet", data_of=agreement),
        tag("td", f"{row.shared:,} of {count(row.possible, 'issue')}", data_of=rests_on),
        tag("td", _range_details(row) if known else "–", data_of=span),
        tag("td", sides, data_of=lean),
    )


def _range_details(row: Any) -> Html:
    """The range on a line from 0 to 1, with the score on it, and in words."""
    place = f"--low:{row.low:.3f};--high:{row.high:.3f};--at:{row.score:.3f}"
    words = f"{row.low:.2f} ({row.low_reading}) to {row.high:.2f} ({row.high_reading})"
    return tag(
        "details",
        tag(
            "summary",
            tag("span", "", cls="range", style=place),
            f" {row.low:.2f} to {row.high:.2f}",
        ),
        tag("p", words),
        cls="robust",
    )


@cache
def formula_details(*measures: str) -> Html:
    """How measures are computed, at hand where they stand."""
    parts = [
        tag("p", tag("strong", f"{each.name}: "), tag("code", each.formula), f" {each.meaning}")
        for each in (FORMULAS[name] for name in measures)
    ]
    return tag("details", tag("summary", "How this is computed"), *parts)
