"""`parley schema`: prints the JSON Schemas of the data format, or writes them."""

from __future__ import annotations

import argparse
from pathlib import Path

from parley.cli._command import SOUND, Commands, add_command

SCHEMAS = ("negotiation", "parties", "sources", "events", "area")
"""The names of the schemas: here too, since the models that they come from load slowly."""


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    schema = add_command(
        commands, "schema", run, "print the JSON Schemas of the data format, or write them"
    )
    one_or_all = schema.add_mutually_exclusive_group()
    one_or_all.add_argument(
        "name",
        nargs="?",
        choices=SCHEMAS,
        metavar="NAME",
        help=f"one of {', '.join(SCHEMAS)} (default: all, as one JSON object)",
    )
    one_or_all.add_argument(
        "--to", type=Path, metavar="DIR", help="write all of them into this directory instead"
    )


def run(args: argparse.Namespace) -> int:
    """Print one schema or all of them, or write all into a directory."""
    from parley.format import schema

    if args.to is not None:
        schema.write(args.to)
        print(f"{len(SCHEMAS)} schemas written to {args.to}")
    elif args.name is not None:
        print(schema.text(schema.schemas()[args.name]), end="")
    else:
        print(schema.text(schema.schemas()), end="")
    return SOUND
