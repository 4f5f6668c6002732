"""A context in, the blocks of Common ground out: who agrees, what is shared, what blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from parley.charts.standings import bounds_text
from parley.format.vocabulary import SILENCES, STANCES, labels_of
from parley.frames.build import value_text, value_units
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import (
    agreement,
    claim_check,
    coverage,
    deciding_parties,
    deciding_rule,
    islands_of_agreement,
    party_map,
    polarisation,
    settled_shares,
    sticking_points,
)
from parley.measures.polarisation import LEAST_VOICES
from parley.views.blocks import Block, Choices, Deferred, Heading, Switch, columns, markup
from parley.views.claims import claim_basis, claim_verdict
from parley.views.context import ViewContext
from parley.views.figures import agreement_chart, claim_chart, party_map_chart
from parley.views.parts import collapsible_list, data_region, empty_notice, share_page
from parley.views.scores import following_list, formula_details, pair_table
from parley.wording import count, join_and, plural

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
    def units(self) -> dict[str, tuple[str | None, int]]:
        """The unit of each issue, and with how many decimals its values are written."""
        return value_units(self.context.view.issues)

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
    """Where they lean the same way, each with its reason and leading to its issue."""
    yield Heading("Where they lean the same way")
    yield markup(page.cached("islands", partial(_islands, page)), formula_details("islands"))


def _sticking_column(page: CommonGroundPage) -> Iterator[Block]:
    """What stands between them, each with its reason and leading to its issue."""
    yield Heading("What stands between them")
    yield markup(page.cached("sticking", partial(_sticking, page)), formula_details("sticking"))


def _islands(page: CommonGroundPage) -> Html:
    view = page.context.view
    found = page.cached_for_view(
        "common", lambda: _shown_rows(islands_of_agreement(view, MOST_ISSUES))
    )
    issues = count(len(view.issues), "issue")
    note = tag(
        "p",
        f"{found[1] or 'None'} of {issues} in view, counting all voices in view; nobody contests a "
        "position there.",
        cls="quiet",
    )
    nothing = tag(
        "p",
        f"On none of {issues} in view have two voices spoken that all lean the same way.",
    )
    return join(note, _ranked_list(page, *found)) if found[1] else nothing


def _sticking(page: CommonGroundPage) -> Html:
    view = page.context.view
    found = page.cached_for_view(
        "stuck", lambda: _shown_rows(sticking_points(view, reasons=MOST_ISSUES))
    )
    names = join_and([page.context.party_names[id] for id in deciding_parties(view)])
    decide = f"Who decides: {deciding_rule(view)} ({names or 'none in view'})."
    if found[1]:
        return join(tag("p", decide, cls="quiet"), _ranked_list(page, *found))
    heard = _heard_deciding(page)
    return join(tag("p", decide, cls="quiet"), tag("p", heard))


def _heard_deciding(page: CommonGroundPage) -> str:
    """What can be said where no two that decide stand apart: on how much that rests."""
    view = page.context.view
    decide = view.voice_decides
    number = np.bincount(view.voices.issue[decide], minlength=len(view.issues))
    left_out = int(view.deciding[view.left_out_cells.issue, view.left_out_cells.party].sum())
    several = int((number >= 2).sum())
    issues = count(len(view.issues), "issue")
    rest = "; they stand apart on none of these" if several else ""
    text = f"On {several or 'none'} of {issues} in view have two that decide been heard{rest}."
    if left_out:
        are = plural(left_out, "is", "are")
        text += f" {count(left_out, 'position')} of those that decide {are} left out."
    return text


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
        check = claim_check(view, share)
        yield markup(
            tag("p", tag("strong", f"{share:.0%}: "), claim.text, cls="lead"),
            tag("p", claim_verdict(check), cls="lead"),
            tag("p", claim_basis(check)),
        )
        yield claim_chart(page.context, found, share, claim.id)
    yield markup(formula_details("settled"))


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
    table = pair_table(
        page.context, page.context.view, page.scores, MOST_PAIRS, rest="in the chart's table",
        salience=page.salience, weighted=page.weighed,
    )  # fmt: skip
    return join(following_list(page.context, page.context.view), table)


def _polarisation_table(page: CommonGroundPage) -> Html:
    found, number = page.cached_for_view("dividing", partial(_most_divided, page))
    if not number:
        return tag("p", "No position of a party in view on an issue in view counts.", cls="quiet")
    links, order = page.context.links, list(reversed(STANCES))
    names = ("Issue", *(STANCES[each].label for each in order), "How divided")
    bounds = _bounds(page)
    rows = [
        tag(
            "tr",
            tag("th", tag("a", row.title, href=links.issue(row.issue)), scope="row"),
            *_spread_cells(row, order, page.units, bounds.get(row.issue, ())),
            tag("td", _division(row), cls="score" if _is_scored(row) else "quiet"),
        )
        for row in iter_rows(found)
    ]
    caption = (
        f"Voices by stance or value on each issue. Agreement A is given from {LEAST_VOICES} voices "
        "on, dispersion on a scale from two"
    )
    return join(
        data_region(caption, names, rows), _left_out(number), formula_details("polarisation")
    )


def _bounds(page: CommonGroundPage) -> dict[str, list[str]]:
    """The bounds of the voices that name a value, by issue."""
    rows = page.context.view.voices.frame(["issue", "bound", "value_from"])
    rows = rows[rows["value_from"].notna()].astype({"issue": "str", "bound": "str"})
    found: dict[str, list[str]] = rows.groupby("issue")["bound"].agg(list).to_dict()
    return found


def _spread_cells(
    row: Any,
    order: Sequence[str],
    units: Mapping[str, tuple[str | None, int]],
    bounds: Sequence[str],
) -> list[Html]:
    """How many voices hold each stance, or between which values those lie that they name."""
    if row.numeric:
        alone = bounds[0] if len(bounds) == 1 else "exactly"
        unit, decimals = units[row.issue]
        span = value_text(row.low, row.high, unit, alone, decimals)
        if len(bounds) > 1 and (as_bounds := bounds_text(bounds)):
            span += f", {as_bounds}"
        said = count(row.spoken, "voice")
        return [tag("td", f"{said}: {span}", colspan=str(len(order)))]
    numbers = (getattr(row, each) for each in order)
    return [tag("td", f"{number}" if number else "·") for number in numbers]


def _is_scored(row: Any) -> bool:
    return bool(row.spoken >= 2) if row.numeric else bool(row.spoken >= LEAST_VOICES)


def _division(row: Any) -> str:
    if not _is_scored(row):
        return count(row.spoken, "voice")
    return f"dispersion {row.dispersion:.2f}" if row.numeric else f"A {row.agreement:+.2f}"


def _most_divided(page: CommonGroundPage) -> tuple[pd.DataFrame, int]:
    """The issues on which anybody is heard: those on which most are, then as in the folder.

    Agreement A orders those alone on which LEAST_VOICES are heard.
    """
    found = polarisation(page.context.view)
    found = found[found["spoken"] > 0]
    scored = found["agreement"].where(found["spoken"] >= LEAST_VOICES)
    order = np.lexsort((np.arange(len(found)), -found["spoken"], scored, scored.isna()))
    return _shown_rows(found.iloc[order])


def _coverage_table(page: CommonGroundPage) -> Html:
    found = coverage(page.context.view, by="party")
    labels = {"left_out": "Left out", **labels_of(SILENCES)}
    kinds = [kind for kind in labels if found[kind].any()]
    names = ("Party", "Positions", *(labels[kind] for kind in kinds))
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
    out = bool(found["left_out"].any())
    rest = "silence, by kind, or left out" if out else "silence, by kind"
    hold = "holds" if total == 1 else "hold"
    caption = f"{total} of {possible} cells in view {hold} a position that counts"
    if total < possible:
        caption += f"; the rest is {rest}"
    return join(data_region(caption, names, rows), formula_details("coverage"))
