"""The header of a column in, what of a position it holds out, where the word is a usual one."""

from __future__ import annotations

import re
from typing import Final

from parley.format.fields import fields_of
from parley.format.models import Evidence, Position

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
