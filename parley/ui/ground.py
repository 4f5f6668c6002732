"""What the Common ground page shows, part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from parley.format.vocabulary import SILENCES, STANCES
from parley.frames.blocs import is_voice, unrelated_pairs
from parley.html import Html, join, tag
from parley.iter_rows import filter_rows, iter_rows
from parley.measures.agreement import agreement
from parley.measures.coverage import coverage as coverage_of
from parley.measures.ground import deciding_parties, islands_of_agreement, sticking_points
from parley.measures.polarisation import polarisation
from parley.measures.scaling import party_map
from parley.measures.settled import EVIDENCE_WORDS, MEANINGS, UNITS, Circle, readings
from parley.ui.charts import agreement_chart, claim_chart, party_map_chart
from parley.ui.context import PageContext
from parley.ui.controls import switch
from parley.ui.lazy import is_wanted
from parley.ui.scores import explained, pair_table
from parley.ui.shown import data_region, empty_view, folded, html, in_view_line
from parley.ui.what_if import what_if
from parley.wording import count, join_and

MOST_PAIRS = 60
"""Pairs in the table; the chart's own table has all."""
MOST_ISSUES = 200
"""Issues in a list; the filters decide which."""

T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What is in view, and the positions of it that count."""

    context: PageContext
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
    def held(self) -> pd.DataFrame:
        """The positions that count, so that no bloc counts with its members."""
        positions = self.context.view.positions
        return filter_rows(positions, is_voice(positions, self.context.blocs, self.parties))

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The agreement of each pair."""
        return self.measured("scores", self._scores)

    def _scores(self) -> pd.DataFrame:
        view = self.context.view
        issues = view.issues if self.weighed else view.issues.assign(weight=1.0)
        scores = agreement(view.positions, issues, self.parties, salience=self.salience)
        return unrelated_pairs(scores, self.context.blocs)


def begun(context: PageContext) -> Ground | None:
    """The head of the page, or None where nothing is in view."""
    st.title("Common ground", anchor=False)
    html(in_view_line(context, context.view))
    context = what_if(context)
    return None if empty_view(context.view) else Ground(context, *_options(context))


def _options(context: PageContext) -> tuple[bool, bool]:
    """How issues are weighed, a choice where it makes a difference."""
    weighed, salience = True, False
    if context.view.issues["weight"].nunique() > 1:
        weighed = switch("Count issues by weight", key="weighed", usual=True)
    if context.view.positions["salience"].notna().any():
        salience = switch(
            "Count issues by salience",
            key="salience",
            note="how much an issue matters to a pair, where both say so; else its weight alone",
        )
    return weighed, salience


def common(ground: Ground) -> None:
    """Islands of agreement and sticking points, each with its reason and leading to its issue."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Islands of agreement", anchor=False)
        html(ground.cached("islands", partial(_islands, ground)), explained("islands"))
    with right:
        st.header("Sticking points", anchor=False)
        html(ground.cached("sticking", partial(_sticking, ground)), explained("sticking"))


def _islands(ground: Ground) -> Html:
    view = ground.context.view
    blocs = ground.context.blocs
    found = ground.measured(
        "common",
        lambda: _first(
            islands_of_agreement(ground.held, view.issues, view.parties, blocs, MOST_ISSUES)
        ),
    )
    nothing = "No issue in view is one on which two have spoken and all lean the same way."
    return _ranked(ground, *found) or tag("p", nothing)


def _sticking(ground: Ground) -> Html:
    view = ground.context.view
    decide = [id for id in deciding_parties(ground.context.frames.parties) if id in ground.parties]
    found = ground.measured(
        "stuck",
        lambda: _first(
            sticking_points(ground.held, view.issues, view.parties, decide, MOST_ISSUES)
        ),
    )
    names = join_and([ground.context.party_names[id] for id in decide])
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


def claims(ground: Ground) -> None:
    """Each claim of a share that is settled, beside what the matrix supports."""
    header, view = ground.context.negotiation.header, ground.context.view
    asked = [claim for claim in header.claims if claim.share_agreed is not None]
    if not asked:
        return
    st.header("Is it really so?", anchor=False)
    for claim in asked:
        share = float(claim.share_agreed or 0)
        found = ground.measured("readings", partial(_readings, ground, share), claim.id)
        html(
            tag("p", tag("strong", f"{share:.0%}: "), claim.text, cls="lead"),
            tag("p", _in_words(found, share, len(view.issues)), cls="lead"),
        )
        claim_chart(ground.context, found, share, claim.id)
    html(explained("settled"))


def _readings(ground: Ground, share: float) -> pd.DataFrame:
    names = ground.context.party_names
    circles = [Circle("all parties in view", tuple(ground.parties))]
    decide = [id for id in deciding_parties(ground.context.frames.parties) if id in ground.parties]
    if decide and set(decide) != set(ground.parties):
        circles.append(Circle("principals only", tuple(decide)))
    circles += [
        Circle(f"without {names[id]}", tuple(each for each in ground.parties if each != id), id)
        for id in ground.parties
        if len(ground.parties) > 2
    ]
    frames, issues = ground.context.frames, ground.context.view.issues
    return readings(issues, frames.positions, frames.evidence, circles, ground.context.blocs, share)


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
        f"{first} The highest is {best['share']:.0%} ({what}; {best['circle']}). Of the "
        f"{count(issues, 'issue')} in view the readings can tell of {_covered(found[~by_word])} by "
        f"their status, and of {_covered(found[by_word])} by what at least two parties have said; "
        "the others count as not settled. What is negotiated beyond these issues is not in the "
        "matrix, and the claim may speak of it."
    )


def _covered(found: pd.DataFrame) -> str:
    """How many issues some readings can tell of: from the fewest to the most."""
    least, most = int(found["covered"].min()), int(found["covered"].max())
    return f"{least or 'none'}" if least == most else f"{least} to {most}"


def pairs(ground: Ground) -> None:
    """How far each pair agrees: as a map of cells, as a table with its range, and as a map."""
    if len(ground.parties) < 2:
        html(tag("p", "Choose a second party in the sidebar to compare.", cls="quiet"))
        return
    st.header("Who agrees with whom", anchor=False)
    if not is_wanted(ground.context, "pairs", "How far each pair of parties agrees, and a map"):
        return
    agreement_chart(ground.context, ground.scores, ground.parties)
    html(ground.measured("pairs", partial(_pairs, ground)))
    found = ground.measured("map", lambda: party_map(ground.scores))
    party_map_chart(ground.context, found)
    html(explained("map"))


def _pairs(ground: Ground) -> Html:
    view = ground.context.view
    return pair_table(
        ground.context, view.positions, view.issues, ground.scores, MOST_PAIRS,
        rest="in the chart's table",
    )  # fmt: skip


def divided(ground: Ground) -> None:
    """How far each issue divides those who have spoken, beside its counts."""
    st.header("How far each issue divides", anchor=False)
    html(ground.cached("divided", partial(_divided, ground)))


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
    found = polarisation(ground.held, ground.context.view.issues)
    found = found[found["spoken"] > 0]
    return _first(found.sort_values("agreement", na_position="last", kind="stable"))


def coverage(ground: Ground) -> None:
    """How much is stated at all, party by party, and what sort of silence the rest is."""
    st.header("What it all rests on", anchor=False)
    html(ground.measured("coverage", partial(_coverage, ground)))


def _coverage(ground: Ground) -> Html:
    view, frames = ground.context.view, ground.context.frames
    found = coverage_of(frames.positions, frames.silences, view.parties, view.issues, by="party")
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
