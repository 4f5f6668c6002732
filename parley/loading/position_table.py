"""All positions of a folder as rows of columns, from YAML and tables alike, with their citations.

The rules across records and the frames work on these columns, so that a million rows of a table and
twelve positions of a curator go through the same code. Each row knows its place in the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from parley.format.located_values import ValuePath
from parley.format.locators import whole_locator
from parley.format.models import Evidence, Issue, Position
from parley.format.problems import Problem, Severity
from parley.format.vocabulary import EvidenceRole
from parley.loading.columns import (
    DAY,
    Flags,
    as_categories,
    as_days,
    columns_of,
    concat_frames,
)
from parley.loading.position_columns import (
    CONDITION_FIELDS,
    DISPUTE_FIELDS,
    EVIDENCE_COLUMNS,
    EVIDENCE_FIELDS,
    PART_KEYS,
    POSITION_COLUMNS,
    POSITION_FIELDS,
)
from parley.loading.position_rows import read_position_rows
from parley.loading.records import Document, LocatedRecord
from parley.loading.text_table import Table


class LocatedEvidence(NamedTuple):
    """One piece of evidence, what it is for, and where it stands."""

    document: Document
    path: ValuePath
    role: EvidenceRole
    ref: str | None
    """The id of the claim or event, or of the party that contests."""
    issue: str | None
    party: str | None
    position: int
    """The number of the position that it is for, or -1."""
    evidence: Evidence


@dataclass
class PositionTable:
    """The positions of a folder, what belongs to them, and where each of them stands.

    A position's number is its row in `positions`, whose `date` is filled in where the file gives
    none and whose `given_date` is missing there. `evidence` has all citations of the folder;
    `position` is the number of the position that one is for, or -1. `citations` of `disputes` says
    how many rows of `evidence` with the role "dispute", in their order, are its own.
    """

    positions: pd.DataFrame
    """The columns POSITION_COLUMNS, those of YAML first."""
    evidence: pd.DataFrame
    """The columns EVIDENCE_COLUMNS."""
    conditions: pd.DataFrame
    """The columns CONDITION_COLUMNS."""
    disputes: pd.DataFrame
    """The columns DISPUTE_COLUMNS."""
    records: list[LocatedRecord] = field(default_factory=list)
    """The positions of YAML: the first rows of `positions`."""
    citations: list[LocatedEvidence] = field(default_factory=list)
    """The citations of YAML and of other tables: the first rows of `evidence`."""
    tables: list[Table] = field(default_factory=list)
    """The tables of positions, whose rows follow."""
    refused: list[dict[str, Flags]] = field(default_factory=list)
    """For each table and column, the rows whose cell has a fault already."""

    def position_problem(
        self, row: int, key: str, message: str, severity: Severity = "fault"
    ) -> Problem | None:
        """A problem with a key of a position; None where the place is faulty already."""
        return self._problem(row, key, message, severity, self.records)

    def evidence_problem(
        self, row: int, key: str, message: str, severity: Severity = "fault"
    ) -> Problem | None:
        """A problem with a key of a citation; None where the place is faulty already."""
        return self._problem(row, key, message, severity, self.citations)

    def position_is_faulty(self, row: int) -> bool:
        """Whether anything in a position has a fault already."""
        if row < len(self.records):
            document, path = self.records[row][:2]
            return document.faulty_at(path)
        row -= len(self.records)
        for table, refused in zip(self.tables, self.refused, strict=True):
            if row < table.rows:
                return any(rows[row] for rows in refused.values())
            row -= table.rows
        raise IndexError(row)

    def _problem(
        self, row: int, key: str, message: str, severity: Severity, located: list[Any]
    ) -> Problem | None:
        if row < len(located):
            document, path = located[row][:2]
            if document.faulty_at((*path, key)):
                return None
            problem: Problem = document.problem((*path, key), message, severity)
            return problem
        row -= len(located)
        for table, refused in zip(self.tables, self.refused, strict=True):
            if row < table.rows:
                if any(
                    refused[name][row] for name in (key, *PART_KEYS.get(key, ())) if name in refused
                ):
                    return None
                fault = table.fault(row + 1, key, message)
                return Problem(fault.file, fault.line, fault.where, message, severity)
            row -= table.rows
        raise IndexError(row)


def build_position_table(
    issues: Iterable[LocatedRecord], others: Iterable[LocatedEvidence], tables: list[Table]
) -> tuple[PositionTable, list[Problem]]:
    """Bring together the positions in the records of issues and in tables of positions.

    `others` is evidence that stands elsewhere (claims, events). Returns the table and the faults of
    the tables' cells; a row with a fault keeps its place, its faulty cells read as empty.
    """
    records: list[LocatedRecord] = []
    issue_of: list[str] = []
    citations: list[LocatedEvidence] = []
    for issue in issues:
        citations.extend(_evidence_of_issue(issue))
        for index, position in enumerate(issue.record.positions):
            path = (*issue.path, "positions", index)
            citations.extend(_evidence_of_position(issue, path, position, len(records)))
            records.append(LocatedRecord(issue.document, path, position))
            issue_of.append(issue.record.id)
    citations.extend(others)

    own: list[Position] = [place.record for place in records]
    positions = [_positions(issue_of, own)]
    evidence = [_evidence(citations)]
    problems: list[Problem] = []
    refused = []
    first = len(records)
    for table in tables:
        rows = read_position_rows(table, first)
        first += table.rows
        positions.append(rows.positions)
        evidence.append(rows.evidence)
        refused.append(rows.refused)
        problems.extend(rows.problems)
    joined = PositionTable(
        positions=concat_frames(positions)[POSITION_COLUMNS],
        evidence=concat_frames(evidence)[EVIDENCE_COLUMNS],
        conditions=_conditions(issue_of, own),
        disputes=_disputes(issue_of, own),
        records=records,
        citations=citations,
        tables=tables,
        refused=refused,
    )
    return joined, problems


def _evidence_of_issue(issue: LocatedRecord) -> Iterator[LocatedEvidence]:
    record: Issue = issue.record
    for index, evidence in enumerate(record.status_evidence):
        path = (*issue.path, "status_evidence", index)
        yield LocatedEvidence(issue.document, path, "status", None, record.id, None, -1, evidence)
    for number, earlier in enumerate(record.status_history):
        for index, evidence in enumerate(earlier.evidence):
            path = (*issue.path, "status_history", number, "evidence", index)
            yield LocatedEvidence(
                issue.document, path, "status", str(earlier.date), record.id, None, -1, evidence
            )
    if record.outcome is not None:
        for index, evidence in enumerate(record.outcome.evidence):
            path = (*issue.path, "outcome", "evidence", index)
            yield LocatedEvidence(
                issue.document, path, "outcome", None, record.id, None, -1, evidence
            )


def _evidence_of_position(
    issue: LocatedRecord, path: ValuePath, position: Position, row: int
) -> Iterator[LocatedEvidence]:
    document, issue_id = issue.document, issue.record.id
    for index, evidence in enumerate(position.evidence):
        yield LocatedEvidence(
            document, (*path, "evidence", index), "position", None, issue_id, position.party, row,
            evidence,
        )  # fmt: skip
    for number, dispute in enumerate(position.disputed_by):
        for index, evidence in enumerate(dispute.evidence):
            where = (*path, "disputed_by", number, "evidence", index)
            yield LocatedEvidence(
                document, where, "dispute", dispute.party, issue_id, position.party, row, evidence
            )


def _positions(issue_of: list[str], records: list[Position]) -> pd.DataFrame:
    columns = columns_of(POSITION_FIELDS, records)
    return pd.DataFrame(
        {"issue": as_categories(issue_of), **columns, "given_date": columns["date"]}
    )


def _evidence(citations: list[LocatedEvidence]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "position": np.array([each.position for each in citations], np.int64),
            "role": as_categories([each.role for each in citations]),
            "ref": as_categories([each.ref for each in citations]),
            "issue": as_categories([each.issue for each in citations]),
            "party": as_categories([each.party for each in citations]),
            **columns_of(EVIDENCE_FIELDS, [each.evidence for each in citations]),
        }
    )


def _conditions(issue_of: list[str], records: list[Position]) -> pd.DataFrame:
    held = [(row, each) for row, record in enumerate(records) for each in record.conditions]
    columns = columns_of(CONDITION_FIELDS, [each for _, each in held])
    return _rows_of_positions([row for row, _ in held], issue_of, records, columns)


def _disputes(issue_of: list[str], records: list[Position]) -> pd.DataFrame:
    held = [(row, each) for row, record in enumerate(records) for each in record.disputed_by]
    columns = columns_of(DISPUTE_FIELDS, [each for _, each in held])
    columns["citations"] = np.array([len(each.evidence) for _, each in held], np.int64)
    return _rows_of_positions([row for row, _ in held], issue_of, records, columns)


def _rows_of_positions(
    numbers: list[int], issue_of: list[str], records: list[Position], columns: dict[str, Any]
) -> pd.DataFrame:
    """Rows that belong to the positions of these numbers."""
    return pd.DataFrame(
        {
            "position": np.array(numbers, np.int64),
            "issue": as_categories([issue_of[number] for number in numbers]),
            "party": as_categories([records[number].party for number in numbers]),
            **columns,
        }
    )


def date_by_source(
    positions: pd.DataFrame, evidence: pd.DataFrame, dates: dict[str, dt.date]
) -> pd.DataFrame:
    """Positions with `date` filled in, where none is given, from the newest of their sources.

    `dates` holds the day of each source by its id.
    """
    own = evidence[evidence["role"] == "position"]
    of_source = as_days(dates.get(source) for source in own["source"].cat.categories)
    codes = own["source"].cat.codes.to_numpy()
    day = np.append(of_source, np.datetime64("NaT"))[codes]
    newest = np.full(len(positions), np.iinfo(np.int64).min)
    np.maximum.at(newest, own["position"].to_numpy(), day.astype(np.int64))
    given = positions["given_date"]
    return positions.assign(date=given.where(given.notna(), pd.Series(newest.view(DAY))))


def whole_locators(evidence: pd.DataFrame, counted: Collection[str]) -> pd.DataFrame:
    """Citations with the locators of sources in `counted`, whose places are counted, as whole
    numbers where a spreadsheet has written decimals."""
    code, locators = pd.factorize(evidence["locator"])
    whole = [whole_locator(str(each)) for each in locators]
    changed = np.array([*(new != old for new, old in zip(whole, locators, strict=True)), False])
    if not changed.any():
        return evidence
    rows = changed[code] & evidence["source"].isin(counted).to_numpy()
    new = pd.Series(pd.array([*whole, None], "str"))[code].to_numpy()
    return evidence.assign(locator=evidence["locator"].mask(rows, new))
