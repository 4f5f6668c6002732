"""A context in, the blocks of Common ground out: who agrees, what is shared, what blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
import pandas as pd

from parley.format.vocabulary import SILENCES, STANCES
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import (
    agreement,
    coverage,
    deciding_parties,
    islands_of_agreement,
    party_map,
    polarisation,
    settled_shares,
    sticking_points,
)
from parley.measures.evidence import EVIDENCE_WORDS
from parley.measures.settled import MEANINGS, UNITS
from parley.views.blocks import Block, Choices, Deferred, Heading, Switch, columns, markup
from parley.views.context import ViewContext
from parley.views.figures import agreement_chart, claim_chart, party_map_chart
from parley.views.parts import data_region, empty, folded, share_page
from parley.views.scores import explained, pair_table
from parley.wording import count, join_and

MOST_PAIRS = 60
"""Pairs in the table; the chart's own table has all."""
MOST_ISSUES = 200
"""Issues in a list; the filters decide which."""

WEIGHED = Switch("weighed", "Count issues by weight", default=True)
SALIENCE = Switch(
    "salience",
    "Count issues by salience",
    note="how much an issue matters to a pair, where both say so; else its weight alone",
)

T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What is in view, and by what issues are weighed."""

    context: ViewContext
    weighed: bool = True
    """Whether issues count by their weight."""
    salience: bool = False
    """Whether they also count by how much they matter to a pair."""

    @cached_property
    def parties(self) -> list[str]:
        """The parties in view."""
        return self.context.view.party_ids

    def cached(self, name: str, make: Callable[[], T]) -> T:
        """What `make` puts together of what is in view, with its links, once for all readers."""
        return self.context.cached(f"ground, {name}", make, self.weighed, self.salience)

    def measured(self, name: str, make: Callable[[], T], *more: str) -> T:
        """What `make` measures of what is in view, once for all choices that leave the same."""
        key = (self.weighed, self.salience, *more)
        return self.context.cached_for(self.context.view, f"ground, {name}", make, *key)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.measured("scores", self._scores)

    def _scores(self) -> pd.DataFrame:
        return agreement(self.context.view, salience=self.salience, weighted=self.weighed)


def common_ground(context: ViewContext) -> Iterator[Block]:
    """The page below its title and its choosers."""
    if context.view.empty_because:
        yield from empty(context.view)
        return
    weighed = context.view.issues["weight"].nunique() > 1
    salience = not np.isnan(context.view.cells.numbers("salience")).all()
    # A choice only where it makes a difference.
    switches = [WEIGHED] * weighed + [SALIENCE] * salience

    def chosen(*values: bool) -> Iterator[Block]:
        by_key = dict(zip([switch.key for switch in switches], values, strict=True))
        yield from _blocks(Ground(context, **by_key))

    yield Choices(tuple(switches), chosen)


def _blocks(ground: Ground) -> Iterator[Block]:
    yield columns(_islands_column(ground), _sticking_column(ground))
    yield from _claims(ground)
    yield from _pairs(ground)
    yield Heading("How far each issue divides")
    yield markup(ground.cached("divided", partial(_divided, ground)))
    yield Heading("What it all rests on")
    yield markup(ground.measured("coverage", partial(_coverage, ground)))
    yield share_page(ground.context, "common ground")


def _islands_column(ground: Ground) -> Iterator[Block]:
    """Islands of agreement, each with its reason and leading to its issue."""
    yield Heading("Islands of agreement")
    yield markup(ground.cached("islands", partial(_islands, ground)), explained("islands"))


def _sticking_column(ground: Ground) -> Iterator[Block]:
    """Sticking points, each with its reason and leading to its issue."""
    yield Heading("Sticking points")
    yield markup(ground.cached("sticking", partial(_sticking, ground)), explained("sticking"))


def _islands(ground: Ground) -> Html:
    view = ground.context.view
    found = ground.measured("common", lambda: _first(islands_of_agreement(view, MOST_ISSUES)))
    nothing = "No issue in view is one on which two have spoken and all lean the same way."
    return _ranked(ground, *found) or tag("p", nothing)


def _sticking(ground: Ground) -> Html:
    view = ground.context.view
    found = ground.measured("stuck", lambda: _first(sticking_points(view, reasons=MOST_ISSUES)))
    names = join_and([ground.context.party_names[id] for id in deciding_parties(view)])
    nothing = f"Those that decide ({names or 'none in view'}) oppose each other on nothing."
    return _ranked(ground, *found) or tag("p", nothing)


def _first(found: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows of a list that are shown, and how many there are: what is worth keeping."""
    return found.head(MOST_ISSUES), len(found)


def _ranked(ground: Ground, found: pd.DataFrame, number: int) -> Html | None:
    if not number:
        return None
    links = ground.context.links
    items = [
        tag(
            "li",
            tag("p", tag("a", title, href=links.issue(str(issue)), cls="name")),
            tag("p", f"{why}.", cls="ours"),
        )
        for issue, title, why in found[["issue", "title", "why"]].to_numpy()
    ]
    return join(folded(items, "told", ("issue", "issues"), ordered=True), _rest(number))


def _rest(issues: int) -> Html | None:
    """What stands below a list that not all issues are in."""
    rest = issues - MOST_ISSUES
    words = f"and {count(rest, 'more issue')}: narrow the areas in the sidebar"
    return tag("p", words, cls="quiet") if rest > 0 else None


