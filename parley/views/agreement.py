"""A context in, who agrees with whom out: half a heat map, each pair with what its score rests on,
and a map of the parties where it is a good one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from parley.charts.agreement_order import agreement_finding, ordered, score_table
from parley.html import Html, join, tag
from parley.measures import agreement, party_map
from parley.measures._pairs import LEAST_SHARED
from parley.measures.scaling import LEAST_PARTIES, MOST_STRESS, placed_parties
from parley.palette import AGREEMENT
from parley.views.blocks import Block, Choices, Deferred, Heading, Switch, markup
from parley.views.context import ViewContext
from parley.views.figures import agreement_chart, party_map_chart
from parley.views.how_computed import how_link
from parley.views.scores import both_heard, following_list, pair_table
from parley.wording import count, join_and, plural

LEAST_SCORED: Final = 3
"""Pairs with a score from which on a map of them shows more than their list."""
MOST_IN_TABLE: Final = 12
"""Parties whose pairs stand as a table of cells; those of more are drawn."""
MOST_DRAWN: Final = 120
"""Parties whose pairs are drawn at all."""
MOST_MAPPED: Final = 25
"""Parties on a map, whose names can still be read."""
MOST_SCORED, MOST_UNSCORED = 20, 60
"""Pairs in the list, with a score and without."""
LEGEND: Final = ("0.00 opposite everywhere", "1.00 the same everywhere")

WEIGHED = Switch("weighed", "Count issues by weight", default=True)
SALIENCE = Switch(
    "salience",
    "Count issues by salience",
    note="how much an issue matters to a pair, where both say so; else its weight alone",
)

T = TypeVar("T")


@dataclass(frozen=True)
class _Scores:
    """The scores of the pairs in view, and by what issues are weighed in them."""

    context: ViewContext
    weighed: bool = True
    """Whether issues count by their weight."""
    salience: bool = False
    """Whether they also count by how much they matter to a pair."""

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What `make` returns for the view and the switches, computed once for all readers."""
        key = (self.weighed, self.salience)
        return self.context.cached_for(self.context.view, f"ground, {name}", make, *key)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """The agreement of each pair."""
        view = self.context.view
        return self.kept(
            "scores", lambda: agreement(view, salience=self.salience, weighted=self.weighed)
        )

    @cached_property
    def scored(self) -> pd.DataFrame:
        """The pairs with a score."""
        return self.pairs[self.pairs["score"].notna()]


def who_agrees(context: ViewContext) -> Iterator[Block]:
    """The section, with its choices where they make a difference."""
    yield Heading("Who agrees with whom")
    if len(context.view.parties) < 2:
        yield markup(tag("p", "Choose a second party to compare.", cls="quiet"))
        return
    weighed = context.view.issues["weight"].nunique() > 1
    salience = not np.isnan(context.view.cells.numbers("salience")).all()
    switches = [WEIGHED] * weighed + [SALIENCE] * salience

    def chosen(*values: bool) -> Iterator[Block]:
        by_key = dict(zip([switch.key for switch in switches], values, strict=True))
        scores = _Scores(context, **by_key)
        placeholder = "How far each pair of parties agrees, and a map"
        yield Deferred("pairs", placeholder, lambda: _section(scores))

    yield Choices(tuple(switches), chosen)


def _section(scores: _Scores) -> Iterator[Block]:
    context = scores.context
    mapped = _mapped(scores)
    if len(scores.scored) < LEAST_SCORED:
        finding = agreement_finding(scores.pairs, context.party_names)
        yield markup(tag("h3", finding, cls="finding ours"))
    elif len(mapped) <= MOST_IN_TABLE:
        yield markup(scores.kept("map table", lambda: _map_table(scores, mapped)))
    else:
        yield from _drawn(scores, mapped)
    yield markup(scores.kept("pairs", lambda: _pairs(scores)))
    found = scores.kept("map", lambda: party_map(scores.pairs))
    if found is not None and len(found.places) <= MOST_MAPPED:
        yield party_map_chart(context, found)
    else:
        text = scores.kept("no map", lambda: _no_map(scores.pairs))
        yield markup(tag("p", text, " ", how_link("map"), cls="quiet"))


def _mapped(scores: _Scores) -> list[str]:
    """The parties that have a score with anybody, in the order of showing."""
    some = {*scores.scored["party_a"], *scores.scored["party_b"]}
    return [party for party in scores.context.view.party_ids if party in some]


def _among(scores: pd.DataFrame, parties: list[str]) -> pd.DataFrame:
    return scores[scores["party_a"].isin(parties) & scores["party_b"].isin(parties)]


def _drawn(scores: _Scores, mapped: list[str]) -> Iterator[Block]:
    """The pairs of many parties as a figure; of very many those that share most."""
    if len(mapped) > MOST_DRAWN:
        scored = scores.scored
        both = pd.concat([scored.groupby(name)["shared"].sum() for name in ("party_a", "party_b")])
        most = set(both.groupby(level=0).sum().nlargest(MOST_DRAWN).index)
        text = f"Drawn are the {MOST_DRAWN} parties of {len(mapped):,} that share the most issues."
        yield markup(tag("p", text, cls="quiet"))
        mapped = [party for party in mapped if party in most]
    yield agreement_chart(scores.context, _among(scores.pairs, mapped), mapped)


