"""A negotiation and its frames in, its cells out: for each issue and party what is known.

`position_text` and `issue_text` make sentences of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from parley.categoricals import isin, isin_numbers
from parley.format.models import Condition, Dispute, Evidence, Issue, Party, Source
from parley.format.vocabulary import (
    DAY_STATUSES,
    DIRECTNESS,
    NOT_YET_KNOWN,
    StatusTerm,
)
from parley.frames.blocs import ancestors, blocs_of
from parley.frames.build import value_text, value_units
from parley.frames.columns import Frames
from parley.iter_rows import iter_rows
from parley.loading.columns import records_of
from parley.loading.history import DatedStatus, status_on, statuses_of
from parley.loading.loader import Negotiation
from parley.loading.position_columns import (
    CONDITION_FIELDS,
    DISPUTE_FIELDS,
    EVIDENCE_FIELDS,
)
from parley.views.cell_views import CellView, DependentPosition, PositionView, SilenceView
from parley.wording import date_text as day_text
from parley.wording import join_and


class CellNotFound(LookupError):
    """No such issue or party."""


class Details(NamedTuple):
    """What belongs to a position beside its row."""

    evidence: list[Evidence]
    conditions: list[Condition]
    disputes: list[Dispute]


NO_DETAILS = Details([], [], [])

UNUSED_COLUMNS = ["negotiation", "area", "score", "sources", "locators"]
"""Columns of positions that a view has no use for."""


class CellIndex:
    """The cells of a negotiation on one day, read from its frames of that day."""

    def __init__(self, negotiation: Negotiation, frames: Frames, day: dt.date) -> None:
        self.negotiation = negotiation
        self.frames = frames
        self.day = day

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The parties by id."""
        return {party.id: party for party in self.negotiation.parties}

    @cached_property
    def issues(self) -> dict[str, Issue]:
        """The issues by id."""
        return {issue.id: issue for issue in self.negotiation.issues}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.negotiation.sources}

    @cached_property
    def value_units(self) -> dict[str, tuple[str | None, int]]:
        """The unit of each issue, and with how many decimals its values are written."""
        return value_units(self.frames.issues)

    @cached_property
    def _positions(self) -> pd.DataFrame:
        return self.frames.positions.drop(columns=UNUSED_COLUMNS)

    @cached_property
    def _blocs(self) -> dict[str, list[str]]:
        """The blocs that each member belongs to."""
        return blocs_of(self.negotiation.parties)

    def statuses_of(self, issue: str) -> list[DatedStatus]:
        """The statuses of an issue by day, also those after the day of the index."""
        dates = {id: source.date for id, source in self.sources.items()}
        return statuses_of(self.issues[issue], dates, self.negotiation.header.as_of)

    def status_of(self, issue: str) -> DatedStatus | None:
        """The status of an issue on the day of the index; None where none is known so early."""
        return status_on(self.statuses_of(issue), self.day)

    def status_term(self, issue: str) -> StatusTerm:
        """The same as people read it."""
        found = self.status_of(issue)
        return DAY_STATUSES[found.status if found else NOT_YET_KNOWN]

    def area_of(self, issue: str) -> str:
        """The title of an issue's area."""
        return self.negotiation.areas[self.negotiation.area_of[issue]].title

    def cell(self, issue: str, party: str) -> CellView:
        """One cell. Raises CellNotFound where there is no such issue or party."""
        if issue not in self.issues or party not in self.parties:
            raise CellNotFound(f"{issue}, {party}")
        return self.cells([issue], [party])[issue, party]

    def cells(
        self, issues: Iterable[str], parties: Iterable[str]
    ) -> dict[tuple[str, str], CellView]:
        """A cell for each issue and party, by both."""
        issues, parties = list(issues), list(parties)
        parties_and_blocs = {
            *parties,
            *(bloc for party in parties for bloc in ancestors(party, self._blocs)),
        }
        rows = self._positions
        rows = rows[isin(rows["issue"], issues) & isin(rows["party"], parties_and_blocs)]
        rows = rows[(rows["date"] <= pd.Timestamp(self.day)) | rows["current"]]
        rows = rows.sort_values("date", ascending=False, kind="stable")
        details = self._details_of(rows["position"].drop_duplicates())
        found: dict[tuple[str, str], list[tuple[PositionView, bool]]] = {}
        dates = rows.pop("date").to_numpy().astype("datetime64[D]").tolist()
        for row, date in zip(iter_rows(rows), dates, strict=True):
            view = self._position(row, date, details.get(row.position, NO_DETAILS))
            found.setdefault((view.issue.id, view.party.id), []).append((view, row.current))
        return {
            (issue, party): self._cell(issue, party, found) for issue in issues for party in parties
        }

    def _cell(
        self, issue: str, party: str, found: dict[tuple[str, str], list[tuple[PositionView, bool]]]
    ) -> CellView:
        own = found.get((issue, party), [])
        current = _current(own)
        if current is not None and current.inherited_from is not None:
            own = found.get((issue, current.inherited_from.id), [])
        others = [view for view, _ in own if current is None or view.number != current.number]
        record = self.issues[issue]
        return CellView(
            party=self.parties[party],
            issue=record,
            area=self.area_of(issue),
            day=self.day,
            position=current,
            silence=self._silence(record, party) if current is None else None,
            others=tuple(others),
        )

    def dependent_positions(self, issue: str) -> list[DependentPosition]:
        """The positions on other issues that hang on this one."""
        conditions = self.frames.conditions
        found = conditions[conditions["current"] & (conditions["on_issue"] == issue)]
        return [
            DependentPosition(
                self.parties[str(row.party)], self.issues[str(row.issue)], str(row.text)
            )
            for row in iter_rows(found)
        ]

    def _position(self, row: Any, date: dt.date, details: Details) -> PositionView:
        issue = self.issues[row.issue]
        unit, decimals = self.value_units[issue.id]
        return PositionView(
            number=row.position,
            party=self.parties[row.party],
            issue=issue,
            date=date,
            stance=_text_or_none(row.stance),
            value=None
            if _missing(row.value_from)
            else value_text(row.value_from, row.value_to, unit, row.bound, decimals),
            option=_option_text(issue, row.option),
            fallback=_option_text(issue, row.fallback),
            salience=None if _missing(row.salience) else row.salience,
            gist=row.gist,
            summary=row.gist if _missing(row.summary) else row.summary,
            red_line=row.red_line,
            attribution=row.attribution,
            disputed=row.disputed,
            conflicting=row.conflicting,
            inherited_from=None
            if _missing(row.inherited_from)
            else self.parties[row.inherited_from],
            dissents=row.dissents,
            conditions=tuple(details.conditions),
            evidence=tuple(details.evidence),
            disputes=tuple(details.disputes),
        )

    def _details_of(self, numbers: pd.Series[Any]) -> dict[int, Details]:
        """The evidence, conditions and disputes of some positions, by their number."""
        found: dict[int, Details] = {}

        def details(number: int) -> Details:
            return found.setdefault(number, Details([], [], []))

        of_disputes: dict[int, list[Evidence]] = {}
        cited = _rows_of(self.negotiation.evidence, numbers)
        for number, role, evidence in zip(
            cited["position"].tolist(),
            cited["role"].tolist(),
            records_of(Evidence, EVIDENCE_FIELDS, cited),
            strict=True,
        ):
            if role == "position":
                details(number).evidence.append(evidence)
            else:
                of_disputes.setdefault(number, []).append(evidence)
        for each in found.values():
            if len(each.evidence) > 1:
                each.evidence.sort(key=lambda evidence: DIRECTNESS.index(evidence.attribution))

        rows = _rows_of(self.negotiation.conditions, numbers)
        if len(rows):
            conditions = records_of(Condition, CONDITION_FIELDS, rows)
            for number, condition in zip(rows["position"].tolist(), conditions, strict=True):
                details(number).conditions.append(condition)

        rows = _rows_of(self.negotiation.disputes, numbers)
        if len(rows):
            own = rows["position"].tolist()
            citations = []
            for number, count in zip(own, rows["citations"].tolist(), strict=True):
                citations.append(tuple(of_disputes[number][:count]))
                del of_disputes[number][:count]
            disputes = records_of(Dispute, DISPUTE_FIELDS, rows, evidence=citations)
            for number, dispute in zip(own, disputes, strict=True):
                details(number).disputes.append(dispute)
        return found

    def _silence(self, issue: Issue, party: str) -> SilenceView:
        silence = next((each for each in issue.silences if each.party == party), None)
        if silence is None:
            return SilenceView("not-reported", "Nobody has written down that it was looked for.")
        publishers = [self.sources[id].publisher for id in silence.sources]
        parts = []
        if silence.checked is not None:
            parts.append(f"Looked for on {day_text(silence.checked)}")
        if publishers:
            parts.append(f"in {join_and(list(dict.fromkeys(publishers)))}")
        text = " ".join(parts)
        return SilenceView(silence.kind, f"{text[:1].upper()}{text[1:]}." if text else "")


def _current(positions: list[tuple[PositionView, bool]]) -> PositionView | None:
    """The position that holds on the day, if any."""
    for position, current in positions:
        if current:
            return position
    return None


def _rows_of(frame: pd.DataFrame, numbers: pd.Series[Any]) -> pd.DataFrame:
    """The rows that belong to some positions."""
    return frame[isin_numbers(frame["position"], numbers)] if len(frame) else frame


def _option_text(issue: Issue, id: Any) -> str | None:
    """What a rung of an issue's ladder says; None where none is named."""
    if _missing(id):
        return None
    return next((option.text for option in issue.options or () if option.id == id), id)


def _missing(value: Any) -> bool:
    """Whether a cell is empty: pandas gives the float NaN there."""
    return value != value


def _text_or_none(term: Any) -> str | None:
    return None if _missing(term) else str(term)
