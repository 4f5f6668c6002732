"""What `parley export` has written in, the records that it was written from out.

Columns that an export computes, and rows that a member has from its bloc, are not read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.format.models import Record
from parley.format.vocabulary import STANCES
from parley.frames.columns import LIST_SEPARATOR, record_columns, record_of
from parley.frames.negotiation_table import GIVEN, NAME
from parley.importing._books import book_of
from parley.importing.exported_tables import Fields, read_tables, table_files, text_of
from parley.importing.rows import ImportRefused, LeftOut, Recognition, Row
from parley.progress import Progress

STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
MOST_PLACE: Final = 10_000
"""The place of an item of a list, in the key of a row of the table `negotiation`."""
FILLED_IN: Final = {
    "parties": ("short",),
    "issues": ("status_date",),
    "positions": ("date", "gist"),
}
"""What stands in a table whether the folder gives it or not."""


class Exported:
    """A workbook, or a folder of CSV, JSON or Parquet files, that Parley has exported."""

    name = "export"
    title = "an export of Parley"
    complete = True

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A workbook or a folder with the tables `negotiation`, `parties` and `positions`."""
        files = table_files(path)
        if files:
            names = set(files)
        elif path.is_file() and path.suffix.lower() == ".xlsx":
            names = {each.name for each in book_of(path).sheets}
        else:
            return None
        if not {"parties", "positions", "issues"} <= names:
            return None
        if NAME not in names:
            if not files and not {"silences", "conditions"} <= names:
                return None
            raise ImportRefused(
                f"{path}: an export without the table {NAME}, from which no folder can be made: "
                "export it again with `parley export`, or take Everything on the page Data"
            )
        tables = read_tables(path, only=(NAME,))
        if not tables[NAME] or set(tables[NAME][0][1]) != {NAME, "record", "id", "key", "value"}:
            return None
        return Recognition(f"it has the tables {NAME}, parties, issues and positions")

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The records of all tables."""
        progress(path.name, 0)
        tables = read_tables(path)
        progress("records", 0.5)
        yield from _Records(tables).rows()


class _Records:
    """The rows of all tables, brought together into records."""

    def __init__(self, tables: dict[str, list[tuple[str, Fields]]]) -> None:
        self.tables = tables
        self.written: dict[tuple[str, str], dict[str, Any]] = {}
        for _, row in tables[NAME]:
            holder = self.written.setdefault((row.get("record", ""), row.get("id", "")), {})
            _put(holder, row.get("key", ""), row.get("value", ""))
        self.evidence: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for _, row in tables["evidence"]:
            about = {
                "position": (row.get("position", ""),),
                "dispute": (row.get("position", ""), row.get("ref", "")),
                "claim": (row.get("ref", ""),),
                "event": (row.get("ref", ""),),
                "status": (row.get("issue", ""), row.get("ref", "")),
                "outcome": (row.get("issue", ""),),
            }.get(row.get("role", ""), ())
            cited = _values("evidence", row)
            self.evidence.setdefault((row.get("role", ""), *about), []).append(cited)

    def rows(self) -> Iterator[Row | LeftOut]:
        """All records."""
        yield from self._header()
        for (record, id), values in self.written.items():
            if record == "area":
                yield Row("areas", NAME, {"area": id, **values})
        order = self._header_lists().get("parties")
        parties = {row.get("party", ""): (at, row) for at, row in self.tables["parties"]}
        for id in dict.fromkeys([*(order or ()), *parties]):
            if id in parties:
                at, row = parties[id]
                yield Row("parties", at, self._filled("parties", "party", id, row))
        for at, row in self.tables["sources"]:
            yield Row("sources", at, _values("sources", row))
        for at, row in self.tables["events"]:
            made = self._filled("events", "event", row.get("event", ""), row)
            made["evidence"] = self.evidence.get(("event", row.get("event", "")), [])
            yield Row("events", at, made)
        yield from self._issues()
        for at, row in self.tables["silences"]:
            yield Row("silences", at, {"issue": row.get("issue"), **_values("silences", row)})
        yield from self._positions()

    def _header_lists(self) -> dict[str, Any]:
        return next((each for (record, _), each in self.written.items() if record == NAME), {})

    def _header(self) -> Iterator[Row]:
        values = {key: each for key, each in self._header_lists().items() if key != "parties"}
        claims = []
        for _, row in self.tables["claims"]:
            evidence = self.evidence.get(("claim", row.get("claim", "")), [])
            claims.append({**_values("claims", row), "evidence": evidence})
        yield Row(NAME, NAME, {**values, **({"claims": claims} if claims else {})})

    def _filled(self, frame: str, kind: str, id: str, row: Fields) -> dict[str, Any]:
        """A record, without what the table fills in and the folder does not say."""
        made = _values(frame, row)
        written = self.written.get((kind, id), {})
        for key in FILLED_IN.get(frame, ()):
            if key not in written:
                made.pop(key, None)
        for key, value in written.items():
            if value == GIVEN:
                continue
            if value == "":
                made.pop(key, None)
            elif isinstance(value, dict) and isinstance(made.get(key), dict):
                made[key] |= {inner: each for inner, each in value.items() if each != GIVEN}
            else:
                made[key] = value
        return made

    def _issues(self) -> Iterator[Row]:
        history: dict[str, list[Fields]] = {}
        for _, row in self.tables["statuses"]:
            if row.get("outcome") != "true":
                history.setdefault(row.get("issue", ""), []).append(row)
        for at, row in self.tables["issues"]:
            id = row.get("issue", "")
            written = self.written.get(("issue", id), {})
            days = written.pop("status_history", None)
            made = self._filled("issues", "issue", id, row)
            scale = made.get("scale")
            if isinstance(scale, dict) and not isinstance(written.get("scale"), dict):
                scale.pop("tolerance", None)
            if "status" not in written and row.get("status") == "not-yet-known":
                made.pop("status", None)
            earlier = [self._earlier(id, each) for each in history.get(id, [])[:-1]]
            if isinstance(days, list):
                earlier.sort(key=lambda each: days.index(each["date"]))
            for key, found in (
                ("status_history", earlier),
                ("status_evidence", self.evidence.get(("status", id, ""), [])),
            ):
                if found:
                    made[key] = found
            evidence = self.evidence.get(("outcome", id), [])
            if evidence and "outcome" in made:
                made["outcome"]["evidence"] = evidence
            yield Row(
                "issues", at, {"area": row.get("area"), "area_title": row.get("area_title"), **made}
            )

    def _earlier(self, issue: str, row: Fields) -> dict[str, Any]:
        made = _values("statuses", row)
        evidence = self.evidence.get(("status", issue, row.get("date", "")), [])
        return {**made, "evidence": evidence} if evidence else made

    def _positions(self) -> Iterator[Row | LeftOut]:
        within: dict[str, dict[str, list[dict[str, Any]]]] = {"conditions": {}, "disputed_by": {}}
        for name, key in (("conditions", "conditions"), ("disputes", "disputed_by")):
            for _, row in self.tables[name]:
                made = _values(name, row)
                if name == "disputes":
                    about = ("dispute", row.get("position", ""), row.get("disputed_by", ""))
                    made["evidence"] = self.evidence.get(about, [])
                within[key].setdefault(row.get("position", ""), []).append(made)
        for at, row in self.tables["positions"]:
            if row.get("inherited_from"):
                yield LeftOut(at, "a row that a member has from its bloc, and that follows from it")
                continue
            number = row.get("position", "")
            made = _values("positions", row)
            for key in FILLED_IN["positions"]:
                if not self._given(number, key, made):
                    made.pop(key, None)
            for key, found in within.items():
                if number in found:
                    made[key] = found[number]
            made["evidence"] = self.evidence.get(("position", number), [])
            yield Row("positions", at, {"issue": row.get("issue"), **made})

    def _given(self, number: str, key: str, made: Mapping[str, Any]) -> bool:
        """Whether the folder gives a position's day or gist."""
        for id in (number, ""):
            said = self.written.get(("position", id), {}).get(key)
            if said is not None:
                return bool(said == GIVEN)
        return made.get(key) not in LABELS


