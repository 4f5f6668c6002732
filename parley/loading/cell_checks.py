"""A table of text in, columns of checked values and the faults of its cells out.

A distinct value is checked once, by the same type that checks it in YAML. A column of free text is
screened as a whole; only where the screen finds something are its values checked one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BeforeValidator, TypeAdapter, ValidationError

from parley.format.located_values import LocatedList, LocatedMapping, one_paragraph
from parley.format.problems import Problem, closest_match, did_you_mean, quoted
from parley.format.types import Truth
from parley.loading.records import error_message
from parley.loading.text_table import TEXT, Table

MOST_TOLD = 1_000
"""Problems of one file that are told one by one, and so the distinct values of a column of which it
is told in full why they are refused."""
TRUTHS = ("true", "false")
BREAK_OR_CONTROL = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{fffe}\x{ffff}]"


@dataclass(frozen=True)
class Column:
    """Checked cells: a code a row (-1 where empty) into `values`."""

    codes: npt.NDArray[np.int32]
    values: list[Any]
    faulty: npt.NDArray[np.bool_]
    """Rows whose cell was refused; they read as empty."""

    @classmethod
    def empty(cls, rows: int) -> Column:
        """The cells of a column that the table does not have."""
        return cls(np.full(rows, -1, np.int32), [], np.zeros(rows, bool))

    def taken(self, default: Any, dtype: Any) -> npt.NDArray[Any]:
        """The value of every row as an array, `default` where a row has none, None as missing."""
        values = [default if value is None else value for value in self.values]
        return np.array([*values, default], dtype)[self.codes]

    def category(self) -> pd.Categorical:
        """The value of every row as a category."""
        if None in self.values or len(set(self.values)) < len(self.values):
            return pd.Categorical(pd.Series(self.taken(None, object), dtype="str"))
        return pd.Categorical.from_codes(self.codes, categories=pd.Index(self.values, dtype="str"))


def name_columns(table: Table, allowed: Collection[str]) -> None:
    """Give columns the names that are allowed where they differ from one in case or spaces alone.

    `allowed` may name the key that a dotted column begins with.
    """
    for name in list(table.columns):
        plain = re.sub(r"\s+", "_", name.strip().lower())
        known = plain in allowed or ("." in plain and plain.split(".")[0] in allowed)
        if plain != name and known and plain not in table.columns:
            table.columns = {
                plain if each == name else each: cells for each, cells in table.columns.items()
            }


def check_header(table: Table, allowed: list[str], required: Iterable[str]) -> list[Problem]:
    """Faults of the column names: unknown ones and missing ones."""
    problems = []
    meant = misspelt(table, allowed)
    for name in table.columns:
        if name not in allowed:
            hint = did_you_mean(name, allowed)
            message = f"unknown column {quoted(name)}{hint}, allowed: {', '.join(allowed)}"
            problems.append(Problem(table.file, table.line_of_header, "header", message))
    for name in required:
        if name not in table.columns and name not in meant:
            problems.append(
                Problem(
                    table.file,
                    table.line_of_header,
                    "header",
                    f"column {quoted(name)} is missing, it is required",
                )
            )
    return problems


def misspelt(table: Table, allowed: list[str]) -> set[str]:
    """The columns that an unknown column is a near miss of: that they are missing follows."""
    unknown = [name for name in table.columns if name not in allowed]
    return {meant for name in unknown if (meant := closest_match(name, allowed))} - set(
        table.columns
    )


def check_column(
    table: Table, name: str, kind: Any, required: bool = False
) -> tuple[Column, list[Problem]]:
    """Check a coded column's distinct values by the type that checks them in YAML.

    Returns the checked cells and a fault for every row with a refused or missing value. A table
    without the column has it empty.
    """
    cells = table.columns.get(name)
    if cells is None or pa.types.is_nested(cells.type):
        empty = Column.empty(table.rows)
        if cells is None:
            return empty, []
        fault = Problem(table.file, 1, name, f"expected text, got {cells.type}")
        return replace(empty, faulty=np.ones(table.rows, bool)), [fault]
    codes = cells.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    values, refused = _checked(cells.dictionary.to_pylist(), kind)
    problems = []
    faulty = np.zeros(table.rows, bool)
    if refused:
        faulty = np.isin(codes, list(refused))
        for row in np.flatnonzero(faulty).tolist():
            problems.append(table.fault(row + 1, name, refused[int(codes[row])]))
        codes = np.where(faulty, np.int32(-1), codes)
    if required:
        missing = (codes == -1) & ~faulty
        for row in np.flatnonzero(missing).tolist():
            problems.append(table.fault(row + 1, name, "missing, this cell is required"))
        faulty = faulty | missing
    return Column(codes, values, faulty), problems


def check_text(
    table: Table, name: str, kind: Any, most: int
) -> tuple[pa.Array, npt.NDArray[np.bool_], list[Problem]]:
    """Check a column of free text, at most `most` characters a cell.

    Returns the text of every row (null where empty or refused), which were refused, the faults.
    """
    cells = table.columns.get(name)
    if cells is None:
        return pa.nulls(table.rows, TEXT), np.zeros(table.rows, bool), []
    if cells.type == TEXT:
        plain = cells.null_count == len(cells) or (
            pc.all(pc.equal(pc.utf8_trim_whitespace(cells), cells)).as_py() is not False
            and (pc.max(pc.utf8_length(cells)).as_py() or 0) <= most
            and not pc.any(pc.match_substring_regex(cells, BREAK_OR_CONTROL)).as_py()
        )
        if plain:
            return cells, np.zeros(table.rows, bool), []
        coded = replace(table, columns={name: cells.dictionary_encode()})
    else:
        coded = table
    column, problems = check_column(coded, name, kind)
    text = pa.array(column.values, TEXT).take(pa.array(column.codes, mask=column.codes < 0))
    return text, column.faulty, problems


def _checked(texts: list[str], kind: Any) -> tuple[list[Any], dict[int, str]]:
    """The values (None where refused), and what is wrong with those refused."""
    refused: dict[int, str] = {}
    for index, value in enumerate(texts):
        texts[index], wrong = one_paragraph(value)
        if wrong is not None:
            refused[index] = wrong
    try:
        values = TypeAdapter(list[kind]).validate_python(texts)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            index = int(fault["loc"][0])
            # What is allowed is told of the first: to look for near misses takes its time.
            told = len(refused) < MOST_TOLD
            message = error_message(fault, list[kind]) if told else "refused, as those above"
            refused.setdefault(index, message)
        one = TypeAdapter(kind)
        values = [
            None if index in refused else one.validate_python(value)
            for index, value in enumerate(texts)
        ]
    for index in refused:
        values[index] = None
    return values, refused


def lower_truth(value: Any) -> Any:
    """`TRUE` and `False` as spreadsheets write them in the format's own words."""
    return value.lower() if isinstance(value, str) and value.lower() in TRUTHS else value


