"""`parley convert`: moves a folder's positions from YAML into a table, or back, without loss."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, UsageError, add_command
from parley.cli._folders import expect_folder, print_faults
from parley.format.problems import FolderError
from parley.progress import Progress, ProgressLine
from parley.wording import count


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    convert = add_command(
        commands,
        "convert",
        run,
        "move a folder's positions from YAML into a table, or back, without loss",
    )
    convert.add_argument("folder", type=Path, metavar="FOLDER", help="the data folder")
    convert.add_argument(
        "--to",
        choices=("yaml", "csv", "parquet"),
        required=True,
        help="where positions stand then: in issues/*.yaml, positions.csv or positions.parquet",
    )
    where = convert.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--into", type=Path, metavar="DIR", help="write the outcome as this folder, which is new"
    )
    where.add_argument(
        "--in-place", action="store_true", help="change the files of the folder itself"
    )


def run(args: argparse.Namespace) -> int:
    """Write the converted folder and print how many positions moved, and why others stay."""
    from parley.conversion.convert import (
        Conversion,
        ConversionMismatch,
        convert_in_place,
        plan_conversion,
        write_into,
    )
    from parley.conversion.transaction import FolderBusy, FolderChanged
    from parley.export.tables import refuse_data_folder
    from parley.loading.loader import inspect_folder

    expect_folder(args.folder)
    if args.into is not None:
        refuse_data_folder(args.into)
        if args.into.exists():
            raise UsageError(f"{args.into}: exists, --into takes a folder that is new")

    def converted(progress: Progress) -> Conversion:
        if args.into is None:
            return convert_in_place(args.folder, args.to, progress)
        folder, problems = inspect_folder(args.folder, progress=progress)
        if folder is None:
            raise FolderError(problems)
        plan = plan_conversion(args.folder, folder, args.to)
        if plan.files:
            write_into(args.folder, folder, plan, args.into, progress)
        return plan

    try:
        with ProgressLine(sys.stderr) as line:
            plan = converted(line)
    except FolderError as error:
        print_faults(tuple(error.problems))
        return FAULTY
    except ConversionMismatch as error:
        raise UsageError(f"{args.folder}: {error}") from None
    except (FolderBusy, FolderChanged) as error:
        raise UsageError(str(error)) from None
    moved = count(plan.moved, "position")
    done = f"moved, written into {args.into}" if args.into else "moved"
    print(f"{args.folder.as_posix()}: {moved} {done if plan.files else 'to move, nothing written'}")
    for why, number in plan.stay.items():
        print(f"  {count(number, 'position')} {'stays' if number == 1 else 'stay'}: {why}")
    return SOUND
