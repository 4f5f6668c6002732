"""A negotiation in, tidy pandas frames out; the names of their columns stand here and nowhere else.

Ids and terms are categories in the order of showing, dates are `datetime64[s]`, texts are `str`,
what is missing is missing. The frames speak for one day: `current` marks what holds on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.categoricals import used_categories
from parley.format.models import Evidence, Issue
from parley.format.vocabulary import (
    CONDITION_KINDS,
    DIRECTNESS,
    EVENT_KINDS,
    PARTY_KINDS,
    ROLES,
    SCORES,
    SILENCES,
    STANCES,
    STATUSES,
)
from parley.frames.blocs import blocs_of, dissenting_positions, inherited_positions
from parley.iter_rows import iter_rows
from parley.loading.history import conflicting, current_on, directness
from parley.loading.loader import Negotiation
from parley.loading.position_table import as_days, as_numbers, as_text

COLUMNS: dict[str, dict[str, str]] = {
    "parties": {
        "negotiation": "id of the negotiation",
        "party": "id of the party",
        "name": "its name",
        "short": "its name in narrow columns",
        "kind": "state, bloc, organisation, …",
        "role": "principal, mediator, supporter, observer or constituency",
        "home": "whether it is shown first",
        "members": "ids of a bloc's members",
        "blocs": "ids of the blocs it belongs to",
        "speakers": "people who speak for it",
        "note": "anything a reader needs to know of it",
    },
    "issues": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "area_title": "the area's name",
        "issue": "id of the issue",
        "title": "its name",
        "proposal": "what would be done",
        "status": "how far it is settled",
        "status_note": "why",
        "weight": "how much it counts beside the others",
        "numeric": "whether positions carry values",
        "scale_min": "lowest value of a numeric issue",
        "scale_max": "highest value of a numeric issue",
        "scale_low": "what the lowest value means",
        "scale_high": "what the highest value means",
        "unit": "unit of the values",
        "options": "ids of the ladder's rungs, from least to most",
        "outcome_date": "day it was settled",
        "outcome_status": "status it ended with",
        "outcome_option": "option that was settled on",
        "outcome_from": "value that was settled on, low end",
        "outcome_to": "value that was settled on, high end",
        "outcome_note": "what was settled",
    },
    "positions": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party",
        "position": "number of the position; one that is inherited has its bloc's",
        "stance": "supports, open, undecided, reluctant or opposes",
        "score": "the stance as a number from -2 (opposes) to +2 (supports)",
        "value_from": "value on a numeric issue, low end",
        "value_to": "value on a numeric issue, high end",
        "option": "id of the option it asks for",
        "fallback": "id of the option it is reported to accept",
        "gist": "the position in at most 48 characters",
        "summary": "the position in one sentence",
        "red_line": "whether it has been declared not negotiable",
        "salience": "0 to 100, how much the issue matters to the party",
        "date": "day the position was taken",
        "current": "whether it holds on the day of the frames",
        "inherited_from": "id of the bloc whose position this member takes",
        "attribution": "whose word it is: the most direct of its evidence",
        "sources": "ids of its sources",
        "locators": "where in them, one for each piece of evidence",
        "disputed": "whether a party contests that this is so",
        "conflicting": "whether another report of the same day differs",
        "dissents": "whether it is a member's own and differs from that of its bloc",
    },
    "evidence": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party whose position it is about",
        "position": "number of the position it is for, or -1",
        "role": "what it is evidence for: position, status, dispute, claim, event or outcome",
        "ref": "id of the claim or event, or of the party that contests",
        "date": "day of the position, or of the source",
        "source": "id of the source",
        "locator": "where in the source",
        "attribution": "whose word it is, relative to the party",
        "speaker": "who said it",
        "quote": "the exact words, where they matter",
        "note": "anything a reader needs to weigh it",
    },
    "conditions": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party that sets the condition",
        "position": "number of the position it belongs to",
        "kind": "in-exchange-for, precondition or package",
        "on_issue": "id of the issue that it hangs on",
        "text": "the condition",
        "current": "whether its position holds on the day of the frames",
    },
    "disputes": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party whose position is contested",
        "position": "number of the position",
        "disputed_by": "id of the party that contests it",
        "summary": "what it says instead",
    },
    "silences": {
        "negotiation": "id of the negotiation",
        "area": "id of the area",
        "issue": "id of the issue",
        "party": "id of the party",
        "kind": "what sort of silence it is",
        "checked": "day somebody last looked",
        "sources": "ids of the sources that were looked at",
    },
    "events": {
        "negotiation": "id of the negotiation",
        "event": "id of the event",
        "date_from": "first day",
        "date_to": "last day",
        "title": "what happens",
        "kind": "meeting, statement, offer, …",
        "upcoming": "whether it lay ahead on the source's day",
        "parties": "ids of the parties in it",
        "issues": "ids of the issues it bears on",
        "sources": "ids of its sources",
        "locators": "where in them",
    },
    "claims": {
        "negotiation": "id of the negotiation",
        "claim": "id of the claim",
        "text": "what is claimed about the talks as a whole",
        "share_agreed": "share of issues it says is settled, 0 to 1",
        "attribution": "whose word it is: the most direct of its evidence",
        "speakers": "who claims it",
        "sources": "ids of its sources",
        "locators": "where in them",
    },
    "sources": {
        "negotiation": "id of the negotiation",
        "source": "id of the source",
        "title": "its title",
        "publisher": "who published it",
        "date": "day it was published",
        "author": "who wrote it",
        "url": "where it can be read",
        "kind": "news, document, statement, …",
        "language": "BCP 47 tag of its language",
        "reliability": "A to F, the Admiralty scale",
        "locator_unit": "what its locators count",
        "locator_count": "how many of them it has",
        "note": "anything a reader needs to know of it",
    },
}
"""The columns of each frame and what they hold, in order."""

LIST_SEPARATOR = "; "
"""What stands between the items of a list in one cell."""


@dataclass(frozen=True)
class Frames:
    """The frames of one negotiation on one day, with the columns in COLUMNS."""

    parties: pd.DataFrame
    issues: pd.DataFrame
    positions: pd.DataFrame
    evidence: pd.DataFrame
    conditions: pd.DataFrame
    disputes: pd.DataFrame
    silences: pd.DataFrame
    events: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def days(self) -> list[dt.date]:
        """The days on which a position was taken, in order; later than the frames' own among
        them."""
        return sorted(self.positions["date"].drop_duplicates().dt.date)

    @cached_property
    def heard(self) -> list[str]:
        """The parties that hold a position of their own, in the order of showing."""
        own = self.positions["inherited_from"].isna().to_numpy(bool)
        return used_categories(self.positions["party"], own)


def build_frames(
    negotiation: Negotiation, day: dt.date | None = None, like: Frames | None = None
) -> Frames:
    """The frames of a negotiation as of a day, by default the one that its matrix speaks for.

    With `like`, the frames of the same negotiation on another day, all columns that no day
    changes are shared with it, and none of them is made again.
    """
    framing = _Framing(negotiation, day or negotiation.header.as_of)
    return framing.frames() if like is None else framing.another_day(like)


def display_order(negotiation: Negotiation) -> list[str]:
    """The parties in the order of showing: home parties first, then as in the folder."""
    home = negotiation.header.home_parties or tuple(
        party.id for party in negotiation.parties if party.role in ("principal", "mediator")
    )
    return list(dict.fromkeys([*home, *(party.id for party in negotiation.parties)]))


def value_text(low: float, high: float, unit: str | None) -> str:
    """A value or range on a scale as people read it: `3–5 %`."""
    number = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return f"{number} {unit}" if unit else number


class _Framing:
    def __init__(self, negotiation: Negotiation, day: dt.date) -> None:
        self.of = negotiation
        self.day = day
        self.party_order = display_order(negotiation)
        self.issue_order = [issue.id for issue in negotiation.issues]
        self.area_order = list(negotiation.areas)
        self.source_order = [source.id for source in negotiation.sources]

    def frames(self) -> Frames:
        ledger = self.of.ledger
        rank = directness(ledger.evidence, len(ledger.positions))
        holds = current_on(ledger.positions, rank, self.day)
        return Frames(
            parties=self._parties(),
            issues=self._issues(),
            positions=self._with_inherited(self._positions(rank, holds)),
            evidence=self._evidence(),
            conditions=self._conditions(holds),
            disputes=self._disputes(),
            silences=self._silences(),
            events=self._events(),
            claims=self._claims(),
            sources=self._sources(),
        )

    def another_day(self, like: Frames) -> Frames:
        rows = self.of.ledger.positions
        own = like.positions.iloc[: len(rows)]
        holds = current_on(rows, own["attribution"].cat.codes.to_numpy(np.int64), self.day)
        nowhere = np.zeros(len(rows), bool)
        return replace(
            like,
            positions=self._with_inherited(own.assign(current=holds, dissents=nowhere)),
            conditions=self._conditions(holds),
        )

    # --- categories in the order of showing

    def _cat(self, values: Any, order: Iterable[str]) -> pd.Categorical:
        categories = list(order)
        if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
            coded: pd.Categorical = values.cat.set_categories(categories).array
            return coded
        return pd.Categorical(list(values), categories=categories)

    def _areas(self, issues: pd.Categorical) -> pd.Categorical:
        order = {area: number for number, area in enumerate(self.area_order)}
        codes = [order[self.of.area_of[issue]] for issue in self.issue_order]
        return pd.Categorical.from_codes(
            np.array([*codes, -1])[issues.codes], categories=self.area_order
        )

    def _frame(self, name: str, columns: dict[str, Any], index: Any = None) -> pd.DataFrame:
        """A frame with the columns that COLUMNS names, in its order."""
        # Columns of the ledger are shared with it, not copied.
        frame = pd.DataFrame(columns, index=index, copy=False)
        codes = np.zeros(len(frame), np.int8)
        frame["negotiation"] = pd.Categorical.from_codes(codes, categories=[self.of.id])
        return frame[list(COLUMNS[name])]

    # --- the frames

    def _positions(self, rank: npt.NDArray[np.int64], holds: npt.NDArray[np.bool_]) -> pd.DataFrame:
        """Each position of the folder, as direct as `rank` says, and whether it holds."""
        rows, evidence = self.of.ledger.positions, self.of.ledger.evidence
        issue = self._cat(rows["issue"], self.issue_order)
        stance = self._cat(rows["stance"], STANCES)
        score = np.array([*SCORES.values(), np.nan])[stance.codes]
        sources, locators = _cited(evidence, len(rows))
        disputed = np.zeros(len(rows), bool)
        disputed[evidence["position"][evidence["role"] == "dispute"].to_numpy()] = True
        return self._frame(
            "positions",
            {
                "area": self._areas(issue),
                "issue": issue,
                "party": self._cat(rows["party"], self.party_order),
                "position": np.arange(len(rows)),
                "stance": stance,
                "score": score,
                "value_from": rows["value_from"],
                "value_to": rows["value_to"],
                "option": rows["option"],
                "fallback": rows["fallback"],
                "gist": self._gists(rows, stance, issue),
                "summary": rows["summary"],
                "red_line": rows["red_line"],
                "salience": rows["salience"],
                "date": rows["date"],
                "current": holds,
                "inherited_from": self._cat(np.full(len(rows), None), self.party_order),
                "attribution": pd.Categorical.from_codes(rank, categories=DIRECTNESS),
                "sources": sources,
                "locators": locators,
                "disputed": disputed,
                "conflicting": conflicting(rows),
                "dissents": np.zeros(len(rows), bool),
            },
        )

    def _with_inherited(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The positions with those that members take from their blocs, and who dissents."""
        blocs = blocs_of(self.of.parties)
        if blocs:
            taken = inherited_positions(frame[frame["current"]], blocs)
            taken = taken.assign(
                party=self._cat(taken["party"], self.party_order),
                inherited_from=self._cat(taken["inherited_from"], self.party_order),
            )
            frame = pd.concat([frame, taken], ignore_index=True)
            frame["dissents"] = dissenting_positions(frame, blocs)
        return frame

    def _gists(
        self, rows: pd.DataFrame, stance: pd.Categorical, issue: pd.Categorical
    ) -> pd.Series[Any]:
        """The gist of each position: as given, or else the stance's label, or else the value."""
        valued = np.flatnonzero(stance.codes < 0)
        kind, values = self._values(rows.iloc[valued], issue[valued])
        said = stance.codes.astype(np.int32)
        said[valued] = len(STANCES) + kind
        texts = as_text([*(term.label for term in STANCES.values()), *values])
        gist = texts.take(said).set_axis(rows.index)
        given = rows["gist"].notna()
        return rows["gist"].where(given, gist) if given.any() else gist

    def _values(
        self, rows: pd.DataFrame, issue: pd.Categorical
    ) -> tuple[npt.NDArray[np.int64], list[str]]:
        """The values of numeric positions as people read them: a code a row into the texts."""
        units = {record.id: record.scale.unit for record in self.of.issues if record.scale}
        unit, known = pd.factorize(
            np.array([*(units.get(each) for each in self.issue_order), None], object)[issue.codes]
        )
        keys = pd.DataFrame({"low": rows["value_from"], "high": rows["value_to"], "unit": unit})
        number = keys.groupby(list(keys), dropna=False, sort=False).ngroup().to_numpy()
        first = iter_rows(keys.drop_duplicates())
        return number, [value_text(low, high, [*known, None][unit]) for low, high, unit in first]

    def _evidence(self) -> pd.DataFrame:
        rows = self.of.ledger.evidence
        issue = self._cat(rows["issue"], self.issue_order)
        source = self._cat(rows["source"], self.source_order)
        source_day = as_days(record.date for record in self.of.sources)
        held = rows["position"].to_numpy()
        position_day = np.append(self.of.ledger.positions["date"].to_numpy(), np.datetime64("NaT"))
        return self._frame(
            "evidence",
            {
                **{name: rows[name] for name in rows},
                "area": self._areas(issue),
                "issue": issue,
                "party": self._cat(rows["party"], self.party_order),
                "date": np.where(held >= 0, position_day[held], source_day[source.codes]),
                "source": source,
                "attribution": self._cat(rows["attribution"], DIRECTNESS),
            },
        )

    def _conditions(self, holds: npt.NDArray[np.bool_]) -> pd.DataFrame:
        found = [
            (holder, row, record.party, condition)
            for row, (holder, record) in enumerate(self._held())
            for condition in record.conditions
        ]
        issue = self._cat([holder for holder, *_ in found], self.issue_order)
        return self._frame(
            "conditions",
            {
                "area": self._areas(issue),
                "issue": issue,
                "party": self._cat([party for _, _, party, _ in found], self.party_order),
                "position": np.array([row for _, row, _, _ in found], np.int64),
                "kind": self._cat([condition.kind for *_, condition in found], CONDITION_KINDS),
                "on_issue": self._cat(
                    [condition.issue for *_, condition in found], self.issue_order
                ),
                "text": as_text(condition.text for *_, condition in found),
                "current": np.array([holds[row] for _, row, _, _ in found], bool),
            },
        )

    def _disputes(self) -> pd.DataFrame:
        found = [
            (holder, row, record.party, dispute)
            for row, (holder, record) in enumerate(self._held())
            for dispute in record.disputed_by
        ]
        issue = self._cat([holder for holder, *_ in found], self.issue_order)
        return self._frame(
            "disputes",
            {
                "area": self._areas(issue),
                "issue": issue,
                "party": self._cat([party for _, _, party, _ in found], self.party_order),
                "position": np.array([row for _, row, _, _ in found], np.int64),
                "disputed_by": self._cat(
                    [dispute.party for *_, dispute in found], self.party_order
                ),
                "summary": as_text(dispute.summary for *_, dispute in found),
            },
        )

    def _held(self) -> Iterable[tuple[str, Any]]:
        """The typed positions with their issue; those of tables have nothing nested."""
        return ((issue.id, position) for issue in self.of.issues for position in issue.positions)

    def _silences(self) -> pd.DataFrame:
        found = [(issue.id, silence) for issue in self.of.issues for silence in issue.silences]
        issue = self._cat([holder for holder, _ in found], self.issue_order)
        return self._frame(
            "silences",
            {
                "area": self._areas(issue),
                "issue": issue,
                "party": self._cat([silence.party for _, silence in found], self.party_order),
                "kind": self._cat([silence.kind for _, silence in found], SILENCES),
                "checked": as_days(silence.checked for _, silence in found),
                "sources": as_text(LIST_SEPARATOR.join(silence.sources) for _, silence in found),
            },
        )

    def _parties(self) -> pd.DataFrame:
        records = {party.id: party for party in self.of.parties}
        parties = [records[id] for id in self.party_order]
        blocs = blocs_of(self.of.parties)
        home = set(self.of.header.home_parties) or {
            party.id for party in parties if party.role in ("principal", "mediator")
        }
        return self._frame(
            "parties",
            {
                "party": self._cat(self.party_order, self.party_order),
                "name": as_text(party.name for party in parties),
                "short": as_text(party.short or party.name for party in parties),
                "kind": self._cat([party.kind for party in parties], PARTY_KINDS),
                "role": self._cat([party.role for party in parties], ROLES),
                "home": [party.id in home for party in parties],
                "members": as_text(LIST_SEPARATOR.join(party.members) for party in parties),
                "blocs": as_text(LIST_SEPARATOR.join(blocs.get(party.id, ())) for party in parties),
                "speakers": as_text(
                    LIST_SEPARATOR.join(
                        f"{speaker.name} ({speaker.title})" if speaker.title else speaker.name
                        for speaker in party.speakers
                    )
                    for party in parties
                ),
                "note": as_text(party.note for party in parties),
            },
        )

    def _issues(self) -> pd.DataFrame:
        records: tuple[Issue, ...] = self.of.issues
        issue = self._cat(self.issue_order, self.issue_order)
        area = self._areas(issue)
        scales = [record.scale for record in records]
        outcomes = [record.outcome for record in records]
        settled = _each(outcomes, "value")
        return self._frame(
            "issues",
            {
                "area": area,
                "area_title": as_text(self.of.areas[str(id)].title for id in area),
                "issue": issue,
                "title": as_text(record.title for record in records),
                "proposal": as_text(record.proposal for record in records),
                "status": self._cat([record.status for record in records], STATUSES),
                "status_note": as_text(record.status_note for record in records),
                "weight": [record.weight for record in records],
                "numeric": [scale is not None for scale in scales],
                "scale_min": as_numbers(_each(scales, "min")),
                "scale_max": as_numbers(_each(scales, "max")),
                "scale_low": as_text(_each(scales, "low")),
                "scale_high": as_text(_each(scales, "high")),
                "unit": as_text(_each(scales, "unit")),
                "options": as_text(
                    LIST_SEPARATOR.join(option.id for option in record.options or ())
                    for record in records
                ),
                "outcome_date": as_days(_each(outcomes, "date")),
                "outcome_status": self._cat(_each(outcomes, "status"), STATUSES),
                "outcome_option": as_text(_each(outcomes, "option")),
                "outcome_from": as_numbers(_each(settled, "from_")),
                "outcome_to": as_numbers(_each(settled, "to")),
                "outcome_note": as_text(_each(outcomes, "note")),
            },
        )

    def _events(self) -> pd.DataFrame:
        events = self.of.events
        return self._frame(
            "events",
            {
                "event": as_text(event.id for event in events),
                "date_from": as_days(event.date.from_ for event in events),
                "date_to": as_days(event.date.to for event in events),
                "title": as_text(event.title for event in events),
                "kind": self._cat([event.kind for event in events], EVENT_KINDS),
                "upcoming": np.array([event.upcoming for event in events], bool),
                "parties": as_text(LIST_SEPARATOR.join(event.parties) for event in events),
                "issues": as_text(LIST_SEPARATOR.join(event.issues) for event in events),
                "sources": as_text(_sources_of(event.evidence) for event in events),
                "locators": as_text(_locators_of(event.evidence) for event in events),
            },
        )

    def _claims(self) -> pd.DataFrame:
        claims = self.of.header.claims
        return self._frame(
            "claims",
            {
                "claim": as_text(claim.id for claim in claims),
                "text": as_text(claim.text for claim in claims),
                "share_agreed": as_numbers(claim.share_agreed for claim in claims),
                "attribution": self._cat(
                    [
                        min((each.attribution for each in claim.evidence), key=DIRECTNESS.index)
                        for claim in claims
                    ],
                    DIRECTNESS,
                ),
                "speakers": as_text(
                    LIST_SEPARATOR.join(
                        dict.fromkeys(each.speaker for each in claim.evidence if each.speaker)
                    )
                    for claim in claims
                ),
                "sources": as_text(_sources_of(claim.evidence) for claim in claims),
                "locators": as_text(_locators_of(claim.evidence) for claim in claims),
            },
        )

    def _sources(self) -> pd.DataFrame:
        records = self.of.sources
        texts = (
            "title", "publisher", "author", "url", "kind", "language", "reliability",
            "locator_unit", "note",
        )  # fmt: skip
        return self._frame(
            "sources",
            {
                "source": self._cat(self.source_order, self.source_order),
                "date": as_days(record.date for record in records),
                "locator_count": as_numbers(record.locator_count for record in records),
                **{name: as_text(getattr(record, name) for record in records) for name in texts},
            },
        )


