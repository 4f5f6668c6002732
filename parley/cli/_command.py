"""What the commands share: exit codes, misuse, how a command is added, types of arguments."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from typing import TypeAlias

from parley.format.days import parse_day

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

SOUND, FAULTY, MISUSE, UNREAD, INTERRUPTED = 0, 1, 2, 3, 130
"""What `parley` exits with. UNREAD: without a fault, and a file that looks like data not read."""


class UsageError(Exception):
    """What is wrong with how the command was called, in one line."""


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], about: str
) -> argparse.ArgumentParser:
    """Add a command with its line of help; `run` returns the exit code."""
    command = commands.add_parser(
        name, help=about, description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False
    )
    command.set_defaults(run=run)
    return command


def print_aside(line: str) -> None:
    """Print on stderr what is no part of the result, after the lines that it is about."""
    sys.stdout.flush()
    print(line, file=sys.stderr)


# --- types of arguments


def ids(text: str) -> tuple[str, ...]:
    """Ids with commas between them, each once."""
    return tuple(dict.fromkeys(id.strip() for id in text.split(",") if id.strip()))


def port(text: str) -> int:
    """The number of a port."""
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text!r}")


def day(text: str) -> dt.date:
    """A day as YYYY-MM-DD, and in no other form of ISO 8601."""
    found = parse_day(text)
    if found is not None:
        return found
    raise argparse.ArgumentTypeError(f"expected a day that exists, as YYYY-MM-DD, got {text!r}")
