"""The records that positions of a table name in; the files of a folder that change, and the account
of an import of tables, out."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import document
from parley.format.problems import Problem
from parley.importing.draft import Draft, Plain
from parley.importing.merge import Changes
from parley.importing.report import Report
from parley.importing.write import modeline
from parley.loading.journal import PendingFiles
from parley.loading.yaml_reader import read_yaml


@dataclass
class Written:
    """What an import of tables would write, and its account."""

    report: Report
    changes: Changes = field(default_factory=Changes)
    files: dict[str, bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def add_records(written: Written, new: Draft, folder: Draft, source: Plain, into: Path) -> None:
    """The files of negotiation, parties and sources, with those that positions name."""
    pending = PendingFiles(into) if folder.header is not None else None
    if new.header is not None and folder.header is None:
        written.files["negotiation.yaml"] = new_text("negotiation.yaml", new.header)
        written.changes.added["negotiation"] += 1
    if source["id"] not in folder.sources:
        new.sources = {source["id"]: source}
    for kind in ("parties", "sources"):
        records = [
            each for id, each in getattr(new, kind).items() if id not in getattr(folder, kind)
        ]
        add_to(written.changes.added, kind, len(records))
        if records:
            written.files[f"{kind}.yaml"] = _listed(f"{kind}.yaml", records, pending)


def add_to(counter: Counter[str], kind: str, number: int) -> None:
    """Count so many records of a kind; a kind of none is not told of."""
    if number:
        counter[kind] += number


def joined(old: pa.Table, new: pa.Table) -> pa.Table:
    """Two tables, one below the other; a column that one lacks is empty there."""
    for name in new.column_names:
        if name in old.column_names and old[name].type != new[name].type:
            place = old.column_names.index(name)
            old = old.set_column(place, name, old[name].cast(new[name].type))
    return pa.concat_tables([old, new], promote_options="default").unify_dictionaries()


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as the content of a file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def new_text(name: str, tree: Any) -> bytes:
    """The content of a new file of YAML."""
    return (modeline(name) + document(tree)).encode()


def _listed(name: str, records: list[Plain], pending: PendingFiles | None) -> bytes:
    """A file of records with more below those that it has."""
    path = pending.path(name) if pending is not None else None
    if path is None or not path.is_file():
        return new_text(name, records)
    text = path.read_bytes().decode("utf-8-sig")
    tree, _ = read_yaml(text.encode(), name)
    return edit_yaml(text, [*(tree or []), *records]).encode()
