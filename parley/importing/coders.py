"""What each of several coders has coded in, the files of `coders/<name>/issues/` out.

Such a file has the form of the folder's own. What a person has changed there stays: positions are
added, and changed only where that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import document
from parley.format.models import Issue, Position
from parley.format.problems import FolderError, Problem
from parley.importing.draft import Draft, Plain, in_order
from parley.importing.merge import Changes
from parley.loading.folder_files import OTHER_READERS
from parley.loading.journal import PendingFiles
from parley.loading.yaml_reader import read_yaml

MODELINE = "# yaml-language-server: $schema=../../../../../schema/area.schema.json\n"


def files_of_coders(
    new: Draft, whole: Draft, folder: Path | None, update: bool, changes: Changes
) -> dict[str, bytes | None]:
    """The new content of the files of coders that change, by their path in the folder.

    `whole` has the issues and areas that the positions of `new.coders` are on. Raises FolderError
    for a file of a coder that is there and cannot be read.
    """
    pending = PendingFiles(folder) if folder is not None else None
    files: dict[str, bytes | None] = {}
    for coder, positions in new.coders.items():
        by_area: dict[str, list[Plain]] = {}
        for position in positions:
            if position["issue"] in whole.issues:
                area = whole.issues[position["issue"]]["area"]
                by_area.setdefault(area, []).append(position)
        for area, held in by_area.items():
            name = f"{OTHER_READERS}/{coder}/issues/{area}.yaml"
            path = pending.path(name) if pending is not None else None
            raw = path.read_bytes() if path is not None and path.is_file() else None
            issues = _issues(name, raw)
            _bring_in(issues, held, whole, update, changes)
            about = whole.areas[area]
            tree = {"area": area, **about, "issues": list(issues.values())}
            if raw is None:
                files[name] = (MODELINE + document(tree)).encode()
                continue
            made = edit_yaml(raw.decode("utf-8-sig"), tree).encode()
            if made != raw.removeprefix(b"\xef\xbb\xbf"):
                files[name] = made
    return files


def _issues(name: str, raw: bytes | None) -> dict[str, Plain]:
    """The issues of a coder's file by their ids."""
    if raw is None:
        return {}
    tree, problems = read_yaml(raw, name)
    faults = [each for each in problems if each.severity == "fault"]
    issues = tree.get("issues") if isinstance(tree, dict) else None
    if not faults and not (
        isinstance(issues, list) and all(isinstance(each, dict) for each in issues)
    ):
        faults = [Problem(name, 1, "issues", "expected a list of issues")]
    if faults or issues is None:
        raise FolderError(tuple(faults))
    return {str(each.get("id")): dict(each) for each in issues}


def _bring_in(
    issues: dict[str, Plain],
    positions: Sequence[Plain],
    whole: Draft,
    update: bool,
    changes: Changes,
) -> None:
    """Add positions to the issues of a coder's file."""
    wanted: Counter[tuple[Any, ...]] = Counter()
    held: dict[str, list[Plain]] = {}
    there: dict[tuple[Any, ...], list[int]] = {}
    for id in dict.fromkeys(position["issue"] for position in positions):
        if id not in issues:
            values = {
                key: value
                for key, value in whole.issues[id].items()
                if key not in ("area", "silences", "positions")
            }
            issues[id] = in_order(Issue, values)
        held[id] = issues[id]["positions"] = list(issues[id].get("positions") or [])
        for number, each in enumerate(held[id]):
            there.setdefault((id, each.get("party"), str(each.get("date"))), []).append(number)
    for position in positions:
        id = position["issue"]
        own = {key: value for key, value in position.items() if key != "issue"}
        key = (id, own["party"], str(own.get("date")))
        same = there.get(key, [])
        which = wanted[key]
        wanted[key] += 1
        if which >= len(same):
            held[id].append(in_order(Position, own))
            changes.added["coders' positions"] += 1
        elif _differs(held[id][same[which]], own):
            (changes.changed if update else changes.kept)["coders' positions"] += 1
            if update:
                old = held[id][same[which]]
                held[id][same[which]] = in_order(Position, {**old, **own})


def _differs(there: Plain, new: Plain) -> bool:
    """Whether a position that is there says another thing, in the keys that the new one has."""
    return _typed({key: there.get(key) for key in new}) != _typed(new)


def _typed(value: Any) -> Any:
    """Values as they are typed in a file."""
    if isinstance(value, dict):
        return {str(key): _typed(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_typed(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
