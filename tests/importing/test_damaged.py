"""Files of each kind, damaged: refused in one line or read as far as they go, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from parley.format.problems import FolderError
from parley.importing.rows import ImportRefused
from tests.importing.test_recipes import FILES
from tests.importing.trying import run

TRIES = 12


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_one_line_or_read(tmp_path: Path, name: str) -> None:
    source = tmp_path / "in"
    source.mkdir()
    FILES[name](source / name)
    chance = random.Random(name)
    files = sorted(path for path in source.rglob("*") if path.is_file())
    for attempt in range(TRIES):
        whole = {path: path.read_bytes() for path in files}
        path = chance.choice(files)
        path.write_bytes(_harmed(whole[path], chance))
        try:
            run(source / name, tmp_path / f"data{attempt}" / "talks", mapping=tmp_path / "m.yaml")
        except (ImportRefused, FolderError) as refused:
            assert str(refused)
        (tmp_path / "m.yaml").unlink(missing_ok=True)
        for each, raw in whole.items():
            each.write_bytes(raw)
        assert not (tmp_path / f"data{attempt}").exists()
    assert sorted(path for path in source.rglob("*") if path.is_file()) == files


def _harmed(raw: bytes, chance: random.Random) -> bytes:
    """A file cut short, with bytes that are others, or with a stretch of it twice."""
    at = chance.randrange(len(raw))
    match chance.randrange(4):
        case 0:
            return raw[:at]
        case 1:
            return raw[:at] + bytes(chance.randrange(256) for _ in range(8)) + raw[at + 8 :]
        case 2:
            return raw[:at] + raw[at // 2 :]
        case _:
            signs = [b'"', b"{", b"]", b"\x00", b"\xff", b";", b"null", b"[]", b"-1", b"\n"]
            return raw[:at] + chance.choice(signs) + raw[at + 1 :]
