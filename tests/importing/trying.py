"""Runs of `parley import` in tests: with a mapping filled in as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from parley.conversion.yaml_edit import edit_yaml
from parley.importing.run import Asked, Outcome, run_import
from parley.loading.loader import load
from parley.loading.yaml_reader import read_yaml

HEADER = {"title": "Talks", "summary": "What is talked about.", "as_of": "2030-01-01"}
PARTY = {"kind": "organisation", "role": "principal"}


def silent(what: str, share: float) -> None:
    """Progress that nobody looks at."""


def run(file: Path, into: Path, **flags: Any) -> Outcome:
    """One run of the command."""
    return run_import(Asked(file, into, **flags), silent)


def fill(mapping: Path, values: Mapping[str, Any]) -> None:
    """Fill in a mapping file, key by key."""
    text = mapping.read_text("utf-8")
    tree, _ = read_yaml(text.encode(), mapping.name)
    mapping.write_text(edit_yaml(text, _merged(tree, values)), "utf-8")


def _merged(tree: Any, values: Any) -> Any:
    if isinstance(tree, Mapping) and isinstance(values, Mapping):
        return {**tree, **{key: _merged(tree.get(key), each) for key, each in values.items()}}
    return values


def imported(file: Path, into: Path, values: Mapping[str, Any], **flags: Any) -> Outcome:
    """The second run, after the first has written the mapping and a person has filled it in."""
    first = run(file, into, **flags)
    assert first.dry and not first.written
    assert not into.exists()
    fill(file.parent / "mapping.yaml", values)
    return run(file, into, **flags)


def positions(folder: Path) -> pd.DataFrame:
    """The positions of a folder, which is sound."""
    return load(folder).positions


def cells(folder: Path) -> list[tuple[str, str, str, str]]:
    """Issue, party, stance and day of each position."""
    found = positions(folder)
    days = found["date"].dt.strftime("%Y-%m-%d")
    return sorted(
        zip(
            found["issue"].astype(str),
            found["party"].astype(str),
            found["stance"].astype(str),
            days,
            strict=True,
        )
    )
