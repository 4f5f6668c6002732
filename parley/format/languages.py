"""A text in, whether it is the tag of a language, and the tag that was likely meant, out.

A tag is one of BCP 47 whose parts are in the registry of language subtags.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

WELL_FORMED: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

COMMON: Final = frozenset(
    """ar bg cs da de el en es et fa fi fr ga he hi hr hu id it ja ko lt lv mt nl no pl pt ro ru
    sk sl sq sr sv th tr uk ur vi zh""".split()  # noqa: SIM905
)
"""Tags that are known without a look at the registry, which takes its time."""


def is_language(text: str) -> bool:
    """Whether a text is a tag of BCP 47 whose parts are registered."""
    if text in COMMON:
        return True
    if not WELL_FORMED.fullmatch(text):
        return False
    from langcodes import tag_is_valid

    return bool(tag_is_valid(text))


def meant_language(text: str) -> str | None:
    """The tag that somebody who wrote another text meant, if that can be told.

    `english` is the name of a language, `en_US` has the wrong sign between its parts, `eng` and
    `EN-us` are other forms of a tag.
    """
    from langcodes import standardize_tag, tag_is_valid

    text = text.strip()
    named = _names().get(" ".join(re.findall(r"\w+", text.casefold())))
    if named is not None:
        return named
    tag = text.replace("_", "-").replace(" ", "-")
    if WELL_FORMED.fullmatch(tag) and tag_is_valid(tag):
        return str(standardize_tag(tag))
    first = re.split(r"[\W_]+", text)[0]
    return _names().get(first.casefold())


@cache
def _names() -> dict[str, str]:
    """The tags of languages by their names in English, and some by their own."""
    registry = (files("langcodes") / "data" / "language-subtag-registry.txt").read_text("utf-8")
    found: dict[str, str] = {}
    for entry in registry.split("\n%%\n"):
        subtag = re.search(r"^Type: language\nSubtag: ([a-z]{2,3})$", entry, re.MULTILINE)
        if subtag is None or "\nDeprecated:" in entry:
            continue
        for name in re.findall(r"^Description: (.+)$", entry, re.MULTILINE):
            plain = " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", "", name).casefold()))
            found.setdefault(plain, subtag[1])
    return found | OWN_NAMES


OWN_NAMES: Final = {
    "deutsch": "de", "français": "fr", "francais": "fr", "español": "es", "espanol": "es",
    "castellano": "es", "italiano": "it", "português": "pt", "portugues": "pt",
    "nederlands": "nl", "polski": "pl", "українська": "uk", "русский": "ru", "türkçe": "tr",
    "svenska": "sv", "norsk": "no", "dansk": "da", "suomi": "fi", "čeština": "cs",
    "magyar": "hu", "العربية": "ar", "עברית": "he", "中文": "zh", "日本語": "ja", "한국어": "ko",
    "farsi": "fa", "greek": "el",
}  # fmt: skip
"""Names that the registry has not, or has for another."""
