"""A sound folder in, the same folder with its positions in YAML or in a table out, loss-free.

What the other form cannot hold stays where it is, and it is told how many positions that are, and
why. In a YAML file whole lines are taken out or put in; no other line changes. Before anything is
written, the outcome is loaded and compared with what was there.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from parley.conversion._rows import mappings_of_rows, table_of_rows
from parley.conversion.differences import difference
from parley.conversion.transaction import contents, finish, replace_files, writing
from parley.conversion.yaml_lines import YamlFiles
from parley.conversion.yaml_text import Value
from parley.format.fields import fields_of
from parley.format.models import Evidence, Position
from parley.format.problems import FolderError
from parley.loading.folder import Folder
from parley.loading.history import cell_keys
from parley.loading.journal import PendingFiles
from parley.loading.loader import inspect, inspect_folder, negotiation_of
from parley.loading.position_columns import EVIDENCE_KEYS, POSITION_KEYS, REQUIRED_COLUMNS
from parley.loading.tables import SUFFIXES
from parley.progress import Progress

Form = Literal["yaml", "csv", "parquet"]

NOT_IN_A_ROW: Final = tuple(
    field
    for field in fields_of(Position)
    if field not in POSITION_KEYS and field.name != "evidence"
)
"""The fields of a position that no row of a table holds, but for its one piece of evidence."""

NOT_CITED_IN_A_ROW: Final = tuple(
    field for field in fields_of(Evidence) if field not in EVIDENCE_KEYS
)
"""The fields of that evidence that no row holds."""

STAYS_IN_YAML: Final = {
    **{field.name: field.name.replace("_", " ") for field in NOT_IN_A_ROW},
    "disputed_by": "a dispute",
    "evidence": "several pieces of evidence",
    "quote": f"{' or '.join(f'a {field.name}' for field in NOT_CITED_IN_A_ROW)} in the evidence",
    "layout": "a comment, an anchor or a layout of their own in their lines",
    "order": "another of the same party and issue stays, and stands after them",
}
STAYS_IN_TABLE: Final = {
    **{
        field.name: f"no {field.name}, which YAML requires"
        for field in POSITION_KEYS
        if field.required and field.key not in REQUIRED_COLUMNS
    },
    "issue": "an issue that stands in a table itself",
    "layout": "an issue in braces, with an anchor or in a layout of its own",
    "order": "another of the same party and issue stays, and stands before them",
}
"""Why a position stays where it is. Of several reasons the first is told."""


class ConversionMismatch(Exception):
    """The outcome would not hold what the folder holds; it was not written."""


@dataclass(frozen=True)
class Conversion:
    """What would be written."""

    to: Form
    files: dict[str, bytes | None]
    """The new content of files by their path in the folder; None for a file that goes."""
    moved: int
    """How many positions stand in another file than before."""
    stay: dict[str, int]
    """How many stay where they are, by the reason."""


def plan_conversion(path: Path, folder: Folder, to: Form) -> Conversion:
    """How the positions of the sound folder at `path`, as read, would stand in the form `to`."""
    return _to_yaml(path, folder) if to == "yaml" else _to_table(path, folder, to)


# --- into a table


def _to_table(path: Path, folder: Folder, to: Form) -> Conversion:
    positions = folder.table.positions
    in_yaml = len(folder.table.records)
    texts = YamlFiles(path, folder.name)
    spans = {(issue.document.file, issue.path): texts.items(issue) for issue in folder.issues}
    why: list[str | None] = [None] * len(positions)
    for row, place in enumerate(folder.table.records):
        *way, _, index = place.path
        found = spans[place.document.file, tuple(way)]
        free = found is not None and found[int(index)].free
        why[row] = _not_in_a_row(place.record) or (None if free else "layout")
    _keep_order(positions, why, range(in_yaml - 1, -1, -1))
    going = [row for row in range(in_yaml) if why[row] is None]
    others = _tables(path)
    files: dict[str, bytes | None] = {}
    moved = len(going)
    if others != [f".{to}"]:
        moved += sum(
            table.rows for table in folder.table.tables if not table.file.endswith(f".{to}")
        )
    if moved:
        rows = np.array([*going, *range(in_yaml, len(positions))], np.int64)
        files[f"positions.{to}"] = _encode(table_of_rows(folder.table, rows), to)
        files |= {f"positions{suffix}": None for suffix in others if suffix != f".{to}"}
        files |= texts.without(folder.table.records[row] for row in going)
    return Conversion(to, files, moved, _counts(why, STAYS_IN_YAML))


def _not_in_a_row(position: Position) -> str | None:
    """Why a position cannot stand in one row of a table."""
    for field in NOT_IN_A_ROW:
        if getattr(position, field.name) != field.default:
            return field.name
    first, *others = position.evidence
    if others:
        return "evidence"
    if any(getattr(first, field.name) != field.default for field in NOT_CITED_IN_A_ROW):
        return "quote"
    return None


def _keep_order(positions: pd.DataFrame, why: list[str | None], rows: Iterable[int]) -> None:
    """Let positions stay that would change places with one of the same party and issue.

    `rows` go from those that the others must not overtake.
    """
    cell = cell_keys(positions)
    staying: set[int] = set()
    for row in rows:
        if why[row] is not None:
            staying.add(int(cell[row]))
        elif staying and int(cell[row]) in staying:
            why[row] = "order"


def _encode(table: pa.Table, to: Form) -> bytes:
    buffer = io.BytesIO()
    if to == "csv":
        pa_csv.write_csv(table, buffer)
    else:
        pq.write_table(table, buffer)
    return buffer.getvalue()


# --- into YAML


def _to_yaml(path: Path, folder: Folder) -> Conversion:
    positions = folder.table.positions
    in_yaml = len(folder.table.records)
    texts = YamlFiles(path, folder.name)
    holders = {issue.record.id: issue for issue in folder.issues}
    places = {id: texts.place(issue) for id, issue in holders.items()}
    why: list[str | None] = [None] * len(positions)
    issues = positions["issue"].tolist()
    for field in reversed(POSITION_KEYS):
        if field.name in STAYS_IN_TABLE:
            for row in np.flatnonzero(positions[field.column].isna()).tolist():
                why[row] = field.name
    for row in range(in_yaml, len(positions)):
        if why[row] is not None:
            continue
        if holders[issues[row]].document.line_of_row is not None:
            why[row] = "issue"
        elif places[issues[row]] is None:
            why[row] = "layout"
    _keep_order(positions, why, range(in_yaml, len(positions)))
    going = np.array([row for row in range(in_yaml, len(positions)) if why[row] is None], np.int64)
    files: dict[str, bytes | None] = {}
    if len(going):
        added: dict[str, list[dict[str, Value]]] = {}
        for row, mapping in zip(going, mappings_of_rows(folder.table, going), strict=True):
            added.setdefault(issues[row], []).append(mapping)
        files |= texts.with_items({id: (holders[id], added[id]) for id in added})
        stay = np.array([row for row in range(in_yaml, len(positions)) if why[row]], np.int64)
        tables = _tables(path)
        files |= {f"positions{suffix}": None for suffix in tables}
        if len(stay):
            form: Form = "parquet" if ".parquet" in tables else "csv"
            files[f"positions.{form}"] = _encode(table_of_rows(folder.table, stay), form)
    return Conversion("yaml", files, len(going), _counts(why, STAYS_IN_TABLE))


def _tables(path: Path) -> list[str]:
    """The endings of the folder's tables of positions."""
    files = PendingFiles(path)
    return [suffix for suffix in SUFFIXES if files.path(f"positions{suffix}").exists()]


