"""A CSV of events that the Discourse Network Analyzer has exported in, a row for each statement
out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parley.importing._books import book_of, is_spreadsheet
from parley.importing._dna_project import ROLES, WORDS
from parley.importing.dna import CUT, USUAL
from parley.importing.passages import anchored, is_cut, plain
from parley.importing.rows import ImportRefused, LayoutIncomplete, LeftOut, Recognition, Row
from parley.progress import Progress
from parley.wording import join_and

FIXED: Final = (
    "statement_id", "time", "start_position", "stop_position", "text", "coder", "document_id",
    "document_title", "document_author", "document_source", "document_section", "document_type",
)  # fmt: skip
"""The columns that every such file has; the others are the project's variables."""
PUBLISHERS: Final = ("document_source", "document_section", "document_type", "document_author")
EVERY: Final = 2_000


class DnaEvents:
    """The CSV file of events of the Discourse Network Analyzer 3."""

    name = "dna-events"
    title = "a CSV of events of the Discourse Network Analyzer"
    complete = False

    def recognise(self, path: Path, sheet: str | None = None) -> Recognition | None:
        """A CSV file whose header has the columns of such an export."""
        if not is_spreadsheet(path) or path.suffix.lower() != ".csv":
            return None
        header = _header(path)
        if not {"statement_id", "time", "text", "document_title"} <= set(header):
            return None
        variables: dict[str, str] = {}
        for name in header:
            if name and name not in FIXED:
                role = USUAL.get(name.lower(), "ignore")
                variables[name] = "ignore" if role in variables.values() else role
        note = (
            "in its texts semicolons have become commas, and quotation marks apostrophes: "
            "import the .dna file where you have it"
        )
        layout = {"variables": variables, "publisher": "document_source"}
        return Recognition("its header is that of an export of events", layout, (note,))

    def rows(
        self, path: Path, layout: Mapping[str, Any], progress: Progress
    ) -> Iterator[Row | LeftOut]:
        """The documents where they first occur, and a row for each statement."""
        header = _header(path)
        (sheet,) = book_of(path).sheets
        roles = _roles(path, header, layout.get("variables") or {})
        publisher = str(layout.get("publisher") or "")
        if publisher and publisher not in PUBLISHERS:
            raise ImportRefused(
                f"{path}: layout.publisher: expected one of {', '.join(PUBLISHERS)} or nothing"
            )
        labels: dict[tuple[str, str], str] = {}
        for number, cells in enumerate(sheet.rows[1:], 1):
            if not number % EVERY:
                progress("statements", number / len(sheet.rows))
            found = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
            if not any(cells):
                continue
            at = f"statement {found.get('statement_id') or number}"
            values = {role: plain(found.get(name, "")) for name, role in roles.items()}
            missing = [role for role in ("party", "issue") if not values[role]]
            words = anchored(found.get("text", ""))
            if missing or not words:
                yield LeftOut(at, f"no {missing[0]} coded" if missing else "no text")
                continue
            known = (found.get("document_id", ""), found["document_title"])
            if known not in labels:
                title = plain(known[1]) or f"Document {known[0]}"
                label = title if title not in labels.values() else f"{title} (document {known[0]})"
                labels[known] = label
                yield _source(at, label, title, found, publisher)
            if is_cut(found["text"]):
                yield LeftOut(at, CUT)
            stance = values.get("stance", "coded")
            yield Row(
                "positions", at, {
                    **{role: values[role] for role in values},
                    "stance": WORDS.get(stance, stance) or "no value",
                    "date": found["time"][:10],
                    "source": labels[known],
                    "coder": f"Coder {found['coder']}" if found.get("coder") else None,
                    **words,
                },
            )  # fmt: skip


def _source(at: str, label: str, title: str, found: Mapping[str, str], publisher: str) -> Row:
    told = {
        "source": label,
        "title": title,
        "author": plain(found.get("document_author", "")),
        "publisher": plain(found.get(publisher, "")),
        "date": found["time"][:10],
        "kind": "document",
    }
    return Row("sources", at, {key: value for key, value in told.items() if value})


def _header(path: Path) -> list[str]:
    (sheet,) = book_of(path).sheets
    return [text.strip() for text in (sheet.rows[0] if sheet.rows else [])]


def _roles(path: Path, header: list[str], variables: Mapping[str, Any]) -> dict[str, str]:
    """The role of each variable that has one."""
    roles = {str(name): str(role) for name, role in variables.items() if role != "ignore"}
    for name, role in roles.items():
        if name not in header or role not in ROLES:
            raise ImportRefused(
                f"{path}: layout.variables.{name}: expected a column of the file, and one of "
                f"{', '.join(ROLES)}, ignore"
            )
    missing = [role for role in ("party", "issue") if role not in roles.values()]
    if missing or len(set(roles.values())) < len(roles):
        what = f"none is the {join_and(missing)}" if missing else "two have the same role"
        raise LayoutIncomplete(f"{path}: layout.variables: {what}")
    return roles


DNA_EVENTS = DnaEvents()
