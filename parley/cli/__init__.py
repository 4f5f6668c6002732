"""The command `parley`: the words of a command line in, lines printed and an exit code out.

Each command is a module that declares its flags and runs. What a command needs is imported when
it runs, so that `parley --help` answers at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from parley import __version__
from parley.cli import (
    brief,
    check,
    convert,
    coverage,
    dashboard,
    export,
    importing,
    new,
    publish,
    schema,
)
from parley.cli._command import FAULTY, INTERRUPTED, MISUSE, UsageError
from parley.export import ExportError

COMMANDS = (new, check, importing, coverage, schema, export, convert, brief, publish)
"""In the order of `parley --help`; without one of them, the dashboard starts."""


def parser() -> argparse.ArgumentParser:
    """The commands and their flags."""
    top = argparse.ArgumentParser(
        prog="parley",
        description="Who wants what in a negotiation, who said so, and what stands between them. "
        "Without a command, the dashboard starts.",
        allow_abbrev=False,
    )
    top.add_argument(
        "--version", action="version", version=f"parley {__version__}", help="print the version"
    )
    dashboard.declare(top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.declare(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return what it exits with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What is printed quotes data of any script, and JSON is UTF-8 on every system.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        code = run(args)
        sys.stdout.flush()
        return code
    except (UsageError, ExportError) as error:
        return _print_misuse(str(error))
    except BrokenPipeError:
        # Whoever read the output has seen enough (`parley check | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _print_misuse(f"{place}{error.strerror or error}")
    except KeyboardInterrupt:
        return INTERRUPTED


def _print_misuse(message: str) -> int:
    print(f"parley: {message}", file=sys.stderr)
    return MISUSE
