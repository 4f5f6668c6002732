"""The folders that a command line names: found, expected to be there, loaded."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parley.cli._command import UsageError
from parley.format.problems import Problem
from parley.loading.folder_list import FolderList, list_folders
from parley.paths import data_dir
from parley.progress import ProgressLine

if TYPE_CHECKING:
    from parley.loading.loader import Negotiation


def data_directory(args: argparse.Namespace) -> Path:
    """The directory of negotiations that `--data` or the environment chose."""
    data: Path = args.data or data_dir()
    if not data.is_dir():
        raise UsageError(f"{data}: no such directory, --data takes the one that holds the folders")
    if (data / "negotiation.yaml").exists():
        raise UsageError(f"{data}: this is one negotiation, --data takes the directory above it")
    return data


def folders_in(data: Path) -> FolderList:
    """The folders of a data directory, named as seen from the current one."""
    here = Path.cwd()
    found = list_folders(data.relative_to(here) if data.is_relative_to(here) else data)
    if not found.folders and not found.strays:
        raise UsageError(f"{data}: no data folder in it")
    return found


def refuse_data_directory(to: Path, args: argparse.Namespace) -> None:
    """Raise UsageError where what is written into `to` would stand among negotiations.

    That is anywhere in the data directory, and beside the folder of the command line.
    """
    place = Path(os.path.realpath(to))
    data = Path(os.path.realpath(args.data or data_dir()))
    beside = Path(os.path.realpath(args.folder)).parent
    if place.is_relative_to(data) or beside in (place, place.parent):
        directory = data if place.is_relative_to(data) else beside
        raise UsageError(
            f"{to} is in the data directory {directory}, choose another directory to export to"
        )


def expect_folder(folder: Path) -> None:
    """Raise UsageError unless there is such a folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")


def load_or_print_faults(folder: Path) -> Negotiation | None:
    """The negotiation in a folder; None where it has faults, which are printed on stderr."""
    from parley.loading.loader import inspect

    expect_folder(folder)
    with ProgressLine(sys.stderr) as line:
        negotiation, problems = inspect(folder, progress=line)
    if negotiation is None:
        print_faults(problems)
    return negotiation


def print_faults(problems: Sequence[Problem]) -> None:
    """Print the faults among problems on stderr, one a line."""
    for problem in problems:
        if problem.severity == "fault":
            print(problem, file=sys.stderr)
