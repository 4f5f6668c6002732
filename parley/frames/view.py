"""Frames and a selection in, what is left in view out: what all measures are taken of.

A selection of parties, areas or statuses narrows what is in view. One of attributions, of what is
on the record or of a first day leaves positions out, which is told and is no silence. All these
define what is measured. One of stances, red lines or words finds positions among them, and changes
no measure: an export has the matches alone, and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from parley.categoricals import Rows, index_in, isin, used_categories
from parley.format.problems import did_you_mean, quoted
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES
from parley.frames.acceptable import Acceptable, acceptable
from parley.frames.blocs import member_blocs
from parley.frames.cells import Cells, Flags, cells_of
from parley.frames.columns import LIST_SEPARATOR, Frames
from parley.frames.deciding import deciding_matrix
from parley.frames.matching import (
    issues_with_words,
    matching_positions,
    measurable_positions,
)
from parley.frames.required_columns import check_frames
from parley.frames.selection import Selection
from parley.frames.voices import Statements, Voices, find_voices

TEXTS: Final = frozenset({"gist", "summary", "sources", "locators"})
"""Columns of positions that are read cell by cell, and never of all that is in view."""

T = TypeVar("T")

MOST_OFFERED: Final = 12
"""How many ids a message names."""


@dataclass(frozen=True, eq=False)
class View:
    """What of a negotiation is in view, on the day of its frames.

    Made by `select` or `apply_selection`, and narrowed by `of`. What is computed of it depends on
    neither the order of the frames' rows nor on rows of positions that do not hold on the day.
    """

    frames: Frames = field(repr=False)
    parties: pd.DataFrame
    """Rows of the frame of parties, in the order of showing."""
    issues: pd.DataFrame
    """Rows of the frame of issues, in the order of showing."""
    in_view: Flags = field(repr=False)
    """Which rows of the frame of positions are measured: they hold on the day, are of these parties
    and issues, and are not left out."""
    matching: Flags = field(repr=False)
    """Which of those the selection finds."""
    measurable: Flags | None = field(default=None, repr=False)
    """Which rows count at all, by whose word they are and by their day; None where all do."""
    named: tuple[str, ...] = ()
    """The issues whose own texts have the words of the selection, where it has nothing else."""
    empty_because: str = ""
    """Why nothing is left in view, in words; empty where something is."""
    _of_frames: dict[str, Any] = field(default_factory=dict, repr=False)
    """What depends on the frames alone: views that are narrowed from each other share it."""

    def of(self, parties: Iterable[str] | None = None, issues: Iterable[str] | None = None) -> View:
        """The same frames with these parties and issues in view, which need not be in it now.

        A position that was not in view before counts as matching. Raises ValueError for an id that
        the frames do not have.
        """
        positions = self.frames.positions
        rows, of = self.parties, self.issues
        if parties is not None:
            rows = _rows_of(self.frames.parties, "party", parties)
        if issues is not None:
            of = _rows_of(self.frames.issues, "issue", issues)
        in_view = _rows_in_view(positions, rows, of)
        if self.measurable is not None:
            in_view &= self.measurable
        matching = in_view & (self.matching | ~self.in_view)
        return View(
            self.frames, rows, of, in_view, matching, self.measurable, _of_frames=self._of_frames
        )

    @property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return list(self.parties["party"].astype(str))

    @property
    def issue_ids(self) -> list[str]:
        """The issues in view, in the order of showing."""
        return list(self.issues["issue"].astype(str))

    @cached_property
    def content(self) -> tuple[bytes, bytes, bytes]:
        """What is measured, to tell views of the same frames apart.

        It is the same for selections that measure the same, whatever of it they find.
        """
        parties, issues = self.parties["party"].cat.codes, self.issues["issue"].cat.codes
        counted = b"" if self.measurable is None else np.packbits(self.in_view).tobytes()
        return parties.to_numpy().tobytes(), issues.to_numpy().tobytes(), counted

    @cached_property
    def cells(self) -> Cells:
        """The positions in view as arrays. Raises ValueError where two stand in one cell."""
        return self._cells(self.in_view)

    def _cells(self, rows: Flags) -> Cells:
        positions = self.frames.positions
        issue = index_in(positions["issue"], self.issues["issue"])
        party = index_in(positions["party"], self.parties["party"])
        shape = (len(self.issues), len(self.parties))
        return cells_of(positions, rows, issue, party, shape)

    @cached_property
    def left_out(self) -> Flags:
        """Which rows hold on the day and are of these parties and issues, and are not measured."""
        if self.measurable is None:
            return np.zeros(len(self.frames.positions), bool)
        return _rows_in_view(self.frames.positions, self.parties, self.issues) & ~self.measurable

    @cached_property
    def left_out_cells(self) -> Cells:
        """The positions that are left out, as arrays."""
        return self._cells(self.left_out)

    @cached_property
    def found(self) -> View:
        """This view with those of its issues alone that have a position which the selection finds,
        or a text of their own."""
        kept = {*used_categories(self.frames.positions["issue"], self.matching), *self.named}
        return self.of(issues=(id for id in self.issue_ids if id in kept))

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` returns of the frames, made once for this view and those narrowed from it."""
        if name not in self._of_frames:
            self._of_frames[name] = make()
        found: T = self._of_frames[name]
        return found

    @property
    def acceptable(self) -> Acceptable:
        """What each row of the frame of positions would take, in the unit of its issue."""
        frames = self.frames
        return self._once("acceptable", lambda: acceptable(frames.positions, frames.issues))

    @cached_property
    def deciding(self) -> Flags:
        """Whether a party in view decides on an issue in view: a row an issue, a column a party."""
        return deciding_matrix(self.frames, self.issues, self.parties)

    @property
    def _decides(self) -> Flags:
        """Which rows of the frame of positions are of a party that decides on their issue."""
        return self._once("decides", self._deciding_rows)

    def _deciding_rows(self) -> Flags:
        frames = self.frames
        positions = frames.positions
        issue = index_in(positions["issue"], frames.issues["issue"])
        party = index_in(positions["party"], frames.parties["party"])
        found: Flags = deciding_matrix(frames)[issue, party]
        return found

    @cached_property
    def found_voices(self) -> Voices:
        """Which rows of the frame of positions are voices, and for whom each speaks."""
        return self.voices_of(self.in_view)

    def voices_of(self, measured: Flags) -> Voices:
        """The voices where only the flagged rows of the frame of positions are measured."""
        if not self.blocs:
            return Voices.without_blocs(measured)
        positions, shown = self.frames.positions, self.frames.parties["party"].cat.categories
        return find_voices(positions, measured, self.blocs, self._statements, self._decides, shown)

    def same_statement(self, one: Rows, other: Rows) -> Flags:
        """Whether the positions in these rows of their frame say the same, pair by pair."""
        return self._statements.same(one, other)

    @property
    def _statements(self) -> Statements:
        frames = self.frames
        return self._once(
            "statements", lambda: Statements(frames.positions, frames.issues, self.acceptable)
        )

    @cached_property
    def voices(self) -> Cells:
        """Those of the positions in view that count, so that no bloc counts with its members."""
        if not self.blocs:
            return self.cells
        return self.cells.where(self.cells.of(self.found_voices.counts))

    @cached_property
    def voice_decides(self) -> Flags:
        """Which of the voices decide on their issue, or speak for a party that does.

        A bloc speaks also for members that are out of view and take its position.
        """
        found = self.found_voices
        decides = found.any_of(self._decides)
        positions = self.frames.positions
        taken = np.flatnonzero(positions["inherited_from"].notna().to_numpy() & self._decides)
        taken = taken[positions["current"].to_numpy(bool)[taken]]
        if len(taken):
            rows = positions.iloc[taken]
            pairs = set(zip(rows["issue"], rows["inherited_from"], strict=True))
            voices = np.flatnonzero(found.counts & ~decides)
            own = positions.iloc[voices]
            spoken = [pair in pairs for pair in zip(own["issue"], own["party"], strict=True)]
            decides[voices[np.array(spoken, bool)]] = True
        return self.voices.of(decides)

    @cached_property
    def voice_red_line(self) -> Flags:
        """Which of the voices, or a deciding party that one speaks for, call their position a red
        line."""
        return self.red_lines_of(self._decides)

    def red_lines_of(self, decides: Flags) -> Flags:
        """The same where the flagged rows of the frame of positions are of those that decide."""
        red_line = self.frames.positions["red_line"].to_numpy(bool)
        found = self.found_voices
        return self.voices.of((red_line & found.counts) | found.any_of(red_line & decides))

    @property
    def blocs(self) -> dict[str, list[str]]:
        """For each party of the negotiation the blocs it belongs to."""
        return self._once("blocs", lambda: member_blocs(self.frames.parties))

    @cached_property
    def positions(self) -> pd.DataFrame:
        """The positions in view by issue and party, with a column `matches`, without TEXTS."""
        every = self.frames.positions
        found = self.cells.frame([name for name in every if name not in TEXTS])
        return found.assign(matches=self.cells.of(self.matching))

    @cached_property
    def computed(self) -> dict[Hashable, Any]:
        """What measures keep of this view for each other, by a key; it goes with the view, and so
        must not hold it."""
        return {}

    @property
    def positions_and_left_out(self) -> pd.DataFrame:
        """The positions in view and those left out of it, with a column `left_out`."""
        every = self.frames.positions
        some = self.in_view | self.left_out
        return every[some].assign(left_out=self.left_out[some])

    def positions_of(self, parties: Iterable[str], issues: Iterable[str]) -> pd.DataFrame:
        """Those of the positions in view that some of the parties hold on some of the issues."""
        every = self.frames.positions
        some = isin(every["party"], parties) & isin(every["issue"], issues) & self.in_view
        return every[some].assign(matches=self.matching[some])


