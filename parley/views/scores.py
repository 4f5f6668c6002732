"""Scores in, tables of them out: each beside what it rests on and how far its formula matters."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from parley.format.vocabulary import Term
from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import STANDINGS, following, score_ranges
from parley.measures._pairs import LEAST_SHARED
from parley.views.context import ViewContext
from parley.views.how_computed import how_link
from parley.views.paging import MOST_LISTED
from parley.views.parts import data_region, rows_left_out
from parley.wording import count, date_text, end_sentence

HEARD: Final[dict[str, Term]] = {
    "agree": Term("Lean the same way", "all whose position counts lean the same way"),
    "some": Term("Only one counts", "nothing to compare: the others are silent or left out"),
    "none": Term("Nobody counts", "all of these parties are silent or left out"),
}
"""How STANDINGS are said where positions are left out."""

COLUMNS = ("Parties", "Agreement", "Rests on", "How sure")

TOO_FEW: Final = (
    f"A score is given from {LEAST_SHARED} issues on which both have spoken; below that, counts "
    "alone."
)


def pair_table(
    context: ViewContext,
    view: View,
    scores: pd.DataFrame,
    most: int,
    *,
    rest: str,
    ends: bool = False,
    salience: bool = False,
    weighted: bool = True,
) -> Html:
    """The agreement of each pair with what it rests on and how sure it is.

    `scores` are what `agreement` or `nearest` has of the view, with the same `salience` and
    `weighted`. Those with a score stand first, the highest before the others, then those that share
    most. The first MOST_LISTED are in sight, the others a press away. Of more than `most` pairs
    those are the first, or, for both `ends`, the first and the last; `rest` says where the others
    are.
    """
    rows = ranked(scores)
    if len(rows) > most:
        first = most // 2 if ends else most
        rows = pd.concat([rows.head(first), rows.tail(most - first)])
    sure = score_ranges(view, salience=salience, weighted=weighted, pairs=rows)
    rows = rows.reset_index(drop=True).join(
        sure.drop(columns=["party_a", "party_b", "score", "shared"])
    )
    supposed = {each.partition(".")[0] for each in context.supposed}
    body = [_pair_row(view, row, context.party_names, supposed) for row in iter_rows(rows)]
    caption = "Agreement score of each pair, and what it rests on"
    in_sight, others = body[:MOST_LISTED], body[MOST_LISTED:]
    return join(
        tag("p", TOO_FEW, " ", how_link("city-block"), cls="quiet"),
        data_region(caption, COLUMNS, in_sight, "tall", "stacked"),
        tag(
            "details",
            tag("summary", f"Show all: {count(len(others), 'more pair')}"),
            data_region(f"{caption}, continued", COLUMNS, others, "tall", "stacked"),
            rows_left_out(len(scores) - len(rows), "more pair", rest),
        )
        if others
        else None,
    )


def following_list(context: ViewContext, view: View) -> Html | None:
    """How often each member in view follows a bloc in view: never a score."""
    names = context.party_names
    lines = [
        tag(
            "li",
            f"{names[row.member]} follows {names[row.bloc]} on {row.follows:,}, dissents on "
            f"{row.dissents:,} of {count(row.possible, 'issue')} in view on which a position of "
            f"{names[row.bloc]} counts.",
        )
        for row in iter_rows(following(view))
        if row.possible
    ]
    return tag("ul", *lines, cls="follows") if lines else None


def standing_term(kind: str, out: bool) -> Term:
    """How parties stand to each other, one of STANDINGS, in words.

    `out` says that positions of some of them are left out: whoever has one is not silent.
    """
    return HEARD[kind] if out and kind in HEARD else STANDINGS[kind]


def ranked(scores: pd.DataFrame) -> pd.DataFrame:
    """The rows of `agreement` by what is known: those with a score first, then by shared issues."""
    return scores.sort_values(
        ["score", "shared"], ascending=False, na_position="last", kind="stable"
    )


def both_heard(view: View) -> str:
    """How an issue is called that two share: where filters leave positions out, whoever is not
    counted may have been heard."""
    return "both heard" if view.measurable is None else "both counted"


def counts_text(view: View, row: Any) -> str:
    """On how many issues a pair has spoken, and how: both heard on 2 of 12: the same way on 1."""
    if not row.shared:
        return f"{both_heard(view)} on none of {row.possible:,}"
    ways = [
        f"{words} on {number:,}"
        for words, number in (
            ("the same way", row.same),
            ("apart", row.apart),
            ("neither", row.shared - row.same - row.apart),
        )
        if number
    ]
    return f"{both_heard(view)} on {row.shared:,} of {row.possible:,}: {', '.join(ways)}"


def _pair_row(view: View, row: Any, names: dict[str, str], supposed: set[str]) -> Html:
    known = pd.notna(row.score)
    mark = None
    if supposed & {row.party_a, row.party_b}:
        mark = join(" ", tag("span", "Hypothetical", cls="mark hypothetical"))
    _, agreement, rests_on, sure = COLUMNS
    score = f"{row.score:.2f}" if known else "no score"
    return tag(
        "tr",
        tag("th", f"{names[row.party_a]} and {names[row.party_b]}", mark, scope="row"),
        tag("td", score, cls="score" if known else "quiet", data_of=agreement),
        tag("td", counts_text(view, row), data_of=rests_on),
        tag("td", _sure_details(row) if known else "–", data_of=sure),
    )


def _sure_details(row: Any) -> Html:
    """How far the score hangs on single issues as a line from 0 to 1, and the rest in words."""
    place = f"--low:{row.low:.3f};--high:{row.high:.3f};--at:{row.score:.3f}"
    return tag(
        "details",
        tag(
            "summary",
            tag("span", "", cls="range", style=place),
            f" {row.low:.2f} to {row.high:.2f} without any one issue",
        ),
        tag(
            "p", " ".join(map(end_sentence, (rank_text(row), bounds_text(row), *oldest_text(row))))
        ),
        cls="robust",
    )


def rank_text(row: Any) -> str:
    """Which rank the score has among the pairs with a score, by the metric."""
    low, high, ranked = int(row.rank_low), int(row.rank_high), int(row.ranked)
    form = "alone" if ranked == 1 else "one" if low == high else "several"
    return RANKS[form].format(low=f"{low:,}", high=f"{high:,}", ranked=f"{ranked:,}")


RANKS: Final = {
    "alone": "No other pair in view has a score to rank it by",
    "one": "Rank {low} of {ranked} pairs with a score, by each of three metrics",
    "several": "Rank {low} to {high} of {ranked} pairs with a score, by three metrics",
}
BOUNDS: Final = "If both had spoken to all issues in view, it would lie between {low} and {high}"
OLDEST: Final = "The oldest statement that it rests on is of {day}"


def bounds_text(row: Any) -> str:
    """Between which ends the score would lie if all had spoken."""
    return BOUNDS.format(low=f"{row.bound_low:.2f}", high=f"{row.bound_high:.2f}")


def oldest_text(row: Any) -> list[str]:
    """How old the oldest statement is that the score rests on; nothing where all is supposed."""
    if pd.isna(row.oldest):
        return []
    return [OLDEST.format(day=date_text(row.oldest.date()))]
