"""`parley export`: writes a negotiation's tables in one of the export formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, add_command, day
from parley.cli._folders import expect_folder, load_or_print_faults, refuse_data_directory
from parley.export import EXPORTERS
from parley.export.exporter import Workbook
from parley.progress import ProgressLine
from parley.wording import count, join_or


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    titles = join_or([each.title for each in EXPORTERS.values()])
    export = add_command(commands, "export", run, f"write a negotiation's tables as {titles}")
    export.add_argument("folder", type=Path, metavar="FOLDER", help="the data folder")
    export.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        required=True,
        help="the directory to write into, made where there is none",
    )
    workbooks = [name for name, each in EXPORTERS.items() if isinstance(each, Workbook)]
    export.add_argument(
        "--format",
        choices=tuple(EXPORTERS),
        required=True,
        help=f"one file a table; {join_or(workbooks)}: one workbook, one sheet a table",
    )
    export.add_argument(
        "--day",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day whose positions count as current (default: the negotiation's as_of)",
    )


def run(args: argparse.Namespace) -> int:
    """Write the tables of a folder, as of a day."""
    from parley.export.tables import refuse_data_folder, write
    from parley.frames.build import build_frames

    expect_folder(args.folder)
    refuse_data_folder(args.to)
    refuse_data_directory(args.to, args)
    negotiation = load_or_print_faults(args.folder)
    if negotiation is None:
        return FAULTY
    as_of = args.day or negotiation.header.as_of
    frames = build_frames(negotiation, as_of)
    with ProgressLine(sys.stderr) as line:
        written = write(frames, args.to, args.format, line, of=negotiation)
    files = count(len(written), "file")
    print(f"{args.folder.as_posix()}: {files} written to {args.to}, as of {as_of}")
    return SOUND
