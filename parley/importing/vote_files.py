"""New positions and the folder that has some already in; its Parquet tables and lists of records,
as they are to be written, out."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import document
from parley.format.problems import Problem
from parley.importing.draft import Draft, Plain
from parley.importing.mapping import MappingFile
from parley.importing.merge import Changes
from parley.importing.report import Report
from parley.importing.rows import ImportRefused
from parley.importing.vote_cells import KEY, NO_DAY, ORDER, Cells, day_number, table_of
from parley.importing.write import modeline
from parley.loading.journal import PendingFiles
from parley.loading.loader import Negotiation
from parley.loading.yaml_reader import read_yaml

POSITIONS: Final = "positions.parquet"
ISSUES: Final = "issues.parquet"
EPOCH: Final = pd.Timestamp("1970-01-01")


@dataclass
class Written:
    """What an import of tables would write, and its account."""

    report: Report
    changes: Changes = field(default_factory=Changes)
    files: dict[str, bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def merge_positions(
    written: Written,
    frame: pd.DataFrame,
    cells: Cells,
    negotiation: Negotiation | None,
    into: Path,
    source: Plain,
    mapping: MappingFile,
    update: bool,
    prune: bool,
) -> None:
    """The table of positions: what is new, and what is there and stays or changes."""
    changes, attribution = written.changes, str(mapping.tree.get("attribution"))
    new, old_table = frame, None
    if negotiation is not None:
        old = _known(negotiation, cells, source["id"])
        day = day_number(str(source["date"]))
        keyed = frame.assign(day=frame["day"].where(frame["day"] != NO_DAY, day))
        says = [name for name in ("stance", "value") if name in frame]
        both = keyed[KEY].merge(old[KEY].drop_duplicates().assign(there=True), how="left", on=KEY)
        there = both["there"].notna().to_numpy()
        same = keyed[[*KEY, *says]].merge(
            old[[*KEY, *says]].drop_duplicates().assign(same=True), how="left", on=[*KEY, *says]
        )["same"].notna().to_numpy()  # fmt: skip
        changed = there & ~same
        new = frame[~there]
        old_table = _table_there(into)
        if changed.any():
            _count(changes.changed if update else changes.kept, "positions", int(changed.sum()))
        held = keyed[KEY].drop_duplicates().assign(t=True)
        gone = old[old["own"]].merge(held, how="left", on=KEY)
        lacking = int(gone["t"].isna().sum())
        _count(changes.gone if prune else changes.lacking, "positions", lacking)
        if (update and changed.any()) or (prune and lacking):
            if old_table is None:
                raise ImportRefused(f"{into}: no {POSITIONS} there, in which to change positions")
            new = frame[~there | changed] if update else new
            old_table = _without(old_table, keyed[changed] if update else keyed[:0], keyed, cells,
                                 source, prune)  # fmt: skip
    _count(changes.added, "positions", len(new) - (int(changes.changed["positions"])))
    touched = len(new) or changes.gone["positions"] or changes.changed["positions"]
    if touched:
        table = table_of(new, cells, source["id"], attribution)
        if old_table is not None:
            table = _joined(old_table, table)
        written.files[POSITIONS] = _bytes(table)


def _count(counter: Counter[str], kind: str, number: int) -> None:
    if number:
        counter[kind] += number


def _known(negotiation: Negotiation, cells: Cells, source: str) -> pd.DataFrame:
    """The positions of a folder by the codes of the file's, which are -1 for what it lacks."""
    found = negotiation.positions
    codes = {
        "issue": _code(found["issue"], cells.issues),
        "party": _code(found["party"], cells.parties),
        "day": ((found["date"] - EPOCH) // pd.Timedelta(days=1)).to_numpy(np.int32),
        "value": found["value_from"].to_numpy(np.float64),
    }
    frame = pd.DataFrame(codes)
    frame["stance"] = found["stance"].astype(object).map(ORDER).fillna(-1).to_numpy(np.int32)
    cited = negotiation.evidence
    own = cited.loc[cited["source"].astype(object) == source, "position"]
    frame["own"] = np.isin(np.arange(len(frame)), own.to_numpy())
    return frame


def _code(column: pd.Series[Any], ids: list[str]) -> Any:
    return pd.Index(ids).get_indexer(column.astype(object)).astype(np.int32)


def _table_there(into: Path) -> pa.Table | None:
    pending = PendingFiles(into)
    if pending.path("positions.csv").is_file():
        raise ImportRefused(
            f"{into}: its positions stand in positions.csv: make a Parquet table of it with "
            "`parley convert` first"
        )
    path = pending.path(POSITIONS)
    return pq.read_table(path) if path.is_file() else None


def _without(
    table: pa.Table,
    changed: pd.DataFrame,
    whole: pd.DataFrame,
    cells: Cells,
    source: Plain,
    prune: bool,
) -> pa.Table:
    """A table without the rows that change, and without those that the file lacks."""
    day = day_number(str(source["date"]))
    rows = pd.DataFrame(
        {
            "issue": _code(table["issue"].cast(pa.string()).to_pandas(), cells.issues),
            "party": _code(table["party"].cast(pa.string()).to_pandas(), cells.parties),
        }
    )
    if "date" in table.column_names:
        texts = table["date"].cast(pa.string()).fill_null("").dictionary_encode().combine_chunks()
        days = np.array([day_number(text) for text in texts.dictionary.to_pylist()], np.int32)
        found = days[texts.indices.to_numpy()]
        rows["day"] = np.where(found == NO_DAY, day, found)
    else:
        rows["day"] = day
    own = (table["source"].cast(pa.string()).to_pandas() == source["id"]).to_numpy()
    drop = own & rows.merge(changed[KEY].drop_duplicates().assign(t=True), how="left", on=KEY)[
        "t"
    ].notna().to_numpy()  # fmt: skip
    if prune:
        kept = rows.merge(whole[KEY].drop_duplicates().assign(t=True), how="left", on=KEY)["t"]
        drop |= own & kept.isna().to_numpy()
    return table.filter(pa.array(~drop))


def _joined(old: pa.Table, new: pa.Table) -> pa.Table:
    """Two tables, one below the other; a column that one lacks is empty there."""
    for name in new.column_names:
        if name in old.column_names and old[name].type != new[name].type:
            place = old.column_names.index(name)
            old = old.set_column(place, name, old[name].cast(new[name].type))
    return pa.concat_tables([old, new], promote_options="default").unify_dictionaries()


def _bytes(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def add_records(
    written: Written,
    new: Draft,
    issues: dict[str, Plain],
    area_titles: dict[str, str],
    folder: Draft,
    source: Plain,
    into: Path,
) -> None:
    """The files of the records that the positions name."""
    pending = PendingFiles(into) if folder.header is not None else None
    if new.header is not None and folder.header is None:
        written.files["negotiation.yaml"] = _text("negotiation.yaml", new.header)
        written.changes.added["negotiation"] += 1
    if source["id"] not in folder.sources:
        new.sources = {source["id"]: source}
    for kind in ("parties", "sources"):
        records = [
            each for id, each in getattr(new, kind).items() if id not in getattr(folder, kind)
        ]
        _count(written.changes.added, kind, len(records))
        if records:
            written.files[f"{kind}.yaml"] = _listed(f"{kind}.yaml", records, pending)
    if issues:
        _count(written.changes.added, "issues", len(issues))
        titles = {id: each["title"] for id, each in new.areas.items()} | area_titles
        rows = [_issue_row(each, titles) for each in issues.values()]
        there = pending.path(ISSUES) if pending is not None else None
        table = pa.Table.from_pylist(rows)
        if there is not None and there.is_file():
            table = _joined(pq.read_table(there), table)
        written.files[ISSUES] = _bytes(table)


def _issue_row(issue: Plain, titles: dict[str, str]) -> Plain:
    row: Plain = {}
    for key, value in issue.items():
        if isinstance(value, dict):
            row |= {f"{key}.{each}": inner for each, inner in value.items()}
        elif not isinstance(value, list):
            row[key] = value
    return row | {"area_title": titles.get(issue["area"], issue["area"])}


def _text(name: str, tree: Any) -> bytes:
    return (modeline(name) + document(tree)).encode()


def _listed(name: str, records: list[Plain], pending: PendingFiles | None) -> bytes:
    """A file of records with more below those that it has."""
    path = pending.path(name) if pending is not None else None
    if path is None or not path.is_file():
        return _text(name, records)
    text = path.read_bytes().decode("utf-8-sig")
    tree, _ = read_yaml(text.encode(), name)
    return edit_yaml(text, [*(tree or []), *records]).encode()
