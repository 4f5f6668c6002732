"""Frames in, what the evidence rests on out: how direct it is, what of a source is cited, what is
contested, every citation as a row, and the paragraphs of a local copy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.locators import numbers_of
from parley.format.vocabulary import ATTRIBUTIONS, ON_RECORD, SILENCES, labels_of
from parley.frames.cells import Flags
from parley.frames.columns import LIST_SEPARATOR, Frames
from parley.iter_rows import iter_rows
from parley.wording import locator_phrase

CITED_FOR: Final[dict[str, str]] = {
    "position": "Position",
    "status": "Status",
    "dispute": "Dispute",
    "claim": "Claim",
    "event": "Event",
    "outcome": "Outcome",
}
"""What a citation is evidence for, each role with its label, in the order of showing."""

MOST_UNITS: Final = 100_000
"""A source with more units is not laid out whole: its cited units alone are."""

WIDEST: Final = 1_000
"""A range of more units than this points to none of them."""

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "units": {
        "locator": "number of the unit",
        "cited": "how many citations name it",
        "for_positions": "how many of them are for a position",
        "roles": "what it is cited for: position, status, dispute, claim, event, outcome",
        "issues": "ids of the issues that it is cited on",
        "parties": "ids of the parties whose positions it is cited about",
    },
    "unplaced": {
        "text": "a locator that is no number and no range of numbers",
        "count": "how many citations have it",
    },
    "contested": {
        "area": "id of the area",
        "issue": "id of the issue",
        "title": "the issue's name",
        "party": "id of the party whose position it is",
        "name": "its name",
        "position": "number of the position, or -1 for a silence",
        "kind": "contested (a party says that it is not so) or conflicting (reports differ)",
        "by": "id of the party that contests it",
        "by_name": "its name",
        "says": "what the contesting party says, or what the conflicting report says",
        "date": "day of the position, or the day on which a silence was last checked",
        "current": "whether it holds on the day of the frames",
    },
    "citations": {
        "area_title": "the area's name",
        "title": "the issue's name",
        "name": "name of the party that it is about",
        "cited_for": "what it is evidence for, in words",
        "about": "the claim's text, the event's title, or the name of the party that contests",
        "source_title": "the source's title",
        "publisher": "who published it",
        "where": "where in the source, with its unit",
        "said": "whose word it is, in words",
        "speaker": "who said it",
        "quote": "the exact words, where they matter",
        "note": "anything a reader needs to weigh it",
        "date": "day of the position, or of the source",
        "current": "whether it is for what holds: not for an earlier or a conflicting position",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party",
        "position": "number of the position, or -1",
        "role": "what it is evidence for",
        "ref": "id of the claim or event, or of the party that contests",
        "source": "id of the source",
        "locator": "where in the source, as the folder has it",
        "attribution": "whose word it is",
    },
}
"""The columns of what the functions return and what they hold, in order."""


# --- what of a source is cited


@dataclass(frozen=True)
class Locators:
    """What of one source is cited.

    `units` and `unplaced` have the columns in COLUMNS. `named` has one row for each citation and
    unit that it names, in the order of the evidence: locator, role, ref, issue and party.
    """

    unplaced: pd.DataFrame
    named: pd.DataFrame
    count: int | None
    """How many units the source has; None where its record does not say, so that nobody knows what
    is not cited."""

    @cached_property
    def times(self) -> pd.Series[Any]:
        """How often each unit is cited, by its number; which units as in `units`."""
        found = self.named["locator"].value_counts().sort_index()
        return found if self._every is None else found.reindex(self._every, fill_value=0)

    @cached_property
    def units(self) -> pd.DataFrame:
        """Every unit from 1 to `count`, cited or not; where `count` is None or more than
        MOST_UNITS, the cited ones alone."""
        return _units(self.named, self._every)

    @property
    def _every(self) -> pd.RangeIndex | None:
        if self.count is None or self.count > MOST_UNITS:
            return None
        return pd.RangeIndex(1, self.count + 1, name="locator")

    @property
    def cited(self) -> list[int]:
        """The units that are cited, in order."""
        found: list[int] = self.times.index[self.times > 0].tolist()
        return found

    @property
    def uncited(self) -> list[tuple[int, int]] | None:
        """The units that are not cited, as ranges with both ends; None where nobody knows."""
        if self.count is None:
            return None
        edges = [0, *self.cited, self.count + 1]
        return [(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1]


def locators(evidence: pd.DataFrame, source: Mapping[str, Any]) -> Locators:
    """What of a source is cited, unit by unit.

    `evidence` is the frame of that name, or rows of it; `source` is a row of the frame sources. A
    range counts for each unit in it.
    """
    own = evidence[(evidence["source"] == source["source"]).to_numpy(bool)]
    count = None if pd.isna(source["locator_count"]) else int(source["locator_count"])
    spans = {text: _span(text) for text in own["locator"].unique()}
    first = own["locator"].map({text: span[0] for text, span in spans.items()})
    width = own["locator"].map({text: span[1] for text, span in spans.items()}).to_numpy(int)

    rows = np.repeat(np.arange(len(own)), width)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(width) - width, width)
    named = own.iloc[rows][["role", "ref", "issue", "party"]].reset_index(drop=True)
    named.insert(0, "locator", first.to_numpy(int)[rows] + within)

    loose = own["locator"][width == 0].astype("str")
    unplaced = loose.value_counts(sort=False).rename_axis("text").reset_index(name="count")
    return Locators(unplaced, named, count)


def _span(locator: str) -> tuple[int, int]:
    """The first unit that a locator names and how many it names: none where it has no place."""
    first, last = numbers_of(locator) or (0, 0)
    width = last - first + 1
    return (first, width) if first >= 1 and 1 <= width <= WIDEST else (0, 0)


def _units(named: pd.DataFrame, every: pd.RangeIndex | None) -> pd.DataFrame:
    roles = named["role"].astype(pd.CategoricalDtype(list(CITED_FOR)))
    by_unit = named.assign(role=roles, own=roles == "position").groupby("locator")
    units = pd.DataFrame({"cited": by_unit.size(), "for_positions": by_unit["own"].sum()})
    for column, values in (
        ("roles", roles), ("issues", named["issue"]), ("parties", named["party"])
    ):  # fmt: skip
        units[column] = _listed(named["locator"], values)
    if every is not None:
        units = units.reindex(every)
    numbers, texts = ["cited", "for_positions"], ["roles", "issues", "parties"]
    units = units.fillna(dict.fromkeys(numbers, 0) | dict.fromkeys(texts, ""))
    kinds = dict.fromkeys(["locator", *numbers], "int64") | dict.fromkeys(texts, "str")
    return units.reset_index().astype(kinds)[list(COLUMNS["units"])]


def _listed(locator: pd.Series[Any], values: pd.Series[Any]) -> pd.Series[Any]:
    """For each unit its distinct values in the order of their categories, as one text."""
    pairs = pd.DataFrame({"locator": locator, "value": values}).dropna().drop_duplicates()
    ordered = pairs.sort_values(["locator", "value"]).astype({"value": "str"})
    return ordered.groupby("locator")["value"].agg(LIST_SEPARATOR.join)


# --- how direct the evidence is

EVIDENCE_WORDS: Final = {"all": "any evidence", "record": "on the record only"}
"""Which positions count, by their most direct evidence."""


def has_evidence(positions: pd.DataFrame, kind: str) -> Flags:
    """Which positions count under a key of EVIDENCE_WORDS.

    One for which there is no evidence at all, as it is supposed, counts under each.
    """
    if kind == "all":
        return np.ones(len(positions), bool)
    attribution = positions["attribution"]
    return isin(attribution, ON_RECORD) | attribution.isna().to_numpy()


def directness(positions: pd.DataFrame, by: Literal["party", "area"]) -> pd.DataFrame:
    """How many positions rest on which sort of evidence, by party or by area.

    `positions` is the frame of that name, or rows of it. A position counts once, where it is held:
    those that do not hold on the day and those that a member takes from its bloc are left out. Its
    attribution is that of its most direct evidence. Returns one row for each party or area and
    attribution that occurs, in the order of showing and from the most direct, with the columns
    party or area, attribution and count.
    """
    own = positions[[by, "attribution"]][positions["current"] & positions["inherited_from"].isna()]
    return own.groupby([by, "attribution"], observed=True).size().reset_index(name="count")


# --- what is contested


def contested(frames: Frames) -> pd.DataFrame:
    """Everything that is contested or of which reports conflict, in the order of the issues.

    Returns the columns COLUMNS["contested"]. A position that two parties contest has two rows; of
    reports that conflict each has one; a silence of the kind `conflicting` has one where the party
    holds no position. What a member takes from its bloc stands with the bloc alone.
    """
    rows, disputed = frames.positions, frames.disputes["position"]
    own = rows[
        (isin_numbers(rows["position"], disputed) | rows["conflicting"].to_numpy(bool))
        & rows["inherited_from"].isna().to_numpy(bool)
    ]
    held = own.set_index("position").loc[disputed, ["date", "current"]]
    disputes = frames.disputes.rename(columns={"disputed_by": "by", "summary": "says"}).assign(
        kind="contested", date=held["date"].to_numpy(), current=held["current"].to_numpy()
    )
    reports = own[own["conflicting"]]
    reports = reports.assign(kind="conflicting", says=reports["summary"].fillna(reports["gist"]))
    found = pd.concat([disputes, reports, _unclear(frames)], ignore_index=True)
    found = found.sort_values(["issue", "party"], kind="stable", ignore_index=True)
    names = _texts(frames.parties, "party", "name")
    kinds = {"position": "int64", "kind": "str", "says": "str", "current": bool}
    return found.assign(
        title=_mapped(found["issue"], _texts(frames.issues, "issue", "title")),
        name=_mapped(found["party"], names),
        by=found["by"].astype(frames.parties["party"].dtype),
        by_name=_mapped(found["by"], names),
    ).astype(kinds)[list(COLUMNS["contested"])]


def _unclear(frames: Frames) -> pd.DataFrame:
    """The silences of parties on which reports contradict each other too far to state one."""
    silences = frames.silences
    rows = silences[(silences["kind"] == "conflicting").to_numpy(bool)]
    held = frames.positions
    held = held[["issue", "party"]][
        held["current"].to_numpy(bool)
        & isin(held["issue"], rows["issue"])
        & isin(held["party"], rows["party"])
    ]
    stated, silent = (
        pd.MultiIndex.from_frame(each[["issue", "party"]].astype("str")) for each in (held, rows)
    )
    rows = rows[~silent.isin(stated)]
    return rows.assign(
        position=-1,
        kind="conflicting",
        says=SILENCES["conflicting"].meaning,
        date=rows["checked"],
        current=True,
    )


# --- every citation


def citations(frames: Frames, evidence: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every citation with its words beside its ids, in the order of the folder.

    `evidence` are rows of the frame of that name; all of them where it is not given. Returns the
    columns COLUMNS["citations"].
    """
    evidence = frames.evidence if evidence is None else evidence
    names = _texts(frames.parties, "party", "name")
    refs = {
        "dispute": names,
        "claim": _texts(frames.claims, "claim", "text"),
        "event": _texts(frames.events, "event", "title"),
    }
    holds = frames.positions["position"][frames.positions["current"]]
    units = _texts(frames.sources, "source", "locator_unit")
    found = evidence.assign(
        area_title=_mapped(evidence["area"], _texts(frames.issues, "area", "area_title")),
        title=_mapped(evidence["issue"], _texts(frames.issues, "issue", "title")),
        name=_mapped(evidence["party"], names),
        cited_for=_mapped(evidence["role"], CITED_FOR),
        about=_about(evidence, refs),
        source_title=_mapped(evidence["source"], _texts(frames.sources, "source", "title")),
        publisher=_mapped(evidence["source"], _texts(frames.sources, "source", "publisher")),
        where=pd.Series(
            [
                locator_phrase(locator, units[source])
                for locator, source in iter_rows(evidence[["locator", "source"]])
            ],
            index=evidence.index,
            dtype="str",
        ),
        said=_mapped(evidence["attribution"], labels_of(ATTRIBUTIONS)),
        current=(evidence["position"] < 0) | isin_numbers(evidence["position"], holds),
    )
    return found[list(COLUMNS["citations"])]


