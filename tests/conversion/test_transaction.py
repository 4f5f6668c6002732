"""A folder that is converted in place is the old one or the new one, whatever ends the process."""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from parley import atomic_files
from parley.conversion import convert, transaction
from parley.conversion.convert import convert_in_place
from parley.conversion.differences import difference
from parley.conversion.transaction import FolderBusy, FolderChanged, writing
from parley.loading.journal import JOURNAL, PLAN
from parley.loading.loader import load
from tests.killed import killed_script
from tests.loading.folders import folder

KILLED = killed_script(
    "from parley.conversion.convert import convert_in_place\n"
    "from parley.conversion import _rows, differences, yaml_lines",
    "convert_in_place(Path(sys.argv[1]), sys.argv[3])",
)
"""Converts a folder and is killed at the n-th change of a file in it."""


@pytest.mark.parametrize("to", ["csv", "yaml"])
def test_a_writer_that_is_killed_at_any_change_leaves_the_whole_folder(
    to: str, tmp_path: Path
) -> None:
    whole = folder(tmp_path)
    if to == "yaml":
        convert_in_place(whole, "parquet")
    before = load(whole)
    for changes in range(100):
        path = shutil.copytree(whole, tmp_path / str(changes) / whole.name)
        command = [sys.executable, "-c", KILLED, str(path), str(changes), to]
        code = subprocess.run(command, check=False).returncode
        assert difference(before, load(path)) is None
        convert_in_place(path, "csv" if to == "csv" else "yaml")
        assert difference(before, load(path)) is None
        assert not (path / JOURNAL).exists()
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert changes > 5


@pytest.mark.parametrize("written", [1, 2, 3])
def test_a_full_disk_leaves_the_folder_as_it_was(
    written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path)
    before = {each: each.read_bytes() for each in path.rglob("*.*")}
    left = iter(range(written))

    def full(number: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        convert_in_place(path, "csv")
    assert {each: each.read_bytes() for each in path.rglob("*.*")} == before


def test_a_folder_has_one_writer(tmp_path: Path) -> None:
    path = folder(tmp_path)
    with writing(path), pytest.raises(FolderBusy, match="another process is writing it"):
        convert_in_place(path, "csv")
    assert convert_in_place(path, "csv").moved


def test_what_an_editor_saves_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path)
    area = next((path / "issues").iterdir())
    check = convert._checked_copy

    def slow(*args: object) -> Path:
        found = check(*args)  # type: ignore[arg-type]
        area.write_text(area.read_text("utf-8") + "# a word more\n", "utf-8")
        return found

    monkeypatch.setattr(convert, "_checked_copy", slow)
    with pytest.raises(FolderChanged, match=f"{area.name}: was changed meanwhile"):
        convert_in_place(path, "csv")
    assert area.read_text("utf-8").endswith("# a word more\n")
    assert not (path / JOURNAL).exists() and not (path / "positions.csv").exists()


@pytest.mark.parametrize(
    "plan",
    ["[]", "{", json.dumps({"../out.yaml": "0"}), json.dumps({"a.yaml": "../0"}), '{"a": 1}'],
)
def test_a_plan_that_leads_out_of_the_folder_is_none(plan: str, tmp_path: Path) -> None:
    path = folder(tmp_path)
    before = load(path)
    (path / JOURNAL).mkdir()
    (path / JOURNAL / PLAN).write_text(plan, "utf-8")
    (path / JOURNAL / "0").write_text("out", "utf-8")
    assert difference(before, load(path)) is None
    transaction.finish(path)
    assert not (path.parent / "out.yaml").exists() and not (path / JOURNAL).exists()
