"""A party's stance, or a count, in; a small mark with its word out: chips and squares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from parley.format.vocabulary import STANCES
from parley.html import Html, tag

MOST_SQUARES = 40
"""Squares of one count that are drawn; above that the number stands alone."""


class Squares(NamedTuple):
    """A count of issues, drawn as squares beside its word."""

    number: int
    word: str
    """What they are, after the number: disputed."""
    cls: str
    """A status, or another class of the style sheet."""


def party_chip(
    name: str, stance: str | None, on_record: bool, href: str | None = None, value: str = ""
) -> Html:
    """A party by name with the tone of its stance, and whether that is on the record.

    ● is on the record, ○ is not; the words of both are there for who does not see the chip, and as
    its title. `value` stands in place of a stance on a numeric issue.
    """
    held = STANCES[stance].label if stance else value
    said = f"{held}, {'on the record' if on_record else 'not on the record'}"
    return tag(
        "a" if href else "span",
        tag("i", "", aria_hidden="true"),
        tag("bdi", name),
        tag("span", f": {said}", cls="unseen"),
        cls=f"chip {stance or 'value'}{' on-record' if on_record else ''}",
        href=href,
        title=f"{name}: {said}",
    )


def plain_chip(name: str, href: str | None = None) -> Html:
    """A party by name alone."""
    return tag("a" if href else "span", tag("bdi", name), cls="chip plain", href=href)


def record_legend() -> Html:
    """What the two signs of a chip mean, in words."""
    return tag(
        "p",
        tag("span", tag("i", "", aria_hidden="true"), "on the record", cls="record on-record"),
        tag("span", tag("i", "", aria_hidden="true"), "not on the record", cls="record"),
        cls="record-legend",
    )


def counted_squares(counts: Iterable[Squares]) -> Html:
    """Counts as squares, each with its number and word; a count of none is an outline."""
    items = [
        tag(
            "li",
            tag(
                "span",
                *(
                    tag("i", "", cls=each.cls)
                    for _ in range(each.number if each.number <= MOST_SQUARES else 1)
                ),
                tag("i", "", cls="none") if not each.number else None,
                cls="squares",
                aria_hidden="true",
            ),
            tag("span", tag("b", f"{each.number:,}"), f" {each.word}"),
        )
        for each in counts
    ]
    return tag("ul", *items, cls="counted")
