"""The voices on an issue in, a row of chips out: who holds what, and who was not heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import numpy as np

from parley.format.vocabulary import STANCES
from parley.frames.view import View
from parley.html import Html, join, tag
from parley.iter_rows import iter_rows
from parley.measures.said_by import MOST_NAMED
from parley.measures.sides import voices_on
from parley.views.chips import party_chip
from parley.views.context import ViewContext
from parley.wording import join_and

PLAIN: Final = ("supports", "opposes")
"""Stances that the tone of a chip and the side that it stands on tell."""

MOST_UNHEARD: Final = 6
"""Those not heard who are named on one issue."""


class VoiceChips:
    """The voices on some issues as chips, and who was not heard on them."""

    def __init__(self, context: ViewContext, issues: list[str], opposed: bool = False) -> None:
        """With `opposed` those that decide and stand apart, side against side."""
        self.context, self._opposed = context, opposed
        frames = context.frames
        voices = voices_on(context.view, issues, opposed)
        conditional = set(frames.conditions["position"].unique())
        voices["conditional"] = voices["position"].isin(conditional)
        disputes = frames.disputes[frames.disputes["position"].isin(voices["position"])]
        self._contested_by: dict[int, list[str]] = {}
        for number, party in zip(disputes["position"], disputes["disputed_by"], strict=True):
            names = self._contested_by.setdefault(int(number), [])
            names.append(context.party_names[str(party)])
        order = voices["stance"].map({each: at for at, each in enumerate(STANCES)})
        voices["order"] = 0 if opposed else order.fillna(0)
        self._of = {
            str(issue): rows.sort_values(["side", "order"], kind="stable")
            for issue, rows in voices.groupby("issue", sort=False)
        }

    def row(self, issue: str) -> Html | None:
        """The chips of an issue, those that stand apart with `against` between them."""
        if issue not in self._of:
            return None
        sides = [list(iter_rows(rows)) for _, rows in self._of[issue].groupby("side", sort=True)]
        many = len(self._of[issue]) > MOST_NAMED
        if many and any(voice.stance not in STANCES for side in sides for voice in side):
            return None  # values of so many do not group; the sentence has them
        parts = [self._counts(side) if many else self._chips(side) for side in sides]
        against = join(tag("span", "against", cls="against"), " ")
        first, *others = parts
        beside = (tag("span", against, side, cls="opposed") for side in others)
        return tag("div", first, *beside, cls="chip-row")

    def _chips(self, side: list[Any]) -> Html:
        return tag("span", *(part for voice in side for part in self._chip(voice)), cls="chips")

    def _chip(self, voice: Any) -> Iterator[Html]:
        held = voice.stance if voice.stance in STANCES else None
        chip = party_chip(
            self.context.party_names[voice.party],
            held,
            voice.on_record,
            self.context.links.cell(voice.issue, voice.party),
            "" if held else voice.what,
        )
        words = []
        if voice.stance in STANCES and voice.stance not in PLAIN:
            # The chip says it as well, to who does not see its tone.
            stance = STANCES[voice.stance].label.lower()
            words.append(tag("span", stance, cls="said", aria_hidden="true"))
        if rungs := self._rungs(voice):
            words.append(tag("span", rungs, cls="said"))
        if voice.supposed:
            words.append(tag("span", "supposed", cls="said"))
        if voice.red_line:
            words.append(tag("span", "red line", cls="alarm"))
        if voice.conditional:
            words.append(tag("span", "on conditions", cls="said"))
        if voice.position in self._contested_by:
            names = join_and(self._contested_by[voice.position])
            words.append(tag("span", f"contested by {names}", cls="alarm"))
        yield tag("span", chip, *(part for word in words for part in (" ", word)), cls="voice")
        yield join(" ")

    def _rungs(self, voice: Any) -> str:
        """The value that it names, or the rungs, where these may be what stands between."""
        if voice.stance not in STANCES:
            return str(voice.what)
        return str(voice.what).partition(", ")[2] if self._opposed else ""

    def _counts(self, side: list[Any]) -> Html:
        """Of very many how many hold each stance."""
        chips = []
        for stance, group in groupby(side, key=lambda voice: voice.stance):
            number = len(list(group))
            words = f"{number:,} {STANCES[stance].verbs[number > 1]}"
            chips.append(tag("span", words, cls=f"chip counted {stance}"))
        return tag("span", *chips, cls="chips")


def unheard(context: ViewContext, issues: Iterable[str], deciding: bool = False) -> dict[str, Html]:
    """Who in view is silent on each of the issues, by name, in a line; with `deciding` of those
    that decide there."""
    view = context.view
    place = {id: at for at, id in enumerate(view.issue_ids)}
    asked = [place[issue] for issue in issues]
    spoken = _spoken(view, asked)
    ids, names = view.party_ids, context.party_names
    of = " of those that decide" if deciding else ""
    found = {}
    for row, at in enumerate(asked):
        silent = ~spoken[row] & (view.deciding[at] if deciding else True)
        who = [names[ids[party]] for party in np.flatnonzero(silent)]
        if who:
            shown = who if len(who) <= MOST_UNHEARD else who[: MOST_UNHEARD - 1]
            rest = [f"{len(who) - len(shown):,} more"] if len(who) > len(shown) else []
            bdi = [tag("bdi", name) for name in shown]
            listed = _comma_and([*bdi, *rest])
            found[view.issue_ids[at]] = tag("p", f"Not heard{of}: ", listed, cls="unheard ours")
    return found


def _spoken(view: View, issues: list[int]) -> Any:
    """Whether each party in view has spoken to these issues, counted or left out."""
    row = np.full(len(view.issues), -1)
    row[issues] = np.arange(len(issues))
    found = np.zeros((len(issues), len(view.parties)), bool)
    for cells in (view.cells, view.left_out_cells):
        at = row[cells.issue]
        some = at >= 0
        found[at[some], cells.party[some]] = True
    return found


def _comma_and(parts: list[Html | str]) -> Html:
    found: list[Html | str] = []
    for at, part in enumerate(parts):
        if at:
            found.append(" and " if at == len(parts) - 1 else ", ")
        found.append(part)
    return join(*found)
