"""Every position and every citation of a folder as rows of columns, from YAML and tables alike.

The rules across records and the frames work on these columns, so that a million rows of a table
and twelve positions of a curator go through the same code. Each row knows its place in the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, get_type_hints

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import union_categoricals

from parley.format.located_values import ValuePath
from parley.format.models import MOST_GIST, Evidence, Issue, Number, Position, Slug
from parley.format.problems import Problem, Severity
from parley.format.vocabulary import EvidenceRole
from parley.loading.records import Document, keys_of
from parley.loading.tables import Column, Table, check_column, check_header, check_text, misspelt

Rows: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]

EVIDENCE_KEYS = ["source", "locator", "attribution", "speaker"]
"""One row's evidence, in a table of positions or events."""

NESTED = ["conditions", "evidence", "disputed_by"]
"""Keys of a position that cannot stand in a table."""

PARTS = {"value": ("value.from", "value.to")}
"""The columns beside its own in which a key's parts may stand."""

TEXT_COLUMNS = ["summary", "gist", "speaker", "locator"]
MOST_TEXT = 2**31

POSITION_COLUMNS = [
    "issue", "party", "stance", "value_from", "value_to", "option", "fallback", "gist", "summary",
    "red_line", "salience", "date", "given_date", "said",
]  # fmt: skip
EVIDENCE_COLUMNS = [
    "position", "role", "ref", "issue", "party", "source", "locator", "attribution", "speaker",
    "quote", "note",
]  # fmt: skip

DAY = "datetime64[s]"


class LocatedRecord(NamedTuple):
    """A record and where it stands."""

    document: Document
    path: ValuePath
    record: Any


class LocatedEvidence(NamedTuple):
    """One piece of evidence, what it is for, and where it stands."""

    document: Document
    path: ValuePath
    role: EvidenceRole
    ref: str | None
    issue: str | None
    party: str | None
    position: int
    evidence: Evidence


@dataclass
class PositionTable:
    """The rows of a folder.

    `positions` has the columns POSITION_COLUMNS: ids and terms as categories, values and salience
    as numbers, `given_date` (missing where the file gives none) and `date` as days, `said` as the
    texts of the conditions, which are part of what a position says. `evidence` has
    EVIDENCE_COLUMNS; its `position` is the row of the position it is for, or -1.
    """

    positions: pd.DataFrame
    evidence: pd.DataFrame
    placed: list[LocatedRecord] = field(default_factory=list)
    cited: list[LocatedEvidence] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    refused: list[dict[str, Rows]] = field(default_factory=list)
    """For each table and column, the rows whose cell has a fault already."""

    def rows_alone(self) -> PositionTable:
        """The same rows without their places in the files, which nothing asks for once all rules
        have been applied."""
        return PositionTable(self.positions, self.evidence)

    def position_problem(
        self, row: int, key: str, message: str, severity: Severity = "fault"
    ) -> Problem | None:
        """A problem with a key of a position; None where the place is faulty already."""
        return self._problem(row, key, message, severity, self.placed)

    def evidence_problem(
        self, row: int, key: str, message: str, severity: Severity = "fault"
    ) -> Problem | None:
        """A problem with a key of a citation; None where the place is faulty already."""
        return self._problem(row, key, message, severity, self.cited)

    def position_is_faulty(self, row: int) -> bool:
        """Whether anything in a position has a fault already."""
        if row < len(self.placed):
            document, path = self.placed[row][:2]
            return document.faulty_at(path)
        row -= len(self.placed)
        for table, refused in zip(self.tables, self.refused, strict=True):
            if row < table.rows:
                return any(rows[row] for rows in refused.values())
            row -= table.rows
        raise IndexError(row)

    def _problem(
        self, row: int, key: str, message: str, severity: Severity, placed: list[Any]
    ) -> Problem | None:
        if row < len(placed):
            document, path = placed[row][:2]
            if document.faulty_at((*path, key)):
                return None
            problem: Problem = document.problem((*path, key), message, severity)
            return problem
        row -= len(placed)
        for table, refused in zip(self.tables, self.refused, strict=True):
            if row < table.rows:
                if any(
                    refused[cell][row] for cell in (key, *PARTS.get(key, ())) if cell in refused
                ):
                    return None
                fault = table.fault(row + 1, key, message)
                return Problem(fault.file, fault.line, fault.where, message, severity)
            row -= table.rows
        raise IndexError(row)


