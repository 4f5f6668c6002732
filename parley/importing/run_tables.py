"""A file of votes or scores, a folder and a mapping in; a dry run, or a folder with Parquet tables,
and an account, out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from parley.format.ids import id_of
from parley.format.problems import FolderError, Problem
from parley.importing.assemble import Assembler
from parley.importing.draft import Draft, Plain, plain_of
from parley.importing.labels import AREA
from parley.importing.mapping import MappingFile
from parley.importing.mapping_text import SKIP
from parley.importing.rows import ImportRefused, LeftOut, Row
from parley.importing.survey import Label, Survey
from parley.importing.vote_cells import Cells, Meaning
from parley.importing.vote_issues import add_issues, merge_silences
from parley.importing.vote_majority import majority_in
from parley.importing.vote_positions import merge_positions
from parley.importing.vote_settled import settled
from parley.importing.votes import Account, Chunk, TableReader
from parley.importing.written import Written, add_records
from parley.loading.loader import Negotiation, inspect
from parley.progress import Progress
from parley.wording import count


def negotiation_of(into: Path, progress: Progress) -> Negotiation | None:
    """The folder that is written, checked; None where there is none yet."""
    if not into.exists() or (into.is_dir() and not any(into.iterdir())):
        return None
    if not into.is_dir():
        raise ImportRefused(f"{into}: not a folder")
    negotiation, problems = inspect(into, progress=progress)
    if negotiation is None:
        raise FolderError(problems)
    return negotiation


def records_of(negotiation: Negotiation | None) -> Draft:
    """The records of a folder without its positions, of which there may be a million."""
    if negotiation is None:
        return Draft()
    return Draft(
        header=plain_of(negotiation.header),
        parties={each.id: plain_of(each) for each in negotiation.parties},
        sources={each.id: plain_of(each) for each in negotiation.sources},
        areas={id: {"title": area.title} for id, area in negotiation.areas.items()},
        issues={
            each.id: {
                **{key: value for key, value in plain_of(each).items() if key != "area_title"},
                "area": negotiation.area_of[each.id],
            }
            for each in negotiation.issues
        },
    )


def survey_of(reader: TableReader, path: Path, layout: Any, progress: Progress) -> Survey:
    """What there is in a file: its words and parties, and its issues where a person maps them."""
    survey = Survey(attributed=False, sourced=False)
    told: dict[str, Row] = {}
    for row in reader.rows(path, layout, progress):
        if isinstance(row, Row) and row.table == "parties":
            told[row.values["party"]] = row
        elif isinstance(row, LeftOut) or reader.issues_mapped:
            survey.add(row)
    first = 2
    calls: set[str] = set()
    for chunk in reader.chunks(path, layout, progress):
        if isinstance(chunk, Account):
            continue
        survey.rows += len(chunk.party)
        survey.by_majority |= chunk.voter is not None
        at = f"row {first}"
        first += len(chunk.party)
        for label, number in _counted(chunk.party):
            more = told[label].values if label in told else {}
            survey.parties.setdefault(label, Label(0, at, more=more)).number += number
        calls.update(label for label, _ in _counted(chunk.issue))
        for word, number in _counted(chunk.word) if chunk.word is not None else ():
            survey.words.setdefault(word, Label(0, at)).number += number
        if not survey.preview:
            survey.preview += _preview(chunk)
    if not reader.issues_mapped:
        survey.preview.insert(0, count(len(calls), "roll call"))
    return survey


def _counted(labels: pa.DictionaryArray) -> Iterable[tuple[str, int]]:
    numbers = np.bincount(labels.indices.to_numpy(), minlength=len(labels.dictionary)).tolist()
    texts = labels.dictionary.to_pylist()
    return [(text, number) for text, number in zip(texts, numbers, strict=True) if number]


def _preview(chunk: Chunk) -> list[str]:
    says = chunk.word if chunk.word is not None else chunk.value
    assert says is not None  # a chunk has votes or scores
    return [
        f"{chunk.party[number].as_py()} on {chunk.issue[number].as_py()}: {says[number].as_py()}"
        for number in range(min(4, len(chunk.party)))
    ]


def missing_scales(mapping: MappingFile, survey: Survey, folder: Draft) -> list[Problem]:
    """The issues of scores that have no scale yet: it stands in a codebook, not in the file."""
    found = []
    for label in survey.issues:
        entry = mapping.section("issues").get(label)
        id = str(entry.get("id")) if isinstance(entry, dict) else str(entry)
        known = id == SKIP or "scale" in folder.issues.get(id, {})
        if not known and not (isinstance(entry, dict) and isinstance(entry.get("scale"), dict)):
            message = (
                "expected {id: x, title: …, proposal: …, scale: {min: 0, max: 10, low: …, high: "
                f"…}}}}, or {SKIP}"
            )
            found.append(mapping.problem(f"issues\0{label}", message))
    return found


def carried(
    reader: TableReader,
    path: Path,
    mapping: MappingFile,
    negotiation: Negotiation | None,
    into: Path,
    update: bool,
    prune: bool,
    progress: Progress,
) -> Written:
    """Bring the votes into tables, beside those that the folder has."""
    folder = records_of(negotiation)
    layout = mapping.section("layout")
    assembler = Assembler(path.name, mapping, folder)
    issues = _Issues(reader, path, mapping, folder, assembler)
    for row in reader.rows(path, layout, progress):
        issues.tell(row)
    report = assembler.report
    cells = None
    for chunk in reader.chunks(path, layout, progress):
        if isinstance(chunk, Chunk):
            issues.meet(chunk)
    cells = Cells(issues.meaning(), report)
    for chunk in reader.chunks(path, layout, progress):
        cells.add(chunk)
    new = assembler.finish()
    if folder.header is None:
        new.header = {key: str(each) for key, each in mapping.section("negotiation").items()}
    assembler.check_header()
    written = Written(report, problems=assembler.problems)
    found = settled(cells)
    report.positions, report.silences = len(found.positions), len(found.silences)
    words = mapping.section("words")
    spelt = {str(word).casefold(): str(means) for word, means in words.items()}
    written.lines += [
        f"  {word or 'no vote'}: {number:,} as {spelt.get(word.casefold(), SKIP)}"
        for word, number in sorted(cells.voted.items(), key=lambda each: -each[1])
    ]
    written.lines += found.lines
    if written.problems:
        return written
    source = _source(mapping, folder)
    stays = merge_positions(
        written, found, cells, negotiation, into, source, mapping, update, prune
    )
    silences = merge_silences(
        written, found.silences, cells, stays, folder, source["id"], update, prune
    )
    add_records(written, new, folder, source, into)
    titles = {id: each["title"] for id, each in new.areas.items()} | issues.area_titles
    add_issues(written, issues.new, silences, titles, folder, into)
    return written


class _Issues:
    """The issues of a file, by their labels, whether a mapping names them or not."""

    def __init__(
        self, reader: TableReader, path: Path, mapping: MappingFile, folder: Draft, into: Assembler
    ) -> None:
        self.mapped = reader.issues_mapped
        self.mapping = mapping
        self.folder = folder
        self.assembler = into
        self.path = path
        self.ids: dict[str, str] = {}
        self.parties: dict[str, str] = {}
        self.told: dict[str, Plain] = {}
        self.new: dict[str, Plain] = {}
        """The issues that the folder does not have, by their ids."""
        self.area_titles: dict[str, str] = {}
        self._taken: set[str] = set()

    def tell(self, row: Row | LeftOut) -> None:
        """Take in what the file says of a party or an issue."""
        if isinstance(row, LeftOut) or row.table == "parties":
            if isinstance(row, LeftOut) or row.values["party"] in self.mapping.section("parties"):
                self.assembler.add([row])
        elif self.mapped:
            self.assembler.add([row])
            self.told[row.values["issue"]] = {}
        else:
            self.told[row.values["issue"]] = dict(row.values)

    def meet(self, chunk: Chunk) -> None:
        """Define the parties and issues that votes are on."""
        for label, _ in _counted(chunk.party):
            if label not in self.parties:
                entry = self.mapping.section("parties").get(label)
                id = str(entry.get("id")) if isinstance(entry, dict) else str(entry)
                self.parties[label] = id
                self.assembler.add([Row("parties", "party", {"party": label})])
        for label, _ in _counted(chunk.issue):
            if label not in self.ids:
                self.ids[label] = self._mapped(label) if self.mapped else self._defined(label)

    def _mapped(self, label: str) -> str:
        entry = self.mapping.section("issues").get(label)
        id = str(entry.get("id")) if isinstance(entry, dict) else str(entry)
        made = self.assembler.draft.issues.get(id)
        if made is not None and id not in self.folder.issues:
            self.new[id] = made
        return id

    def _defined(self, label: str) -> str:
        about = self.told.get(label, {})
        id = id_of(
            about.get("id") or (f"rc {label}" if label.isdigit() else label), self._taken, "issue"
        )
        self._taken.add(id)
        if id not in self.folder.issues:
            title = about.get("title") or f"Roll call {label}"
            called = about.get("area") or str(self.mapping.tree.get("area") or AREA)
            area = id_of(called, (), AREA)
            self.area_titles.setdefault(area, called if about.get("area") else called.capitalize())
            self.new[id] = {
                "id": id, "title": title, "proposal": about.get("proposal") or title,
                "status": str(self.mapping.tree.get("status") or "unknown"), "area": area,
            }  # fmt: skip
        return id

    def meaning(self) -> Meaning:
        """What all labels stand for."""
        words = self.mapping.section("words")
        day = str(self.mapping.tree.get("date") or "")
        scales = {}
        for label, id in self.ids.items():
            scale = (self.new.get(id) or self.folder.issues.get(id, {})).get("scale")
            if scale:
                scales[label] = (float(scale["min"]), float(scale["max"]))
        return Meaning(
            parties={label: id for label, id in self.parties.items() if id != SKIP},
            issues={label: id for label, id in self.ids.items() if id != SKIP},
            words={str(word).casefold(): str(means) for word, means in words.items()},
            days={label: self.told.get(label, {}).get("date") or day for label in self.ids},
            locators={
                label: self.told.get(label, {}).get("locator") or label for label in self.ids
            },
            scales=scales,
            majority=majority_in(self.mapping),
        )


def _source(mapping: MappingFile, folder: Draft) -> Plain:
    given = {key: str(value) for key, value in mapping.section("source").items() if value}
    return folder.sources.get(given["id"]) or {"kind": "dataset", **given}
