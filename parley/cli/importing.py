"""`parley import`: brings a spreadsheet, or a file of another tool, into a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, UsageError, add_command
from parley.cli._folders import print_faults
from parley.format.problems import FolderError
from parley.progress import ProgressLine


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    command = add_command(
        commands,
        "import",
        run,
        "bring a spreadsheet, or what other tools or Parley have written, into a folder",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="the file, or a folder of tables")
    command.add_argument(
        "--into", type=Path, metavar="FOLDER", required=True, help="the data folder, new or not"
    )
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="what labels, words and colours stand for (default: mapping.yaml beside the file, "
        "which the first run writes)",
    )
    command.add_argument(
        "--kind", metavar="KIND", help="the kind of file, where it is not to be told by its signs"
    )
    command.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    command.add_argument("--dry-run", action="store_true", help="say what would be done")
    command.add_argument(
        "--update", action="store_true", help="also change records that are there and differ"
    )
    command.add_argument(
        "--prune", action="store_true", help="also remove records that the file lacks"
    )


def run(args: argparse.Namespace) -> int:
    """Import, or print what that takes."""
    from parley.conversion.transaction import FolderBusy, FolderChanged
    from parley.importing.rows import ImportRefused
    from parley.importing.run import Asked, run_import

    asked = Asked(
        args.file, args.into, args.mapping, args.kind, args.sheet,
        args.dry_run, args.update, args.prune,
    )  # fmt: skip
    try:
        with ProgressLine(sys.stderr) as line:
            outcome = run_import(asked, line)
    except (ImportRefused, FolderBusy, FolderChanged) as error:
        raise UsageError(str(error)) from None
    except FolderError as error:
        print_faults(tuple(error.problems))
        return FAULTY
    for each in outcome.lines:
        print(each)
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    return FAULTY if outcome.problems and not (outcome.dry and not outcome.report) else SOUND
