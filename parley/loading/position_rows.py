"""A table of positions in, columns of its positions and their evidence out, with its faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley.format.fields import RecordField
from parley.format.problems import Problem
from parley.format.types import Day, Number, Slug
from parley.loading.cell_checks import (
    AnyCaseTruth,
    Column,
    check_column,
    check_header,
    check_text,
    misspelt,
    name_columns,
)
from parley.loading.columns import DAY, Flags, as_objects, constant_category, ends_of
from parley.loading.position_columns import (
    EVIDENCE_FIELDS,
    POSITION_FIELDS,
    REQUIRED_COLUMNS,
    TABLE_COLUMNS,
)
from parley.loading.table_kinds import other_kind
from parley.loading.text_table import Table

MOST_TEXT = 2**31


@dataclass(frozen=True)
class PositionRows:
    """The rows of a table: one position and one piece of evidence each."""

    positions: pd.DataFrame
    evidence: pd.DataFrame
    refused: dict[str, Flags]
    """By column, the rows that have a fault; their cells read as empty."""
    problems: list[Problem]


def read_position_rows(table: Table, first: int) -> PositionRows:
    """Read a table of positions; `first` is the number of its first row among all positions."""
    cells = _Cells(table)
    issue = cells.coded("issue", Slug).category()
    own: dict[str, Any] = {}
    cited: dict[str, Any] = {}
    read = [(own, field) for field in POSITION_FIELDS]
    read += [(cited, field) for field in EVIDENCE_FIELDS]
    # Faults of one row are told in this order.
    for columns, field in sorted(read, key=lambda each: each[1].key not in REQUIRED_COLUMNS):
        columns.update(cells.columns(field))
    positions = pd.DataFrame({"issue": issue, **own, "given_date": own["date"]})
    evidence = pd.DataFrame(
        {
            "position": np.arange(first, first + table.rows),
            "role": constant_category("position", table.rows),
            "ref": constant_category(None, table.rows),
            "issue": issue,
            "party": own["party"],
            **cited,
            "locator": _row_where_empty(cited["locator"]),
            "attribution": _filled(cited["attribution"], "document"),
        }
    )
    return PositionRows(positions, evidence, cells.refused, cells.problems)


class _Cells:
    """The cells of a table, checked column by column, and the faults found so far."""

    def __init__(self, table: Table) -> None:
        self.table = table
        name_columns(table, TABLE_COLUMNS)
        other = other_kind(table)
        if other is not None:
            self.problems = [other]
            self.refused = {key: np.ones(table.rows, bool) for key in TABLE_COLUMNS}
            table.columns = {}
        else:
            self.problems = check_header(table, TABLE_COLUMNS, REQUIRED_COLUMNS)
            refused = misspelt(table, TABLE_COLUMNS)
            self.refused = {key: np.ones(table.rows, bool) for key in refused}
        self.no_text = pd.Series(pa.nulls(table.rows, pa.string()), dtype="str")

    def columns(self, field: RecordField) -> dict[str, Any]:
        """A field's columns, the default where a cell is empty or there is no column for it."""
        if not field.tabular:
            return {field.column: as_objects([field.default] * self.table.rows)}
        match field.kind:
            case "id" | "term":
                return {field.column: _filled(self._coded(field).category(), field.default)}
            case "text":
                text = self._text(field)
                return {field.column: text if field.default is None else text.fillna(field.default)}
            case "number":
                return {field.column: self._coded(field).taken(field.default, float)}
            case "day":
                return {field.column: _days(self._coded(field), field.default)}
            case "flag":
                return {field.column: self._coded(field).taken(field.default, bool)}
            case _:
                return self._ends(field)

    def coded(self, key: str, kind: Any) -> Column:
        """A column of ids, terms, dates or numbers."""
        column, faults = check_column(self.table, key, kind, key in REQUIRED_COLUMNS)
        self._refuse(key, column.faulty, faults)
        return column

    def _coded(self, field: RecordField) -> Column:
        if field.yaml_only:
            return Column.empty(self.table.rows)
        return self.coded(field.key, AnyCaseTruth if field.kind == "flag" else field.type)

    def _text(self, field: RecordField) -> pd.Series[Any]:
        if field.yaml_only or field.key not in self.table.columns:
            return self.no_text
        text, faulty, faults = check_text(
            self.table, field.key, field.type, field.max_length or MOST_TEXT
        )
        self._refuse(field.key, faulty, faults)
        return pd.Series(text, dtype="str")

    def _ends(self, field: RecordField) -> dict[str, Any]:
        """The two columns of a span, which stands in one cell or has a cell for each end."""
        whole = self._coded(field)
        numeric = field.kind == "number_span"
        found = {}
        for (name, values), key in zip(
            ends_of(field, whole.values).items(), field.part_keys, strict=True
        ):
            end = self.coded(key, Number if numeric else Day)
            part = end.taken(None, float) if numeric else _days(end)
            given = np.append(values, part.dtype.type("nan" if numeric else "NaT"))[whole.codes]
            self._contradicted(field.key, key, given, part)
            found[name] = np.where(pd.isna(given), part, given)
        return found

    def _contradicted(self, key: str, part_key: str, given: Any, part: Any) -> None:
        """Fault the rows whose one cell says another thing than the cell of an end."""
        differs = ~pd.isna(given) & ~pd.isna(part) & (given != part)
        if not differs.any():
            return
        faults = [
            self.table.fault(
                row + 1, key, f"{given[row]} contradicts {part_key}, {part[row]}: leave one out"
            )
            for row in np.flatnonzero(differs).tolist()
        ]
        self._refuse(key, self.refused.get(key, np.zeros(self.table.rows, bool)) | differs, faults)

    def _refuse(self, key: str, faulty: Flags, faults: list[Problem]) -> None:
        self.problems.extend(faults)
        if faults:
            self.refused[key] = faulty


def _days(column: Column, default: Any = None) -> Any:
    return column.taken(default, "datetime64[D]").astype(DAY)


def _filled(cells: pd.Categorical, value: str | None) -> pd.Categorical:
    """Cells with what an empty one stands for, where it stands for anything."""
    if value is None:
        return cells
    if value not in cells.categories:
        cells = cells.add_categories([value])
    return cells.fillna(value)


def _row_where_empty(locators: pd.Series[Any]) -> pd.Series[Any]:
    """Locators, those that are empty as the number of their row."""
    empty = locators.isna()
    if not empty.any():
        return locators
    numbered = pa.array(np.arange(1, len(locators) + 1)).cast(pa.string())
    rows = pd.Series(pc.binary_join_element_wise("row", numbered, " "), dtype="str")
    return rows if empty.all() else locators.where(~empty, rows)
