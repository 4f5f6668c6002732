"""Rows of a file and a mapping in; the records that they make, each with its address, out.

Rows that say the same of a party, an issue and a day are one position with several pieces of
evidence. Those that differ stay beside each other, as conflicting reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from parley.format.ids import is_id
from parley.format.models import Event, Header, Issue, Party, Position, Record, Silence, Source
from parley.format.problems import Problem, quoted
from parley.format.types import NUMBER
from parley.format.vocabulary import SILENCES
from parley.importing.draft import Derived, Draft, Plain, plain_of
from parley.importing.labels import Labels
from parley.importing.mapping import MappingFile
from parley.importing.mapping_text import SKIP
from parley.importing.report import Report
from parley.importing.rows import LeftOut, Row
from parley.importing.survey import NAMED
from parley.loading.records import error_message

MOST_FAULTS = 1_000
ROW = re.compile(r"[0-9]{1,9}$")
"""The row, at the end of an address."""
SAYS = ("date", "stance", "value", "bound", "option", "fallback", "red_line", "conditions")
"""What two rows of one party and issue have in common that are one position."""
EVIDENCE = ("source", "locator", "attribution", "speaker", "quote", "note")
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
        self.draft = Draft()
        self.report = Report()
        self.problems: list[Problem] = []
        self._positions: dict[tuple[Any, ...], Plain] = {}
        self._of_coder: dict[str, dict[tuple[Any, ...], Plain]] = {}
        self._silences: dict[tuple[str, str], Plain] = {}
        self._refused: set[tuple[str, str]] = set()
        self._sources_told: dict[str, str] = {}
        if mapping is not None:
            self._labels = Labels(mapping, folder)

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
                self._record(row)
            else:
                self._statement(row)

    def finish(self) -> Draft:
        """The draft of all rows."""
        if not self.report.rows and self.mapping is not None:
            self._define_sources()  # a bibliography: what it has is there to be cited
        self.draft.positions = list(self._positions.values())
        if len(self._of_coder) > 1:
            self.draft.coders = {
                name: list(each.values()) for name, each in sorted(self._of_coder.items())
            }
        for (issue, _), silence in self._silences.items():
            if issue not in self.draft.issues:
                continue  # refused, which is told
            self.draft.issues[issue].setdefault("silences", []).append(silence)
        self.report.positions = len(self.draft.positions)
        self.report.silences += len(self._silences)
        return self.draft

    def _define_sources(self) -> None:
        """Take over the sources that a file tells of."""
        for label, at in self._sources_told.items():
            source = self._labels.source(label)
            if source["id"] == SKIP:
                self.report.leave_out(at, f"the mapping says {SKIP}")
            else:
                self._once(at, "sources", Source, source)
        self.report.rows = len(self._sources_told)
        self.report.others = len(self.draft.sources)

    # --- rows whose labels are a file's own

    def _tell(self, row: Row) -> None:
        """Take in what a file says of a party, an issue or a source."""
        labels, label = self._labels, row.values[NAMED[row.table]]
        labels.tell(row.table, label, row.values)
        if row.table == "sources":
            self._sources_told.setdefault(label, row.at)
        if row.table == "parties" and (party := labels.party(label)) is not None:
            self._once(row.at, "parties", Party, party)
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
            silence = self._checked(row.at, Silence, position)
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
        self._position(row.at, issue["id"], position, coder=coder)

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
        self._once(at, "parties", Party, party)
        self._define_issue(at, issue)
        if source is not None:
            self._once(at, "sources", Source, source)

    def _define_issue(self, at: str, issue: Plain) -> None:
        """Take over an issue and its area."""
        area = issue["area"]
        if not self._is_area(at, area):
            return
        if issue["id"] not in self.draft.issues:
            own = {key: value for key, value in issue.items() if key != "area"}
            self._once(at, "issues", Issue, own)
            if issue["id"] in self.draft.issues:
                self.draft.issues[issue["id"]]["area"] = area
        if area not in self.draft.areas:
            title = self._labels.area_titles.get(area, area.replace("-", " ").capitalize())
            self.draft.areas[area] = self.folder.areas.get(area, {"title": title})

    def _is_area(self, at: str, area: str) -> bool:
        """Whether an area's id is one, which names a file; a fault, told once, where it is not."""
        if is_id(area):
            return True
        if ("areas", area) not in self._refused:
            self._refused.add(("areas", area))
            self._fault(at, "area", f"expected an id, got {quoted(area)}")
        return False

    def _once(self, at: str, kind: str, record: type[Record], values: Plain) -> None:
        """Take over a record, checked, where it is not there; one that is refused is told once."""
        records = getattr(self.draft, kind)
        if values["id"] not in records and (kind, values["id"]) not in self._refused:
            made = self._checked(at, record, values)
            if made is None:
                self._refused.add((kind, values["id"]))
            else:
                records[values["id"]] = made

    # --- rows that are records of the format

    def _record(self, row: Row) -> None:
        values = _nested(row.values)
        match row.table:
            case "positions":
                issue = values.pop("issue", None)
                if not isinstance(issue, str):
                    self._fault(row.at, "issue", "missing, this cell is required")
                    return
                values.setdefault("evidence", [_citation(values, row.at)])
                self._position(row.at, issue, values, fold=False)
                return
            case "silences":
                issue = values.pop("issue", None)
                made = self._checked(row.at, Silence, values)
                if made is not None and isinstance(issue, str):
                    self.report.silences += 1
                    record = self.draft.issues.setdefault(issue, {"id": issue})
                    record.setdefault("silences", []).append(made)
                return
        self.report.others += 1
        match row.table:
            case "negotiation":
                self.draft.header = {**(self.draft.header or {}), **values}
            case "areas" if self._is_area(row.at, str(values.get("area"))):
                self.draft.areas[values["area"]] = {
                    key: values[key] for key in ("title", "summary") if key in values
                }
            case "issues":
                self._issue(row.at, values)
            case "parties" | "sources" | "events":
                kinds: dict[str, type[Record]] = {
                    "parties": Party, "sources": Source, "events": Event,
                }  # fmt: skip
                if row.table == "events":
                    values.setdefault("evidence", [_citation(values, row.at)])
                made = self._checked(row.at, kinds[row.table], values)
                if made is not None:
                    getattr(self.draft, row.table)[made["id"]] = made

    def _issue(self, at: str, values: Plain) -> None:
        area = values.pop("area", None)
        title = values.pop("area_title", None)
        if not isinstance(area, str):
            self._fault(at, "area", "missing, this cell is required")
            return
        if not self._is_area(at, area):
            return
        made = self._checked(at, Issue, values)
        if made is None:
            return
        named = title or area.replace("-", " ").capitalize()
        self.draft.areas.setdefault(area, {"title": named})
        silences = self.draft.issues.get(made["id"], {}).get("silences")
        self.draft.issues[made["id"]] = {**made, "area": area}
        if silences:
            self.draft.issues[made["id"]]["silences"] = silences

    def check_header(self) -> None:
        """Hold the header that rows have made against the format."""
        if self.draft.header is not None:
            values = {"format": "1", **self.draft.header}
            self.draft.header = self._checked("negotiation", Header, values)

    # --- both

    def _position(
        self, at: str, issue: str, values: Plain, fold: bool = True, coder: str = ""
    ) -> None:
        derived = isinstance(values.get("summary"), Derived)
        no_summary = "summary" not in values
        if no_summary:
            values["summary"] = "?"
        made = self._checked(at, Position, values)
        if made is None:
            return
        if no_summary:
            del made["summary"]
        elif derived:
            made["summary"] = Derived(made["summary"])
        says = (issue, made["party"], *(str(made.get(key)) for key in SAYS))
        key = says if fold else (*says, len(self._positions))
        if coder:
            own = {"issue": issue, **made, "evidence": list(made["evidence"])}
            _fold(self._of_coder.setdefault(coder, {}), key, own)
        self.report.folded += _fold(self._positions, key, {"issue": issue, **made})

    def _checked(self, at: str, record: type[Record], values: Plain) -> Plain | None:
        """The values as the record has them; None where it refuses them, which is a fault."""
        try:
            made = record.model_validate(values, by_alias=True, by_name=False)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                where = ".".join(map(str, each["loc"]))
                self._fault(at, where, error_message(each, record))
            return None
        return plain_of(made)

    def _fault(self, at: str, where: str, message: str) -> None:
        if len(self.problems) < MOST_FAULTS:
            row = ROW.search(at)
            line = int(row[0]) if row else 1
            self.problems.append(Problem(self.file, line, f"{at}, {where}", message))


