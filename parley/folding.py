"""A text in, the text that words are looked for in out: accents, case and forms of Unicode apart.

The rule, in this order; `parley/ui/assets/fold.js` is the same for the browser:

1. NFKD: a letter and its accents come apart, and a ligature or a full-width letter into plain ones;
2. lower case, letter by letter as Unicode has it;
3. what MARKS has goes: accents, points of Hebrew and Arabic, what only joins or divides letters;
4. what LETTERS has becomes what people type for it: ß is ss, ø is o, a curly apostrophe a straight;
5. NFC: what is left of a letter and its parts (Hangul, kana) comes together again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

MARKS: Final = (
    (0x00AD, 0x00AD),  # the soft hyphen
    (0x0300, 0x036F),  # combining diacritical marks, with their further blocks below
    (0x0483, 0x0487),  # Cyrillic
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
    (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x200B, 0x200F), (0x2060, 0x2060), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF),
)  # fmt: skip
"""The first and the last character of each range of what is left out."""

LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h",
    "ŧ": "t", "ı": "i", "ς": "σ", "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "‘": "'",
    "’": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"',
}  # fmt: skip
"""What has no accent that could come off, and what stands for it."""

_TABLE: Final = str.maketrans(LETTERS) | {
    code: None for first, last in MARKS for code in range(first, last + 1)
}


def fold(text: str) -> str:
    """A text as the rule above leaves it."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFKD", text).lower().translate(_TABLE))


def words_of(typed: str) -> list[str]:
    """The words that a reader has typed, folded."""
    return fold(typed).split()


def has_words(text: str, words: Iterable[str]) -> bool:
    """Whether a text has all of these folded words, each anywhere in it."""
    folded = fold(text)
    return all(word in folded for word in words)
