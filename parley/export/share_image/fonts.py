"""The fonts of the machine in, for each character of a text the font that has it out.

The preferred fonts come first; those of the system are looked through when a character is in none
of them. Whether a font has a character is read from its own table (`cmap`), so that no picture ever
shows the box that a font has for what it does not know.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc", ".woff2")
MOST_FILES: Final = 3_000
"""Font files of a system that are looked at."""
MOST_FACES: Final = 32
"""Fonts in one file that are looked at."""

FIRST: Final = (
    "source sans 3", "source sans pro", "noto sans", "dejavu sans", "liberation sans", "arial",
    "helvetica neue", "segoe ui", "noto sans hebrew", "arial hebrew", "noto sans arabic",
    "noto sans cjk sc", "source han sans sc", "wenquanyi micro hei", "wenquanyi zen hei",
    "pingfang sc", "microsoft yahei",
)  # fmt: skip
"""Families of the system that are tried first, in this order; then others without serifs."""

NEVER: Final = ("emoji", "symbol", "last resort", "lastresort", "blank", "icon", "awesome", "mono")
"""In names of families that are no type for reading, or have a box for every character."""

REGULAR: Final = ("regular", "book", "roman", "normal", "medium")
BOLD: Final = ("bold", "semibold", "demibold")
"""The styles that are taken, the best first."""

REGULAR_WEIGHT, BOLD_WEIGHT = 400, 680
"""Where a font has an axis of weights."""


@dataclass(frozen=True)
class Face:
    """A font in one weight: a file, and which of the fonts in it. Without a path Pillow's own."""

    path: Path | None
    index: int = 0
    weight: int | None = None
    """The weight on the font's axis, where it has one."""

    def has(self, char: str) -> bool:
        """Whether the font has a glyph for a character."""
        return ord(char) in characters_of(self.path, self.index)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in a size in pixels."""
        return _sized(self, size)


class Family:
    """A font in two weights."""

    def __init__(self, regular: Face, bold: Face | None = None) -> None:
        self._faces = {False: regular, True: bold or regular}

    def face(self, bold: bool) -> Face:
        """The face of a weight; regular where there is no bold one."""
        return self._faces[bold]


BUILT_IN: Final = Family(Face(None))
"""What Pillow carries: enough for an address."""


class FontBook:
    """The fonts that pictures are set in. `places` are directories, by default the system's."""

    def __init__(
        self, preferred: Iterable[Path] = (), places: Sequence[Path] | None = None
    ) -> None:
        self._preferred = tuple(path for path in preferred if path.is_file())
        self._places = system_places() if places is None else tuple(places)

    @cached_property
    def _first(self) -> list[Family]:
        return _families(self._preferred)

    @cached_property
    def _others(self) -> list[Family]:
        return [*_families(_font_files(self._places)), BUILT_IN]

    def face(self, cluster: str, bold: bool, before: Face | None = None) -> Face | None:
        """The first face that has each character, or None.

        What is no letter or digit stays in the face `before` it where that has it.
        """
        if before is not None and not cluster.isalnum() and all(map(before.has, cluster)):
            return before
        for families in (self._first, self._others):
            for family in families:
                face = family.face(bold)
                if all(map(face.has, cluster)):
                    return face
        return None


def system_places() -> tuple[Path, ...]:
    """The directories in which a system keeps fonts."""
    home = Path.home()
    if sys.platform == "darwin":
        found = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        found = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    else:
        data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
        found = [Path(each) / "fonts" for each in [*data.split(":"), own]]
        found.append(home / ".fonts")
    return tuple(found)


def _font_files(places: Iterable[Path]) -> list[Path]:
    """The font files below some directories, sorted, so that the same machine takes the same."""
    files = (
        Path(folder) / name
        for place in places
        for folder, _, names in os.walk(place)
        for name in names
        if name.lower().endswith(SUFFIXES)
    )
    return sorted(islice(files, MOST_FILES))


def _families(paths: Iterable[Path]) -> list[Family]:
    """The families that the files have, in the order of FIRST, with a regular and a bold face."""
    found: dict[str, dict[str, Face]] = {}
    for path in paths:
        for name, style, face in _faces(path):
            if not any(never in name for never in NEVER):
                found.setdefault(name, {}).setdefault(style, face)

    def rank(name: str) -> tuple[int, bool, str]:
        return (FIRST.index(name) if name in FIRST else len(FIRST), "sans" not in name, name)

    families = []
    for name in sorted(found, key=rank):
        styles = found[name]
        regular, bold = (
            next((styles[style] for style in wanted if style in styles), None)
            for wanted in (REGULAR, BOLD)
        )
        if regular is not None:
            families.append(Family(regular, bold))
    return families


def _faces(path: Path) -> Iterator[tuple[str, str, Face]]:
    """The fonts in a file: family and style in small letters, and the face."""
    for index in range(MOST_FACES):
        try:
            font = ImageFont.truetype(path, 16, index)
            family, style = (str(each or "").lower() for each in font.getname())
        except (OSError, ValueError):
            return
        try:
            axes = [_text(axis["name"]) for axis in font.get_variation_axes()]
        except (OSError, NotImplementedError):
            axes = []
        if axes and "weight" in axes[0].lower():
            yield family, "regular", Face(path, index, REGULAR_WEIGHT)
            yield family, "bold", Face(path, index, BOLD_WEIGHT)
        else:
            yield family, style, Face(path, index)
        if path.suffix.lower() not in (".ttc", ".otc"):
            return


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode("utf-8", "replace")


@lru_cache(maxsize=256)
def characters_of(path: Path | None, index: int) -> frozenset[int]:
    """The characters for which a font has a glyph."""
    if path is None:
        return frozenset(range(0x20, 0x7F))
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, ValueError, ImportError):
        return frozenset()


@lru_cache(maxsize=128)
def _sized(face: Face, size: int) -> ImageFont.FreeTypeFont:
    if face.path is None:
        font = ImageFont.load_default(size)
        assert isinstance(font, ImageFont.FreeTypeFont)
        return font
    font = ImageFont.truetype(face.path, size, face.index)
    if face.weight is not None:
        others = [float(axis["default"] or 0) for axis in font.get_variation_axes()[1:]]
        font.set_variation_by_axes([float(face.weight), *others])
    return font
