"""What a voting advice application says of parties, statements and answers in; rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from parley.importing.draft import Derived
from parley.importing.passages import MARKUP, without_markup
from parley.importing.rows import ImportRefused, LeftOut, Row

MOST_SHORT: Final = 12
QUOTES: Final = {'"': '"', "“": "”", "„": "“"}


@dataclass(frozen=True)
class Language:
    """The language in which the texts of a file are read, of those that it has."""

    code: str

    def of(self, value: Any) -> str:
        """A text, which is one or one for each language."""
        if isinstance(value, Mapping):
            value = value.get(self.code)
        return without_markup(value) if isinstance(value, str) else ""

    def others(self, value: Any) -> list[str]:
        """The other languages in which there is a text."""
        if not isinstance(value, Mapping):
            return []
        return [str(code) for code, text in value.items() if code != self.code and text]


def languages_in(value: Any) -> list[str]:
    """The languages of a text that may have several, in order."""
    return [str(code) for code, text in value.items() if text] if isinstance(value, dict) else []


def language_of(layout: Mapping[str, Any], known: list[str], path: Path) -> Language:
    """The language that a layout names; ImportRefused where the file does not have it."""
    code = str(layout.get("language") or "")
    if code and code not in known:
        raise ImportRefused(
            f"{path}: layout.language: no texts in {code!r}, there are {', '.join(known)}"
        )
    return Language(code)


def language_layout(known: Sequence[str]) -> dict[str, str]:
    """The layout that says which of its languages a file is read in: the first, until changed."""
    return {"language": known[0] if known else ""}


def language_notes(known: Sequence[str]) -> tuple[str, ...]:
    """What is said of a file in several languages."""
    several = f"in {', '.join(known)}: layout.language says which is read"
    return (several,) if len(known) > 1 else ()


def party_rows(
    at: str, label: str, name: str = "", short: str = "", note: str = ""
) -> Iterator[Row | LeftOut]:
    """What is said of a party; a short name that is too long is told and not carried."""
    told = {"party": label, "name": name or label, "note": note}
    if len(short) > MOST_SHORT:
        yield LeftOut(at, f"a short name of more than {MOST_SHORT} characters")
    elif short and short != name:
        told["short"] = short
    yield Row("parties", at, {key: value for key, value in told.items() if value})


def issue_row(at: str, label: str, title: str, proposal: str, area: str = "") -> Row:
    """What is said of a statement."""
    told = {"issue": label, "title": title, "proposal": proposal or title, "area": area}
    return Row("issues", at, {key: value for key, value in told.items() if value})


def answer_rows(
    at: str, party: str, issue: str, answer: str, explanation: str, source: str
) -> Iterator[Row | LeftOut]:
    """An answer, and what of its explanation is not carried. `explanation` may have markup."""
    if MARKUP.search(explanation):
        yield LeftOut(at, "markup in an explanation, whose words are carried")
    summary = _unquoted(without_markup(explanation))
    values = {
        "party": party,
        "issue": issue,
        "stance": answer,
        "source": source,
        "summary": summary or Derived(f"Answered “{answer}”."),
    }
    yield Row("positions", at, values)


def explained_rows(
    at: str,
    party: str,
    issue: str,
    answer: str,
    explanation: Any,
    source: str,
    language: Language,
) -> Iterator[Row | LeftOut]:
    """An answer whose explanation is one text or one for each language."""
    for code in language.others(explanation):
        yield LeftOut(at, f"an explanation in another language, {code}")
    if isinstance(explanation, Mapping):
        explanation = explanation.get(language.code)
    text = explanation if isinstance(explanation, str) else ""
    yield from answer_rows(at, party, issue, answer, text, source)


def _unquoted(text: str) -> str:
    """A text without the quotation marks that are around all of it."""
    close = QUOTES.get(text[:1])
    if close and text.endswith(close) and not set(text[1:-1]) & {text[0], close}:
        return text[1:-1].strip()
    return text


class Labels:
    """Labels that are told apart where two are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, label: str, otherwise: str) -> str:
        """The label, with `otherwise` behind it where another has it."""
        found = label or otherwise
        if found in self._taken:
            found = f"{found} ({otherwise})"
        self._taken.add(found)
        return found
