"""A draft of a folder in, its files on the disk out: all of them, or none.

What is written is read and checked first, in a place of its own.
"""

from __future__ import annotations

import csv
import difflib
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from parley.atomic_files import sync_directory, write_synced
from parley.conversion.transaction import contents, finish, replace_files, writing
from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import document
from parley.format.problems import FolderError
from parley.importing.draft import Derived, Draft, Plain, trees_of
from parley.importing.merge import fits_a_row
from parley.loading.journal import PendingFiles
from parley.loading.loader import inspect
from parley.loading.position_columns import TABLE_COLUMNS
from parley.progress import Progress

MOST_IN_YAML: Final = 5_000
"""Positions above which new ones are written as a table."""
MOST_DIFF: Final = 400
"""Lines of a diff that are shown."""
SCHEMAS: Final = {"negotiation", "parties", "sources", "events"}


def files_of(draft: Draft, folder: Path | None) -> dict[str, bytes | None]:
    """The new content of the files of a folder that change, by their path; None for one that goes.

    In a file that is there, lines that say the same stay as they are.
    """
    in_yaml, in_table = _apart(draft)
    trees = trees_of(draft, in_yaml)
    pending = PendingFiles(folder) if folder is not None else None
    files: dict[str, bytes | None] = {}
    for name, tree in trees.items():
        path = pending.path(name) if pending is not None else None
        if path is None or not path.is_file():
            files[name] = (modeline(name) + document(tree)).encode()
            continue
        raw = path.read_bytes()
        made = edit_yaml(raw.decode("utf-8-sig"), tree).encode()
        if made != raw.removeprefix(b"\xef\xbb\xbf"):
            files[name] = made
    if pending is not None:
        for name in pending.names("issues"):
            if (
                name.endswith(".yaml")
                and f"issues/{name}" not in trees
                and not name.startswith(".")
            ):
                files[f"issues/{name}"] = None
    if draft.table != ".parquet" and in_table != draft.rows_of_table:
        files["positions.csv"] = csv_of(in_table) if in_table else None
    return files


def modeline(name: str) -> str:
    """The first line of a new file, by which an editor finds its schema."""
    stem = name.removesuffix(".yaml")
    up, kind = ("../", stem) if stem in SCHEMAS else ("../../", "area")
    return f"# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"


def _apart(draft: Draft) -> tuple[list[Plain], list[Plain]]:
    """The positions that stand in YAML, and those that stand in a table."""
    there = draft.positions[: draft.first_in_table]
    others = draft.positions[draft.first_in_table :]
    if draft.table == ".parquet":
        return there, [each for each in others if fits_a_row(each)]
    large = len(draft.positions) > MOST_IN_YAML or draft.table is not None
    issues = draft.in_tables.get("issues", set())
    in_yaml: list[Plain] = list(there)
    in_table: list[Plain] = []
    for each in others:
        must = each["issue"] in issues or "summary" not in each
        (in_table if (large or must) and fits_a_row(each) else in_yaml).append(each)
    return in_yaml, in_table


def csv_of(positions: list[Plain]) -> bytes:
    """A table of positions, without columns that are empty."""
    rows = [_row(each) for each in positions]
    used = {key for row in rows for key in row}
    columns = [name for name in TABLE_COLUMNS if name in used]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return buffer.getvalue().encode()


def _row(position: Plain) -> dict[str, str]:
    row: dict[str, str] = {}
    for key, value in {**position, **position["evidence"][0]}.items():
        if key == "evidence" or isinstance(value, Derived):
            continue
        if isinstance(value, dict):
            row |= {f"{key}.{end}": _cell(each) for end, each in value.items()}
        else:
            row[key] = _cell(value)
    return row


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def diff_of(folder: Path, files: dict[str, bytes | None]) -> Iterator[str]:
    """The lines by which files that are there change."""
    pending = PendingFiles(folder)
    for name, content in files.items():
        path = pending.path(name)
        if not path.is_file():
            yield f"+++ {name}, new"
            continue
        before = path.read_bytes().decode("utf-8", "replace").splitlines()
        after = (content or b"").decode().splitlines()
        yield from difflib.unified_diff(before, after, name, name, n=1, lineterm="")


def write_new(folder: Path, files: dict[str, bytes | None], progress: Progress) -> None:
    """Write a new folder, whole or not at all; FolderError where it would have faults."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=folder.parent) as scratch:
        whole = Path(scratch) / folder.name
        whole.mkdir()
        _put(whole, files)
        _check(whole, folder.name, progress)
        for path in whole.rglob("*"):
            if path.is_dir():
                sync_directory(path)
        sync_directory(whole)
        whole.rename(folder)
    sync_directory(folder.parent)


def write_changes(folder: Path, files: dict[str, bytes | None], progress: Progress) -> None:
    """Change the files of a folder, all or none, as its one writer.

    Raises FolderError where it would have faults, and what `parley.conversion.transaction` raises.
    """
    with writing(folder), tempfile.TemporaryDirectory(prefix=".parley-") as scratch:
        before = contents(folder)
        whole = Path(scratch) / folder.resolve().name
        shutil.copytree(folder, whole)
        finish(whole)
        _put(whole, files)
        _check(whole, folder.name, progress)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        replace_files(folder, files, before)


def _put(folder: Path, files: dict[str, bytes | None]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_synced(path, content)


def _check(folder: Path, name: str, progress: Progress) -> None:
    negotiation, problems = inspect(folder, name, progress)
    if negotiation is None:
        raise FolderError(problems)