def _each(records: Iterable[Any], name: str) -> list[Any]:
    """A field of each record, None where there is no record."""
    return [None if record is None else getattr(record, name) for record in records]


def _sources_of(evidence: Iterable[Evidence]) -> str:
    return LIST_SEPARATOR.join(dict.fromkeys(each.source for each in evidence))


def _locators_of(evidence: Iterable[Evidence]) -> str:
    return LIST_SEPARATOR.join(each.locator for each in evidence)


def _cited(evidence: pd.DataFrame, positions: int) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """For each position the ids of its sources and its locators, each as one text.

    Most positions of a large folder have one piece of evidence, and those are taken over as they
    are; only the others are joined.
    """
    own = np.flatnonzero((evidence["role"] == "position").to_numpy())
    held = evidence["position"].to_numpy()[own]
    first = np.full(positions, -1)
    first[held[::-1]] = own[::-1]
    source = evidence["source"].cat
    sources = as_text(source.categories).array.take(source.codes.to_numpy()[first], allow_fill=True)
    locators = evidence["locator"].array.take(first)
    several = (np.bincount(held, minlength=positions) > 1)[held]
    if several.any():
        joined_sources, joined_locators = sources.astype(object), locators.astype(object)
        rows = evidence.iloc[own[several]]
        for row, cited in rows.groupby("position"):
            joined_sources[row] = LIST_SEPARATOR.join(dict.fromkeys(cited["source"]))
            joined_locators[row] = LIST_SEPARATOR.join(cited["locator"])
        return as_text(joined_sources), as_text(joined_locators)
    return pd.Series(sources), pd.Series(locators)
