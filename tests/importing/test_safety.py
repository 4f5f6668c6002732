"""No file makes an importer crash, hang or write outside its folder; a killed import is none."""

from __future__ import annotations

import contextlib
import io
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from parley.conversion.differences import difference
from parley.format.problems import FolderError
from parley.importing import READERS
from parley.importing.rows import ImportRefused
from parley.importing.run import Asked, run_import
from parley.loading.loader import load
from tests.killed import killed_script

from .books import fill_in, quiet, workbook

TOLERANT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KINDS = st.sampled_from(["x.xlsx", "x.ods", "x.xls", "x.csv", "x.tsv", "positions.json"])


def small_workbook() -> bytes:
    book = Workbook()
    for row in (["Issue", "North", "South"], ["The line", "yes", "no"]):
        book.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORKBOOK = small_workbook()


def attempt(directory: Path, name: str, content: bytes) -> None:
    """Import a file, twice, as far as it goes; nothing but the mapping and the folder is written."""
    place = directory / "place"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / name).write_bytes(content)
    for _ in range(2):
        with contextlib.suppress(ImportRefused, FolderError):
            run_import(Asked(place / name, place / "data" / "talks"), quiet)
        if (place / "mapping.yaml").exists():
            fill_in(place / "mapping.yaml")
    assert {path.name for path in place.iterdir()} <= {name, "mapping.yaml", "data"}
    assert {path.name for path in directory.iterdir()} == {"place"}


@TOLERANT
@given(name=KINDS, content=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    attempt(tmp_path, name, content)


@TOLERANT
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(
                    ["issue", "party", "stance", "date", "supports", "../x", "=1", "[]"]
                ),
                st.text(max_size=12),
            ),
            max_size=5,
        ),
        max_size=6,
    ),
    sign=st.sampled_from([",", ";", "\t"]),
)
def test_any_table(tmp_path: Path, rows: list[list[str]], sign: str) -> None:
    text = "\n".join(sign.join(row) for row in rows)
    attempt(tmp_path, "x.csv", text.encode("utf-8", "surrogatepass"))


@TOLERANT
@given(data=st.data())
def test_any_change_of_a_workbook(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    attempt(tmp_path, "x.xlsx", bytes(raw))


@TOLERANT
@given(data=st.data())
def test_any_change_of_a_mapping_file(tmp_path: Path, data: st.DataObject) -> None:
    place = tmp_path / "place"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / "x.xlsx").write_bytes(WORKBOOK)
    asked = Asked(place / "x.xlsx", place / "data" / "talks")
    run_import(asked, quiet)
    mapping = place / "mapping.yaml"
    fill_in(mapping, yes="supports", no="opposes")
    lines = mapping.read_text("utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key = lines[number].split(":")[0]
        new = data.draw(
            st.sampled_from(["", f"{key}: [a]", f"{key}: {{a: b}}", f"{key}: ../x", key])
        )
        lines[number] = new
    mapping.write_text("\n".join(lines), "utf-8")
    with contextlib.suppress(ImportRefused, FolderError):
        run_import(asked, quiet)
    assert {path.name for path in tmp_path.iterdir()} == {"place"}
    assert {path.name for path in place.iterdir()} <= {"x.xlsx", "mapping.yaml", "data"}


@pytest.mark.parametrize("id", ["../out", "/etc/x", "a/b", "..", "A"])
def test_an_id_of_a_mapping_leads_nowhere(tmp_path: Path, id: str) -> None:
    file = workbook(tmp_path / "p.xlsx", [["Issue", "North", "South"], ["The line", "yes", "no"]])
    run_import(Asked(file, tmp_path / "data" / "talks"), quiet)
    mapping = tmp_path / "mapping.yaml"
    fill_in(mapping, yes="supports", no="opposes")
    for old in ("area: general", '"The line": the-line'):
        text = mapping.read_text("utf-8")
        changed = text.replace(old, old.partition(": ")[0] + f': "{id}"')
        mapping.write_text(changed, "utf-8")
        with contextlib.suppress(FolderError):
            assert not run_import(Asked(file, tmp_path / "data" / "talks"), quiet).written
        mapping.write_text(text, "utf-8")
    written = [path for path in tmp_path.rglob("*") if path.suffix == ".yaml" and path != mapping]
    assert written == []


def test_a_folder_that_is_no_id_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "p.xlsx", [["Issue", "North", "South"], ["The line", "yes", "no"]])
    with pytest.raises(ImportRefused, match="expected a folder named by an id"):
        run_import(Asked(file, tmp_path / "My Talks"), quiet)


def test_each_reader_says_what_it_is() -> None:
    assert all(reader.name == name and reader.title for name, reader in READERS.items())


KILLED = killed_script(
    "from parley.importing.run import Asked, run_import",
    "run_import(Asked(Path(sys.argv[3]), Path(sys.argv[4])), lambda *_: None)",
)
"""Imports and is killed at the n-th change of a file in the data directory."""


@pytest.mark.parametrize("new", [True, False])
def test_an_import_that_is_killed_leaves_the_old_folder_or_the_new_one(
    tmp_path: Path, new: bool
) -> None:
    rows = [["Issue", "North", "South"], ["The line", "yes", "no"]]
    file = workbook(tmp_path / "p.xlsx", rows)
    whole = tmp_path / "whole" / "talks"
    run_import(Asked(file, whole), quiet)
    fill_in(tmp_path / "mapping.yaml", yes="supports", no="opposes")
    run_import(Asked(file, whole), quiet)
    old = load(whole)
    if not new:
        workbook(file, [*rows, ["The price", "no", "yes"]])
        run_import(Asked(file, whole), quiet)
    done = tmp_path / "done" / "talks"
    if not new:
        shutil.copytree(whole, done)
    run_import(Asked(file, done), quiet)
    after = load(done)
    seen = set()
    for changes in range(0, 60, 3):
        into = tmp_path / str(changes) / "talks"
        into.parent.mkdir()
        if not new:
            shutil.copytree(whole, into)
        command = [
            sys.executable,
            "-c",
            KILLED,
            str(into.parent),
            str(changes),
            str(file),
            str(into),
        ]
        code = subprocess.run(command, check=False).returncode
        if into.exists():
            found = load(into)
            states = {
                "old": difference(old, found) is None,
                "new": difference(after, found) is None,
            }
            assert any(states.values())
            seen.add("new" if states["new"] else "old")
        else:
            assert new
            seen.add("none")
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert seen == ({"none", "new"} if new else {"old", "new"})
