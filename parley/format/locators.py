"""A locator's text in; the numbers that it counts, or what a spreadsheet has made of it, out."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Hyphen, its two kinds, figure dash, en dash, em dash and minus: each makes a range."""

LOCATOR: Final = re.compile(rf"\s*([0-9]{{1,18}})\s*(?:[{DASHES}]\s*([0-9]{{1,18}})\s*)?")
DECIMAL: Final = re.compile(r"\s*([0-9]{1,18})\.0+\s*")

MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar janv janvier ene enero gen янв січ",
            "feb february februar févr fév février febrero fev фев лют",
            "mar march mär mrz märz mars marzo maa мар бер",
            "apr april avr avril abr abril апр кві",
            "may mai mayo mei mag май тра",
            "jun june juni juin junio giu июн чер",
            "jul july juli juil juillet julio lug июл лип",
            "aug august août aoû ago agosto авг сер",
            "sep sept september septembre septiembre set сен вер",
            "oct october okt oktober octobre octubre out ott окт жов",
            "nov november novembre noviembre ноя лис",
            "dec december dez dezember déc décembre dic diciembre дек гру",
        ),
        1,
    )
    for word in words.split()
}
"""The names of months as spreadsheets write them, in several languages."""
NAMED_DAY: Final = re.compile(r"(\d{1,2})\W{1,2}([^\W\d]{3,9})\.?(?:\W{0,2}\d{2,4})?")
NAMED_MONTH: Final = re.compile(r"([^\W\d]{3,9})\.?\W{0,2}(\d{1,4})")
ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
DOTTED_DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})?")
SERIAL_ZERO: Final = dt.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32_874, 58_440
"""The days of 1990 to 2059 as a spreadsheet counts them."""


def numbers_of(locator: str) -> tuple[int, int] | None:
    """The first and the last number of a locator that is a number or a range; None for others."""
    found = LOCATOR.fullmatch(locator)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def whole_locator(locator: str) -> str:
    """A locator that counts, without the decimals that a spreadsheet may write: `4.0` is 4."""
    found = DECIMAL.fullmatch(locator)
    return found[1] if found else locator


def range_made_a_day(locator: str) -> str | None:
    """The range, such as `5-6`, that a spreadsheet may have made a day of: of `05.Jun`, of
    `2025-06-05` or of its serial number; None for any other text."""
    text = locator.strip()
    if text.isascii() and text.isdigit() and FIRST_SERIAL <= int(text[:9]) <= LAST_SERIAL:
        day = SERIAL_ZERO + dt.timedelta(int(text))
        return f"{day.day}-{day.month}"
    if found := ISO_DAY.fullmatch(text):
        return _range(found[3], int(found[2]))
    if found := DOTTED_DAY.fullmatch(text):
        return _range(found[1], int(found[2]))
    if found := NAMED_DAY.fullmatch(text):
        return _range(found[1], MONTHS.get(found[2].lower(), 0))
    if found := NAMED_MONTH.fullmatch(text):
        month = MONTHS.get(found[1].lower(), 0)
        return f"{month}-{int(found[2])}" if month else None
    return None


def _range(day: str, month: int) -> str | None:
    """The day and the month; one after the 12th of a month was a range from the month up."""
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{int(day)}-{month}" if int(day) <= month else f"{month}-{int(day)}"
