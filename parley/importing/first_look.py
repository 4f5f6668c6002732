"""A file in, the reader that knows it, and lines on what was seen there, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from parley.importing import READERS
from parley.importing.mapping import read_mapping
from parley.importing.rows import ImportRefused, Reader, Recognition
from parley.importing.survey import Survey
from parley.wording import count, join_or


def recognised(
    file: Path, kind: str | None, sheet: str | None, place: Path
) -> tuple[Reader, Recognition]:
    """The reader of a file: the one that is asked for, that its mapping file names, or the first
    that knows it; `place` is where a mapping file would be."""
    if not file.exists():
        raise ImportRefused(f"{file}: no such file")
    if kind and kind not in READERS:
        raise ImportRefused(f"no kind {kind!r}, choose {join_or(list(READERS))}")
    for reader in [READERS[kind]] if kind else READERS.values():
        recognition = reader.recognise(file, sheet)
        if recognition is None:
            continue
        if reader.complete or kind or not place.is_file():
            return reader, recognition
        break
    if not kind and place.is_file():
        mapping = read_mapping(place, file)
        named = READERS.get(str(mapping.tree.get("kind")))
        if named is not None:
            found = named.recognise(file, sheet)
            return named, found or Recognition(f"as {place} says", mapping.section("layout"))
    kinds = "; ".join(each.title for each in READERS.values())
    raise ImportRefused(f"{file}: none of the kinds that are read: {kinds}")


def nothing_in(file: Path, into: Path, survey: Survey) -> str:
    """Why a file without a position makes no folder."""
    whys = "; ".join(f"{why} (first {each.first})" for why, each in survey.left_out.items())
    told = f"; left out: {whys}" if whys else ""
    if survey.sources and not (survey.parties or survey.issues):
        begin = f"begin one with: parley new {into}"
        return f"{file}: sources alone make no folder, {begin}{told}"
    return f"{file}: no position in it that can be carried{told}"


def seen_in(survey: Survey) -> Iterator[str]:
    """What a first look at a file has found."""
    if not survey.rows and survey.sources:
        yield f"  {count(len(survey.sources), 'source')}"
    else:
        yield from _seen_cells(survey)
    for why, label in survey.left_out.items():
        yield f"  not read: {label.number:,} × {why} (first {label.first})"


def _seen_cells(survey: Survey) -> Iterator[str]:
    """What there is in a table of cells."""
    yield "  " + ", ".join(
        (
            count(len(survey.parties), "party", "parties"),
            count(len(survey.issues), "issue"),
            count(survey.rows, "cell"),
            count(len(survey.words), "word"),
            count(len(survey.colours), "colour"),
        )
    )
    yield from (f"  {line}" for line in survey.preview)
