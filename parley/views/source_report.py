"""One source of a negotiation in, what a curator asks of it out: what of it is cited and for what,
what is not, and how the paragraphs that are not begin in the curator's own copy.

The text of the copy is read and shown; it is written nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from parley.format.models import Source
from parley.format.problems import did_you_mean, escape_unprintable, quoted
from parley.frames.build import build_frames
from parley.iter_rows import iter_rows
from parley.loading.loader import Negotiation
from parley.measures.citations import CITED_FOR
from parley.measures.cited_units import Locators, locators
from parley.measures.paragraphs import Paragraph, paragraphs
from parley.wording import count, date_text

EXCERPT_LENGTH: Final = 100
"""How many characters of a paragraph are shown."""

MOST_LISTED: Final = 20
"""How many ids, or locators without a place, are listed before the rest is counted."""

UNIT_NOUNS: Final = {"time": "moment"}
"""What a source's units are called, where not as in the format."""


class SourceNotFound(LookupError):
    """No source has the id; the message says which there are."""


class UnreadableText(ValueError):
    """A local copy that is no UTF-8 text; the message says where."""


@dataclass(frozen=True)
class SourceReport:
    """What of a source is cited, beside a local copy of it where there is one."""

    source: Source
    found: Locators
    citations: int
    copy: str | None
    """The name of the local copy."""
    text: tuple[Paragraph, ...]

    @property
    def uncited_text(self) -> list[Paragraph]:
        """The paragraphs of the copy that no citation names."""
        cited = set(self.found.cited)
        return [each for each in self.text if each.number not in cited]

    @property
    def warnings(self) -> list[str]:
        """Why the copy and the locators may not be speaking of the same paragraphs."""
        if self.copy is None:
            return []
        found = []
        if self.source.locator_unit != "paragraph":
            found.append(f"the locators count {_unit_noun(self.source)}s, the copy has paragraphs")
        if self.found.count is not None and len(self.text) != self.found.count:
            has = count(len(self.text), "paragraph")
            found.append(f"the copy has {has}, locator_count is {self.found.count:,}")
        return found


def source_report(negotiation: Negotiation, source: str, copy: Path | None = None) -> SourceReport:
    """The report of the source with an id, beside the local copy at a path.

    Raises SourceNotFound, UnreadableText, or OSError where the copy cannot be read.
    """
    records = {record.id: record for record in negotiation.sources}
    if source not in records:
        near = did_you_mean(source, records)
        known = f"{' Expected' if near else ', expected'} one of {_first_of(list(records))}"
        raise SourceNotFound(f"no source has the id {quoted(source)}{near}{known}")
    shaped = build_frames(negotiation)
    row = shaped.sources[shaped.sources["source"] == source].iloc[0]
    return SourceReport(
        source=records[source],
        found=locators(shaped.evidence, row),
        citations=int((shaped.evidence["source"] == source).sum()),
        copy=None if copy is None else str(copy),
        text=() if copy is None else tuple(paragraphs(_read(copy))),
    )


