"""A passage of a text in, the words that anchor it out: offsets shift from tool to tool.

Also: text as other tools hold it, with markup, line breaks and signs that cannot be shown, as
one paragraph of plain text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

MOST_QUOTED: Final = 25
"""Words of a quote, as the format has it."""
ANCHOR: Final = 4
"""Words of a longer passage by which its beginning and its end are found."""
MARKUP: Final = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>|&(?:[a-zA-Z]\w+|#\d+|#x[\da-fA-F]+);")
BLOCKS: Final = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3"})
NOT_SHOWN: Final = frozenset({"script", "style"})


def plain(text: object) -> str:
    """One paragraph of text: spaces for line breaks, nothing for control characters."""
    words = str(text).split()
    joined = " ".join(words)
    if joined.isprintable():
        return joined
    kept = (sign for sign in joined if unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co"))
    return " ".join("".join(kept).split())


def without_markup(text: str) -> str:
    """The words of a text that may have HTML in it."""
    if not MARKUP.search(text):
        return plain(text)
    reader = _Words()
    reader.feed(text)
    reader.close()
    return plain(html.unescape("".join(reader.found)))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in NOT_SHOWN
        if tag in BLOCKS:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in NOT_SHOWN and self.hidden > 0
        if tag in BLOCKS:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def anchored(passage: str) -> dict[str, str]:
    """The locator of a passage, its first and last words, and its quote: whole where it is short,
    else as far as a quote may go. Nothing for a passage without words."""
    words = plain(passage).split()
    if not words:
        return {}
    if len(words) <= 2 * ANCHOR:
        locator = " ".join(words)
    else:
        locator = f"{' '.join(words[:ANCHOR])} … {' '.join(words[-ANCHOR:])}"
    quote = " ".join(words)
    if len(words) > MOST_QUOTED:
        quote = " ".join(words[: MOST_QUOTED - 1]) + " …"
    return {"locator": f"“{locator}”", "quote": quote}


def is_cut(passage: str) -> bool:
    """Whether a passage is too long to be quoted whole."""
    return len(passage.split()) > MOST_QUOTED
