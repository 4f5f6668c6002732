"""A tiny sound folder, and folders that differ from it in a few places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parley.loading.loader import inspect

Edit = str | bytes | tuple[str, str] | None
"""A file's whole new content, one replacement in it, or None to leave it out."""

SOUND = {
    "negotiation.yaml": """\
format: 1
title: Talks
summary: Two sides talk.
as_of: 2025-12-15
""",
    "parties.yaml": """\
- {id: north, name: North, kind: state, role: principal}
- {id: south, name: South, kind: state, role: principal}
""",
    "sources.yaml": """\
- {id: paper, title: Report, publisher: Paper, date: 2025-12-14, locator_count: 17}
""",
    "issues/border.yaml": """\
area: border
title: Border
issues:
  - id: line
    title: The line
    proposal: The border is moved.
    status: disputed
    positions:
      - party: north
        stance: supports
        summary: Asks for it.
        evidence:
          - {source: paper, locator: 1, attribution: on-record}
      - party: south
        stance: opposes
        summary: Rejects it.
        evidence:
          - {source: paper, locator: 2-3, attribution: on-record}
""",
    "issues/money.yaml": """\
area: money
title: Money
issues:
  - id: price
    title: The price
    proposal: The price rises.
    status: open
    scale: {min: 0, max: 10, low: free, high: dear}
    options:
      - {id: none, text: No rise}
      - {id: some, text: A small rise}
      - {id: much, text: A large rise}
    positions:
      - party: north
        value: 3
        option: some
        summary: Offers three.
        evidence:
          - {source: paper, locator: 4, attribution: on-record}
      - party: south
        value: {from: 4, to: 6}
        option: much
        fallback: some
        summary: Asks for four to six.
        evidence:
          - {source: paper, locator: 5, attribution: on-record}
""",
}


def folder(parent: Path, files: Mapping[str, Edit] = {}, name: str = "talks") -> Path:
    """The sound folder with the edits of `files`, written under `parent`."""
    path = parent / name
    for file in {**SOUND, **files}:
        edit = files.get(file, SOUND.get(file))
        if edit is None:
            continue
        if isinstance(edit, tuple):
            before = SOUND[file]
            assert before.count(edit[0]), f"{edit[0]!r} does not stand in {file}"
            edit = before.replace(*edit, 1)
        (path / file).parent.mkdir(parents=True, exist_ok=True)
        (path / file).write_bytes(edit.encode() if isinstance(edit, str) else edit)
    return path


def problems(path: Path) -> list[str]:
    """The faults and warnings of a folder, one line each, without what leads to the folder."""
    _, found = inspect(path)
    return [str(problem).replace(f"{path.parent.as_posix()}/", "") for problem in found]
