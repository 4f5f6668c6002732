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
from parley.views.parts import collapsible_list, data_region, empty_notice, share_page
from parley.views.scores import formula_details, pair_table
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
class CommonGroundPage:
    """What the page is drawn from: what is in view, and by what issues are weighed."""

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
        """What `make` returns for this selection, computed once for all readers."""
        return self.context.cached(f"ground, {name}", make, self.weighed, self.salience)

    def cached_for_view(self, name: str, make: Callable[[], T], *more: str) -> T:
        """What `make` returns for the view, computed once for all that see the same."""
        key = (self.weighed, self.salience, *more)
        return self.context.cached_for(self.context.view, f"ground, {name}", make, *key)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.cached_for_view("scores", self._scores)

    def _scores(self) -> pd.DataFrame:
        return agreement(self.context.view, salience=self.salience, weighted=self.weighed)


def common_ground(context: ViewContext) -> Iterator[Block]:
    """The page below its title and its choosers."""
    if context.view.empty_because:
        yield from empty_notice(context.view)
        return
    weighed = context.view.issues["weight"].nunique() > 1
    salience = not np.isnan(context.view.cells.numbers("salience")).all()
    # A choice only where it makes a difference.
    switches = [WEIGHED] * weighed + [SALIENCE] * salience

    def chosen(*values: bool) -> Iterator[Block]:
        by_key = dict(zip([switch.key for switch in switches], values, strict=True))
        yield from _blocks(CommonGroundPage(context, **by_key))

    yield Choices(tuple(switches), chosen)


def _blocks(page: CommonGroundPage) -> Iterator[Block]:
    yield columns(_islands_column(page), _sticking_column(page))
    yield from _claims(page)
    yield from _pairs(page)
    yield Heading("How far each issue divides")
    yield markup(page.cached("divided", partial(_polarisation_table, page)))
    yield Heading("What it all rests on")
    yield markup(page.cached_for_view("coverage", partial(_coverage_table, page)))
    yield share_page(page.context, "common ground")


def _islands_column(page: CommonGroundPage) -> Iterator[Block]:
    """Islands of agreement, each with its reason and leading to its issue."""
    yield Heading("Islands of agreement")
    yield markup(page.cached("islands", partial(_islands, page)), formula_details("islands"))


def _sticking_column(page: CommonGroundPage) -> Iterator[Block]:
    """Sticking points, each with its reason and leading to its issue."""
    yield Heading("Sticking points")
    yield markup(page.cached("sticking", partial(_sticking, page)), formula_details("sticking"))


def _islands(page: CommonGroundPage) -> Html:
    view = page.context.view
    found = page.cached_for_view(
        "common", lambda: _shown_rows(islands_of_agreement(view, MOST_ISSUES))
    )
    nothing = "No issue in view is one on which two have spoken and all lean the same way."
    return _ranked_list(page, *found) or tag("p", nothing)


def _sticking(page: CommonGroundPage) -> Html:
    view = page.context.view
    found = page.cached_for_view(
        "stuck", lambda: _shown_rows(sticking_points(view, reasons=MOST_ISSUES))
    )
    names = join_and([page.context.party_names[id] for id in deciding_parties(view)])
    nothing = f"Those that decide ({names or 'none in view'}) oppose each other on nothing."
    return _ranked_list(page, *found) or tag("p", nothing)