def _read(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableText(
            f"{path}:{line}: byte 0x{raw[error.start]:02x} is not UTF-8 text, save it as UTF-8"
        ) from None


def _first_of(items: Sequence[str]) -> str:
    rest = len(items) - MOST_LISTED
    return ", ".join(items[:MOST_LISTED]) + (f" and {rest:,} more" if rest > 0 else "")


def _unit_noun(source: Source) -> str:
    return UNIT_NOUNS.get(source.locator_unit, source.locator_unit)


# --- for people


def as_lines(report: SourceReport) -> list[str]:
    """The report as lines for people."""
    source, found = report.source, report.found
    lines = [
        f"{source.id}: {source.publisher}, “{source.title}”, {date_text(source.date)}",
        f"{_cited_share(report)}, by {count(report.citations, 'citation')}",
    ]
    lines += _section_lines(
        "cited", [line for unit, rows in _by_unit(found) for line in _cited_lines(unit, rows)]
    )
    if found.uncited is None:
        lines += ["", "not cited: nobody knows, for the source has no locator_count"]
    else:
        lines += ["", f"not cited: {ranges(found.uncited) or 'nothing'}"]
    if len(found.unplaced):
        loose = [
            f"{quoted(text)} ({count(number, 'time')})"
            for text, number in iter_rows(found.unplaced)
        ]
        lines += ["", f"could not be placed: {_first_of(loose)}"]
    if report.copy is not None:
        lines += ["", f"{report.copy}: {count(len(report.text), 'paragraph')}"]
        lines += [f"warning: {warning}" for warning in report.warnings]
        lines += _section_lines(
            "not cited there",
            [f"{each.number:>4}  {excerpt(each.text)}" for each in report.uncited_text],
        )
    return [escape_unprintable(line) for line in lines]


def _cited_share(report: SourceReport) -> str:
    cited, noun = len(report.found.cited), _unit_noun(report.source)
    if report.found.count is None:
        return f"{count(cited, noun)} cited"
    return f"{cited:,} of {count(report.found.count, noun)} cited"


def _section_lines(head: str, lines: list[str]) -> list[str]:
    return ["", f"{head}:", *lines] if lines else []


def _by_unit(found: Locators) -> list[tuple[int, pd.DataFrame]]:
    return [(int(unit), rows) for unit, rows in found.named.groupby("locator")]


def _cited_lines(unit: int, rows: pd.DataFrame) -> list[str]:
    """What a unit is cited for: a line a role, the number before the first."""
    lines: list[str] = []
    for role in CITED_FOR:
        own = rows[rows["role"] == role]
        if len(own):
            about = dict.fromkeys(_purpose(row) for row in iter_rows(own))
            number = "" if lines else str(unit)
            lines.append(f"{number:>4}  {role:<8}  {', '.join(about)}")
    return lines


def _purpose(row: Any) -> str:
    """What one citation is for, by ids, which is what a curator looks for in the files."""
    if row.role == "dispute":
        return f"{row.ref} against {row.party} on {row.issue}"
    if row.role == "position":
        return f"{row.party} on {row.issue}"
    return str(row.issue if pd.isna(row.ref) else row.ref)


def ranges(spans: Sequence[tuple[int, int]]) -> str:
    """Ranges as locators have them: 3, 7-9."""
    return ", ".join(f"{low}" if low == high else f"{low}-{high}" for low, high in spans)


def excerpt(text: str) -> str:
    """How a paragraph begins, in at most EXCERPT_LENGTH characters."""
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1].rstrip() + "…"


# --- for programs


def as_record(report: SourceReport) -> dict[str, Any]:
    """The report as plain values for JSON.

    Keys: source, title, publisher, date, unit, count (null where nobody knows), citations, cited
    (a list of locator, cited, and `for`, a list of role, ref, issue and party), uncited (a list of
    from and to; null where nobody knows), unplaced (a list of text and count), copy (null without
    one; else file, paragraphs, and uncited, a list of number and begins) and warnings.
    """
    source, found = report.source, report.found
    copy = None
    if report.copy is not None:
        copy = {
            "file": report.copy,
            "paragraphs": len(report.text),
            "uncited": [
                {"number": each.number, "begins": excerpt(each.text)}
                for each in report.uncited_text
            ],
        }
    uncited = found.uncited
    return {
        "source": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date.isoformat(),
        "unit": source.locator_unit,
        "count": found.count,
        "citations": report.citations,
        "cited": [
            {"locator": unit, "cited": len(rows), "for": _json_rows(rows.drop(columns="locator"))}
            for unit, rows in _by_unit(found)
        ],
        "uncited": None
        if uncited is None
        else [{"from": low, "to": high} for low, high in uncited],
        "unplaced": _json_rows(found.unplaced),
        "copy": copy,
        "warnings": report.warnings,
    }


def _json_rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    plain = rows.astype("object").where(rows.notna(), None)
    found: list[dict[str, Any]] = plain.to_dict("records")
    return found
