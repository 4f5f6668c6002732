"""The command `parley`: start the dashboard, check folders and sources, print schemas, export.

What a command needs is imported when it runs, so that `parley --help` answers at once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import io
import json
import os
import re
import runpy
import socket
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from parley import __version__, gc_policy
from parley.export import FORMATS, ExportError
from parley.format.problems import FolderError, Problem, did_you_mean, quoted
from parley.paths import app_dir, data_dir, negotiation_folders
from parley.progress import ProgressLine
from parley.wording import count

if TYPE_CHECKING:
    from parley.loading.loader import Negotiation

PORT = 8501
SCHEMAS = ("negotiation", "parties", "sources", "events", "area")

SOUND, FAULTY, MISUSE, INTERRUPTED = 0, 1, 2, 130
"""What the command exits with."""


class UsageError(Exception):
    """What is wrong with how the command was called, in one line."""


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
    top.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the directory of negotiations, one folder each (default: PARLEY_DATA, "
        "or what comes with Parley)",
    )
    top.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="N",
        help="the port on which the dashboard listens (default: %(default)s)",
    )
    top.add_argument(
        "--no-browser", action="store_true", help="start the dashboard without opening a browser"
    )
    top.set_defaults(run=_dashboard)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    check = _command(
        commands,
        "check",
        _check,
        "print every fault and warning of data folders, one a line",
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
        choices=("text", "json"),
        default="text",
        help="lines for people, or a JSON list for programs (default: %(default)s)",
    )

    coverage = _command(
        commands,
        "coverage",
        _coverage,
        "print what of a source is cited and for what, and what is not",
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

    schema = _command(
        commands, "schema", _schema, "print the JSON Schemas of the data format, or write them"
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

    export = _command(
        commands, "export", _export, "write a negotiation's tables as CSV, JSON, Parquet or XLSX"
    )
    export.add_argument("folder", type=Path, metavar="FOLDER", help="the data folder")
    export.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        required=True,
        help="the directory to write into, made where there is none",
    )
    export.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="one file a table; xlsx: one workbook, one sheet a table",
    )
    export.add_argument(
        "--day",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day whose positions count as current (default: the negotiation's as_of)",
    )

    convert = _command(
        commands,
        "convert",
        _convert,
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

    brief = _command(
        commands, "brief", _brief, "write what is filtered as a Word document or a page to print"
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
        type=_ids,
        action="extend",
        default=[],
        metavar="IDS",
        help="the parties, ids with commas between them, or again (default: those shown first)",
    )
    brief.add_argument(
        "--areas",
        type=_ids,
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
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day that the brief speaks for (default: the negotiation's as_of)",
    )
    brief.add_argument("--no-charts", action="store_true", help="leave the charts out")
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
        return _misused(str(error))
    except BrokenPipeError:
        # Whoever read the output has seen enough (`parley check | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _misused(f"{place}{error.strerror or error}")
    except KeyboardInterrupt:
        return INTERRUPTED


def _misused(message: str) -> int:
    print(f"parley: {message}", file=sys.stderr)
    return MISUSE


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=about, description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False
    )
    command.set_defaults(run=run)
    return command


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id.strip() for id in text.split(",") if id.strip()))


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text!r}")


def _day(text: str) -> dt.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"expected a day that exists, as YYYY-MM-DD, got {text!r}")


# --- parley


def _dashboard(args: argparse.Namespace) -> int:
    data = _data(args)
    script = app_dir() / "dashboard.py"
    if not script.is_file():
        raise UsageError(f"{script}: missing, install Parley anew or start it from its checkout")
    _expect_free(args.port)
    os.environ["PARLEY_DATA"] = str(data.absolute())
    print(f"Parley is at http://localhost:{args.port}, stop it with Ctrl-C", flush=True)
    # Streamlit looks for its script and for .streamlit/ beside the program that was started.
    sys.argv = [str(script)]
    try:
        # A tenth of the start would go into it. The server resumes when its first page is ready.
        with gc_policy.paused():
            app = runpy.run_path(str(script))["app"]
            app.run(config={"server.port": args.port, "server.headless": args.no_browser})
    except KeyboardInterrupt:
        print()
    return SOUND


def _data(args: argparse.Namespace) -> Path:
    """The data directory that was chosen."""
    data: Path = args.data or data_dir()
    if not data.is_dir():
        raise UsageError(f"{data}: no such directory, --data takes the one that holds the folders")
    if (data / "negotiation.yaml").exists():
        raise UsageError(f"{data}: this is one negotiation, --data takes the directory above it")
    return data


def _expect_free(port: int) -> None:
    with socket.socket() as probe:
        if os.name == "posix":
            # As the server does: a port that was closed a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UsageError(f"port {port} is in use, choose another with --port") from None
            why = error.strerror
            raise UsageError(f"port {port}: {why}, choose another with --port") from None


# --- parley check


def _check(args: argparse.Namespace) -> int:
    from parley.loading.loader import inspect

    folders = list(dict.fromkeys(args.folders)) or _folders(_data(args))
    for folder in folders:
        _expect_folder(folder)
    in_text = args.format == "text"
    problems: list[Problem] = []
    troubled = 0
    for folder in folders:
        with ProgressLine(sys.stderr) as line:
            negotiation, found = inspect(folder, progress=line)
        problems += found
        troubled += bool(found)
        if in_text:
            for problem in found:
                print(problem)
            if negotiation is not None:
                _tell(_sound(folder, negotiation))
    if not in_text:
        records = [asdict(problem) for problem in problems]
        print(json.dumps(records, indent=2, ensure_ascii=False))
    elif problems:
        _tell(_tally(problems, troubled, len(folders)))
    return FAULTY if any(problem.severity == "fault" for problem in problems) else SOUND


def _folders(data: Path) -> list[Path]:
    """The folders of the data directory, named as seen from here."""
    here = Path.cwd()
    folders = [
        folder.relative_to(here) if folder.is_relative_to(here) else folder
        for folder in negotiation_folders(data)
    ]
    if not folders:
        raise UsageError(f"{data}: no data folder in it")
    return folders


def _expect_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")


def _sound(folder: Path, negotiation: Negotiation) -> str:
    parties = count(len(negotiation.parties), "party", "parties")
    issues = count(len(negotiation.issues), "issue")
    positions = count(len(negotiation.ledger.positions), "position")
    return f"{folder.as_posix()}: {parties}, {issues}, {positions}, sound"


def _tally(problems: Sequence[Problem], troubled: int, checked: int) -> str:
    number = Counter(problem.severity for problem in problems)
    counts = [
        count(number[severity], severity) for severity in ("fault", "warning") if number[severity]
    ]
    where = "" if troubled == checked else f"{troubled:,} of "
    return f"{' and '.join(counts)} in {where}{count(checked, 'folder')}"


def _tell(line: str) -> None:
    """Say on stderr what is no part of the result, after the lines that it is about."""
    sys.stdout.flush()
    print(line, file=sys.stderr)


# --- parley coverage


def _coverage(args: argparse.Namespace) -> int:
    from parley.views.source_report import (
        SourceNotFound,
        UnreadableText,
        as_lines,
        as_record,
        source_report,
    )

    negotiation = _sound_or_told(args.folder)
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


def _sound_or_told(folder: Path) -> Negotiation | None:
    """The negotiation in a folder; None where it has faults, which are told on stderr."""
    from parley.loading.loader import inspect

    _expect_folder(folder)
    with ProgressLine(sys.stderr) as line:
        negotiation, problems = inspect(folder, progress=line)
    if negotiation is None:
        _tell_faults(problems)
    return negotiation


def _tell_faults(problems: Sequence[Problem]) -> None:
    for problem in problems:
        if problem.severity == "fault":
            print(problem, file=sys.stderr)


# --- parley schema


def _schema(args: argparse.Namespace) -> int:
    from parley.format import schema

    if args.to is not None:
        schema.write(args.to)
        print(f"{len(SCHEMAS)} schemas written to {args.to}")
    elif args.name is not None:
        print(schema.text(schema.schemas()[args.name]), end="")
    else:
        print(schema.text(schema.schemas()), end="")
    return SOUND


# --- parley export


def _export(args: argparse.Namespace) -> int:
    from parley.export.tables import refuse_data_folder, write
    from parley.frames.build import build_frames

    _expect_folder(args.folder)
    refuse_data_folder(args.to)
    negotiation = _sound_or_told(args.folder)
    if negotiation is None:
        return FAULTY
    day = args.day or negotiation.header.as_of
    made = build_frames(negotiation, day)
    with ProgressLine(sys.stderr) as line:
        written = write(made, args.to, args.format, line)
    files = count(len(written), "file")
    print(f"{args.folder.as_posix()}: {files} written to {args.to}, as of {day}")
    return SOUND


# --- parley convert


def _convert(args: argparse.Namespace) -> int:
    from parley.conversion.convert import (
        ConversionMismatch,
        plan_conversion,
        write_in_place,
        write_into,
    )
    from parley.export.tables import refuse_data_folder
    from parley.loading.loader import inspect_folder

    _expect_folder(args.folder)
    if args.into is not None:
        refuse_data_folder(args.into)
        if args.into.exists():
            raise UsageError(f"{args.into}: exists, --into takes a folder that is new")
    with ProgressLine(sys.stderr) as line:
        folder, problems = inspect_folder(args.folder, progress=line)
        if folder is not None:
            made = plan_conversion(args.folder, folder, args.to)
            try:
                if not made.files:
                    pass
                elif args.into is not None:
                    write_into(args.folder, folder, made, args.into, line)
                else:
                    write_in_place(args.folder, folder, made, line)
            except FolderError as error:
                problems, folder = tuple(error.problems), None
            except ConversionMismatch as error:
                raise UsageError(f"{args.folder}: {error}") from None
    if folder is None:
        _tell_faults(problems)
        return FAULTY
    moved = count(made.moved, "position")
    done = f"moved, written into {args.into}" if args.into else "moved"
    print(f"{args.folder.as_posix()}: {moved} {done if made.files else 'to move, nothing written'}")
    for why, number in made.stay.items():
        print(f"  {count(number, 'position')} {'stays' if number == 1 else 'stay'}: {why}")
    return SOUND


# --- parley brief


def _brief(args: argparse.Namespace) -> int:
    from parley.export.brief import brief, ending_of, save
    from parley.export.tables import refuse_data_folder
    from parley.frames.build import build_frames
    from parley.frames.selection import Selection
    from parley.views.cells import CellIndex

    _expect_folder(args.folder)
    ending_of(args.to)
    refuse_data_folder(args.to.parent)
    negotiation = _sound_or_told(args.folder)
    if negotiation is None:
        return FAULTY
    parties = {party.id: party for party in negotiation.parties}
    issues = {issue.id: issue for issue in negotiation.issues}
    for known, kind, ids in (
        (parties, "party", [*args.parties, *filter(None, [args.party])]),
        (negotiation.areas, "area", args.areas),
        (issues, "issue", filter(None, [args.issue])),
    ):
        for id in ids:
            if id not in known:
                raise UsageError(f"no {kind} has the id {quoted(id)}{did_you_mean(id, known)}")
    day = args.day or negotiation.header.as_of
    dossier = CellIndex(negotiation, build_frames(negotiation, day), day)
    about = issues[args.issue] if args.issue else parties[args.party] if args.party else None
    chosen = Selection(tuple(args.parties), tuple(args.areas), day=args.day)
    save(brief(dossier, chosen, about, charts=not args.no_charts), args.to)
    print(f"{args.folder.as_posix()}: brief written to {args.to}, as of {day}")
    return SOUND