def _claims(ground: Ground) -> Iterator[Block]:
    """Each claim of a share that is settled, beside what the matrix supports."""
    header, view = ground.context.negotiation.header, ground.context.view
    asked = [claim for claim in header.claims if claim.share_agreed is not None]
    if not asked:
        return
    yield Heading("Is it really so?")
    for claim in asked:
        share = float(claim.share_agreed or 0)
        found = ground.measured("readings", partial(settled_shares, view, share), claim.id)
        yield markup(
            tag("p", tag("strong", f"{share:.0%}: "), claim.text, cls="lead"),
            tag("p", _in_words(found, share, len(view.issues)), cls="lead"),
        )
        yield claim_chart(ground.context, found, share, claim.id)
    yield markup(explained("settled"))


def _in_words(found: pd.DataFrame, share: float, issues: int) -> str:
    """Which readings come near the claim and which do not, and what the matrix covers."""
    near = found[found["near"]]
    best = found.loc[found["share"].idxmax()]
    what = f"{MEANINGS[best['meaning']]}; {UNITS[best['unit']]}; {EVIDENCE_WORDS[best['evidence']]}"
    if near.empty:
        first = f"No reading of this matrix comes near {share:.0%}."
    else:
        kinds = [MEANINGS[kind] for kind in dict.fromkeys(near["meaning"])]
        first = (
            f"{count(len(near), 'reading')} of {len(found)} come near {share:.0%}: where settled "
            f"means that {' or that '.join(kinds)}."
        )
    by_word = found["meaning"] == "same-side"
    return (
        f"{first} The highest is {best['share']:.0%} ({what}; {best['group']}). Of the "
        f"{count(issues, 'issue')} in view the readings can tell of {_known(found[~by_word])} by "
        f"their status, and of {_known(found[by_word])} by what at least two parties have said; "
        "the others count as not settled. What is negotiated beyond these issues is not in the "
        "matrix, and the claim may speak of it."
    )


def _known(found: pd.DataFrame) -> str:
    """How many issues some readings can tell of: from the fewest to the most."""
    least, most = int(found["known"].min()), int(found["known"].max())
    return f"{least or 'none'}" if least == most else f"{least} to {most}"


def _pairs(ground: Ground) -> Iterator[Block]:
    """How far each pair agrees."""
    if len(ground.parties) < 2:
        yield markup(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    yield Heading("Who agrees with whom")
    placeholder = "How far each pair of parties agrees, and a map"
    yield Deferred("pairs", placeholder, partial(_scores, ground))


def _scores(ground: Ground) -> Iterator[Block]:
    """The scores as a map of cells, as a table with their range, and as a map."""
    yield agreement_chart(ground.context, ground.scores, ground.parties)
    yield markup(ground.measured("pairs", partial(_pair_table, ground)))
    found = ground.measured("map", lambda: party_map(ground.scores))
    yield from party_map_chart(ground.context, found)
    yield markup(explained("map"))


def _pair_table(ground: Ground) -> Html:
    return pair_table(
        ground.context, ground.context.view, ground.scores, MOST_PAIRS, rest="in the chart's table"
    )


def _divided(ground: Ground) -> Html:
    found, number = ground.measured("dividing", partial(_dividing, ground))
    if not number:
        return tag("p", "No party in view has a stance on an issue in view.", cls="quiet")
    links, order = ground.context.links, list(reversed(STANCES))
    names = ("Issue", *(STANCES[each].label for each in order), "Agreement A")
    rows = [
        tag(
            "tr",
            tag("th", tag("a", title, href=links.issue(issue)), scope="row"),
            *(tag("td", f"{number}" if number else "·") for number in numbers),
            tag("td", f"{agree:+.2f}" if spoken > 1 else "one voice",
                cls="score" if spoken > 1 else "quiet"),
        )
        for issue, title, *numbers, spoken, agree in iter_rows(found)
    ]  # fmt: skip
    return join(
        data_region("Parties by stance on each issue, the most divided first", names, rows),
        _rest(number),
        explained("polarisation"),
    )


def _dividing(ground: Ground) -> tuple[pd.DataFrame, int]:
    """The issues on which anybody has a stance, the most divided first."""
    found = polarisation(ground.context.view)
    found = found[found["spoken"] > 0]
    return _first(found.sort_values("agreement", na_position="last", kind="stable"))


def _coverage(ground: Ground) -> Html:
    found = coverage(ground.context.view, by="party")
    kinds = [kind for kind in SILENCES if found[kind].any()]
    names = ("Party", "Positions", *(SILENCES[kind].label for kind in kinds))
    shown = found[["party", "stated", "possible", *kinds]]
    rows = [
        tag(
            "tr",
            tag("th", ground.context.party_names[party], scope="row"),
            tag("td", f"{stated_of} of {possible}"),
            *(tag("td", f"{number}" if number else "·") for number in numbers),
        )
        for party, stated_of, possible, *numbers in iter_rows(shown)
    ]
    total, possible = int(found["stated"].sum()), int(found["possible"].sum())
    said = f"{total} of {possible} cells in view hold a position; the rest is silence, by kind"
    return join(data_region(said, names, rows), explained("coverage"))
