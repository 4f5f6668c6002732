"""`parley publish`: writes the published edition of folders, as a site or as one file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, UsageError, add_command, day
from parley.cli._folders import expect_folder, print_faults
from parley.paths import data_dir
from parley.progress import ProgressLine
from parley.wording import count


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    publish = add_command(
        commands, "publish", run, "write folders as a site or one file that needs no server"
    )
    publish.add_argument(
        "folders", type=Path, nargs="+", metavar="FOLDER", help="a data folder, or several"
    )
    publish.add_argument(
        "--to",
        type=Path,
        metavar="DIR|FILE.html",
        required=True,
        help="the directory of the site, made where there is none, or one file that ends in .html",
    )
    publish.add_argument(
        "--base-url",
        type=_base,
        metavar="URL",
        help="the absolute address below which it will stand; with it come canonical addresses, "
        "share images, a feed and a sitemap",
    )
    publish.add_argument(
        "--day",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day that it speaks for (default: the negotiation's as_of)",
    )
    publish.add_argument(
        "--no-charts", action="store_true", help="leave the pictures of the charts out"
    )


def _base(text: str) -> str:
    from parley.views.links import checked_base

    found = checked_base(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"expected an address such as https://example.org/talks/, got {text!r}"
        )
    return found


def run(args: argparse.Namespace) -> int:
    """Write the edition of folders."""
    from parley.conversion.transaction import FolderBusy
    from parley.export.edition import publish
    from parley.format.problems import FolderError

    for folder in args.folders:
        expect_folder(folder)
        _refuse_beside(folder, args)
    try:
        with ProgressLine(sys.stderr) as line:
            report = publish(
                args.folders,
                args.to,
                base_url=args.base_url,
                day=args.day,
                pictures=not args.no_charts,
                progress=line,
            )
    except FolderError as error:
        print_faults(error.problems)
        return FAULTY
    except FolderBusy as error:
        raise UsageError(str(error)) from None
    for note in report.notes:
        print(note, file=sys.stderr)
    what = ", ".join(folder.as_posix() for folder in args.folders)
    size = f"{report.bytes / 1e6:.1f} MB"
    print(f"{what}: {count(report.files, 'file')}, {size}, written to {args.to}")
    return SOUND


def _refuse_beside(folder: Path, args: argparse.Namespace) -> None:
    """Raise UsageError where a site would stand among the negotiations, or a file in one."""
    to: Path = args.to
    data = Path(os.path.realpath(args.data or data_dir()))
    place = Path(os.path.realpath(to if to.suffix.lower() != ".html" else to.parent))
    source = Path(os.path.realpath(folder))
    if place == source.parent and to.suffix.lower() != ".html":
        raise UsageError(f"{to} is the directory of the folders, choose another for the site")
    if place.is_relative_to(data) and not place.is_relative_to(source):
        raise UsageError(f"{to} is in the data directory {data}, choose another place")
    if place.is_relative_to(source):
        raise UsageError(f"{to} is in the folder {folder}, choose another place")
