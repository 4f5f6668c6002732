"""A folder in, a checked `Negotiation` out, or every fault at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parley import gc_policy
from parley.format.models import Event, Header, Issue, Party, Source
from parley.format.problems import FolderError, Problem
from parley.loading.folder import AreaTitle, Folder
from parley.loading.folder_files import FolderFiles
from parley.loading.folder_reader import read_folder, read_header
from parley.loading.folder_stamp import folder_stamp
from parley.loading.journal import read_plan
from parley.loading.rules import FAULTS, WARNINGS, WARNINGS_OF_ABSENCE
from parley.progress import Progress

MOST_READINGS = 5
"""How often a folder is read that changes every time while it is."""


@dataclass(frozen=True)
class Negotiation:
    """A folder that was read and found sound.

    Its positions, with their evidence, conditions and disputes, stand in frames, from YAML and
    tables alike; their columns are those of `parley.loading.position_columns`. A position is known
    by its number, its row in `positions`.
    """

    id: str
    header: Header
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    areas: dict[str, AreaTitle]
    issues: tuple[Issue, ...]
    """All issues in the order of showing, without their positions."""
    area_of: dict[str, str]
    """The area of each issue."""
    positions: pd.DataFrame
    evidence: pd.DataFrame
    """All citations: of positions, disputes, issues, events and claims."""
    conditions: pd.DataFrame
    disputes: pd.DataFrame
    warnings: tuple[Problem, ...]


def load(path: Path | str) -> Negotiation:
    """Read and check the folder at `path`.

    Raises FolderError with every fault found, in file order, where there is any.
    """
    negotiation, problems = inspect(path)
    if negotiation is None:
        raise FolderError(problems)
    return negotiation


def inspect(
    path: Path | str, name: str | None = None, progress: Progress | None = None
) -> tuple[Negotiation | None, tuple[Problem, ...]]:
    """Read and check the folder at `path`, without raising; messages call it `name`.

    Returns the negotiation (None where there is a fault) and all faults and warnings, in file
    order. `progress` is told which file is being read and which share of the bytes has been.
    """
    folder, problems = inspect_folder(path, name, progress)
    return None if folder is None else negotiation_of(folder, problems), problems


def inspect_folder(
    path: Path | str, name: str | None = None, progress: Progress | None = None
) -> tuple[Folder | None, tuple[Problem, ...]]:
    """The same as `inspect`, with the place of every record in the files; None for a fault.

    What is read of a folder while somebody writes it may be half of the old and half of the new: it
    is read again.
    """
    path = Path(path)
    with gc_policy.paused():
        for _ in range(MOST_READINGS):
            before = folder_stamp(path), read_plan(path)
            found = _check(FolderFiles(path, name or path.as_posix(), progress))
            if before == (folder_stamp(path), read_plan(path)):
                break
    return found


def header_of(path: Path) -> Header | None:
    """The header of the folder at `path`, without a look at its other files; None for a fault."""
    files = FolderFiles(path, path.name, None)
    header = read_header(files)
    return header.record if header is not None and not files.problems else None


def negotiation_of(folder: Folder, warnings: tuple[Problem, ...]) -> Negotiation:
    """The negotiation in a folder that was found sound."""
    assert folder.header is not None
    return Negotiation(
        id=folder.id,
        header=folder.header.record,
        parties=tuple(place.record for place in folder.parties),
        sources=tuple(place.record for place in folder.sources),
        events=tuple(place.record for place in folder.events),
        areas=folder.areas,
        issues=tuple(_without_positions(place.record) for place in folder.issues),
        area_of=folder.area_of,
        positions=folder.table.positions,
        evidence=folder.table.evidence,
        conditions=folder.table.conditions,
        disputes=folder.table.disputes,
        warnings=warnings,
    )


def _without_positions(issue: Issue) -> Issue:
    return issue.model_copy(update={"positions": ()}) if issue.positions else issue


def _check(files: FolderFiles) -> tuple[Folder | None, tuple[Problem, ...]]:
    """Read the folder and apply all rules to it."""
    try:
        if not files.path.is_dir():
            message = "no such folder, expected one with negotiation.yaml in it"
            return None, (Problem(files.name, 1, "folder", message),)
        list(files.path.iterdir())
        files.count_bytes()
        folder = read_folder(files)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return None, (Problem(files.name, 1, "folder", message),)
    for rule in FAULTS:
        files.problems.extend(problem for problem in rule(folder) if problem)
    sound = not files.problems
    for rule in WARNINGS + WARNINGS_OF_ABSENCE if sound else WARNINGS:
        files.problems.extend(problem for problem in rule(folder) if problem)
    files.problems.extend(files.not_of_the_format())
    problems = files.problems_in_file_order()
    if not sound or folder.header is None:
        return None, problems
    return folder, problems
