"""The types of single values: text as it was typed in, a number, a day or a checked text out.

Each type refuses what it does not take with a fault in the format's words.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from parley.format.days import DAY
from parley.format.ids import MOST_CHARACTERS, PATTERN
from parley.format.languages import WELL_FORMED, is_language, meant_language
from parley.format.located_values import QuotedText
from parley.format.problems import quoted

FORMAT = 1
MOST_GIST = 48
MOST_SHORT = 12
MOST_QUOTED_WORDS = 25

NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
LINK = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


def format_error(expected: str, got: object) -> PydanticCustomError:
    """A fault in the format's words. The message is no template: braces in it stay braces."""
    message = f"expected {expected}, got {got}"
    return PydanticCustomError("parley", "{message}", {"message": message})


def describe_value(value: object) -> str:
    """What stands in the file, as a message names it."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None or value == "":
        return "nothing"
    return f"{quoted(value)} in quotes" if isinstance(value, QuotedText) else quoted(value)


def read_number(value: Any) -> Any:
    """The number that was typed, if it is one and finite."""
    if isinstance(value, str) and not isinstance(value, QuotedText) and NUMBER.fullmatch(value):
        number = float(value)
        if math.isfinite(number):
            return number
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    got = describe_value(value)
    if isinstance(value, str) and "," in value and NUMBER.fullmatch(value.replace(",", ".", 1)):
        got += ", write a point before the decimals"
    raise format_error("a number", got)


def read_whole(value: Any) -> Any:
    """The whole number that was typed."""
    number = read_number(value)
    if number != int(number):
        raise format_error("a whole number", describe_value(value))
    return int(number)


def read_truth(value: Any) -> Any:
    """The truth value that was typed: `true` or `false`."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, QuotedText) and value in ("true", "false"):
        return value == "true"
    raise format_error("true or false", describe_value(value))


def read_day(value: Any) -> Any:
    """The day that was typed, as YYYY-MM-DD."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise format_error("a day that exists, as YYYY-MM-DD", describe_value(value)) from None
    raise format_error("a date as YYYY-MM-DD", describe_value(value))


def read_format(value: Any) -> Any:
    """The version of the format, if it is the one that this program reads."""
    if read_whole(value) != FORMAT:
        raise format_error(
            f"{FORMAT}, the version of the format that this program reads", describe_value(value)
        )
    return FORMAT


def span_of(read: Callable[[Any], Any], expected: str) -> Callable[[Any], Any]:
    """A reader of spans: a single value becomes the span from it to itself, a mapping stays."""

    def span(value: Any) -> Any:
        if isinstance(value, (dict, BaseModel)):
            return value
        if isinstance(value, list):
            raise format_error(expected, describe_value(value))
        single = read(value)
        return {"from": single, "to": single}

    return span


def _fully(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise format_error(expected, describe_value(text))
        return text

    return AfterValidator(check)


def _language(text: str) -> str:
    if not is_language(text):
        meant = meant_language(text)
        hint = f", did you mean {meant!r}?" if meant else ""
        raise format_error(
            "a BCP 47 language tag such as en or pt-BR", f"{describe_value(text)}{hint}"
        )
    return text


def _few_words(text: str) -> str:
    words = len(text.split())
    if words > MOST_QUOTED_WORDS:
        raise format_error(f"a quote of at most {MOST_QUOTED_WORDS} words", f"{words} words")
    return text


# An editor's YAML reader takes `6` for a number and `true` for a truth value where the format
# takes what was typed for text: the schema lets them pass.
TYPED = ["string", "number", "boolean"]
NUMERIC = {"type": "number"}

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": TYPED, "minLength": 1}),
]
Slug = Annotated[
    str,
    StringConstraints(pattern=f"^{PATTERN}$", max_length=MOST_CHARACTERS),
    WithJsonSchema({"type": TYPED, "pattern": f"^{PATTERN}$", "maxLength": MOST_CHARACTERS}),
]
Gist = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_GIST),
    WithJsonSchema({"type": TYPED, "minLength": 1, "maxLength": MOST_GIST}),
]
Short = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_SHORT),
    WithJsonSchema({"type": TYPED, "minLength": 1, "maxLength": MOST_SHORT}),
]
Quote = Annotated[
    Text,
    AfterValidator(_few_words),
    WithJsonSchema(
        {"type": TYPED, "pattern": rf"^\s*\S+(\s+\S+){{0,{MOST_QUOTED_WORDS - 1}}}\s*$"}
    ),
]
Link = Annotated[
    Text,
    _fully(LINK, "an address that begins with http:// or https://"),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://"}),
]
Language = Annotated[
    Text,
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "pattern": f"^{WELL_FORMED.pattern}$"}),
]
Day = Annotated[
    dt.date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})
]
Truth = Annotated[bool, BeforeValidator(read_truth), WithJsonSchema({"type": "boolean"})]
Number = Annotated[float, BeforeValidator(read_number), WithJsonSchema(NUMERIC)]
Weight = Annotated[
    float,
    Field(gt=0),
    BeforeValidator(read_number),
    WithJsonSchema({**NUMERIC, "exclusiveMinimum": 0}),
]
Salience = Annotated[
    float,
    Field(ge=0, le=100),
    BeforeValidator(read_number),
    WithJsonSchema({**NUMERIC, "minimum": 0, "maximum": 100}),
]
NotNegative = Annotated[
    float,
    Field(ge=0),
    BeforeValidator(read_number),
    WithJsonSchema({**NUMERIC, "minimum": 0}),
]
Share = Annotated[
    float,
    Field(ge=0, le=1),
    BeforeValidator(read_number),
    WithJsonSchema({**NUMERIC, "minimum": 0, "maximum": 1}),
]
Count = Annotated[
    int,
    Field(ge=1),
    BeforeValidator(read_whole),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]


@dataclass(frozen=True)
class ColumnName:
    """Annotates a field with the whole name of its column, where that is not the field's own."""

    name: str


class YamlOnly:
    """Annotates a field that rows of positions and events have no column for."""
