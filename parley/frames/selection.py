"""What a reader has chosen, as a value: to and from a URL, and applied to frames.

A choice of parties, areas or statuses narrows what is in view. A choice of stances, attributions,
red lines or words marks the positions that match and keeps the issues that have one: a position
that does not match stays in sight, because leaving it out would look like silence. What a reader
takes away is the matches alone, and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley.categoricals import isin, isin_numbers, used_categories
from parley.format.vocabulary import ATTRIBUTIONS, STANCES, STATUSES, labels_of
from parley.frames.blocs import ancestors
from parley.frames.build import LIST_SEPARATOR, Frames
from parley.iter_rows import filter_rows, iter_rows

LABELS = labels_of(STANCES)

LISTS = {
    "party": "parties",
    "area": "areas",
    "status": "statuses",
    "stance": "stances",
    "attribution": "attributions",
}
"""The parameters of a URL that may be repeated, and the field that each fills."""

PARAMETERS = (*LISTS, "red_lines", "words", "day")
"""All parameters of a URL that a choice is read from."""

OFFERED: Mapping[str, Mapping[str, str]] = {
    "status": labels_of(STATUSES),
    "stance": LABELS,
    "attribution": labels_of(ATTRIBUTIONS),
}
"""What every negotiation offers of some of the lists: labels by id."""


@dataclass(frozen=True)
class Selection:
    """A reader's choice; what is empty is not narrowed."""

    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    red_lines: bool = False
    words: str = ""
    day: dt.date | None = None

    @property
    def marks(self) -> bool:
        """Whether it tells matching positions from others."""
        return bool(self.stances or self.attributions or self.red_lines or self.words.strip())

    @property
    def empty(self) -> bool:
        """Whether nothing at all is chosen."""
        return self == Selection()

    def with_parties(self, parties: Iterable[str]) -> Selection:
        """The same choice with other parties."""
        return replace(self, parties=tuple(parties))

    def to_query(self) -> list[tuple[str, str]]:
        """The parameters of a URL, ids as they are; nothing for what is not chosen."""
        pairs = [(key, id) for key, name in LISTS.items() for id in getattr(self, name)]
        if self.red_lines:
            pairs.append(("red_lines", "true"))
        if self.words.strip():
            pairs.append(("words", self.words.strip()))
        if self.day is not None:
            pairs.append(("day", self.day.isoformat()))
        return pairs

    @classmethod
    def from_query(
        cls, query: Mapping[str, Sequence[str]], offered: Mapping[str, Mapping[str, str]] = OFFERED
    ) -> Selection:
        """The choice that a URL's parameters state; what cannot be read is left out.

        `query` maps each parameter to its values, as `urllib.parse.parse_qs` gives them. `offered`
        maps parameters to labels by id: of those a value may be the one or the other, only what is
        offered is taken, and its order is that of what is chosen.
        """
        chosen: dict[str, Any] = {}
        for key, name in LISTS.items():
            values = query.get(key, ())
            chosen[name] = parse_choice(
                values, offered.get(key, dict(zip(values, values, strict=True)))
            )
        chosen["red_lines"] = [value.lower() for value in query.get("red_lines", ())] == ["true"]
        chosen["words"] = " ".join(query.get("words", ())).strip()
        for day in query.get("day", ()):
            try:
                chosen["day"] = dt.date.fromisoformat(day)
            except ValueError:
                continue
        return cls(**chosen)


