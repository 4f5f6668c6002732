"""Rows of a file, by its own labels and a mapping or by the keys of the format, in; the records
that they make out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from parley.format.models import Header, Issue, Party, Silence, Source
from parley.format.problems import Problem, quoted
from parley.format.types import NUMBER
from parley.format.vocabulary import SILENCES
from parley.importing.checked_records import CheckedRecords
from parley.importing.draft import Derived, Draft, Plain
from parley.importing.labels import Labels
from parley.importing.mapping import MappingFile
from parley.importing.mapping_text import SKIP
from parley.importing.record_rows import EVIDENCE, add_record
from parley.importing.report import Report
from parley.importing.rows import LeftOut, Row
from parley.importing.survey import NAMED

PASSED_ON = ("date", "option", "fallback", "gist", "red_line", "salience", "bound")
MOST_SIGN = 24
"""A cell with a longer text, or one of several words, is taken for the summary."""


class Assembler:
    """Brings the rows of one file into a draft of records."""

    def __init__(self, file: str, mapping: MappingFile | None, folder: Draft) -> None:
        """`mapping` is None where the rows are records of the format already."""
        self.file = file
        self.mapping = mapping
        self.folder = folder
        self.records = CheckedRecords(file)
        self._silences: dict[tuple[str, str], Plain] = {}
        self._sources_told: dict[str, str] = {}
        if mapping is not None:
            self._labels = Labels(mapping, folder)

    @property
    def draft(self) -> Draft:
        """What the rows have made so far."""
        return self.records.draft

    @property
    def report(self) -> Report:
        """What came of the rows."""
        return self.records.report

    @property
    def problems(self) -> list[Problem]:
        """What of the rows the format does not take."""
        return self.records.problems

    def add(self, rows: Iterable[Row | LeftOut]) -> None:
        """Take rows in, each once."""
        for row in rows:
            if isinstance(row, LeftOut):
                self.report.leave_out(row.at, row.why)
                continue
            if self.mapping is not None and row.table in NAMED:
                self._tell(row)
                continue
            self.report.rows += 1
            if self.mapping is None:
                add_record(row, self.records)
            else:
                self._statement(row)

    def finish(self) -> Draft:
        """The draft of all rows."""
        if not self.report.rows and self.mapping is not None:
            self._define_sources()  # a bibliography: what it has is there to be cited
        self.records.put_positions()
        for (issue, _), silence in self._silences.items():
            if issue not in self.draft.issues:
                continue  # refused, which is told
            self.draft.issues[issue].setdefault("silences", []).append(silence)
        self.report.silences += len(self._silences)
        return self.draft

    def _define_sources(self) -> None:
        """Take over the sources that a file tells of."""
        for label, at in self._sources_told.items():
            source = self._labels.source(label)
            if source["id"] == SKIP:
                self.report.leave_out(at, f"the mapping says {SKIP}")
            else:
                self.records.once(at, "sources", Source, source)
        self.report.rows = len(self._sources_told)
        self.report.others = len(self.draft.sources)

    def _tell(self, row: Row) -> None:
        """Take in what a file says of a party, an issue or a source."""
        labels, label = self._labels, row.values[NAMED[row.table]]
        labels.tell(row.table, label, row.values)
        if row.table == "sources":
            self._sources_told.setdefault(label, row.at)
        if row.table == "parties" and (party := labels.party(label)) is not None:
            self.records.once(row.at, "parties", Party, party)
        if row.table == "issues" and (issue := labels.issue(label, row.values)) is not None:
            self._define_issue(row.at, issue)

    def _statement(self, row: Row) -> None:
        labels, values = self._labels, row.values
        coder = labels.coder(values.get("coder"))
        if coder == SKIP:
            self.report.leave_out(row.at, f"the mapping says {SKIP} of who coded it")
            return
        party, issue = labels.party(values["party"]), labels.issue(values["issue"], values)
        if party is None or issue is None:
            self.report.leave_out(row.at, f"the mapping says {SKIP}")
            return
        meant = self._meant(row, issue)
        if meant is None:
            return
        position: Plain = {"party": party["id"], **meant}
        if "kind" in meant:
            self._define(row.at, party, issue)
            silence = self.records.checked(row.at, Silence, position)
            if silence is not None:
                self._silences.setdefault((issue["id"], party["id"]), silence)
            return
        for key in PASSED_ON:
            if values.get(key):
                position[key] = values[key]
        if labels.date and "date" not in position:
            position["date"] = labels.date
        source = labels.source(values.get("source"))
        if source["id"] == SKIP:
            self.report.leave_out(row.at, f"the mapping says {SKIP} of its source")
            return
        word = values.get("stance") or values.get("fill") or str(values.get("value", ""))
        position["summary"] = values.get("summary") or _summary(word, self.file)
        evidence = {key: values[key] for key in EVIDENCE if values.get(key)}
        evidence |= {"source": source["id"], "locator": values.get("locator") or row.at}
        evidence.setdefault("attribution", labels.attribution)
        quote = evidence.get("quote")
        if quote and len(quote.split()) > 25:
            evidence["note"] = "; ".join(
                filter(None, (evidence.get("note"), evidence.pop("quote")))
            )
        position["evidence"] = [evidence]
        self._define(row.at, party, issue, source)
        self.records.add_position(row.at, issue["id"], position, coder=coder)

    def _meant(self, row: Row, issue: Plain) -> Plain | None:
        """The stance, the value or the silence of a row; None where it has none, which is told."""
        values = row.values
        word, fill = str(values.get("stance") or ""), values.get("fill")
        value = _value(values)
        if "scale" in issue and value is None and NUMBER.fullmatch(word):
            return {"value": float(word)}
        by_word, by_fill = self._labels.word(word), self._labels.colour(fill)
        if by_word and by_fill and by_word != by_fill:
            why = "the colour and the word of a cell stand for different things"
            self.report.leave_out(row.at, why)
            return None
        meant = by_word or by_fill
        if meant in SILENCES:
            return {"kind": meant}
        if meant == SKIP:
            self.report.leave_out(row.at, f"the mapping says {SKIP}")
            return None
        found: Plain = {"stance": meant} if meant else {}
        if value is not None:
            found["value"] = value
        if not found:
            what = f"the word {quoted(word, 40)}" if word else "a colour"
            self.report.leave_out(row.at, f"{what} without a stance")
            return None
        return found

    def _define(self, at: str, party: Plain, issue: Plain, source: Plain | None = None) -> None:
        """Take over the records that a position names, where they are not there yet."""
        self.records.once(at, "parties", Party, party)
        self._define_issue(at, issue)
        if source is not None:
            self.records.once(at, "sources", Source, source)

    def _define_issue(self, at: str, issue: Plain) -> None:
        """Take over an issue and its area."""
        area = issue["area"]
        if not self.records.is_area(at, area):
            return
        if issue["id"] not in self.draft.issues:
            own = {key: value for key, value in issue.items() if key != "area"}
            self.records.once(at, "issues", Issue, own)
            if issue["id"] in self.draft.issues:
                self.draft.issues[issue["id"]]["area"] = area
        if area not in self.draft.areas:
            title = self._labels.area_titles.get(area, area.replace("-", " ").capitalize())
            self.draft.areas[area] = self.folder.areas.get(area, {"title": title})

    def check_header(self) -> None:
        """Hold the header that rows have made against the format."""
        if self.draft.header is not None:
            values = {"format": "1", **self.draft.header}
            self.draft.header = self.records.checked("negotiation", Header, values)


def _value(values: Mapping[str, Any]) -> Any:
    if values.get("value"):
        return values["value"]
    if values.get("value.from") or values.get("value.to"):
        return {"from": values.get("value.from"), "to": values.get("value.to")}
    return None


def _summary(word: str, file: str) -> str:
    """The text of a cell, or what is coded there, where it is a sign."""
    if len(word) > MOST_SIGN or (" " in word and any(sign.isalpha() for sign in word)):
        return word
    return Derived(f"Coded as {word} in {file}.")
