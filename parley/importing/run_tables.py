"""A file of votes or scores, a folder and a mapping in; a dry run, or a folder with Parquet tables,
and an account, out."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from parley.conversion.yaml_edit import edit_yaml
from parley.conversion.yaml_text import document
from parley.format.ids import id_of
from parley.format.problems import FolderError, Problem
from parley.importing.assemble import Assembler
from parley.importing.draft import Draft, Plain, plain_of
from parley.importing.labels import AREA
from parley.importing.mapping import MappingFile
from parley.importing.mapping_text import SKIP
from parley.importing.merge import Changes
from parley.importing.report import Report
from parley.importing.rows import ImportRefused, LeftOut, Row
from parley.importing.survey import Label, Survey
from parley.importing.vote_cells import KEY, NO_DAY, ORDER, Cells, Meaning, day_number, table_of
from parley.importing.votes import Account, Chunk, TableReader
from parley.importing.write import modeline
from parley.loading.journal import PendingFiles
from parley.loading.loader import Negotiation, inspect
from parley.loading.yaml_reader import read_yaml
from parley.progress import Progress
from parley.wording import count

POSITIONS: Final = "positions.parquet"
ISSUES: Final = "issues.parquet"
EPOCH: Final = pd.Timestamp("1970-01-01")


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


@dataclass
class Written:
    """What an import of tables would write, and its account."""

    report: Report
    changes: Changes = field(default_factory=Changes)
    files: dict[str, bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


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
    frame = cells.frame()
    report.positions = len(frame)
    words = mapping.section("words")
    spelt = {str(word).casefold(): str(means) for word, means in words.items()}
    written.lines += [
        f"  {word or 'no vote'}: {number:,} as {spelt.get(word.casefold(), SKIP)}"
        for word, number in sorted(cells.voted.items(), key=lambda each: -each[1])
    ]
    if written.problems:
        return written
    source = _source(mapping, folder)
    _merge(written, frame, cells, negotiation, into, source, mapping, update, prune)
    _records(written, new, issues, folder, source, into)
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
        )


def _source(mapping: MappingFile, folder: Draft) -> Plain:
    given = {key: str(value) for key, value in mapping.section("source").items() if value}
    return folder.sources.get(given["id"]) or {"kind": "dataset", **given}


def _merge(
    written: Written,
    frame: pd.DataFrame,
    cells: Cells,
    negotiation: Negotiation | None,
    into: Path,
    source: Plain,
    mapping: MappingFile,
    update: bool,
    prune: bool,
) -> None:
    """The table of positions: what is new, and what is there and stays or changes."""
    changes, attribution = written.changes, str(mapping.tree.get("attribution"))
    new, old_table = frame, None
    if negotiation is not None:
        old = _known(negotiation, cells, source["id"])
        day = day_number(str(source["date"]))
        keyed = frame.assign(day=frame["day"].where(frame["day"] != NO_DAY, day))
        says = [name for name in ("stance", "value") if name in frame]
        both = keyed[KEY].merge(old[KEY].drop_duplicates().assign(there=True), how="left", on=KEY)
        there = both["there"].notna().to_numpy()
        same = keyed[[*KEY, *says]].merge(
            old[[*KEY, *says]].drop_duplicates().assign(same=True), how="left", on=[*KEY, *says]
        )["same"].notna().to_numpy()  # fmt: skip
        changed = there & ~same
        new = frame[~there]
        old_table = _table_there(into)
        if changed.any():
            _count(changes.changed if update else changes.kept, "positions", int(changed.sum()))
        held = keyed[KEY].drop_duplicates().assign(t=True)
        gone = old[old["own"]].merge(held, how="left", on=KEY)
        lacking = int(gone["t"].isna().sum())
        _count(changes.gone if prune else changes.lacking, "positions", lacking)
        if (update and changed.any()) or (prune and lacking):
            if old_table is None:
                raise ImportRefused(f"{into}: no {POSITIONS} there, in which to change positions")
            new = frame[~there | changed] if update else new
            old_table = _without(old_table, keyed[changed] if update else keyed[:0], keyed, cells,
                                 source, prune)  # fmt: skip
    _count(changes.added, "positions", len(new) - (int(changes.changed["positions"])))
    touched = len(new) or changes.gone["positions"] or changes.changed["positions"]
    if touched:
        table = table_of(new, cells, source["id"], attribution)
        if old_table is not None:
            table = _joined(old_table, table)
        written.files[POSITIONS] = _bytes(table)


def _count(counter: Counter[str], kind: str, number: int) -> None:
    if number:
        counter[kind] += number


def _known(negotiation: Negotiation, cells: Cells, source: str) -> pd.DataFrame:
    """The positions of a folder by the codes of the file's, which are -1 for what it lacks."""
    found = negotiation.positions
    codes = {
        "issue": _code(found["issue"], cells.issues),
        "party": _code(found["party"], cells.parties),
        "day": ((found["date"] - EPOCH) // pd.Timedelta(days=1)).to_numpy(np.int32),
        "value": found["value_from"].to_numpy(np.float64),
    }
    frame = pd.DataFrame(codes)
    frame["stance"] = found["stance"].astype(object).map(ORDER).fillna(-1).to_numpy(np.int32)
    cited = negotiation.evidence
    own = cited.loc[cited["source"].astype(object) == source, "position"]
    frame["own"] = np.isin(np.arange(len(frame)), own.to_numpy())
    return frame


def _code(column: pd.Series[Any], ids: list[str]) -> Any:
    return pd.Index(ids).get_indexer(column.astype(object)).astype(np.int32)


def _table_there(into: Path) -> pa.Table | None:
    pending = PendingFiles(into)
    if pending.path("positions.csv").is_file():
        raise ImportRefused(
            f"{into}: its positions stand in positions.csv: make a Parquet table of it with "
            "`parley convert` first"
        )
    path = pending.path(POSITIONS)
    return pq.read_table(path) if path.is_file() else None


def _without(
    table: pa.Table,
    changed: pd.DataFrame,
    whole: pd.DataFrame,
    cells: Cells,
    source: Plain,
    prune: bool,
) -> pa.Table:
    """A table without the rows that change, and without those that the file lacks."""
    day = day_number(str(source["date"]))
    rows = pd.DataFrame(
        {
            "issue": _code(table["issue"].cast(pa.string()).to_pandas(), cells.issues),
            "party": _code(table["party"].cast(pa.string()).to_pandas(), cells.parties),
        }
    )
    if "date" in table.column_names:
        texts = table["date"].cast(pa.string()).fill_null("").dictionary_encode().combine_chunks()
        days = np.array([day_number(text) for text in texts.dictionary.to_pylist()], np.int32)
        found = days[texts.indices.to_numpy()]
        rows["day"] = np.where(found == NO_DAY, day, found)
    else:
        rows["day"] = day
    own = (table["source"].cast(pa.string()).to_pandas() == source["id"]).to_numpy()
    drop = own & rows.merge(changed[KEY].drop_duplicates().assign(t=True), how="left", on=KEY)[
        "t"
    ].notna().to_numpy()  # fmt: skip
    if prune:
        kept = rows.merge(whole[KEY].drop_duplicates().assign(t=True), how="left", on=KEY)["t"]
        drop |= own & kept.isna().to_numpy()
    return table.filter(pa.array(~drop))


def _joined(old: pa.Table, new: pa.Table) -> pa.Table:
    """Two tables, one below the other; a column that one lacks is empty there."""
    for name in new.column_names:
        if name in old.column_names and old[name].type != new[name].type:
            place = old.column_names.index(name)
            old = old.set_column(place, name, old[name].cast(new[name].type))
    return pa.concat_tables([old, new], promote_options="default").unify_dictionaries()


def _bytes(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _records(
    written: Written, new: Draft, issues: _Issues, folder: Draft, source: Plain, into: Path
) -> None:
    """The files of the records that the positions name."""
    pending = PendingFiles(into) if folder.header is not None else None
    if new.header is not None and folder.header is None:
        written.files["negotiation.yaml"] = _text("negotiation.yaml", new.header)
        written.changes.added["negotiation"] += 1
    if source["id"] not in folder.sources:
        new.sources = {source["id"]: source}
    for kind in ("parties", "sources"):
        records = [
            each for id, each in getattr(new, kind).items() if id not in getattr(folder, kind)
        ]
        _count(written.changes.added, kind, len(records))
        if records:
            written.files[f"{kind}.yaml"] = _listed(f"{kind}.yaml", records, pending)
    if issues.new:
        _count(written.changes.added, "issues", len(issues.new))
        titles = {id: each["title"] for id, each in new.areas.items()} | issues.area_titles
        rows = [_issue_row(each, titles) for each in issues.new.values()]
        there = pending.path(ISSUES) if pending is not None else None
        table = pa.Table.from_pylist(rows)
        if there is not None and there.is_file():
            table = _joined(pq.read_table(there), table)
        written.files[ISSUES] = _bytes(table)


def _issue_row(issue: Plain, titles: dict[str, str]) -> Plain:
    row: Plain = {}
    for key, value in issue.items():
        if isinstance(value, dict):
            row |= {f"{key}.{each}": inner for each, inner in value.items()}
        elif not isinstance(value, list):
            row[key] = value
    return row | {"area_title": titles.get(issue["area"], issue["area"])}


def _text(name: str, tree: Any) -> bytes:
    return (modeline(name) + document(tree)).encode()


def _listed(name: str, records: list[Plain], pending: PendingFiles | None) -> bytes:
    """A file of records with more below those that it has."""
    path = pending.path(name) if pending is not None else None
    if path is None or not path.is_file():
        return _text(name, records)
    text = path.read_bytes().decode("utf-8-sig")
    tree, _ = read_yaml(text.encode(), name)
    return edit_yaml(text, [*(tree or []), *records]).encode()
