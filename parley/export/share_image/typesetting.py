"""A text in, lines out that can be measured and drawn: the fonts found for each part of it, the
parts in the order of showing, broken to a width and cut with an ellipsis where it is too long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from PIL import ImageDraw, ImageFont, features

from parley.export.share_image.bidi import is_rtl, pieces
from parley.export.share_image.fonts import Face, FontBook
from parley.export.share_image.shapes import SCALE

MOST_CHARACTERS: Final = 400
"""Characters of a text that are set at all."""

JOINERS: Final = "\u200c\u200d"
"""Characters that steer how their neighbours are joined, and need no glyph of their own."""

ISOLATES: Final = "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
"""Characters that keep a name in order in a sentence of the other direction."""

RAQM: Final = bool(features.check("raqm"))
"""Whether Pillow shapes text. Without it only scripts that need none are set."""


class MissingGlyph(LookupError):
    """No font here can show a character."""


class Run(NamedTuple):
    """Characters of one font and one direction."""

    text: str
    font: ImageFont.FreeTypeFont
    rtl: bool

    @property
    def options(self) -> dict[str, Any]:
        """What Pillow is told of it."""
        if self.font.layout_engine != ImageFont.Layout.RAQM:
            return {}
        return {"direction": "rtl" if self.rtl else "ltr"}

    @property
    def width(self) -> float:
        """In pixels of the picture."""
        return self.font.getlength(self.text, **self.options) / SCALE


@dataclass(frozen=True)
class Line:
    """A line of text, its runs from left to right."""

    runs: tuple[Run, ...]
    rtl: bool
    """Whether its paragraph is written from right to left."""

    @property
    def width(self) -> float:
        """In pixels."""
        return sum(run.width for run in self.runs)

    def draw(self, draw: ImageDraw.ImageDraw, x: float, baseline: float, colour: str) -> None:
        """Draw it, beginning at x."""
        for run in self.runs:
            at = (x * SCALE, baseline * SCALE)
            draw.text(at, run.text, colour, run.font, anchor="ls", **run.options)
            x += run.width


@dataclass(frozen=True)
class Typesetter:
    """Sets texts in the fonts of a book. What none of them can show raises MissingGlyph."""

    book: FontBook

    def line(self, text: str, size: int, bold: bool = False, rtl: bool | None = None) -> Line:
        """A text as one line, as wide as it is; by default in the direction of its own."""
        text = plain(text)
        base = is_rtl(text) if rtl is None else rtl
        runs = [
            run
            for piece in pieces(text, base)
            for run in self._runs(piece.text, piece.rtl, size, bold)
        ]
        return Line(tuple(runs), base)

    def cut(self, text: str, size: int, width: float, bold: bool = False) -> Line:
        """A text as one line of at most that width."""
        (line,) = self.lines(text, size, width, 1, bold)
        return line

    def lines(
        self, text: str, size: int, width: float, most: int, bold: bool = False
    ) -> list[Line]:
        """A text in at most so many lines of at most that width, cut with an ellipsis."""
        text = plain(text)
        rtl = is_rtl(text)
        texts = self._broken(text, size, width, bold)
        if len(texts) > most:
            rest = text[len("".join(texts[: most - 1])) :]
            texts = [*texts[: most - 1], self._shortened(rest, size, width, bold)]
        return [self.line(each.strip(), size, bold, rtl) for each in texts]

    def fits(self, text: str, size: int, width: float, most: int, bold: bool = False) -> bool:
        """Whether a text stands whole in so many lines, no word of it broken."""
        text = plain(text)
        words = all(self._width(word, size, bold) <= width for word in text.split())
        return words and len(self._broken(text, size, width, bold)) <= most

    def _broken(self, text: str, size: int, width: float, bold: bool) -> list[str]:
        """The lines of a text; joined they are the text."""
        found = [""]
        for part in _parts(text):
            if found[-1] and self._width(found[-1] + part, size, bold) > width:
                found.append("")
            while not found[-1] and self._width(part, size, bold) > width and len(part) > 1:
                some = self._most(part, size, width, bold)  # a word wider than a line
                found[-1] = part[:some]
                part = part[some:]
                found.append("")
            found[-1] += part
        return [line for line in found if line] or [""]

    def _shortened(self, text: str, size: int, width: float, bold: bool) -> str:
        room = width - self._width("…", size, bold)
        return text[: self._most(text, size, room, bold)].rstrip(" ,;:–-(") + "…"

    def _most(self, text: str, size: int, width: float, bold: bool) -> int:
        """How many characters of a text fit, at least one; none without those that join it."""
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self._width(text[:middle], size, bold) <= width:
                low = middle
            else:
                high = middle - 1
        while 1 < low < len(text) and _joins(text[low]):
            low -= 1
        return low

    def _width(self, text: str, size: int, bold: bool) -> float:
        return self.line(text.strip(), size, bold).width

    def _runs(self, text: str, rtl: bool, size: int, bold: bool) -> list[Run]:
        """A piece of one direction by its fonts, from left to right."""
        found: list[tuple[str, Face]] = []
        for cluster in _clusters(text):
            shown = cluster.translate(dict.fromkeys(map(ord, JOINERS)))
            face = self.book.face(shown, bold, found[-1][1] if found else None)
            if face is None or not (RAQM or _needs_no_shaping(cluster)):
                raise MissingGlyph(cluster)
            if found and found[-1][1] == face:
                found[-1] = (found[-1][0] + cluster, face)
            else:
                found.append((cluster, face))
        runs = [Run(part, face.at(size * SCALE), rtl) for part, face in found]
        return runs[::-1] if rtl else runs


def plain(text: str) -> str:
    """A text without what has no glyph: controls, marks of direction, more than one space."""
    kept = (
        char
        for char in " ".join(text.split())[:MOST_CHARACTERS]
        if char in JOINERS + ISOLATES
        or unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Cn")
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me") or char in JOINERS


def _clusters(text: str) -> Iterator[str]:
    """The characters, each with what belongs to it."""
    cluster = ""
    for char in text:
        if cluster and not _joins(char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _parts(text: str) -> Iterator[str]:
    """The parts between which a line may break: words, and each wide character as in Chinese."""
    part = ""
    for cluster in _clusters(text):
        wide = unicodedata.east_asian_width(cluster[0]) in "WF"
        opens = wide and unicodedata.category(cluster[0]) not in ("Pe", "Pf", "Po")
        if part and (opens or part[-1] == " "):
            yield part
            part = ""
        part += cluster
        if wide and unicodedata.category(cluster[0]) in ("Ps", "Pi"):
            continue
    if part:
        yield part


def _needs_no_shaping(cluster: str) -> bool:
    return len(cluster) == 1 and unicodedata.bidirectional(cluster) not in ("R", "AL", "AN")