def parse_choice(values: Iterable[str], offered: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of what is offered, labels by id, that an address's values name by id or label.

    A value that is an id is that id alone, whatever is labelled so.
    """
    named = set(values)
    labelled = named - offered.keys()
    return tuple(id for id, label in offered.items() if id in named or label in labelled)


def cell_id(issue: str, party: str) -> str:
    """A cell's name in an address. Ids hold no dot, so it can be taken apart again."""
    return f"{party}.{issue}"


def parse_cell(text: str) -> tuple[str, str] | None:
    """The issue and the party that a cell's name stands for, or None where it is none."""
    party, dot, issue = text.partition(".")
    return (issue, party) if dot and party and issue else None


TEXTS = frozenset({"gist", "summary", "sources", "locators"})
"""Columns of positions that are read cell by cell, and never of all that is in view."""


@dataclass(frozen=True)
class View:
    """What of a negotiation is in view.

    `parties` and `issues` are rows of the frames; `held` is the frame of positions, of which
    `kept` are those that hold, of the parties and on the issues in view, and `matching` those of
    them that match; `empty_because` says in words why nothing is left, or is empty.
    """

    parties: pd.DataFrame
    issues: pd.DataFrame
    held: pd.DataFrame = field(repr=False)
    kept: npt.NDArray[np.bool_] = field(repr=False)
    matching: npt.NDArray[np.bool_] = field(repr=False)
    empty_because: str = ""

    @property
    def party_ids(self) -> list[str]:
        """The parties in view, in the order of showing."""
        return list(self.parties["party"].astype(str))

    @cached_property
    def content(self) -> tuple[bytes, bytes]:
        """Which parties and issues are in view, to tell views of the same frames apart.

        It is the same for choices that leave the same in view, whichever of it matches.
        """
        parties, issues = self.parties["party"].cat.codes, self.issues["issue"].cat.codes
        return parties.to_numpy().tobytes(), issues.to_numpy().tobytes()

    @cached_property
    def positions(self) -> pd.DataFrame:
        """The positions in view with a column `matches`, without the columns TEXTS."""
        rows = self.held[[name for name in self.held if name not in TEXTS]]
        return filter_rows(rows, self.kept).assign(matches=self.matching[self.kept])

    def positions_of(self, parties: Iterable[str], issues: Iterable[str]) -> pd.DataFrame:
        """Those of the positions in view that some of the parties hold on some of the issues."""
        some = isin(self.held["party"], parties) & isin(self.held["issue"], issues) & self.kept
        return self.held[some].assign(matches=self.matching[some])


def apply_selection(frames: Frames, selection: Selection) -> View:
    """What a selection leaves in view of the frames of its day."""
    parties = frames.parties
    if selection.parties:
        parties = parties[parties["party"].isin(selection.parties)]
    else:
        parties = default_parties(frames)
    issues = frames.issues
    if selection.areas:
        issues = issues[issues["area"].isin(selection.areas)]
    if selection.statuses:
        issues = issues[issues["status"].isin(selection.statuses)]

    positions = frames.positions
    keep = (
        positions["current"].to_numpy(bool)
        & isin(positions["party"], parties["party"])
        & isin(positions["issue"], issues["issue"])
    )
    narrowed = len(issues)
    matches = keep
    if selection.marks:
        named = _issues_with(issues, selection.words)
        matches = _matching(positions, keep, selection, named)
        kept = set(used_categories(positions["issue"], matches))
        if not (selection.stances or selection.attributions or selection.red_lines):
            kept |= set(named)
        issues = issues[issues["issue"].isin(kept)]
        keep &= isin(positions["issue"], kept)
    why = _why_empty(parties, narrowed, issues)
    return View(parties, issues, positions, keep, matches & keep, why)


def default_parties(frames: Frames) -> pd.DataFrame:
    """The parties in view where none is chosen."""
    return frames.parties[~_spoken_for(frames)]


def _why_empty(parties: pd.DataFrame, narrowed: int, issues: pd.DataFrame) -> str:
    if parties.empty:
        return "None of the chosen parties is part of this negotiation."
    if not narrowed:
        return "No issue has both the chosen area and the chosen status."
    if issues.empty:
        return "No position of these parties on these issues matches."
    return ""


def _spoken_for(frames: Frames) -> npt.NDArray[np.bool_]:
    """Members of a bloc that hold nothing of their own: their bloc's column says it all."""
    parties = frames.parties
    silent = ~parties["party"].isin(frames.heard) & ~parties["home"]
    found: npt.NDArray[np.bool_] = ((parties["blocs"] != "") & silent).to_numpy(bool)
    return found


def represented_members(frames: Frames) -> dict[str, list[str]]:
    """For each bloc the names of the members that it speaks for, left out of view by default."""
    rows = frames.parties[_spoken_for(frames)]
    found: dict[str, list[str]] = {}
    for name, blocs in zip(rows["name"], rows["blocs"], strict=True):
        for bloc in blocs.split(LIST_SEPARATOR):
            found.setdefault(bloc, []).append(name)
    return found


def filter_tables(frames: Frames, in_view: View) -> dict[str, pd.DataFrame]:
    """The ten tables with only what is in view, by name; their columns are those of COLUMNS.

    Parties and issues are those in view. Positions are those that hold on the day and match: what
    held before, or does not match, is left out with its evidence, conditions and disputes. An
    event stays where it bears on an issue and on a party in view, or names none; claims are about
    the talks as a whole and stay; of the sources those stay that anything left cites. Ids may
    name what is not in view: a condition can hang on another issue.
    """
    positions = in_view.held[in_view.matching]
    parties = set(in_view.parties["party"])
    issues = in_view.issues["issue"]
    silences = frames.silences
    silences = silences[isin(silences["party"], parties) & isin(silences["issue"], issues)]
    events = frames.events
    events = events[
        _names(events["issues"], set(issues))
        & _names(events["parties"], _with_members(frames, parties))
    ]
    evidence = frames.evidence
    role = evidence["role"]
    evidence = evidence[
        isin_numbers(evidence["position"], positions["position"])
        | (role.isin(["status", "outcome"]) & evidence["issue"].isin(issues))
        | ((role == "event") & evidence["ref"].isin(events["event"]))
        | (role == "claim")
    ]
    looked_at = (id for ids in silences["sources"] for id in ids.split(LIST_SEPARATOR))
    cited = {*evidence["source"].unique(), *looked_at}
    return {
        **frames.tables(),
        "parties": in_view.parties,
        "issues": in_view.issues,
        "positions": positions,
        "evidence": evidence,
        "silences": silences,
        "events": events,
        "sources": frames.sources[frames.sources["source"].isin(cited)],
        **{
            name: rows[isin_numbers(rows["position"], positions["position"])]
            for name, rows in (("conditions", frames.conditions), ("disputes", frames.disputes))
        },
    }


def _names(lists: pd.Series[Any], ids: set[str]) -> npt.NDArray[np.bool_]:
    """Which of the lists in a column name one of the ids, or nothing at all."""
    named = (not text or not ids.isdisjoint(text.split(LIST_SEPARATOR)) for text in lists)
    return np.fromiter(named, bool, len(lists))


def _with_members(frames: Frames, parties: set[str]) -> set[str]:
    """The parties, and those for which one of them speaks."""
    rows = frames.parties[["party", "blocs"]].astype("str")
    blocs = {party: ids.split(LIST_SEPARATOR) for party, ids in iter_rows(rows) if ids}
    return parties | {id for id in blocs if not parties.isdisjoint(ancestors(id, blocs))}


def _issues_with(issues: pd.DataFrame, words: str) -> list[str]:
    """The issues whose own texts have all the words."""
    texts = [issues[name] for name in ("title", "proposal", "area_title", "status_note")]
    return list(issues["issue"][contains_words(texts, words)]) if words.strip() else []


def contains_words(texts: list[pd.Series[Any]], words: str) -> npt.NDArray[np.bool_]:
    """The rows whose texts, taken together, have every word, whatever its case."""
    rows = texts[0].fillna("").astype("str")
    for text in texts[1:]:
        rows = rows + " " + text.fillna("").astype("str")
    folded = _folded(rows)
    found = np.ones(len(rows), bool)
    for word in normalize("NFC", words).casefold().split():
        found &= folded.str.contains(word, regex=False).to_numpy(bool)
    return found


def _folded(rows: pd.Series[Any]) -> pd.Series[Any]:
    """Texts in which case and the way that accents are written make no difference."""
    texts = pa.array(rows)
    ascii = np.asarray(pc.string_is_ascii(texts))
    folded = pd.Series(pc.ascii_lower(texts), index=rows.index, dtype="str")
    if not ascii.all():  # one text after the other, as no column can
        folded[~ascii] = rows[~ascii].str.normalize("NFC").str.casefold()
    return folded


def _matching(
    positions: pd.DataFrame,
    keep: npt.NDArray[np.bool_],
    selection: Selection,
    named: list[str],
) -> npt.NDArray[np.bool_]:
    """Which of the positions to keep match; `named` are the issues that have the words."""
    matches = keep.copy()
    if selection.stances:
        matches &= isin(positions["stance"], selection.stances)
    if selection.attributions:
        matches &= isin(positions["attribution"], selection.attributions)
    if selection.red_lines:
        matches &= positions["red_line"].to_numpy(bool)
    if selection.words.strip():
        on_named = isin(positions["issue"], named)
        asked = np.flatnonzero(matches & ~on_named)
        matches &= on_named
        own = positions[["stance", "gist", "summary"]].iloc[asked]
        matches[asked] = _said(own, selection.words)
    return matches


def _said(positions: pd.DataFrame, words: str) -> npt.NDArray[np.bool_]:
    """The positions whose own texts have all the words; a stance's label is nobody's word."""
    gist, summary, stance = (positions[name] for name in ("gist", "summary", "stance"))
    label = np.zeros(len(positions), bool)
    for code, each in enumerate(stance.cat.categories):
        label |= (gist == LABELS[each]).to_numpy(bool) & (stance.cat.codes == code).to_numpy(bool)
    own = ~(gist.isna() | label).to_numpy(bool) | summary.notna().to_numpy(bool)
    said = np.zeros(len(own), bool)
    said[own] = contains_words([gist[own].mask(label[own]), summary[own]], words)
    return said