AnyCaseTruth = Annotated[Truth, BeforeValidator(lower_truth)]
"""A truth value of a table."""


def as_rows(
    table: Table, lists: frozenset[str], flags: frozenset[str] = frozenset()
) -> tuple[LocatedList, list[Problem]]:
    """A short table (parties, sources, issues, events) as the list of mappings that YAML gives.

    A dotted column (`scale.min`) is a key within a key; a cell of a column in `lists` holds ids
    separated by spaces, commas or semicolons, one in `flags` true or false in any case.
    """
    problems: list[Problem] = []
    rows = LocatedList(1)
    cells = {name: column.to_pylist() for name, column in table.columns.items()}
    for index in range(table.rows):
        row = LocatedMapping(index + 1)
        for name, column in cells.items():
            value = column[index]
            if value is None:
                continue
            value, faults = _plain(value, index + 1)
            problems.extend(table.fault(index + 1, name, fault) for fault in faults)
            if name in lists and isinstance(value, str):
                items = LocatedList(index + 1)
                items.extend(value.replace(",", " ").replace(";", " ").split())
                items.lines.extend([index + 1] * len(items))
                value = items
            if name in flags and isinstance(value, str):
                value = lower_truth(value)
            holder = row
            *parents, key = name.split(".")
            for parent in parents:
                holder = holder.setdefault(parent, LocatedMapping(index + 1))
                if not isinstance(holder, LocatedMapping):
                    problems.append(
                        table.fault(index + 1, name, f"{parent!r} has a column of its own already")
                    )
                    break
            else:
                holder[key] = value
                holder.lines[key] = index + 1
        rows.append(row)
        rows.lines.append(index + 1)
    return rows, problems


def _plain(value: Any, line: int) -> tuple[Any, Iterator[str] | list[str]]:
    """A cell, nested or not, as the readers of YAML would give it."""
    if isinstance(value, str):
        text, wrong = one_paragraph(value)
        return text, [wrong] if wrong else []
    faults: list[str] = []
    if isinstance(value, dict):
        mapping = LocatedMapping(line)
        for key, inner in value.items():
            if inner is not None:
                mapping[key], more = _plain(inner, line)
                mapping.lines[key] = line
                faults.extend(more)
        return mapping, faults
    if isinstance(value, list):
        items = LocatedList(line)
        for inner in value:
            item, more = _plain(inner, line)
            items.append(item)
            items.lines.append(line)
            faults.extend(more)
        return items, faults
    if isinstance(value, bool):
        return str(value).lower(), faults
    return str(value), faults