def select(
    frames: Frames,
    *,
    parties: Iterable[str] = (),
    areas: Iterable[str] = (),
    statuses: Iterable[str] = (),
    stances: Iterable[str] = (),
    attributions: Iterable[str] = (),
    record: bool = False,
    since: dt.date | None = None,
    red_lines: bool = False,
    words: str = "",
) -> View:
    """What a choice leaves in view of the frames; what is empty is not narrowed.

    Raises ValueError for an id or a word of a closed list that the frames do not have, where
    `apply_selection` passes over it, as an address may be old.
    """
    return apply_selection(
        frames,
        Selection(
            parties=_known("parties", parties, frames.parties["party"]),
            areas=_known("areas", areas, frames.issues["area"]),
            statuses=_known("statuses", statuses, STATUSES),
            stances=_known("stances", stances, STANCES),
            attributions=_known("attributions", attributions, ATTRIBUTIONS),
            record=record,
            since=since,
            red_lines=red_lines,
            words=words,
        ),
    )


def apply_selection(frames: Frames, selection: Selection) -> View:
    """What a selection leaves in view of the frames of its day.

    What it names and the frames do not have is passed over, as an address may be old. Raises
    ValueError where the frames lack a column that a view needs.
    """
    check_frames(frames)
    parties = frames.parties
    if selection.parties:
        parties = parties[parties["party"].isin(selection.parties)]
    else:
        parties = default_parties(frames)
    parties = _in_order(parties, "party")
    issues = _in_order(frames.issues, "issue")
    if selection.areas:
        issues = issues[issues["area"].isin(selection.areas)]
    if selection.statuses:
        issues = issues[issues["status"].isin(selection.statuses)]

    positions = frames.positions
    in_view = _rows_in_view(positions, parties, issues)
    measurable = None
    if selection.leaves_out:
        measurable = measurable_positions(positions, selection)
        in_view &= measurable
    matches, named = in_view, []
    if selection.marks:
        with_words = issues_with_words(issues, selection.words)
        matches = matching_positions(frames, in_view, selection, with_words)
        if not (selection.stances or selection.red_lines):
            named = with_words
    why = _why_empty(frames, parties, issues)
    return View(frames, parties, issues, in_view, matches, measurable, tuple(named), why)


