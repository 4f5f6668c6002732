"""What a brief is in any form: blocks, notes, and what the file says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from parley.views.text import Block, Paragraph, Picture, Table


@dataclass(frozen=True)
class Note:
    """A numbered note: one piece of evidence."""

    number: int
    paragraph: Paragraph
    uses: int = 1
    """How often it is referred to."""


@dataclass(frozen=True)
class Brief:
    """A document, whatever form it is written in."""

    negotiation: str
    """The negotiation's title."""
    subject: str
    """What of it the brief is about."""
    language: str
    """The BCP 47 tag of its texts."""
    day: dt.date
    """The day that it speaks for."""
    authors: tuple[str, ...]
    """Who looks after the data."""
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        """The name of the document."""
        return f"{self.subject} – {self.negotiation}"

    def tables(self) -> list[Table]:
        """Its tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def pictures(self) -> list[Picture]:
        """Its pictures, in order."""
        return [block for block in self.blocks if isinstance(block, Picture)]