def _shown_rows(found: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows of a list that are shown, and how many rows there are: all that is cached."""
    return found.head(MOST_ISSUES), len(found)


def _ranked_list(page: CommonGroundPage, found: pd.DataFrame, number: int) -> Html | None:
    if not number:
        return None
    links = page.context.links
    items = [
        tag(
            "li",
            tag("p", tag("a", title, href=links.issue(str(issue)), cls="name")),
            tag("p", f"{why}.", cls="ours"),
        )
        for issue, title, why in found[["issue", "title", "why"]].to_numpy()
    ]
    return join(
        collapsible_list(items, "told", ("issue", "issues"), ordered=True), _left_out(number)
    )


def _left_out(issues: int) -> Html | None:
    """What stands below a list that not all issues are in."""
    rest = issues - MOST_ISSUES
    words = f"and {count(rest, 'more issue')}: narrow the areas in the sidebar"
    return tag("p", words, cls="quiet") if rest > 0 else None


def _claims(page: CommonGroundPage) -> Iterator[Block]:
    """Each claim of a share that is settled, beside what the matrix supports."""
    header, view = page.context.negotiation.header, page.context.view
    claims = [claim for claim in header.claims if claim.share_agreed is not None]
    if not claims:
        return
    yield Heading("Is it really so?")
    for claim in claims:
        share = float(claim.share_agreed or 0)
        found = page.cached_for_view("readings", partial(settled_shares, view, share), claim.id)
        yield markup(
            tag("p", tag("strong", f"{share:.0%}: "), claim.text, cls="lead"),
            tag("p", _claim_summary(found, share, len(view.issues)), cls="lead"),
        )
        yield claim_chart(page.context, found, share, claim.id)
    yield markup(formula_details("settled"))


def _claim_summary(found: pd.DataFrame, share: float, issues: int) -> str:
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
    same_side = found["meaning"] == "same-side"
    by_status, by_statements = _known_range(found[~same_side]), _known_range(found[same_side])
    return (
        f"{first} The highest is {best['share']:.0%} ({what}; {best['group']}). Of the "
        f"{count(issues, 'issue')} in view the readings can tell of {by_status} by "
        f"their status, and of {by_statements} by what at least two parties have said; "
        "the others count as not settled. What is negotiated beyond these issues is not in the "
        "matrix, and the claim may speak of it."
    )


def _known_range(found: pd.DataFrame) -> str:
    """For how many issues some readings know an answer: from the fewest to the most."""
    least, most = int(found["known"].min()), int(found["known"].max())
    return f"{least or 'none'}" if least == most else f"{least} to {most}"


def _pairs(page: CommonGroundPage) -> Iterator[Block]:
    """How far each pair agrees."""
    if len(page.parties) < 2:
        yield markup(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    yield Heading("Who agrees with whom")
    placeholder = "How far each pair of parties agrees, and a map"
    yield Deferred("pairs", placeholder, partial(_scores, page))


def _scores(page: CommonGroundPage) -> Iterator[Block]:
    """The scores as a map of cells, as a table with their range, and as a map."""
    yield agreement_chart(page.context, page.scores, page.parties)
    yield markup(page.cached_for_view("pairs", partial(_pair_table, page)))
    found = page.cached_for_view("map", lambda: party_map(page.scores))
    yield from party_map_chart(page.context, found)
    yield markup(formula_details("map"))


def _pair_table(page: CommonGroundPage) -> Html:
    return pair_table(
        page.context, page.context.view, page.scores, MOST_PAIRS, rest="in the chart's table"
    )


def _polarisation_table(page: CommonGroundPage) -> Html:
    found, number = page.cached_for_view("dividing", partial(_most_divided, page))
    if not number:
        return tag("p", "No party in view has a stance on an issue in view.", cls="quiet")
    links, order = page.context.links, list(reversed(STANCES))
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
        _left_out(number),
        formula_details("polarisation"),
    )


def _most_divided(page: CommonGroundPage) -> tuple[pd.DataFrame, int]:
    """The issues on which anybody has a stance, the most divided first."""
    found = polarisation(page.context.view)
    found = found[found["spoken"] > 0]
    return _shown_rows(found.sort_values("agreement", na_position="last", kind="stable"))


def _coverage_table(page: CommonGroundPage) -> Html:
    found = coverage(page.context.view, by="party")
    kinds = [kind for kind in SILENCES if found[kind].any()]
    names = ("Party", "Positions", *(SILENCES[kind].label for kind in kinds))
    by_party = found[["party", "stated", "possible", *kinds]]
    rows = [
        tag(
            "tr",
            tag("th", page.context.party_names[party], scope="row"),
            tag("td", f"{stated_of} of {possible}"),
            *(tag("td", f"{number}" if number else "·") for number in numbers),
        )
        for party, stated_of, possible, *numbers in iter_rows(by_party)
    ]
    total, possible = int(found["stated"].sum()), int(found["possible"].sum())
    caption = f"{total} of {possible} cells in view hold a position; the rest is silence, by kind"
    return join(data_region(caption, names, rows), formula_details("coverage"))