def _map_table(scores: _Scores, mapped: list[str]) -> Html:
    """Each pair once, as cells with their score, what it rests on, and a shade of it."""
    names = scores.context.party_names
    short = {party.id: party.short or party.name for party in scores.context.negotiation.parties}
    pairs = _among(scores.pairs, mapped)
    order = ordered(pairs, mapped)
    table, shared = score_table(pairs, order), score_table(pairs, order, "shared")
    columns, rows = order[:-1], order[1:]
    head = tag(
        "tr",
        tag("td", tag("span", "Party", cls="unseen")),
        *(tag("th", tag("bdi", short[each]), scope="col") for each in columns),
    )
    body = [
        tag(
            "tr",
            tag("th", tag("bdi", names[party]), scope="row"),
            *(
                _cell(table[at, across], shared[at, across]) if across < at else tag("td", "")
                for across in range(len(columns))
            ),
        )
        for at, party in enumerate(rows, 1)
    ]
    left = [names[id] for id in scores.context.view.party_ids if id not in mapped]
    out = f"Without a score with anybody: {join_and(left)}." if left else None
    finding = agreement_finding(scores.pairs, names)
    return join(
        tag("h3", finding, cls="finding ours"),
        tag("div", *_legend(), cls="agree-legend"),
        tag(
            "table",
            tag("caption", "Agreement score of each pair, and on how many issues it rests",
                cls="unseen"),
            tag("thead", head),
            tag("tbody", *body),
            cls="agree-map",
        ),
        tag("p", out, cls="quiet ours") if out and len(left) <= MOST_IN_TABLE else None,
        tag("p", "With what you suppose: hypothetical.", cls="quiet")
        if scores.context.supposed
        else None,
    )  # fmt: skip


def _legend() -> Iterator[Html]:
    swatches = (tag("i", "", cls=f"shade-{at}") for at in range(len(AGREEMENT)))
    scale = tag("span", *swatches, cls="swatches", aria_hidden="true")
    yield tag("span", LEGEND[0], scale, LEGEND[1], cls="scale-ends")
    yield tag("span", f"below each score the issues that it rests on; –: fewer than {LEAST_SHARED}")


def _cell(score: Any, shared: Any) -> Html:
    if np.isnan(shared):
        return tag("td", tag("span", "bloc and member", cls="none"))
    small = tag("small", f"{int(shared):,}")
    if np.isnan(score):
        return tag("td", tag("span", "–", tag("span", "no score, on", cls="unseen"), " ", small),
                   cls="none")  # fmt: skip
    shade = round(float(score) * (len(AGREEMENT) - 1))
    on = tag("span", " on ", cls="unseen")
    return tag("td", tag("b", f"{score:.2f}"), on, small, cls=f"shade-{shade}")


def _pairs(scores: _Scores) -> Html:
    """The pairs with a score in sight, those without one a click away; the rest is counted."""
    context, pairs = scores.context, scores.pairs
    scored, thin = scores.scored, pairs[pairs["score"].isna() & (pairs["shared"] > 0)]
    parts = [following_list(context, context.view)]
    if len(scored):
        table = _table(scores, scored, MOST_SCORED)
        summary = f"What the scores of {count(len(scored), 'pair')} rest on, and how sure they are"
        mapped = len(scored) >= LEAST_SCORED
        parts.append(tag("details", tag("summary", summary), table) if mapped else table)
    if len(thin):
        table = _table(scores, thin, MOST_UNSCORED)
        both = both_heard(context.view)
        summary = f"{count(len(thin), 'pair')} without a score, {both} on an issue or two"
        parts.append(tag("details", tag("summary", summary), table) if len(scored) else table)
    never = int((pairs["shared"] == 0).sum())
    if never:
        if context.view.measurable is None:
            both = plural(never, "has not both been heard", "have not both been heard")
        else:
            both = plural(never, "does not both count", "do not both count")
        text = f"{count(never, 'pair')} {both} on any issue in view."
        parts.append(tag("p", text, cls="quiet"))
    how = tag("p", how_link("robustness", "How sure a score is"), cls="quiet")
    return tag("div", *parts, how if len(scored) else None, cls="whole")


def _table(scores: _Scores, pairs: pd.DataFrame, most: int) -> Html:
    return pair_table(
        scores.context, scores.context.view, pairs, most, rest="in the data of the chart",
        ends=True, salience=scores.salience, weighted=scores.weighed,
    )  # fmt: skip


def _no_map(scores: pd.DataFrame) -> str:
    """Why there is no map of the parties."""
    placed = len(placed_parties(scores))
    if placed < LEAST_PARTIES:
        return (
            f"A map of the parties is drawn where at least {LEAST_PARTIES} of them share "
            f"{LEAST_SHARED} issues with each other; here they do not."
        )
    if placed > MOST_MAPPED:
        return (
            f"A map of the parties is drawn where at most {MOST_MAPPED} share {LEAST_SHARED} "
            f"issues with each other, so that their names can be read; here {placed:,} do."
        )
    return (
        f"A map of the parties is drawn where two dimensions do for their distances, with a stress "
        f"of at most {MOST_STRESS:.2f}; for the {placed:,} that share enough issues they do not."
    )
