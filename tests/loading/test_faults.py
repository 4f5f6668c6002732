"""Every fault of the format: a tiny bad folder, and the exact lines that it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from .faults_across_records import ACROSS, FOLLOWS
from .faults_of_files import FILES
from .faults_of_records import VALUES
from .faults_of_tables import TABLES
from .folders import Edit, folder, problems


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(files, expected, id=name)
        for name, files, expected in FILES + VALUES + ACROSS + FOLLOWS + TABLES
    ],
)
def test_a_fault_is_said_in_exact_words(
    tmp_path: Path, files: dict[str, Edit], expected: list[str]
) -> None:
    assert problems(folder(tmp_path, files)) == expected