def default_parties(frames: Frames) -> pd.DataFrame:
    """The parties in view where none is chosen."""
    return frames.parties[~_spoken_for(frames)]


def represented_members(frames: Frames) -> dict[str, list[str]]:
    """For each bloc the names of the members that it speaks for, left out of view by default."""
    rows = frames.parties[_spoken_for(frames)]
    found: dict[str, list[str]] = {}
    for name, blocs in zip(rows["name"], rows["blocs"], strict=True):
        for bloc in blocs.split(LIST_SEPARATOR):
            found.setdefault(bloc, []).append(name)
    return found


def _in_order(frame: pd.DataFrame, id: str) -> pd.DataFrame:
    """The rows in the order of showing, which is that of the categories of their ids."""
    codes = frame[id].cat.codes.to_numpy()
    return frame if (np.diff(codes) > 0).all() else frame.iloc[np.argsort(codes, kind="stable")]


def _rows_of(frame: pd.DataFrame, id: str, ids: Iterable[str]) -> pd.DataFrame:
    """The rows with these ids, in the order of showing."""
    return _in_order(frame[isin(frame[id], _known(id, ids, frame[id].tolist()))], id)


def _known(what: str, values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The values; ValueError where one is not known."""
    named = (values,) if isinstance(values, str) else tuple(values)
    offered = dict.fromkeys(known)
    for value in named:
        if value not in offered:
            some = ", ".join([*offered][:MOST_OFFERED])
            more = ", …" if len(offered) > MOST_OFFERED else ""
            raise ValueError(
                f"{what}: expected one of {some}{more}, got {quoted(value)}"
                f"{did_you_mean(str(value), offered)}"
            )
    return named


def _spoken_for(frames: Frames) -> Flags:
    """Members of a bloc that hold nothing of their own: their bloc's column says it all."""
    parties = frames.parties
    silent = ~parties["party"].isin(frames.heard) & ~parties["home"]
    found: Flags = ((parties["blocs"] != "") & silent).to_numpy(bool)
    return found


def _rows_in_view(positions: pd.DataFrame, parties: pd.DataFrame, issues: pd.DataFrame) -> Flags:
    """Which positions hold on the day and are of these parties and issues."""
    found: Flags = (
        positions["current"].to_numpy(bool)
        & isin(positions["party"], parties["party"])
        & isin(positions["issue"], issues["issue"])
    )
    return found


NOTHING_YET: Final = "The folder has no party or no issue yet: write the first one."
"""Why nothing is in view of a folder that has just been begun."""


def _why_empty(frames: Frames, parties: pd.DataFrame, issues: pd.DataFrame) -> str:
    if frames.parties.empty or frames.issues.empty:
        return NOTHING_YET
    if parties.empty:
        return "None of the chosen parties is part of this negotiation."
    if issues.empty:
        return "No issue has both the chosen area and the chosen status."
    return ""