def _counts(why: list[str | None], reasons: dict[str, str]) -> dict[str, int]:
    number = Counter(reason for reason in why if reason is not None)
    return {text: number[reason] for reason, text in reasons.items() if number[reason]}


# --- writing


def write_into(
    path: Path, folder: Folder, conversion: Conversion, into: Path, progress: Progress | None = None
) -> None:
    """Write the folder at `path`, converted, as the new folder `into`, whole or not at all.

    Raises FolderError where it would have faults, ConversionMismatch where it would not hold the
    same, and OSError where it cannot be written.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=into.parent) as scratch:
        whole = _checked_copy(path, folder, conversion, Path(scratch) / into.name, progress)
        whole.rename(into)


def convert_in_place(path: Path, to: Form, progress: Progress | None = None) -> Conversion:
    """Convert the folder at `path`, all of its files or none, as its one writer.

    Raises what `write_into` raises, FolderBusy where another process writes it, and FolderChanged
    where somebody else has changed a file since it was read.
    """
    with writing(path), tempfile.TemporaryDirectory(prefix=".parley-") as scratch:
        before = contents(path)
        folder, problems = inspect_folder(path, progress=progress)
        if folder is None:
            raise FolderError(problems)
        conversion = plan_conversion(path, folder, to)
        if conversion.files:
            copy = Path(scratch) / path.resolve().name
            _checked_copy(path, folder, conversion, copy, progress)
            replace_files(path, conversion.files, before)
    return conversion


def _checked_copy(
    path: Path, folder: Folder, conversion: Conversion, to: Path, progress: Progress | None
) -> Path:
    """A copy of the folder with the new files, found to hold the same."""
    shutil.copytree(path, to)
    finish(to)
    for name, content in conversion.files.items():
        if content is None:
            (to / name).unlink()
        else:
            (to / name).write_bytes(content)
    after, problems = inspect(to, to.name, progress)
    if after is None:
        raise FolderError(problems)
    before = negotiation_of(folder, ())
    what = difference(before, after)
    if what is not None:
        raise ConversionMismatch(f"{what} would not be the same: please report this")
    return to
