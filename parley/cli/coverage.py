"""`parley coverage`: prints what of a source is cited and for what, and what is not."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, UsageError, add_command
from parley.cli._folders import load_or_print_faults


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    coverage = add_command(
        commands, "coverage", run, "print what of a source is cited and for what, and what is not"
    )
    coverage.add_argument("folder", type=Path, metavar="FOLDER", help="the data folder")
    coverage.add_argument("source", metavar="SOURCE", help="the id of the source")
    coverage.add_argument(
        "copy",
        nargs="?",
        type=Path,
        metavar="TEXTFILE",
        help="your own copy of the source's text, whose uncited paragraphs are shown",
    )
    coverage.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="lines for people, or a JSON object for programs (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the report on one source, beside a copy of its text where one is given."""
    from parley.views.source_report import (
        SourceNotFound,
        UnreadableText,
        as_lines,
        as_record,
        source_report,
    )

    negotiation = load_or_print_faults(args.folder)
    if negotiation is None:
        return FAULTY
    try:
        report = source_report(negotiation, args.source, args.copy)
    except (SourceNotFound, UnreadableText) as error:
        raise UsageError(str(error)) from None
    if args.format == "json":
        print(json.dumps(as_record(report), indent=2, ensure_ascii=False))
    else:
        print("\n".join(as_lines(report)))
    return SOUND
