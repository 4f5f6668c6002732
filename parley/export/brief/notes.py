"""Pieces of evidence in, numbered notes out, in the order of their first use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from parley.export.brief.document import Note
from parley.format.models import Evidence
from parley.views.cells import CellIndex
from parley.views.evidence_text import footnote
from parley.views.text import Detail, NoteRef, Paragraph


class Notes:
    """The evidence of a document while it is written, each piece once.

    References have to be asked for in the order in which they stand in the document.
    """

    def __init__(self, index: CellIndex) -> None:
        self._index = index
        self._numbers: dict[Evidence, int] = {}
        self._uses: Counter[int] = Counter()

    def refs(self, evidence: Iterable[Evidence]) -> list[NoteRef]:
        """References to pieces of evidence, by number."""
        numbers = {self._numbers.setdefault(each, len(self._numbers) + 1) for each in evidence}
        self._uses.update(numbers)
        return [NoteRef(number, self._uses[number]) for number in sorted(numbers)]

    def line(self, detail: Detail) -> Paragraph:
        """A detail as a line, with references to its evidence."""
        return detail.line(*self.refs(detail.evidence))

    def all(self) -> tuple[Note, ...]:
        """The notes so far."""
        sources = self._index.sources
        return tuple(
            Note(number, footnote(each, sources[each.source]), self._uses[number])
            for each, number in self._numbers.items()
        )

    def sources(self) -> list[str]:
        """The ids of the sources so far, in the order of the folder."""
        used = {each.source for each in self._numbers}
        return [id for id in self._index.sources if id in used]
