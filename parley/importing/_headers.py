"""The header of a column in, what of a position it holds out; and the numbers of a layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from parley.format.fields import fields_of
from parley.format.models import Evidence, Position
from parley.importing.rows import ImportRefused

KEYS: Final = frozenset(
    {
        "issue", "area", "proposal", "source", "id", "title", "value.from", "value.to",
        *(field.key for field in (*fields_of(Position), *fields_of(Evidence)) if field.tabular),
    }
)  # fmt: skip
"""What a column may be said to hold."""

USUAL: Final = {
    "issue": "issue issues topic topics statement statement_text question item motion bill vote "
    "concept subject theme_question proposal_text these frage thema",
    "party": "party parties actor country organisation organization candidate member group "
    "delegation faction state partei akteur land parti pays",
    "stance": "stance position stance_value answer opinion code agreement value_code antwort",
    "summary": "summary explanation justification rationale begründung",
    "date": "date day datum jour",
    "area": "area category section theme chapter cluster bereich",
    "source": "source sources quelle",
    "locator": "locator page paragraph para seite",
    "note": "note notes remark remarks comment comments",
    "speaker": "speaker spokesperson",
    "quote": "quote quotation zitat",
    "id": "id no nr number statement_id item_id code_id",
}
"""Headers that people use, by what they mean. It is told, and a person may change it."""

_MEANING: Final = {word: key for key, words in USUAL.items() for word in words.split()}


def meaning_of(header: str) -> str | None:
    """The key that a header is usually the name of; None for any other."""
    plain = re.sub(r"[\s-]+", "_", header.strip().lower())
    if plain in KEYS:
        return plain
    return _MEANING.get(plain)


def joined_note(*parts: str | None) -> str | None:
    """The parts that there are, as one text."""
    return "; ".join(part for part in parts if part) or None


def row_number(value: Any, path: Path) -> int:
    """The number of a row, from 1, in a layout; ImportRefused for anything else."""
    if str(value).isdigit() and int(value) > 0:
        return int(value)
    raise ImportRefused(f"{path}: layout.header: expected the number of a row, got {value!r}")


def roles_of(layout: Mapping[str, Any], path: Path) -> dict[int, str]:
    """What each column of a layout is, by its number from 0; ImportRefused where it is not said."""
    columns = layout.get("columns")
    if not isinstance(columns, Mapping):
        raise ImportRefused(f"{path}: layout.columns: expected what each column is, by its letter")
    return {column_index(str(name), path): str(role) for name, role in columns.items()}


def column_index(name: str, path: Path) -> int:
    """The number of a column, from 0, by its letter; ImportRefused for anything else."""
    try:
        return column_index_from_string(name) - 1
    except (ValueError, CellCoordinatesException):
        raise ImportRefused(
            f"{path}: layout.columns: expected the letter of a column, got {name!r}"
        ) from None
