"""New issues and silences and the folder that has some already in; its table of issues, and the
files of areas that change, out.

A new issue stands in the Parquet table, which holds its silences as a list. One that the folder has
in YAML gets them there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from parley.conversion.yaml_edit import edit_yaml
from parley.format.vocabulary import SILENCES
from parley.importing.draft import Draft, Plain
from parley.importing.merge import Changes
from parley.importing.vote_cells import Cells
from parley.importing.votes import TEXT
from parley.importing.written import Written, add_to, joined, parquet_bytes
from parley.loading.journal import PendingFiles
from parley.loading.yaml_reader import read_yaml

ISSUES: Final = "issues.parquet"
SILENCES_OF_ISSUE: Final = pa.list_(
    pa.struct(
        [("party", TEXT), ("kind", TEXT), ("checked", pa.date32()), ("sources", pa.list_(TEXT))]
    )
)


def merge_silences(
    written: Written,
    silent: pd.DataFrame,
    cells: Cells,
    stays: pd.DataFrame,
    folder: Draft,
    source: str,
    update: bool,
    prune: bool,
) -> dict[str, list[Plain]]:
    """The silences of each issue that gets others than it has.

    `stays` has the issue and the party of each position that the folder keeps: who has one there is
    not silent.
    """
    kinds = list(SILENCES)
    wanted: dict[str, dict[str, str]] = {}
    for issue, party, kind in silent[["issue", "party", "kind"]].itertuples(index=False):
        wanted.setdefault(cells.issues[issue], {})[cells.parties[party]] = kinds[kind]
    both = silent[["issue", "party"]].merge(stays.drop_duplicates(), on=["issue", "party"])
    held: dict[str, set[str]] = {}
    for issue, party in both.itertuples(index=False):
        held.setdefault(cells.issues[issue], set()).add(cells.parties[party])
    old = {id: each["silences"] for id, each in folder.issues.items() if each.get("silences")}
    changed = {}
    for id in dict.fromkeys([*old, *wanted]):
        before, found = old.get(id, []), dict(wanted.get(id, {}))
        for party in held.get(id, ()):
            add_to(written.changes.kept, "silences", party in found)
            found.pop(party, None)
        after = _merged(before, found, source, update, prune, written.changes)
        if after != before:
            changed[id] = after
    return changed


def _merged(
    old: list[Plain],
    wanted: dict[str, str],
    source: str,
    update: bool,
    prune: bool,
    changes: Changes,
) -> list[Plain]:
    """The silences of an issue with those of the file, which are by party."""
    made = []
    for each in old:
        kind = wanted.pop(each["party"], None)
        if kind is None and source in each.get("sources", ()):
            (changes.gone if prune else changes.lacking)["silences"] += 1
            if prune:
                continue
        elif kind is not None and kind != each["kind"]:
            (changes.changed if update else changes.kept)["silences"] += 1
            if update:
                each = {**each, "kind": kind, "sources": [source]}
        made.append(each)
    add_to(changes.added, "silences", len(wanted))
    new = [{"party": party, "kind": kind, "sources": [source]} for party, kind in wanted.items()]
    return [*made, *new]


def add_issues(
    written: Written,
    new: dict[str, Plain],
    silences: dict[str, list[Plain]],
    titles: dict[str, str],
    folder: Draft,
    into: Path,
) -> None:
    """The table of issues with those that it lacks, and with silences; the areas that get some."""
    pending = PendingFiles(into) if folder.header is not None else None
    path = pending.path(ISSUES) if pending is not None else None
    there = pq.read_table(path) if path is not None and path.is_file() else None
    table = there
    if there is not None and not set(silences).isdisjoint(there["id"].to_pylist()):
        table = _with_silences(there, silences)
    if new:
        add_to(written.changes.added, "issues", len(new))
        added = pa.Table.from_pylist([_issue_row(each, titles) for each in new.values()])
        added = _with_silences(added, silences)
        table = added if table is None else joined(table, added)
    if table is not None and table is not there:
        written.files[ISSUES] = parquet_bytes(table)
    if pending is not None:
        in_table = set(there["id"].to_pylist()) if there is not None else set()
        own = {id: each for id, each in silences.items() if id in set(folder.issues) - in_table}
        _in_areas(written, own, folder, pending)


def _with_silences(table: pa.Table, silences: dict[str, list[Plain]]) -> pa.Table:
    """A table of issues in which some have other silences; no column where none has any."""
    there = "silences" in table.column_names
    old = table["silences"].to_pylist() if there else [None] * len(table)
    cells = [
        silences.get(id, before) or None
        for id, before in zip(table["id"].to_pylist(), old, strict=True)
    ]
    if there:
        table = table.drop_columns(["silences"])
    if not any(cells):
        return table
    return table.append_column("silences", pa.array(cells, SILENCES_OF_ISSUE))


def _in_areas(
    written: Written, silences: dict[str, list[Plain]], folder: Draft, pending: PendingFiles
) -> None:
    """Put silences into the files of areas; where an issue stands in a CSV table there is no place
    for them, which is told."""
    for area in dict.fromkeys(folder.issues[id]["area"] for id in silences):
        name = f"issues/{area}.yaml"
        path = pending.path(name)
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        tree, _ = read_yaml(text.encode(), name) if text else ({}, [])
        issues = [
            {**each, "silences": silences.pop(each["id"])} if each["id"] in silences else each
            for each in tree.get("issues", ())
        ]
        if issues != tree.get("issues", issues):
            written.files[name] = edit_yaml(text, {**tree, "issues": issues}).encode()
    for id, each in silences.items():
        why = "silences on an issue in a CSV table, which has no place for them"
        written.report.leave_out(id, why)
        written.report.left_out[why].number += len(each) - 1


def _issue_row(issue: Plain, titles: dict[str, str]) -> Plain:
    row: Plain = {}
    for key, value in issue.items():
        if isinstance(value, dict):
            row |= {f"{key}.{each}": inner for each, inner in value.items()}
        elif not isinstance(value, list):
            row[key] = value
    return row | {"area_title": titles.get(issue["area"], issue["area"])}