def _fold(positions: dict[tuple[Any, ...], Plain], key: tuple[Any, ...], position: Plain) -> bool:
    """Add a position, or its evidence to the one that says the same; whether there is such."""
    there = positions.setdefault(key, position)
    if there is position:
        return False
    for evidence in position["evidence"]:
        if evidence not in there["evidence"]:
            there["evidence"].append(evidence)
    return True


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


def _nested(values: Mapping[str, Any]) -> Plain:
    """Keys with a dot as mappings within; lists of ids as lists."""
    made: Plain = {}
    for key, value in values.items():
        *parents, last = key.split(".")
        holder = made
        for parent in parents:
            inner = holder.setdefault(parent, {})
            holder = inner if isinstance(inner, dict) else holder
        if last in LISTS and isinstance(value, str):
            value = value.replace(",", " ").replace(";", " ").split()
        if last in FLAGS and isinstance(value, str):
            value = value.lower()
        holder[last] = value
    return made


LISTS = ("members", "parties", "issues", "decided_by", "sources", "home_parties", "areas")
FLAGS = ("red_line", "upcoming")


def _citation(values: Plain, at: str) -> Plain:
    """The evidence in the columns of one row, taken out of them."""
    cited = {key: values.pop(key) for key in EVIDENCE if key in values}
    cited.setdefault("locator", f"row {''.join(filter(str.isdigit, at.rsplit('!', 1)[-1]))}")
    cited.setdefault("attribution", "document")
    return cited