LABELS: Final = frozenset(term.label for term in STANCES.values())


def _values(frame: str, row: Fields) -> dict[str, Any]:
    """The keys of a frame's record that a row has, without those at their defaults."""
    record: type[Record] = record_of(frame)
    made: dict[str, Any] = {}
    for column in record_columns(record):
        text = row.get(column.name)
        if text is None:
            continue
        holder = made if column.within is None else made.setdefault(column.within.key, {})
        field = column.field
        if field.kind in ("number_span", "day_span"):
            end = "to" if column.part.endswith("_to") else "from"
            holder.setdefault(field.key, {})[end] = text
        elif field.kind == "ids":
            holder[field.key] = text.split(LIST_SEPARATOR)
        elif field.default is None or text != text_of(field.default):
            holder[field.key] = text
    return made


def _put(holder: dict[str, Any], path: str, value: str) -> None:
    """Put a value at its place: `options[0].text`."""
    steps: list[Any] = [name or int(place) for name, place in STEP.findall(path)]
    if not steps or any(isinstance(step, int) and step > MOST_PLACE for step in steps):
        return
    at: Any = holder
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        new: Any = value if after is None else [] if isinstance(after, int) else {}
        if isinstance(at, list) and isinstance(step, int):
            while len(at) <= step:
                at.append([] if isinstance(after, int) else {})
            if after is None:
                at[step] = value
            at = at[step]
        elif isinstance(at, dict):
            if after is None:
                at[str(step)] = value
                return
            at = at.setdefault(str(step), new)
        else:
            return


EXPORTED = Exported()