def _about(evidence: pd.DataFrame, refs: dict[str, dict[str, str]]) -> pd.Series[Any]:
    about = pd.Series(np.nan, index=evidence.index, dtype="str")
    for role, texts in refs.items():
        rows = (evidence["role"] == role).to_numpy(bool)
        about = about.mask(rows, _mapped(evidence["ref"], texts))
    return about


def _texts(frame: pd.DataFrame, id: str, text: str) -> dict[str, str]:
    return dict(iter_rows(frame[[id, text]]))


def _mapped(ids: pd.Series[Any], texts: dict[str, str]) -> pd.Series[Any]:
    """The text of each id; missing where there is no id."""
    return ids.astype("object").map(texts).astype("str")


# --- the paragraphs of a local copy


class Paragraph(NamedTuple):
    """A paragraph of a text, on one line."""

    number: int
    text: str


BLANK = re.compile(r"\n\s*\n")
NUMBERED = re.compile(r"(?:\(([0-9]{1,6})\)|\[([0-9]{1,6})\]|([0-9]{1,6})\.)(?:\s+|$)")
HEADING = re.compile(r"\[[^\[\]]*\]")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text with their numbers.

    Blank lines part paragraphs. Where at least half of them open with a number, as in `(12) …`,
    `12. …` or `[12] …`, and these numbers ascend, they are the paragraphs' own: what has none
    continues the paragraph before it, and what stands before the first is not counted. Elsewhere
    paragraphs are counted from 1. A heading, which stands alone in square brackets and is no
    number, is never counted.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks = [" ".join(block.split()) for block in BLANK.split(plain)]
    found = [(_own_number(block), block) for block in blocks if block]
    found = [
        (number, block)
        for number, block in found
        if number is not None or not HEADING.fullmatch(block)
    ]
    own = [number for number, _ in found if number is not None]
    if not own or 2 * len(own) < len(found) or own != sorted(set(own)):
        return [Paragraph(number, block) for number, (_, block) in enumerate(found, 1)]
    numbered: list[Paragraph] = []
    for number, block in found:
        if number is not None:
            numbered.append(Paragraph(number, NUMBERED.sub("", block, count=1)))
        elif numbered:
            before = numbered[-1]
            numbered[-1] = before._replace(text=f"{before.text} {block}".strip())
    return numbered


def _own_number(block: str) -> int | None:
    found = NUMBERED.match(block)
    return int(found[found.lastindex or 0]) if found else None
