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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from parley.conversion.yaml_lines import Texts
from parley.conversion.yaml_text import Bare, Value
from parley.format.models import Evidence, Position
from parley.format.problems import FolderError
from parley.loading.folder import Folder
from parley.loading.history import cell_keys
from parley.loading.loader import Negotiation, inspect, negotiation_of
from parley.loading.tables import SUFFIXES
from parley.progress import Progress

Form = Literal["yaml", "csv", "parquet"]

STAYS_IN_YAML = {
    "conditions": "conditions",
    "disputed_by": "a dispute",
    "evidence": "several pieces of evidence",
    "quote": "a quote or a note in the evidence",
    "layout": "a comment, an anchor or a layout of their own in their lines",
    "order": "another of the same party and issue stays, and stands after them",
}
STAYS_IN_TABLE = {
    "summary": "no summary, which YAML requires",
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
    positions = folder.ledger.positions
    typed = len(folder.ledger.placed)
    texts = Texts(path, folder.name)
    spans = {(issue.document.file, issue.path): texts.items(issue) for issue in folder.issues}
    why: list[str | None] = [None] * len(positions)
    for row, place in enumerate(folder.ledger.placed):
        *way, _, index = place.path
        found = spans[place.document.file, tuple(way)]
        free = found is not None and found[int(index)].free
        why[row] = _not_tabled(place.record) or (None if free else "layout")
    _keep_order(positions, why, range(typed - 1, -1, -1))
    going = [row for row in range(typed) if why[row] is None]
    others = [suffix for suffix in SUFFIXES if (path / f"positions{suffix}").exists()]
    files: dict[str, bytes | None] = {}
    moved = len(going)
    if others != [f".{to}"]:
        moved += sum(
            table.rows for table in folder.ledger.tables if not table.file.endswith(f".{to}")
        )
    if moved:
        rows = np.array([*going, *range(typed, len(positions))], np.int64)
        files[f"positions.{to}"] = _written(_table(folder, rows), to)
        files |= {f"positions{suffix}": None for suffix in others if suffix != f".{to}"}
        files |= texts.without(folder.ledger.placed[row] for row in going)
    return Conversion(to, files, moved, _told(why, STAYS_IN_YAML))


def _not_tabled(position: Position) -> str | None:
    """Why a position cannot stand in one row of a table."""
    if position.conditions:
        return "conditions"
    if position.disputed_by:
        return "disputed_by"
    if len(position.evidence) > 1:
        return "evidence"
    if position.evidence[0].quote is not None or position.evidence[0].note is not None:
        return "quote"
    return None


def _keep_order(positions: pd.DataFrame, why: list[str | None], rows: Iterable[int]) -> None:
    """Let positions stay that would change places with one of the same party and issue.

    `rows` go from those that the others must not overtake.
    """
    seat = cell_keys(positions)
    held: set[int] = set()
    for row in rows:
        if why[row] is not None:
            held.add(int(seat[row]))
        elif held and int(seat[row]) in held:
            why[row] = "order"


def _table(folder: Folder, rows: npt.NDArray[np.int64]) -> pa.Table:
    """The given rows of the ledger as a table of positions, without columns that are empty."""
    positions = folder.ledger.positions.iloc[rows]
    cited = folder.ledger.evidence
    cited = cited[(cited["role"] == "position").to_numpy()].set_index("position").loc[rows]
    low, high = positions["value_from"].to_numpy(), positions["value_to"].to_numpy()
    single = bool((np.isnan(low) | (low == high)).all())
    values = {"value": low} if single else {"value.from": low, "value.to": high}
    days = positions["given_date"].to_numpy().astype("datetime64[D]")
    columns = {
        **{key: _texts(positions[key]) for key in ("issue", "party", "stance")},
        **{key: pa.array(column, from_pandas=True) for key, column in values.items()},
        **{key: _texts(positions[key]) for key in ("option", "fallback", "gist", "summary")},
        "red_line": pa.array(
            positions["red_line"].to_numpy(), mask=~positions["red_line"].to_numpy()
        ),
        "salience": pa.array(positions["salience"].to_numpy(), from_pandas=True),
        "date": pa.array(days, pa.date32(), from_pandas=True),
        **{key: _texts(cited[key]) for key in ("source", "locator", "attribution", "speaker")},
    }
    return pa.table(
        {
            name: column
            for name, column in columns.items()
            if name in ("issue", "party", "source") or column.null_count < len(column)
        }
    )


def _texts(column: pd.Series[Any]) -> pa.Array:
    cells = pa.array(column.astype("str"), pa.string())
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _written(table: pa.Table, to: Form) -> bytes:
    buffer = io.BytesIO()
    if to == "csv":
        pa_csv.write_csv(table, buffer)
    else:
        pq.write_table(table, buffer)
    return buffer.getvalue()


# --- into YAML


def _to_yaml(path: Path, folder: Folder) -> Conversion:
    positions = folder.ledger.positions
    typed = len(folder.ledger.placed)
    texts = Texts(path, folder.name)
    holders = {issue.record.id: issue for issue in folder.issues}
    places = {id: texts.place(issue) for id, issue in holders.items()}
    why: list[str | None] = [None] * len(positions)
    issues = positions["issue"].tolist()
    bare = positions["summary"].isna().to_numpy()
    for row in range(typed, len(positions)):
        if bare[row]:
            why[row] = "summary"
        elif holders[issues[row]].document.line_of_row is not None:
            why[row] = "issue"
        elif places[issues[row]] is None:
            why[row] = "layout"
    _keep_order(positions, why, range(typed, len(positions)))
    going = np.array([row for row in range(typed, len(positions)) if why[row] is None], np.int64)
    files: dict[str, bytes | None] = {}
    if len(going):
        held: dict[str, list[dict[str, Value]]] = {}
        for id, record in zip(positions["issue"].iloc[going], _records(folder, going), strict=True):
            held.setdefault(id, []).append(record)
        files |= texts.with_items({id: (holders[id], held[id]) for id in held})
        stay = np.array([row for row in range(typed, len(positions)) if why[row]], np.int64)
        tables = [suffix for suffix in SUFFIXES if (path / f"positions{suffix}").exists()]
        files |= {f"positions{suffix}": None for suffix in tables}
        if len(stay):
            form: Form = "parquet" if ".parquet" in tables else "csv"
            files[f"positions.{form}"] = _written(_table(folder, stay), form)
    return Conversion("yaml", files, len(going), _told(why, STAYS_IN_TABLE))


def _records(folder: Folder, rows: npt.NDArray[np.int64]) -> Iterator[dict[str, Value]]:
    """Rows of tables as the mappings that stand in YAML, keys in the order of the format."""
    table = _table(folder, rows)
    for row in table.to_pylist():
        given = {key: value for key, value in row.items() if value is not None}
        if "value.from" in given:
            low, high = given.pop("value.from"), given.pop("value.to")
            given["value"] = low if low == high else {"from": low, "to": high}
        if "date" in given:
            given["date"] = Bare(given["date"].isoformat())
        evidence = {key: given[key] for key in Evidence.model_fields if key in given}
        position = {key: given[key] for key in Position.model_fields if key in given}
        yield {**position, "evidence": [evidence]}


def _told(why: list[str | None], reasons: dict[str, str]) -> dict[str, int]:
    number = Counter(reason for reason in why if reason is not None)
    return {text: number[reason] for reason, text in reasons.items() if number[reason]}


# --- writing


def write_into(
    path: Path, folder: Folder, made: Conversion, into: Path, progress: Progress | None = None
) -> None:
    """Write the folder at `path`, converted, as the new folder `into`, whole or not at all.

    Raises FolderError where it would have faults, NotTheSame where it would not hold the same, and
    OSError where it cannot be written.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=into.parent) as scratch:
        whole = _copied(path, folder, made, Path(scratch) / into.name, progress)
        whole.rename(into)


def write_in_place(
    path: Path, folder: Folder, made: Conversion, progress: Progress | None = None
) -> None:
    """Write the converted files of the folder at `path`, each whole or not at all.

    What is added is written before anything goes, so that nothing is lost at any moment. Raises
    what `write_into` raises.
    """
    with tempfile.TemporaryDirectory(prefix=".parley-") as scratch:
        _copied(path, folder, made, Path(scratch) / path.resolve().name, progress)
    table_first = made.to != "yaml"
    for name, content in sorted(
        made.files.items(), key=lambda file: (file[1] is None, ("/" in file[0]) == table_first)
    ):
        place = (path / name).resolve()
        if content is None:
            (path / name).unlink()
            continue
        beside = place.with_name(f".{place.name}.parley")
        beside.write_bytes(content)
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)


def _copied(
    path: Path, folder: Folder, made: Conversion, to: Path, progress: Progress | None
) -> Path:
    """A copy of the folder with the new files, found to hold the same."""
    shutil.copytree(path, to)
    for name, content in made.files.items():
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


def difference(one: Negotiation, other: Negotiation) -> str | None:
    """What two negotiations do not have in common, but for lines and names of files; None if all.

    Positions count as the same in any order of files in which those of one party on one issue
    stand in the same order.
    """
    for name in ("header", "parties", "sources", "events", "areas", "area_of"):
        if getattr(one, name) != getattr(other, name):
            return name
    if [_alone(issue) for issue in one.issues] != [_alone(issue) for issue in other.issues]:
        return "issues"
    for name, left, right in zip(
        ("positions", "evidence"), _in_seats(one), _in_seats(other), strict=True
    ):
        if not left.equals(right):
            return name
    return None if _nested(one) == _nested(other) else "conditions and disputes"


def _alone(issue: Any) -> Any:
    return issue.model_copy(update={"positions": ()})


def _nested(of: Negotiation) -> list[Any]:
    """What no table can hold, by issue, in order."""
    return [
        (issue.id, position)
        for issue in of.issues
        for position in issue.positions
        if _not_tabled(position)
    ]


def _in_seats(of: Negotiation) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The positions in the order of issues and parties, and the evidence in theirs."""
    rows, evidence = of.ledger.positions, of.ledger.evidence
    issues = {issue.id: number for number, issue in enumerate(of.issues)}
    parties = {party.id: number for number, party in enumerate(of.parties)}
    seat = [rows["issue"].map(issues).to_numpy(), rows["party"].map(parties).to_numpy()]
    order = np.lexsort((np.arange(len(rows)), *reversed(seat)))
    rank = np.empty(len(rows) + 1, np.int64)
    rank[order] = np.arange(len(rows))
    rank[-1] = -1
    cited = evidence.assign(position=rank[evidence["position"].to_numpy()])
    kept = np.lexsort((np.arange(len(cited)), cited["position"].to_numpy()))
    return _plain(rows.iloc[order]), _plain(cited.iloc[kept])


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The same without the order in which categories happen to be known."""
    texts = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(texts, "str")).reset_index(drop=True)
