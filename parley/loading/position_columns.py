"""The columns of positions and of what belongs to them, in frames and in tables, from the records.

`*_FIELDS` are the fields that have columns, `*_COLUMNS` the columns of a frame, in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parley.format.fields import RecordField, fields_of, tabular_fields
from parley.format.models import Condition, Dispute, Evidence, Position
from parley.loading.columns import column_names

FRAME_OF: Final = {"conditions": "conditions", "evidence": "evidence", "disputed_by": "disputes"}
"""The fields of a position whose records have rows of their own, and the frame of those rows."""

POSITION_FIELDS: Final = tuple(field for field in fields_of(Position) if field.name not in FRAME_OF)
EVIDENCE_FIELDS: Final = fields_of(Evidence)
CONDITION_FIELDS: Final = fields_of(Condition)
DISPUTE_FIELDS: Final = tuple(field for field in fields_of(Dispute) if field.name != "evidence")


def _columns(fields: Iterable[RecordField]) -> list[str]:
    return [column for field in fields for column in column_names(field)]


POSITION_COLUMNS: Final = ["issue", *_columns(POSITION_FIELDS), "given_date"]
EVIDENCE_COLUMNS: Final = [
    "position", "role", "ref", "issue", "party", *_columns(EVIDENCE_FIELDS),
]  # fmt: skip
CONDITION_COLUMNS: Final = ["position", "issue", "party", *_columns(CONDITION_FIELDS)]
DISPUTE_COLUMNS: Final = ["position", "issue", "party", *_columns(DISPUTE_FIELDS), "citations"]

# --- tables

POSITION_KEYS: Final = tabular_fields(Position)
EVIDENCE_KEYS: Final = tabular_fields(Evidence)
"""The fields of one row's evidence, in a table of positions or of events."""

PART_KEYS: Final = {field.key: field.part_keys for field in POSITION_KEYS if field.part_keys}
"""The columns in which the ends of a span may stand, beside one of its own."""

TABLE_COLUMNS: Final = [
    "issue",
    *(field.key for field in POSITION_KEYS),
    *(key for keys in PART_KEYS.values() for key in keys),
    *(field.key for field in EVIDENCE_KEYS),
]
"""The columns that a table of positions may have; any other is refused."""

REQUIRED_COLUMNS: Final = ("issue", "party", "source")

FREE_TEXT: Final = frozenset(
    field.key for field in (*POSITION_KEYS, *EVIDENCE_KEYS) if field.free_text
)
"""Those of them that are screened as a whole."""
