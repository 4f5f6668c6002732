"""`parley brief`: writes what is filtered as a Word document or a page to print."""

from __future__ import annotations

import argparse
from pathlib import Path

from parley.cli._command import FAULTY, SOUND, Commands, UsageError, add_command, day, ids
from parley.cli._folders import expect_folder, load_or_print_faults
from parley.format.problems import did_you_mean, quoted


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    brief = add_command(
        commands, "brief", run, "write what is filtered as a Word document or a page to print"
    )
    brief.add_argument("folder", type=Path, metavar="FOLDER", help="the data folder")
    brief.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        required=True,
        help="the file to write; its ending, .docx or .html, decides the form",
    )
    brief.add_argument(
        "--parties",
        type=ids,
        action="extend",
        default=[],
        metavar="IDS",
        help="the parties, ids with commas between them, or again (default: those shown first)",
    )
    brief.add_argument(
        "--areas",
        type=ids,
        action="extend",
        default=[],
        metavar="IDS",
        help="the areas, in the same way (default: all)",
    )
    about = brief.add_mutually_exclusive_group()
    about.add_argument("--issue", metavar="ID", help="a brief of this one issue")
    about.add_argument("--party", metavar="ID", help="a brief of this one party")
    brief.add_argument(
        "--day",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day that the brief speaks for (default: the negotiation's as_of)",
    )
    brief.add_argument("--no-charts", action="store_true", help="leave the charts out")


def run(args: argparse.Namespace) -> int:
    """Write the brief of a selection, or of one issue or one party."""
    from parley.export.brief import ending_of, write_brief
    from parley.export.tables import refuse_data_folder

    expect_folder(args.folder)
    ending_of(args.to)
    refuse_data_folder(args.to.parent)
    negotiation = load_or_print_faults(args.folder)
    if negotiation is None:
        return FAULTY
    parties = {party.id: party for party in negotiation.parties}
    issues = {issue.id: issue for issue in negotiation.issues}
    for known, kind, chosen in (
        (parties, "party", [*args.parties, *filter(None, [args.party])]),
        (negotiation.areas, "area", args.areas),
        (issues, "issue", filter(None, [args.issue])),
    ):
        for id in chosen:
            if id not in known:
                raise UsageError(f"no {kind} has the id {quoted(id)}{did_you_mean(id, known)}")
    about = issues[args.issue] if args.issue else parties[args.party] if args.party else None
    write_brief(
        negotiation, args.to, parties=args.parties, areas=args.areas, about=about, day=args.day,
        charts=not args.no_charts,
    )  # fmt: skip
    as_of = args.day or negotiation.header.as_of
    print(f"{args.folder.as_posix()}: brief written to {args.to}, as of {as_of}")
    return SOUND
