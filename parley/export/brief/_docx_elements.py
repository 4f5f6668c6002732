"""Texts in, elements of WordprocessingML out: runs of one direction, fields, and their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from parley.format.vocabulary import STANCES
from parley.palette import QUIET as QUIET_SHADE
from parley.palette import RULE_STRONG, STANCE
from parley.views.bidi import direction_runs
from parley.views.text import KEY, QUIET, SILENT, STRONG, VALUE

UNDERLINED: Final = "underlined"
RAISED: Final = "raised"
"""How a run looks, beside the kinds that a text knows."""

BOLD: Final = frozenset({STRONG, VALUE, *STANCE})
FAINT: Final = frozenset({QUIET, KEY, SILENT})

NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, /, *children: Any, **attributes: str) -> Any:
    """An element, its attributes in the namespace of the text; a child of None is left out."""
    found = OxmlElement(tag)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    found.extend(child for child in children if child is not None)
    return found


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)


def hex_digits(colour: str) -> str:
    """A colour as the format has it: 1A2B3C."""
    return colour.lstrip("#").upper()


def text_runs(text: str, rtl: bool, look: str = "") -> Iterator[Any]:
    """A text as runs of one direction each; `rtl` says that its paragraph is right to left.

    A stance has its sign before it, since print may have no colour.
    """
    if look in STANCES:
        text = f"{STANCES[look].sign} {text}"
    for part, against in direction_runs(clean(text), rtl):
        part_rtl = against != rtl
        yield text_run(part, look, part_rtl)
        if part_rtl and not rtl:
            # So that a number or a comma after a name stays behind it.
            yield text_run("\N{LEFT-TO-RIGHT MARK}")


def text_run(text: str, look: str = "", rtl: bool = False) -> Any:
    """A run of one direction. The properties stand in the order that the format asks for."""
    properties = element("w:rPr")
    if look in BOLD:
        properties.extend([element("w:b"), element("w:bCs")])
    if look == SILENT:
        properties.extend([element("w:i"), element("w:iCs")])
    if look in FAINT:
        properties.append(element("w:color", val=hex_digits(QUIET_SHADE.light)))
    if look in STANCE:
        properties.append(element("w:color", val=hex_digits(STANCE[look].light)))
    if look == UNDERLINED:
        properties.append(element("w:u", val="single", color=hex_digits(RULE_STRONG.light)))
    if look == RAISED:
        properties.append(element("w:vertAlign", val="superscript"))
    if rtl:
        properties.append(element("w:rtl"))
    content = element("w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")
    return element("w:r", properties if len(properties) else None, content)


def field(instruction: str, placeholder: str, look: str = "") -> Iterator[Any]:
    """A field; the placeholder is shown until a program computes it."""

    def part(content: Any) -> Any:
        run = text_run("", look)
        run.replace(run[-1], content)
        return run

    text = element("w:instrText")
    text.text = instruction
    text.set(qn("xml:space"), "preserve")
    yield part(element("w:fldChar", fldCharType="begin"))
    yield part(text)
    yield part(element("w:fldChar", fldCharType="separate"))
    yield text_run(placeholder, look)
    yield part(element("w:fldChar", fldCharType="end"))


def keep_lines(paragraph: Any, with_next: bool) -> Any:
    """The paragraph, which no page parts from now on, nor from the next one where `with_next`."""
    place = 1  # after the style
    if with_next:
        paragraph.pPr.insert(place, element("w:keepNext"))
        place += 1
    paragraph.pPr.insert(place, element("w:keepLines"))
    return paragraph
