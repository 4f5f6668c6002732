"""`parley new`: writes a new folder that is sound, or a workbook to fill in."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from parley.cli._command import SOUND, Commands, UsageError, add_command, day
from parley.format.days import parse_day
from parley.format.ids import is_id, no_folder_name
from parley.progress import ProgressLine


def declare(commands: Commands) -> None:
    """Add the command and its flags."""
    new = add_command(commands, "new", run, "write a new data folder, or a workbook to fill in")
    new.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="the folder, which is new"
    )
    new.add_argument("--title", metavar="TEXT", help="what is negotiated")
    new.add_argument(
        "--day", type=day, metavar="YYYY-MM-DD", help="the day that the matrix speaks for"
    )
    new.add_argument(
        "--parties", type=names, metavar="NAME,NAME", help="the parties, with commas between"
    )
    new.add_argument(
        "--areas", type=names, metavar="NAME,NAME", help="the areas of issues, with commas between"
    )
    new.add_argument("--summary", metavar="TEXT", help="what it is about, in two to four sentences")
    new.add_argument(
        "--from",
        dest="text",
        type=Path,
        metavar="TEXTFILE",
        help="a text of your own: its paragraphs are numbered beside it, and its source is written "
        "with their number; the text stays where it is",
    )
    new.add_argument("--publisher", metavar="NAME", help="who published that text")
    new.add_argument(
        "--template",
        type=Path,
        metavar="FILE.xlsx",
        help="write a workbook to fill in, for `parley import`, instead of a folder",
    )


def names(text: str) -> tuple[str, ...]:
    """Names with commas between them, each once."""
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def run(args: argparse.Namespace) -> int:
    """Ask for what is left out where there is a terminal, and write."""
    if args.template is not None:
        return _write_template(args)
    if args.folder is None:
        raise UsageError("expected a FOLDER to write, or --template FILE.xlsx")
    name = args.folder.absolute().name
    if not is_id(name):
        raise UsageError(f"{args.folder}: {no_folder_name(name)}")
    if args.folder.exists() and (not args.folder.is_dir() or any(args.folder.iterdir())):
        raise UsageError(f"{args.folder}: exists, `parley new` takes a folder that is new")
    return _write_folder(args)


def _write_template(args: argparse.Namespace) -> int:
    from parley.atomic_files import replace_file
    from parley.importing.template_file import template_workbook

    if args.folder is not None:
        raise UsageError("--template writes a workbook and no folder, leave FOLDER out")
    if args.template.suffix.lower() != ".xlsx":
        raise UsageError(f"{args.template}: expected a name that ends in .xlsx")
    if args.template.exists():
        raise UsageError(f"{args.template}: exists, choose another name")
    args.template.parent.mkdir(parents=True, exist_ok=True)
    replace_file(args.template, template_workbook(args.parties or (), args.areas or ()))
    print(
        f"{args.template}: written. Fill it in, then: parley import {args.template} --into FOLDER"
    )
    return SOUND


def _write_folder(args: argparse.Namespace) -> int:
    from parley.importing.new_folder import NewFolder, files_of_new
    from parley.importing.rows import ImportRefused
    from parley.importing.write import write_new

    title = args.title or _asked("What is negotiated (a title)?", args.folder.name)
    date = args.day or _asked_day()
    parties = _given_or_asked(args.parties, "Parties, with commas between?")
    areas = _given_or_asked(args.areas, "Areas of issues, with commas between?")
    try:
        sources = () if args.text is None else (_source(args, date),)
        new = NewFolder(title, date, args.summary, parties, areas, sources)
        files = files_of_new(new)
        if args.folder.is_dir():
            args.folder.rmdir()
        with ProgressLine(sys.stderr) as line:
            write_new(args.folder, files, line)
    except ImportRefused as error:
        raise UsageError(str(error)) from None
    print(f"{args.folder}: {len(files)} files written; check them with: parley check {args.folder}")
    return SOUND


def _source(args: argparse.Namespace, date: dt.date) -> dict[str, object]:
    """The source of the local text, whose paragraphs are numbered in a file beside it."""
    from parley.atomic_files import replace_file
    from parley.importing.new_folder import numbered, read_text, source_of_text

    text: Path = args.text
    if not text.is_file():
        raise UsageError(f"{text}: no such file")
    if text.resolve().is_relative_to(args.folder.resolve()):
        raise UsageError(f"{text}: is in the folder, keep the text outside of it")
    publisher = args.publisher or _asked("Who published the text?")
    if not publisher:
        raise UsageError("--from needs --publisher, who published the text")
    source = source_of_text(text, publisher, date, None)
    beside = text.with_name(f"{text.stem}.numbered.txt")
    replace_file(beside, ("\n\n".join(numbered(read_text(text))) + "\n").encode())
    print(f"{beside}: {source['locator_count']} paragraphs, numbered")
    return source


def _asked(question: str, otherwise: str = "") -> str:
    """What a person answers on a terminal; `otherwise` where there is none, or no answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return otherwise
    print(question, end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or otherwise


def _given_or_asked(given: tuple[str, ...] | None, question: str) -> tuple[str, ...]:
    return names(_asked(question)) if given is None else given


def _asked_day() -> dt.date:
    today = dt.date.today()
    answer = _asked(f"The day that the matrix speaks for, as YYYY-MM-DD ({today})?")
    found = parse_day(answer) if answer else today
    if found is None:
        raise UsageError(f"expected a day that exists, as YYYY-MM-DD, got {answer!r}")
    return found
