"""A file, a folder and what is asked for in; a dry run or a written folder, and an account, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from parley.atomic_files import replace_file
from parley.format.ids import is_id, no_folder_name
from parley.format.problems import FolderError, Problem
from parley.importing.assemble import Assembler
from parley.importing.coders import files_of_coders
from parley.importing.draft import Draft, draft_of
from parley.importing.first_look import nothing_in, recognised, seen_in
from parley.importing.mapping import NAME, MappingFile, missing_in, read_mapping
from parley.importing.mapping_text import new_layout, new_mapping
from parley.importing.merge import Changes, merge
from parley.importing.report import Report
from parley.importing.rows import ImportRefused, LayoutIncomplete, Reader, Recognition
from parley.importing.run_tables import (
    carried,
    missing_scales,
    negotiation_of,
    records_of,
    survey_of,
)
from parley.importing.survey import Survey
from parley.importing.vote_majority import SECTION as MAJORITY
from parley.importing.vote_majority import missing_majority
from parley.importing.votes import TableReader
from parley.importing.write import MOST_DIFF, diff_of, files_of, write_changes, write_new
from parley.loading.loader import Negotiation, inspect_folder
from parley.progress import Progress
from parley.wording import count


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    file: Path
    into: Path
    mapping: Path | None = None
    kind: str | None = None
    sheet: str | None = None
    dry_run: bool = False
    update: bool = False
    prune: bool = False


@dataclass
class Outcome:
    """What an import came to: lines to print, and whether the folder was written."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written: bool = False
    dry: bool = False
    report: Report | None = None
    changes: Changes | None = None


def run_import(asked: Asked, progress: Progress) -> Outcome:
    """Import a file into a folder, or say what that would take.

    Raises ImportRefused for a file that is none of the kinds, FolderError for a folder that has
    faults or would have, and what a transaction raises.
    """
    if not is_id(asked.into.absolute().name):
        raise ImportRefused(f"{asked.into}: {no_folder_name(asked.into.absolute().name)}")
    place = asked.mapping or asked.file.parent / NAME
    reader, recognition = recognised(asked.file, asked.kind, asked.sheet, place)
    given = None
    if not reader.complete and place.is_file():
        given = read_mapping(place, asked.file)
    tables = reader if isinstance(reader, TableReader) else None
    negotiation = negotiation_of(asked.into, progress) if tables else None
    folder = records_of(negotiation) if tables else _folder(asked.into, progress)
    outcome = Outcome()
    outcome.lines.append(f"{asked.file}: {reader.title}: {recognition.sign}")
    outcome.lines += [f"  {note}" for note in recognition.notes]
    if reader.complete:
        return _carried(asked, reader, recognition, None, folder, outcome, progress)
    layout = given.section("layout") if given is not None else {}
    try:
        survey = _survey(reader, asked.file, layout or recognition.layout, progress)
    except LayoutIncomplete as incomplete:
        return _asked_for_layout(asked, reader, recognition, given, place, incomplete, outcome)
    if given is not None and set(given.tree) <= {"file", "kind", "layout"}:
        recognition = replace(recognition, layout=given.section("layout"))
        given = None
    if not survey.rows and folder.header is None:
        raise ImportRefused(nothing_in(asked.file, asked.into, survey))
    if given is None:
        text = new_mapping(asked.file, reader.name, recognition, survey, folder)
        replace_file(place, text.encode())
        given = read_mapping(place, asked.file)
        outcome.lines += seen_in(survey)
        outcome.lines.append(f"{place}: written, nothing else. Fill in what is empty:")
        outcome.problems = _missing(given, survey, folder, tables)
        outcome.dry = True
        return outcome
    text, added = given.extended(survey, folder)
    if added:
        replace_file(place, text.encode())
        given = read_mapping(place, asked.file)
        outcome.lines.append(f"{place}: new in the file, and added there:")
        outcome.lines += [f"  {each}" for each in added]
    outcome.problems = _missing(given, survey, folder, tables)
    if outcome.problems or added:
        outcome.lines.append("nothing written: look at what is new, then run this again")
        outcome.dry = True
        return outcome
    if tables:
        return _carried_tables(asked, tables, given, negotiation, outcome, progress)
    return _carried(asked, reader, recognition, given, folder, outcome, progress)


