"""A view in, what its parties have said on every issue out, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in
from parley.format.vocabulary import ATTRIBUTIONS, BOUNDS, STANCES
from parley.frames.blocs import ancestors
from parley.frames.cells import Cells, Flags, Numbers
from parley.frames.deciding import deciding_matrix
from parley.frames.view import View
from parley.package.outcomes import Question, questions
from parley.package.statements import KINDS, ConditionArrays, Statements
from parley.package.terms import (
    NO_STANCE,
    SILENT,
)


def statements(
    view: View, asked: dict[str, Question] | None = None, *, salience: bool = False
) -> Statements:
    """What the parties in view have said on all issues of the negotiation, in view or not.

    `asked` are those issues as `questions` has them, by default without the texts of rungs. With
    `salience` a party's loss on an issue weighs by how much that matters to it, over the mean of
    all who say so there, and 1 where it does not say.
    """
    every = view.frames.issues
    whole = view if len(view.issues) == len(every) else view.of(issues=every["issue"])
    asked = questions(whole.issues) if asked is None else asked
    cells, conditions = whole.cells, view.frames.conditions
    blocs = view.parties["party"].cat.categories
    place = index_in(whole.issues["issue"], asked)
    row, column = place[cells.issue], cells.party
    shape = (len(asked), len(view.parties))

    def filled(values: Any, missing: float, kind: type = np.int64) -> Any:
        found: Any = np.full(shape, missing, kind)
        found[row, column] = values
        return found

    takes = whole.acceptable
    asks = np.full(shape, -1)
    for at, rung in _asked_rungs(cells, row, list(asked.values())):
        asks[row[at], column[at]] = rung
    stance = cells.places("stance", STANCES)
    position = filled(cells.of(view.frames.positions["position"].to_numpy()), -1)
    voices = place[whole.voices.issue], whole.voices.party
    counts = np.ones(shape, bool)
    counts[row, column] = False
    counts[voices] = True
    decides, left_out = np.zeros(shape, bool), np.zeros(shape, bool)
    decides[place] = whole.deciding
    decides[voices] |= whole.voice_decides
    left_out[place[whole.left_out_cells.issue], whole.left_out_cells.party] = True
    red_line = filled(cells.flags("red_line"), False, bool)
    followed = whole.voice_red_line & ~red_line[voices]
    red_line[voices] |= whole.voice_red_line
    held = _held_conditions(conditions, position, list(asked))
    number = np.zeros(shape, np.int64)
    np.add.at(number, (held.issue, held.party), 1)
    said = filled(cells.numbers("salience"), np.nan, float)
    return Statements(
        questions=asked,
        parties=view.parties,
        conditions=conditions,
        stance=filled(np.where(stance < 0, NO_STANCE, stance), SILENT, np.int8),
        low=filled(cells.of(takes.low), np.nan, float),
        high=filled(cells.of(takes.high), np.nan, float),
        named=(
            filled(cells.numbers("value_from"), np.nan, float),
            filled(cells.numbers("value_to"), np.nan, float),
        ),
        bound=filled(cells.places("bound", BOUNDS), -1, np.int8),
        asks=asks,
        red_line=red_line,
        red_line_of=_red_line_of(whole, voices, followed),
        position=position,
        attribution=filled(cells.places("attribution", ATTRIBUTIONS), -1, np.int8),
        left_out=left_out,
        bloc=filled(cells.places("inherited_from", blocs), -1),
        counts=counts,
        decides=decides,
        out_of_view=_out_of_view(whole, place),
        weight=_weights(said, counts) if salience else np.ones(shape),
        span=np.array([question.span for question in asked.values()], float),
        kind=np.array([KINDS[question.kind] for question in asked.values()], np.int8),
        held_conditions=held,
        condition_count=number,
    )


def _out_of_view(view: View, place: Rows) -> dict[str, Flags]:
    """By name, on which issues a party decides that neither is in view nor has a bloc in it; the
    issues in view stand in these places."""
    frames = view.frames
    every = deciding_matrix(frames, view.issues)
    shown = set(view.party_ids)
    found = {}
    for column in np.flatnonzero(every.any(axis=0)).tolist():
        id, name = (str(frames.parties[each].iloc[column]) for each in ("party", "name"))
        if shown.isdisjoint([id, *ancestors(id, view.blocs)]):
            found[name] = np.zeros(len(place), bool)
            found[name][place] = every[:, column]
    return found


def _red_line_of(
    view: View, at: tuple[Rows, Rows], followed: Flags
) -> dict[tuple[int, int], tuple[str, ...]]:
    """For each flagged voice, which stand in these cells, the names of those whose red line it
    speaks for."""
    found = {}
    positions = view.frames.positions
    names = dict(zip(view.frames.parties["party"], view.frames.parties["name"], strict=True))
    rows = view.voices.of(np.arange(len(positions)))
    for voice in np.flatnonzero(followed).tolist():
        others = positions.iloc[view.found_voices.followers(int(rows[voice]))]
        red = others["party"][others["red_line"].to_numpy(bool)]
        found[int(at[0][voice]), int(at[1][voice])] = tuple(names[each] for each in red)
    return found


def _weights(salience: Numbers, counts: Flags) -> Numbers:
    """By issue and party its salience over the mean of all voices that state one; 1 without one."""
    said = counts & ~np.isnan(salience)
    total = np.where(said, salience, 0.0).sum(axis=1, keepdims=True)
    mean = total / np.maximum(said.sum(axis=1, keepdims=True), 1)
    known = ~np.isnan(salience) & (mean > 0)
    found: Numbers = np.where(known, salience / np.where(mean > 0, mean, 1.0), 1.0)
    return found


def _asked_rungs(cells: Cells, row: Rows, asked: list[Question]) -> Iterator[tuple[int, int]]:
    """The positions that name rungs of their issue's ladder, each with the place of one rung: the
    one that it asks for, or else the one that it is reported to accept."""
    named = cells.frame(["option", "fallback"])
    some = np.flatnonzero(named["option"].notna() | named["fallback"].notna())
    for at, options in zip(some, named.iloc[some].astype(object).to_numpy(), strict=True):
        ladder = asked[row[at]].rungs
        places = [ladder.index(option) for option in options if option in ladder]
        if places:
            yield int(at), places[0]


def _held_conditions(
    conditions: pd.DataFrame, position: Rows, issues: list[str]
) -> ConditionArrays:
    """The conditions of the positions in view; a member that inherits one has it too."""
    issue, party = np.nonzero(np.isin(position, conditions["position"]))
    held = pd.DataFrame({"position": position[issue, party], "issue": issue, "party": party})
    rows = pd.DataFrame(
        {
            "position": conditions["position"].to_numpy(),
            "on": pd.Index(issues).get_indexer(conditions["on_issue"].astype("str")),
            "row": np.arange(len(conditions)),
        }
    )
    found = held.merge(rows, on="position")
    on = found["on"].to_numpy()
    own = found["issue"].to_numpy()
    return ConditionArrays(
        own, found["party"].to_numpy(), np.where(on == own, -1, on), found["row"].to_numpy()
    )
