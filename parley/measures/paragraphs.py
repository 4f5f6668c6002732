"""The text of a source in, its paragraphs with their numbers out."""

from __future__ import annotations

import re
from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph of a text, on one line."""

    number: int
    text: str


BLANK = re.compile(r"\n\s*\n")
NUMBERED = re.compile(r"(?:\(([0-9]{1,6})\)|\[([0-9]{1,6})\]|([0-9]{1,6})\.)(?:\s+|$)")
HEADING = re.compile(r"\[[^\[\]]*\]")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text with their numbers.

    Blank lines part paragraphs. Where at least half of them open with a number, as in `(12) …`,
    `12. …` or `[12] …`, and these numbers ascend, they are the paragraphs' own: what has none
    continues the paragraph before it, and what stands before the first is not counted. Elsewhere
    paragraphs are counted from 1. A heading, which stands alone in square brackets and is no
    number, is never counted.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks = [" ".join(block.split()) for block in BLANK.split(plain)]
    found = [(_own_number(block), block) for block in blocks if block]
    found = [
        (number, block)
        for number, block in found
        if number is not None or not HEADING.fullmatch(block)
    ]
    own = [number for number, _ in found if number is not None]
    if not own or 2 * len(own) < len(found) or own != sorted(set(own)):
        return [Paragraph(number, block) for number, (_, block) in enumerate(found, 1)]
    numbered: list[Paragraph] = []
    for number, block in found:
        if number is not None:
            numbered.append(Paragraph(number, NUMBERED.sub("", block, count=1)))
        elif numbered:
            before = numbered[-1]
            numbered[-1] = before._replace(text=f"{before.text} {block}".strip())
    return numbered


def _own_number(block: str) -> int | None:
    found = NUMBERED.match(block)
    return int(found[found.lastindex or 0]) if found else None