def build_position_table(
    issues: Iterable[LocatedRecord], others: Iterable[LocatedEvidence], tables: list[Table]
) -> tuple[PositionTable, list[Problem]]:
    """Bring together the positions of the issues' records and of tables of positions.

    `others` is evidence that stands elsewhere (claims, events). Returns the ledger and the faults
    of the tables' cells; a row with a fault keeps its place, its faulty cells read as empty.
    """
    placed: list[LocatedRecord] = []
    holders: list[str] = []
    cited: list[LocatedEvidence] = []
    for issue in issues:
        cited.extend(_status_evidence(issue))
        for index, position in enumerate(issue.record.positions):
            path = (*issue.path, "positions", index)
            cited.extend(_position_evidence(issue, path, position, len(placed)))
            placed.append(LocatedRecord(issue.document, path, position))
            holders.append(issue.record.id)
    cited.extend(others)

    positions = [_typed_positions(holders, [place.record for place in placed])]
    evidence = [_typed_evidence(cited)]
    problems: list[Problem] = []
    refused = []
    first = len(placed)
    for table in tables:
        rows, citations, wrong, faults = _tabled(table, first)
        first += table.rows
        positions.append(rows)
        evidence.append(citations)
        refused.append(wrong)
        problems.extend(faults)
    joined = PositionTable(
        positions=_joined(positions)[POSITION_COLUMNS],
        evidence=_joined(evidence)[EVIDENCE_COLUMNS],
        placed=placed,
        cited=cited,
        tables=tables,
        refused=refused,
    )
    return joined, problems


def _status_evidence(issue: LocatedRecord) -> Iterator[LocatedEvidence]:
    record: Issue = issue.record
    for index, evidence in enumerate(record.status_evidence):
        path = (*issue.path, "status_evidence", index)
        yield LocatedEvidence(issue.document, path, "status", None, record.id, None, -1, evidence)
    if record.outcome is not None:
        for index, evidence in enumerate(record.outcome.evidence):
            path = (*issue.path, "outcome", "evidence", index)
            yield LocatedEvidence(
                issue.document, path, "outcome", None, record.id, None, -1, evidence
            )


def _position_evidence(
    issue: LocatedRecord, path: ValuePath, position: Position, row: int
) -> Iterator[LocatedEvidence]:
    document, holder = issue.document, issue.record.id
    for index, evidence in enumerate(position.evidence):
        yield LocatedEvidence(
            document, (*path, "evidence", index), "position", None, holder, position.party, row,
            evidence,
        )  # fmt: skip
    for number, dispute in enumerate(position.disputed_by):
        for index, evidence in enumerate(dispute.evidence):
            where = (*path, "disputed_by", number, "evidence", index)
            yield LocatedEvidence(
                document, where, "dispute", dispute.party, holder, position.party, row, evidence
            )


def as_days(values: Iterable[dt.date | None]) -> npt.NDArray[Any]:
    """Dates as a column of days, None as missing."""
    days = [np.datetime64(value or "NaT", "D") for value in values]
    return np.array(days, "datetime64[D]").astype(DAY)


def as_numbers(values: Iterable[float | None]) -> Numbers:
    """Numbers as a column, None as missing."""
    return np.array([np.nan if value is None else value for value in values], float)


def as_text(values: Iterable[str | None]) -> pd.Series[Any]:
    """Texts as a column of `str`, None as missing."""
    return pd.Series(list(values), dtype="str")


def _terms(values: list[Any]) -> pd.Categorical:
    """Ids or terms as categories of text, even where there are none: so that frames join."""
    known = sorted({value for value in values if value is not None})
    code: dict[str | None, int] = {value: number for number, value in enumerate(known)}
    codes = np.fromiter((code.get(value, -1) for value in values), np.int64, len(values))
    return pd.Categorical.from_codes(codes, categories=pd.Index(known, dtype="str"))


def _typed_positions(issues: list[str], records: list[Position]) -> pd.DataFrame:
    spans = [record.value for record in records]
    dates = as_days(record.date for record in records)
    return pd.DataFrame(
        {
            "issue": _terms(issues),
            "party": _terms([record.party for record in records]),
            "stance": _terms([record.stance for record in records]),
            "value_from": as_numbers(span.from_ if span else None for span in spans),
            "value_to": as_numbers(span.to if span else None for span in spans),
            "option": _terms([record.option for record in records]),
            "fallback": _terms([record.fallback for record in records]),
            "gist": as_text([record.gist for record in records]),
            "summary": as_text([record.summary for record in records]),
            "red_line": np.array([record.red_line for record in records], bool),
            "salience": as_numbers(record.salience for record in records),
            "date": dates,
            "given_date": dates,
            "said": _terms(
                ["\n".join(condition.text for condition in record.conditions) for record in records]
            ),
        }
    )


def _typed_evidence(cited: list[LocatedEvidence]) -> pd.DataFrame:
    found = [citation.evidence for citation in cited]
    return pd.DataFrame(
        {
            "position": np.array([citation.position for citation in cited], np.int64),
            "role": _terms([citation.role for citation in cited]),
            "ref": _terms([citation.ref for citation in cited]),
            "issue": _terms([citation.issue for citation in cited]),
            "party": _terms([citation.party for citation in cited]),
            "source": _terms([evidence.source for evidence in found]),
            "locator": as_text([evidence.locator for evidence in found]),
            "attribution": _terms([evidence.attribution for evidence in found]),
            "speaker": as_text([evidence.speaker for evidence in found]),
            "quote": as_text([evidence.quote for evidence in found]),
            "note": as_text([evidence.note for evidence in found]),
        }
    )


