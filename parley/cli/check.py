"""`parley check`: prints every fault and warning of data folders."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from parley.cli._command import FAULTY, SOUND, UNREAD, Commands, add_command, print_aside
from parley.cli._folders import data_directory, expect_folder, folders_in
from parley.format.problems import Problem, Severity, number_of
from parley.loading.folder_list import FolderList
from parley.progress import ProgressLine
from parley.wording import count

if TYPE_CHECKING:
    from parley.loading.loader import Negotiation


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    check = add_command(
        commands, "check", run, "print every fault and warning of data folders, one a line"
    )
    check.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="a data folder (default: every one of the data directory)",
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="lines for people, a JSON list for programs, or annotations of a GitHub workflow "
        "(default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Inspect each folder; FAULTY where one has a fault, warnings alone are SOUND.

    Of a data directory what is not shown of it comes first.
    """
    from parley.loading.loader import inspect

    named = tuple(dict.fromkeys(args.folders))
    folders, strays = FolderList(named, ()) if named else folders_in(data_directory(args))
    for folder in folders:
        expect_folder(folder)
    in_lines = args.format != "json"
    line_of = annotation if args.format == "github" else str
    problems: list[Problem] = [*strays]
    troubled = len(strays)
    if in_lines:
        for stray in strays:
            print(line_of(stray))
    for folder in folders:
        with ProgressLine(sys.stderr) as line:
            negotiation, found = inspect(folder, progress=line)
        problems += found
        troubled += bool(found)
        if in_lines:
            for problem in found:
                print(line_of(problem))
            if negotiation is not None:
                print_aside(_contents(folder, negotiation, sum(each.unread for each in found)))
    if not in_lines:
        records = [asdict(problem) for problem in problems]
        print(json.dumps(records, indent=2, ensure_ascii=False))
    elif problems:
        print_aside(_tally(problems, troubled, len(folders) + len(strays)))
    if any(problem.severity == "fault" for problem in problems):
        return FAULTY
    return UNREAD if any(problem.unread for problem in problems) else SOUND


def annotation(problem: Problem) -> str:
    """A problem as a command that a GitHub workflow shows at its file and line."""
    kind = "error" if problem.severity == "fault" else "warning"
    place = f"file={_escaped(problem.file, ',:')},line={problem.line}"
    return f"::{kind} {place}::{_escaped(f'{problem.where}: {problem.message}')}"


def _escaped(text: str, separators: str = "") -> str:
    """A text within a command of a workflow, which ends at a line break."""
    for each in f"%\r\n{separators}":
        text = text.replace(each, f"%{ord(each):02X}")
    return text


def _contents(folder: Path, negotiation: Negotiation, unread: int) -> str:
    parties = count(len(negotiation.parties), "party", "parties")
    issues = count(len(negotiation.issues), "issue")
    positions = count(len(negotiation.positions), "position")
    state = f"{count(unread, 'file')} not read" if unread else "sound"
    return f"{folder.as_posix()}: {parties}, {issues}, {positions}, {state}"


def _tally(problems: Sequence[Problem], troubled: int, checked: int) -> str:
    severities: tuple[Severity, ...] = ("fault", "warning")
    numbers = {severity: number_of(problems, severity) for severity in severities}
    counts = [count(number, severity) for severity, number in numbers.items() if number]
    where = "" if troubled == checked else f"{troubled:,} of "
    return f"{' and '.join(counts)} in {where}{count(checked, 'folder')}"
