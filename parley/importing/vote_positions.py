"""The positions of a file of votes and the folder that has some already in; its Parquet table of
positions, as it is to be written, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from parley.importing.draft import Plain
from parley.importing.mapping import MappingFile
from parley.importing.rows import ImportRefused
from parley.importing.vote_cells import KEY, NO_DAY, ORDER, Cells, day_number
from parley.importing.vote_settled import Settled, table_of
from parley.importing.written import Written, add_to, joined, parquet_bytes
from parley.loading.journal import PendingFiles
from parley.loading.loader import Negotiation

POSITIONS: Final = "positions.parquet"
EPOCH: Final = pd.Timestamp("1970-01-01")


def merge_positions(
    written: Written,
    found: Settled,
    cells: Cells,
    negotiation: Negotiation | None,
    into: Path,
    source: Plain,
    mapping: MappingFile,
    update: bool,
    prune: bool,
) -> pd.DataFrame:
    """The table of positions: what is new, and what is there and stays or changes.

    Returns the codes of issue and party of the positions that the folder has and keeps.
    """
    frame, stays = found.positions, found.positions[:0]
    changes, attribution = written.changes, str(mapping.tree.get("attribution"))
    new, old_table = frame, None
    if negotiation is not None:
        old = _known(negotiation, cells, found.summaries, source["id"])
        day = day_number(str(source["date"]))
        keyed = frame.assign(day=frame["day"].where(frame["day"] != NO_DAY, day))
        says = [name for name in ("stance", "value", "told") if name in frame]
        both = keyed[KEY].merge(old[KEY].drop_duplicates().assign(there=True), how="left", on=KEY)
        there = both["there"].notna().to_numpy()
        same = keyed[[*KEY, *says]].merge(
            old[[*KEY, *says]].drop_duplicates().assign(same=True), how="left", on=[*KEY, *says]
        )["same"].notna().to_numpy()  # fmt: skip
        changed = there & ~same
        new = frame[~there]
        old_table = _table_there(into)
        if changed.any():
            add_to(changes.changed if update else changes.kept, "positions", int(changed.sum()))
        held = keyed[KEY].drop_duplicates().assign(t=True)
        gone = old[old["own"]].merge(held, how="left", on=KEY)
        lacking = int(gone["t"].isna().sum())
        stays = old[~old["own"]] if prune else old
        add_to(changes.gone if prune else changes.lacking, "positions", lacking)
        if (update and changed.any()) or (prune and lacking):
            if old_table is None:
                raise ImportRefused(f"{into}: no {POSITIONS} there, in which to change positions")
            new = frame[~there | changed] if update else new
            old_table = _without(old_table, keyed[changed] if update else keyed[:0], keyed, cells,
                                 source, prune)  # fmt: skip
    add_to(changes.added, "positions", len(new) - (int(changes.changed["positions"])))
    touched = len(new) or changes.gone["positions"] or changes.changed["positions"]
    if touched:
        table = table_of(new, cells, found.summaries, source["id"], attribution)
        if old_table is not None:
            table = joined(old_table, table)
        written.files[POSITIONS] = parquet_bytes(table)
    return stays[["issue", "party"]]


def _known(
    negotiation: Negotiation, cells: Cells, summaries: list[str], source: str
) -> pd.DataFrame:
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
    frame["told"] = _code(found["summary"], summaries)
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
