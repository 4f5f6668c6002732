"""What is known of a position in, its marks out: the few words that stand beside its stance."""

from __future__ import annotations

from typing import Final, NamedTuple

from parley.format.vocabulary import ATTRIBUTIONS


class Mark(NamedTuple):
    """A word beside a stance: what kind of mark it is, and how people read it."""

    kind: str
    """An attribution, or one of `hypothetical`, `red-line`, `contested`, `condition`, `inherited`,
    `dissent` and `outside`."""
    label: str


ATTRIBUTION_MARKS: Final = {word: Mark(word, term.label) for word, term in ATTRIBUTIONS.items()}
HYPOTHETICAL: Final = Mark("hypothetical", "Hypothetical")
RED_LINE: Final = Mark("red-line", "Red line")
CONTESTED: Final = Mark("contested", "Contested")
CONFLICTING: Final = Mark("contested", "Conflicting reports")
CONDITIONAL: Final = Mark("condition", "Conditional")
DISSENTING: Final = Mark("dissent", "Dissents from its bloc")
LEFT_OUT: Final = Mark("left-out", "Left out by the filters")
"""In place of a position that is not measured; it is no silence."""
OUTSIDE_FILTER: Final = Mark("outside", "Outside the filter")
"""Not of the position but of a reader's choice: the caller adds it."""


def position_marks(
    attribution: str | None,
    *,
    red_line: bool,
    disputed: bool,
    conflicting: bool,
    conditional: bool,
    bloc: str | None,
    dissents: bool,
    hypothetical: bool = False,
) -> list[Mark]:
    """The marks of a position, in the order of showing.

    `attribution` is that of its most direct evidence, None where it has none, `bloc` the name of
    the bloc whose position it is. What a view says in another way it leaves out by the kind of the
    mark.
    """
    marks = [HYPOTHETICAL] if hypothetical else []
    if attribution is not None:
        marks.append(ATTRIBUTION_MARKS[attribution])
    if red_line:
        marks.append(RED_LINE)
    if disputed:
        marks.append(CONTESTED)
    if conflicting:
        marks.append(CONFLICTING)
    if conditional:
        marks.append(CONDITIONAL)
    if bloc is not None:
        marks.append(Mark("inherited", f"As {bloc}"))
    elif dissents:
        marks.append(DISSENTING)
    return marks