POSITION_TABLE = [
    "issue", *(key for key in keys_of(Position) if key not in NESTED), "value.from", "value.to",
    *EVIDENCE_KEYS,
]  # fmt: skip


POSITION_TYPES = {"issue": Slug} | get_type_hints(Position, include_extras=True)
EVIDENCE_TYPES = get_type_hints(Evidence, include_extras=True)


def _tabled(
    table: Table, first: int
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Rows], list[Problem]]:
    """A table of positions as rows of positions and of evidence, one of each a row.

    `first` is the number of its first row among all positions. Also returned: by column the rows
    that have a fault, and the faults.
    """
    problems = check_header(table, POSITION_TABLE, ["issue", "party", "source"])
    refused = {key: np.ones(table.rows, bool) for key in misspelt(table, POSITION_TABLE)}
    nothing = pd.Series(pa.nulls(table.rows, pa.string()), dtype="str")

    def coded(key: str, kind: Any, required: bool = False) -> Column:
        column, faults = check_column(table, key, kind, required)
        problems.extend(faults)
        if faults:
            refused[key] = column.faulty
        return column

    def free(key: str, kind: Any, most: int = MOST_TEXT) -> pd.Series[Any]:
        if key not in table.columns:
            return nothing
        text, faulty, faults = check_text(table, key, kind, most)
        problems.extend(faults)
        if faults:
            refused[key] = faulty
        return pd.Series(text, dtype="str")

    types = POSITION_TYPES
    issue, party = coded("issue", Slug, True), coded("party", types["party"], True)
    source = coded("source", EVIDENCE_TYPES["source"], True)
    value = coded("value", types["value"])
    low, high = coded("value.from", Number), coded("value.to", Number)
    given = coded("date", types["date"]).taken(np.datetime64("NaT"), "datetime64[D]").astype(DAY)
    positions = pd.DataFrame(
        {
            "issue": issue.category(),
            "party": party.category(),
            "stance": coded("stance", types["stance"]).category(),
            "value_from": _first(value.mapped(lambda span: span.from_), low),
            "value_to": _first(value.mapped(lambda span: span.to), high),
            "option": coded("option", types["option"]).category(),
            "fallback": coded("fallback", types["fallback"]).category(),
            "gist": free("gist", types["gist"], MOST_GIST),
            "summary": free("summary", types["summary"]),
            "red_line": coded("red_line", types["red_line"]).taken(False, bool),
            "salience": coded("salience", types["salience"]).taken(np.nan, float),
            "date": given,
            "given_date": given,
            "said": _throughout("", table.rows),
        }
    )
    locator = free("locator", EVIDENCE_TYPES["locator"])
    empty = locator.isna()
    if empty.any():
        numbered = pa.array(np.arange(1, table.rows + 1)).cast(pa.string())
        rows = pc.binary_join_element_wise("row", numbered, " ")
        names = pd.Series(rows, dtype="str")
        locator = names if empty.all() else locator.where(~empty, names)
    attribution = coded("attribution", EVIDENCE_TYPES["attribution"]).category()
    evidence = pd.DataFrame(
        {
            "position": np.arange(first, first + table.rows),
            "role": _throughout("position", table.rows),
            "ref": _throughout(None, table.rows),
            "issue": positions["issue"],
            "party": positions["party"],
            "source": source.category(),
            "locator": locator,
            "attribution": _filled(attribution, "document"),
            "speaker": free("speaker", EVIDENCE_TYPES["speaker"]),
            "quote": nothing,
            "note": nothing,
        }
    )
    return positions, evidence, refused, problems


def _throughout(value: str | None, rows: int) -> pd.Categorical:
    """The same value, or none, in every row."""
    categories = pd.Index([] if value is None else [value], dtype="str")
    codes = np.full(rows, -1 if value is None else 0, np.int8)
    return pd.Categorical.from_codes(codes, categories=categories)


def _first(values: Numbers, otherwise: Column) -> Numbers:
    return np.where(np.isnan(values), otherwise.taken(np.nan, float), values)


def _filled(cells: pd.Categorical, value: str) -> pd.Categorical:
    if value not in cells.categories:
        cells = cells.add_categories([value])
    return cells.fillna(value)


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Frames of the same columns, one under the other, categories joined."""
    filled = [part for part in parts if len(part)]
    if len(filled) < 2:
        return filled[0] if filled else parts[0]
    return pd.DataFrame(
        {
            name: union_categoricals([part[name] for part in filled])
            if isinstance(filled[0][name].dtype, pd.CategoricalDtype)
            else pd.concat([part[name] for part in filled], ignore_index=True)
            for name in filled[0]
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