def _asked_for_layout(
    asked: Asked,
    reader: Reader,
    recognition: Recognition,
    given: MappingFile | None,
    place: Path,
    incomplete: LayoutIncomplete,
    outcome: Outcome,
) -> Outcome:
    """Write the beginning of a mapping, in which a person says how the file is laid out."""
    if given is None:
        text = new_layout(asked.file, reader.name, recognition)
        replace_file(place, text.encode())
        given = read_mapping(place, asked.file)
        outcome.lines.append(
            f"{place}: its layout is written, nothing else. Say there what is what:"
        )
    outcome.problems = [given.problem("layout", str(incomplete).partition(": ")[2])]
    outcome.dry = True
    return outcome


def _survey(reader: Reader, file: Path, layout: Mapping[str, Any], progress: Progress) -> Survey:
    """What there is in a file."""
    if isinstance(reader, TableReader):
        return survey_of(reader, file, layout, progress)
    survey = Survey()
    for row in reader.rows(file, layout, progress):
        survey.add(row)
    return survey


def _missing(
    given: MappingFile, survey: Survey, folder: Draft, tables: TableReader | None
) -> list[Problem]:
    """What a person has still to say."""
    found = missing_in(given, survey, folder)
    if tables is not None and tables.issues_mapped:
        found += missing_scales(given, survey, folder)
    if tables is not None and not tables.issues_mapped:
        found += missing_majority(given, survey.by_majority)
    elif given.section(MAJORITY):
        found.append(given.problem(MAJORITY, "is for votes, and these are none, take it out"))
    return found


def _carried_tables(
    asked: Asked,
    reader: TableReader,
    mapping: MappingFile,
    negotiation: Negotiation | None,
    outcome: Outcome,
    progress: Progress,
) -> Outcome:
    """Bring votes or scores into the tables of the folder, and account for them."""
    made = carried(
        reader, asked.file, mapping, negotiation, asked.into, asked.update, asked.prune, progress
    )
    outcome.report, outcome.problems, outcome.changes = made.report, made.problems, made.changes
    outcome.lines += [*made.report.lines(), *made.lines]
    if outcome.problems:
        outcome.lines.append("nothing written")
        return outcome
    outcome.lines += made.changes.lines()
    return _put(asked, made.files, negotiation is not None, outcome, progress)


def _folder(into: Path, progress: Progress) -> Draft:
    """The records of the folder that is written; an empty draft where there is none yet."""
    if not into.exists():
        return Draft()
    if not into.is_dir():
        raise ImportRefused(f"{into}: not a folder")
    if not any(path for path in into.iterdir() if not path.name.startswith(".")):
        return Draft()
    folder, problems = inspect_folder(into, progress=progress)
    if folder is None:
        raise FolderError(problems)
    return draft_of(folder)


def _carried(
    asked: Asked,
    reader: Reader,
    recognition: Recognition,
    mapping: MappingFile | None,
    folder: Draft,
    outcome: Outcome,
    progress: Progress,
) -> Outcome:
    """Bring the rows into the folder, and account for them."""
    layout = mapping.section("layout") if mapping is not None else recognition.layout
    assembler = Assembler(asked.file.name, mapping, folder)
    assembler.add(reader.rows(asked.file, layout, progress))
    new = assembler.finish()
    if mapping is not None and folder.header is None:
        new.header = dict(mapping.section("negotiation"))
        if len(new.areas) > 1:
            new.header["areas"] = list(new.areas)
    assembler.check_header()
    outcome.report = assembler.report
    outcome.problems = assembler.problems
    outcome.lines += assembler.report.lines()
    if outcome.problems:
        outcome.lines.append("nothing written")
        return outcome
    made, changes = merge(folder, new, reader.complete, asked.update, asked.prune)
    outcome.changes = changes
    exists = folder.header is not None
    there = asked.into if exists else None
    files = files_of(made, there)
    files |= files_of_coders(new, made, there, asked.update, changes)
    outcome.lines += changes.lines()
    if exists:
        diff = list(diff_of(asked.into, files))
        outcome.lines += diff[:MOST_DIFF]
        if len(diff) > MOST_DIFF:
            outcome.lines.append(f"… {len(diff) - MOST_DIFF:,} more lines")
    return _put(asked, files, exists, outcome, progress)


def _put(
    asked: Asked,
    files: dict[str, bytes | None],
    exists: bool,
    outcome: Outcome,
    progress: Progress,
) -> Outcome:
    """Write the files, unless that is not asked for."""
    if asked.dry_run or not files:
        outcome.dry = asked.dry_run
        outcome.lines.append("nothing written" if asked.dry_run else "nothing to write")
        return outcome
    if exists:
        write_changes(asked.into, files, progress)
    else:
        if asked.into.is_dir():
            asked.into.rmdir()
        write_new(asked.into, files, progress)
    outcome.written = True
    outcome.lines.append(f"{asked.into}: {count(len(files), 'file')} written")
    return outcome
