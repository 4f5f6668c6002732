"""A context in, how far each issue divides and how much was heard of each party out, as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from parley.charts.standings import bounds_text
from parley.format.vocabulary import SILENCES, STANCES, labels_of
from parley.frames.build import value_text, value_units
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures import coverage, polarisation
from parley.measures.polarisation import LEAST_VOICES
from parley.views.blocks import Block, Heading, markup
from parley.views.context import ViewContext
from parley.views.how_computed import how_link
from parley.views.issue_order import issue_order
from parley.views.paging import MOST_LISTED, MOST_ROWS
from parley.views.parts import BY_AREA
from parley.wording import count

SPOKEN: Final = f"Agreement A from {LEAST_VOICES} voices on, dispersion on a scale from two."


def how_it_divides(context: ViewContext) -> Iterator[Block]:
    """How far each issue divides those heard on it."""
    yield Heading("How far each issue divides")
    yield markup(context.cached("division", lambda: _division(context)))


def what_it_rests_on(context: ViewContext) -> Iterator[Block]:
    """How much was heard of each party."""
    yield Heading("What it all rests on")
    yield markup(context.cached_for(context.view, "coverage bars", lambda: _coverage_bars(context)))


def _division(context: ViewContext) -> Html:
    found = _most_divided(context)
    if found.empty:
        return tag("p", "No position of a party in view on an issue in view counts.", cls="quiet")
    stances = list(STANCES)
    sides = found[stances].to_numpy()
    middle = sides[:, stances.index("undecided")] / 2
    most = max(float((sides[:, :2].sum(axis=1) + middle).max(initial=1)),
               float((sides[:, 3:].sum(axis=1) + middle).max(initial=1)))  # fmt: skip
    shown = found.head(MOST_ROWS)
    units = value_units(context.view.issues)
    bounds = _bounds(context, set(shown["issue"][shown["numeric"]]))
    scales = context.view.issues.set_index("issue")[["scale_min", "scale_max"]]
    rows = []
    for row in iter_rows(shown):
        if row.numeric:
            low, high = scales.loc[row.issue]
            drawn = _range_bar(row, float(low), float(high))
            words = _values(row, units[row.issue], bounds.get(row.issue, ()))
        else:
            drawn, words = _stance_bar(row, most), _stances(row)
        title = tag("a", tag("bdi", row.title), href=context.links.issue(row.issue))
        rows.append(_row(title, drawn, words, _measured(row)))
    note = tag("p", "By voices, blue for and orange against. ", SPOKEN, " ",
               how_link("polarisation"), cls="quiet")  # fmt: skip
    caption = "Voices by stance or value on each issue"
    head = ("Issue", "As a bar", "Voices", "How divided")
    return join(note, _folded(caption, head, rows, len(found), "more issue", "divides"))


def _most_divided(context: ViewContext) -> pd.DataFrame:
    """The issues on which anybody is heard: those on which most are, then the most contested.

    Agreement A orders those alone on which LEAST_VOICES are heard.
    """
    found = polarisation(context.view)
    found = found[found["spoken"] > 0]
    scored = found["agreement"].where(found["spoken"] >= LEAST_VOICES)
    places = found["issue"].map(issue_order(context).rank)
    order = np.lexsort((places, -found["spoken"], scored, scored.isna()))
    return found.iloc[order]


def _bounds(context: ViewContext, issues: set[str]) -> dict[str, list[str]]:
    """The bounds of the voices that name a value, by issue."""
    rows = context.view.voices.frame(["issue", "bound", "value_from"])
    rows = rows[rows["value_from"].notna() & rows["issue"].isin(issues)]
    rows = rows.astype({"issue": "str", "bound": "str"})
    found: dict[str, list[str]] = rows.groupby("issue")["bound"].agg(list).to_dict()
    return found


def _stance_bar(row: Any, most: float) -> Html:
    """Those for it to the right of a line, those against to its left, the undecided across it."""
    middle = row.undecided / 2

    def part(stance: str, number: float) -> Html | None:
        width = f"--n:{number / most:.4f}"
        return tag("i", "", cls=stance, style=width) if number else None

    return tag(
        "span",
        tag("span", part("opposes", row.opposes), part("reluctant", row.reluctant),
            part("undecided", middle), cls="against"),
        tag("span", part("undecided", middle), part("open", row.open),
            part("supports", row.supports), cls="for"),
        cls="both-sides",
    )  # fmt: skip


def _range_bar(row: Any, low: float, high: float) -> Html:
    """Between which values of the scale those lie that are named."""
    span = high - low
    ends = [min(max((each - low) / span, 0), 1) for each in (row.low, row.high)]
    return tag(
        "span",
        tag("i", "", style=f"--low:{ends[0]:.4f};--high:{ends[1]:.4f}"),
        cls="on-scale",
    )


def _stances(row: Any) -> str:
    """How many voices hold each stance: 2 support it, 1 is open to it."""
    held = [(getattr(row, stance), term) for stance, term in STANCES.items()]
    return ", ".join(f"{number:,} {term.verbs[number > 1]}" for number, term in held if number)


def _values(row: Any, unit: tuple[str | None, int], bounds: Sequence[str]) -> str:
    alone = bounds[0] if len(bounds) == 1 else "exactly"
    span = value_text(row.low, row.high, unit[0], alone, unit[1])
    if len(bounds) > 1 and (as_bounds := bounds_text(bounds)):
        span += f", {as_bounds}"
    return f"{count(row.spoken, 'voice')}: {span}"


def _measured(row: Any) -> str:
    if row.spoken < (2 if row.numeric else LEAST_VOICES):
        return count(row.spoken, "voice")
    return f"dispersion {row.dispersion:.2f}" if row.numeric else f"A {row.agreement:+.2f}"


def _coverage_bars(context: ViewContext) -> Html:
    found = coverage(context.view, by="party")
    labels = {"left_out": "left out", **labels_of(SILENCES)}
    rows = []
    for party, stated, possible, *rest in iter_rows(
        found[["party", "stated", "possible", *labels]]
    ):
        share = f"--share:{stated / max(possible, 1):.4f}"
        kinds = zip(rest, labels.values(), strict=True)
        rows.append(
            _row(
                tag("bdi", context.party_names[party]),
                tag("span", tag("i", ""), cls="share-bar", style=share),
                f"{stated:,} of {possible:,}",
                ", ".join(f"{number:,} {label.lower()}" for number, label in kinds if number),
            )
        )
    total, possible = int(found["stated"].sum()), int(found["possible"].sum())
    other = "silence, by kind, or left out" if found["left_out"].any() else "silence, by kind"
    caption = (
        f"{total:,} of {possible:,} cells in view {'holds' if total == 1 else 'hold'} a position "
    )
    caption += "that counts"
    if total < possible:
        caption += f"; the rest is {other}"
    head = ("Party", "As a bar", "Positions", "The rest")
    table = _folded(caption, head, rows, len(rows), "more party", "heard", shown=True)
    return join(table, tag("p", how_link("coverage"), cls="quiet"))


def _row(name: Html, drawn: Html, words: str, measured: str) -> Html:
    return tag(
        "tr",
        tag("th", name, scope="row", role="rowheader"),
        tag("td", drawn, role="cell", aria_hidden="true"),
        tag("td", words, role="cell", cls="words"),
        tag("td", measured, role="cell", cls="measured"),
        role="row",
    )


def _folded(
    caption: str, head: Sequence[str], rows: list[Html], total: int, noun: str, cls: str,
    shown: bool = False,
) -> Html:  # fmt: skip
    """A table with its first rows in sight, the rest a click away, and what is left out told."""
    # Two or three rows more are no reason to fold a table.
    first = rows if len(rows) <= MOST_LISTED + 3 else rows[:MOST_LISTED]
    rest = rows[len(first) :]
    names = tag(
        "tr",
        *(tag("th", name, scope="col", role="columnheader") for name in head),
        role="row",
        cls="unseen",
    )

    def table(part: list[Html], title: str, hide: bool) -> Html:
        return tag(
            "table",
            tag("caption", title, cls="unseen" if hide else None),
            tag("thead", names, role="rowgroup"),
            tag("tbody", *part, role="rowgroup"),
            role="table",
            cls=f"bars {cls}",
        )

    parts = [table(first, caption, not shown)]
    if rest:
        beyond = total - len(rows)
        one, many = noun, f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        label = tag("summary", count(len(rest), one, many))
        more = tag("p", f"and {count(beyond, one, many)}: {BY_AREA}", cls="quiet")
        parts.append(
            tag("details", label, table(rest, f"{caption}: the rest", True),
                more if beyond > 0 else None)
        )  # fmt: skip
    return join(*parts)
