"""Words that people read: days, counts, lists, and where in a source."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from parley.format.vocabulary import ATTRIBUTIONS

if TYPE_CHECKING:  # so that the command line speaks without loading the models
    from parley.format.models import DateSpan, Evidence, Source

UNITS = {
    "paragraph": "paragraph",
    "page": "page",
    "section": "section",
    "time": "at",
    "row": "row",
}

NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip

SENTENCE_ENDS = ".!?…。！？؟۔।"
QUOTATION_MARKS = "\"'”’»」』)"


def date_text(date: dt.date) -> str:
    """A date as prose has it: 15 December 2025."""
    return f"{date.day} {date:%B} {date.year}"


def date_range_text(days: DateSpan) -> str:
    """A stretch of days: 16 to 21 December 2025."""
    if days.from_ == days.to:
        return date_text(days.from_)
    if (days.from_.month, days.from_.day, days.to.month, days.to.day) == (1, 1, 12, 31):
        years = [days.from_.year, days.to.year]
        return " to ".join(str(year) for year in dict.fromkeys(years))
    if (days.from_.year, days.from_.month) == (days.to.year, days.to.month):
        return f"{days.from_.day} to {date_text(days.to)}"
    if days.from_.year == days.to.year:
        return f"{days.from_.day} {days.from_:%B} to {date_text(days.to)}"
    return f"{date_text(days.from_)} to {date_text(days.to)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 issue, 12 issues."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_or_none(number: int) -> str:
    """A number in figures, or that there is none: 1,234, none."""
    return f"{number:,}" if number else "none"


def number_word(number: int) -> str:
    """A number as prose has it: seven, twelve, 13."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}"


def capitalised(text: str) -> str:
    """A text as a sentence begins; its other letters stay as they are."""
    return text[:1].upper() + text[1:]


def plural(number: int, one: str, many: str) -> str:
    """A word in the number of its subject."""
    return one if number == 1 else many


def on_none_of(issues: int) -> str:
    """On none of 12 issues; of one issue: Not on the 1 issue. A verb comes next, then who."""
    return f"{'Not on the' if issues == 1 else 'On none of'} {count(issues, 'issue')}"


def left_out_text(positions: int) -> str:
    """How many positions the filters leave out: 1 position is left out."""
    return f"{count(positions, 'position')} {plural(positions, 'is', 'are')} left out"


def isolated(text: str) -> str:
    """A text that, where it is written right to left, keeps what stands beside it in order."""
    leftward = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if leftward else text


def join_and(names: Sequence[str]) -> str:
    """Names as a list in prose: A, B and C."""
    return _join(names, "and")


def join_or(names: Sequence[str]) -> str:
    """Names as a choice in prose: A, B or C."""
    return _join(names, "or")


def _join(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def distinct_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by id, those that stand twice told apart by their id."""
    times = Counter(labels.values())
    return {id: f"{label} ({id})" if times[label] > 1 else label for id, label in labels.items()}


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, within quotation marks or not; the empty one does."""
    return text.rstrip(QUOTATION_MARKS)[-1:] in SENTENCE_ENDS


def end_sentence(text: str) -> str:
    """A text as a sentence: with a full stop where it has no end of its own."""
    return text if ends_sentence(text) else f"{text}."


def locator_text(evidence: Evidence, source: Source) -> str:
    """Where in the source, with its unit: paragraphs 12-14."""
    return locator_phrase(evidence.locator, source.locator_unit)


def locator_phrase(where: str, locator_unit: str) -> str:
    """A locator's text with the unit that it counts: paragraphs 12-14."""
    if not where[:1].isdigit():
        return where
    unit = UNITS[locator_unit]
    plural = "s" if any(mark in where for mark in "-–,;") and unit != "at" else ""
    return f"{unit}{plural} {where}"


def attribution_phrase(evidence: Evidence) -> str:
    """Whose word it is, and who spoke: Second-hand, One U.S. official."""
    label = ATTRIBUTIONS[evidence.attribution].label
    return f"{label}: {evidence.speaker}" if evidence.speaker else label
