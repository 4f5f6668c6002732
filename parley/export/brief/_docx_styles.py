"""A new Word document in, one with the styles, the paper and the properties of a brief out."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from parley import __version__
from parley.export.brief._docx_elements import clean, element, field, hex_digits, text_runs
from parley.export.brief.document import Brief
from parley.palette import QUIET, TEXT

LATIN: Final = "Calibri"
COMPLEX: Final = "Arial"
EAST_ASIAN: Final = {"ja": "Yu Gothic", "ko": "Malgun Gothic"}
CHINESE: Final = "Microsoft YaHei"
"""The fonts of each kind of script; where one is missing, programs take what they have."""

SHORT_SIDE: Final = Cm(21)
LONG_SIDE: Final = Cm(29.7)
MARGIN: Final = Cm(2)

HEADING_STYLES: Final = {
    "Title": (20, 0, 4),
    "Heading 1": (14, 16, 4),
    "Heading 2": (12, 12, 3),
    "Heading 3": (10.5, 8, 1),
}
"""Size, space before and space after, in points."""


def set_properties(document: Any, brief: Brief) -> None:
    """Set what a file manager and a screen reader say of it; nothing of whoever made it."""
    core = document.core_properties
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    core.title = clean(brief.title)[:255]
    core.subject = clean(brief.subject)[:255]
    core.author = clean(", ".join(brief.authors))[:255]
    core.language = brief.language
    core.comments = f"Made with Parley {__version__}"
    core.created = core.modified = now
    core.last_modified_by = ""
    core.revision = 1
    rels = document.part.package.rels
    for id, rel in list(rels.items()):
        if rel.reltype.endswith(("/thumbnail", "/extended-properties")):
            del rels[id]  # the template's own, which tell of another document


def set_styles(document: Any, language: str) -> None:
    """Set fonts, sizes and spaces of the styles, and add the brief's own."""
    styles = document.styles
    tag = language.split("-")[0].lower()
    east_asian = language if tag in ("zh", "ja", "ko") else "zh-CN"
    fonts = {
        "ascii": LATIN,
        "hAnsi": LATIN,
        "eastAsia": EAST_ASIAN.get(tag, CHINESE),
        "cs": COMPLEX,
    }
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    lang = element("w:lang", val=language, eastAsia=east_asian, bidi="ar-SA")
    defaults[:] = [element("w:rPr", element("w:rFonts", **fonts), lang)]
    added = {
        "Brief Over": (10, 0, 4),
        "Brief Lead": (11.5, 6, 6),
        "Brief Cell": (8.5, 0, 0),
        "footnote text": (8.5, 0, 2),
    }
    for name in added:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == "footnote text")
        styles[name].base_style = styles["Normal"]
    sizes = {"Normal": (10, 0, 4), "List Bullet": (10, 0, 2), "Caption": (9, 6, 3)}
    for name, (size, before, after) in {**sizes, **HEADING_STYLES, **added}.items():
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for each in list(properties):
            properties.remove(each)
        style.font.size = Pt(size)
        properties.append(element("w:szCs", val=str(int(size * 2))))
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0 if name == "Brief Cell" else 1.1
    for name in HEADING_STYLES:
        style = styles[name]
        style.font.bold = style.font.cs_bold = True
        style.font.color.rgb = RGBColor.from_string(hex_digits(TEXT.light))
        style.paragraph_format.keep_with_next = True
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    for name in ("Brief Over", "Caption"):
        styles[name].font.color.rgb = RGBColor.from_string(hex_digits(QUIET.light))
    reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True


def set_page(document: Any, title: str) -> None:
    """Set paper and margins, and the footer of each page: the title and the number."""
    section = document.sections[0]
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Cm(1)
    foot = section.footer.paragraphs[0]._p
    properties = element("w:pPr", element("w:pStyle", val="BriefOver"))
    properties.append(element("w:jc", val="right"))
    foot[:] = [
        properties,
        *text_runs(f"{title} · ", False),
        *field(" PAGE ", "1"),
        *text_runs(" / ", False),
        *field(" NUMPAGES ", "1"),
    ]
