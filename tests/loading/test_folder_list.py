"""A data directory: which of its folders are negotiations, and what is told of the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from parley.loading.folder_list import FolderList, list_folders
from tests.folders import CASES
from tests.loading.folders import folder, problems


def told(listed: FolderList) -> dict[str, str]:
    """What is told of each stray, by its name."""
    return {stray.file.rpartition("/")[2]: stray.message for stray in listed.strays}


def test_an_export_beside_the_data_is_told_of() -> None:
    listed = list_folders(CASES / "exports-in-data")
    assert [path.name for path in listed.folders] == ["harbour-wages"]
    assert told(listed) == {"exports": "not shown: it has no negotiation.yaml"}
    assert [stray.severity for stray in listed.strays] == ["warning"]


def test_what_belongs_into_a_data_directory_is_no_stray(tmp_path: Path) -> None:
    talks = folder(tmp_path)
    (talks / "coders" / "second" / "issues").mkdir(parents=True)
    for name in ("schema", ".git", ".cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("x")
    assert list_folders(tmp_path) == FolderList((talks,), ())
    assert problems(talks) == []


def test_a_folder_that_was_meant_to_be_a_negotiation_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, name="Peace Talks")
    (folder(tmp_path, name="renamed") / "negotiation.yaml").rename(
        tmp_path / "renamed" / "Negotiation.yaml"
    )
    (folder(tmp_path, name="headless") / "negotiation.yaml").unlink()
    (tmp_path / "notes").mkdir()
    listed = list_folders(tmp_path)
    assert listed.folders == ()
    assert "rename it 'peace-talks'" in told(listed)["Peace Talks"]
    assert told(listed)["renamed"].endswith("rename 'Negotiation.yaml'")
    severities = {stray.file.rpartition("/")[2]: stray.severity for stray in listed.strays}
    assert severities == {
        "Peace Talks": "fault", "renamed": "fault", "headless": "fault", "notes": "warning",
    }  # fmt: skip


def test_what_cannot_be_read_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, name="closed")
    talks = folder(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    shutil.copytree(talks, tmp_path / "ring")
    (tmp_path / "ring" / "negotiation.yaml").unlink()
    (tmp_path / "ring" / "negotiation.yaml").symlink_to("negotiation.yaml")
    iterdir = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    listed = list_folders(tmp_path, "data")
    assert listed.folders == (talks,)
    assert told(listed) == {
        "closed": "not shown: it cannot be read: Permission denied",
        "loop": "not shown: a link that leads nowhere",
        "nowhere": "not shown: a link that leads nowhere",
        "ring": "not shown: it cannot be read: Too many levels of symbolic links",
    }
    assert all(stray.file.startswith("data/") for stray in listed.strays)


def test_a_directory_that_is_none_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert list_folders(tmp_path / "gone") == list_folders(tmp_path / "file") == FolderList((), ())
