"""A brief in, one page of HTML out: it stands alone, asks nothing of any other place, and prints.

Every text reaches it through `parley.html`.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from typing import Final

from parley.export.brief.parts import (
    Band,
    Block,
    Brief,
    Bullets,
    Cell,
    Heading,
    Link,
    Note,
    Paragraph,
    Picture,
    Piece,
    Ref,
    Table,
    Together,
    stretches,
)
from parley.html import Html, join, tag
from parley.palette import ALARM, BAND, HATCH, HEAD, QUIET, RULE, RULE_STRONG, STANCE, TEXT, WASH

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for the page: what is in it."""

LOOK: Final = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: #fff; color: {TEXT.light};
  font: 1rem/1.5 "Source Sans 3", "Source Sans", system-ui, "Segoe UI", "Noto Sans", sans-serif;
  overflow-wrap: break-word; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
main {{ max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem; }}
h1, h2, h3, h4 {{ line-height: 1.25; text-wrap: balance; break-after: avoid; }}
h1 {{ font-size: 2rem; margin: .25rem 0; }}
h2 {{ font-size: 1.35rem; margin: 2.25rem 0 .5rem; padding-top: .5rem;
  border-top: 2px solid {TEXT.light}; }}
h3 {{ font-size: 1.1rem; margin: 1.5rem 0 .35rem; }}
h4 {{ font-size: 1rem; margin: 0; }}
p, ul {{ margin: .3rem 0; max-width: 44rem; }}
ul, ol {{ padding-inline-start: 1.3rem; }}
li {{ margin: .15rem 0; }}
a {{ color: inherit; text-decoration-color: {RULE_STRONG.light}; text-underline-offset: .15em; }}
.lead {{ font-size: 1.1rem; }}
.over, .quiet {{ color: {QUIET.light}; }}
.strong {{ font-weight: 600; }}
.together {{ margin: .9rem 0; break-inside: avoid; }}
.silent {{ color: {QUIET.light}; font-style: italic; }}
{"".join(f".{id} {{ color: {shade.light}; font-weight: 600; }}" for id, shade in STANCE.items())}
.table {{ overflow-x: auto; margin: .75rem 0 1.25rem; }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.35; }}
caption {{ text-align: start; color: {QUIET.light}; padding-bottom: .35rem; }}
th, td {{ border: 1px solid {RULE.light}; padding: .4rem .5rem; vertical-align: top;
  text-align: start; min-width: 6rem; }}
thead th {{ background: {HEAD.light}; border-bottom: 2px solid {RULE_STRONG.light};
  vertical-align: bottom; }}
tbody th {{ font-weight: 600; }}
tbody th .quiet {{ font-weight: 400; }}
th.band {{ background: {BAND.light}; }}
td p, th p {{ margin: 0; max-width: none; }}
td .quiet, th .quiet {{ font-size: .8125rem; }}
{"".join(f"td.tone-{id} {{ background: {shade.light}; }}" for id, shade in WASH.items())}
td.tone-silent {{ background: repeating-linear-gradient(135deg, transparent 0 5px,
  {HATCH.light} 5px 6.5px); }}
td.tone-silent span {{ background: #fff; padding: 0 .2em; }}
figure {{ margin: 1rem 0 1.5rem; max-width: 44rem; break-inside: avoid; }}
figure img {{ display: block; width: 100%; height: auto; }}
figcaption strong {{ display: block; }}
sup {{ line-height: 0; }}
sup a {{ text-decoration: none; color: {ALARM.light}; }}
.notes {{ font-size: .875rem; }}
.notes p {{ display: inline; }}
.notes a[role] {{ text-decoration: none; padding: 0 .15em; }}
:target {{ background: {BAND.light}; }}
@page {{ margin: 16mm 15mm 18mm; @bottom-right {{ content: counter(page); }} }}
@page wide {{ size: landscape; }}
@media print {{
  body {{ font-size: 10pt; }}
  main {{ max-width: none; padding: 0; }}
  p, ul, figure {{ max-width: none; }}
  h1 {{ font-size: 20pt; }}
  .new-page {{ break-before: page; }}
  .wide {{ page: wide; }}
  .table {{ overflow: visible; }}
  thead {{ display: table-header-group; }}
  th, td {{ min-width: 0; }}
  tr, li {{ break-inside: avoid; }}
  .band {{ break-after: avoid; }}
  p, li {{ orphans: 3; widows: 3; }}
  figure img {{ width: auto; max-width: 100%; max-height: 210mm; }}
  .notes a[role], :target {{ background: none; }}
  .notes a[role] {{ display: none; }}
}}
"""


def as_html(brief: Brief) -> Html:
    """The page, as one text."""
    page = _Page()
    body = tag("main", *(page.block(each) for each in brief.blocks), page.notes(brief.notes))
    head = tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        Html('<meta name="referrer" content="no-referrer">'),
        tag("title", brief.title),
        tag("style", Html(LOOK)),
    )
    return join(
        Html("<!doctype html>\n"), tag("html", head, tag("body", body), lang=brief.language), "\n"
    )


class _Page:
    """A page while it is written: it knows how often each note was referred to."""

    def __init__(self) -> None:
        self.used: Counter[int] = Counter()

    def block(self, block: Block) -> Html:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Bullets():
                return tag("ul", *(self._flow("li", item) for item in block.items))
            case Together():
                return tag("section", *(self.block(each) for each in block.blocks), cls="together")
            case Table():
                return self._table(block)
            case Picture():
                return _picture(block)

    def notes(self, notes: Iterable[Note]) -> Html | None:
        """The notes, each with the way back to where it is referred to."""
        items = [
            tag(
                "li",
                self._paragraph(note.paragraph),
                *(_back(note.number, use) for use in range(1, self.used[note.number] + 1)),
                id=f"note-{note.number}",
            )
            for note in notes
        ]
        if not items:
            return None
        return tag(
            "section",
            tag("h2", "Notes"),
            tag("ol", *items),
            cls="notes",
            role="doc-endnotes",
        )

    def _heading(self, heading: Heading) -> Html:
        cls = "new-page" if heading.new_page else "wide" if heading.wide else None
        return self._flow(f"h{heading.level}", heading.paragraph, cls)

    def _paragraph(self, paragraph: Paragraph) -> Html:
        return self._flow("p", paragraph, paragraph.style or None)

    def _flow(self, name: str, paragraph: Paragraph, cls: str | None = None) -> Html:
        leftward = paragraph.leftward
        pieces: list[Html | str] = []
        for before, piece in zip((None, *paragraph.pieces), paragraph.pieces, strict=False):
            if isinstance(before, Ref) and isinstance(piece, Ref):
                pieces.append(" ")
            pieces.append(self._piece(piece, leftward))
        return tag(name, *pieces, cls=cls, dir="rtl" if leftward else None)

    def _piece(self, piece: Piece, leftward: bool) -> Html:
        if isinstance(piece, Ref):
            self.used[piece.number] += 1
            link = tag(
                "a",
                str(piece.number),
                id=f"ref-{piece.number}-{self.used[piece.number]}",
                href=f"#note-{piece.number}",
                role="doc-noteref",
            )
            return tag("sup", link)
        text = _directed(piece.text, leftward)
        if isinstance(piece, Link):
            return tag("a", text, href=piece.url, rel="noopener noreferrer")
        return tag("span", text, cls=piece.kind) if piece.kind else text

    def _table(self, table: Table) -> Html:
        widths = (tag("col", style=f"width: {share:.1%}") for share in table.widths)
        head = tag("tr", *(self._head(cell) for cell in table.head))
        drawn = tag(
            "table",
            tag("caption", table.caption),
            # A column of a table is an element without an end.
            Html("".join(widths).replace("</col>", "")),
            tag("thead", head),
            tag("tbody", *(self._row(row, len(table.head)) for row in table.rows)),
        )
        return tag(
            "div",
            drawn,
            cls="table wide" if table.wide else "table",
            role="region",
            aria_label=table.caption,
            tabindex="0",
        )

    def _head(self, paragraph: Paragraph) -> Html:
        return tag("th", self._paragraph(paragraph), scope="col")

    def _row(self, row: tuple[Cell, ...] | Band, columns: int) -> Html:
        if isinstance(row, Band):
            title = self._paragraph(row.title)
            return tag("tr", tag("th", title, colspan=str(columns), scope="rowgroup", cls="band"))
        first, *rest = row
        return tag(
            "tr",
            tag("th", *map(self._paragraph, first.lines), scope="row"),
            *(
                tag("td", *map(self._paragraph, cell.lines),
                    cls=f"tone-{cell.tone}" if cell.tone else None)
                for cell in rest
            ),
        )  # fmt: skip


def _directed(text: str, leftward: bool) -> Html:
    """A text in which what runs against the paragraph stands apart."""
    if leftward:
        return join(text)
    return join(
        *(tag("bdi", part, dir="rtl") if against else part for part, against in stretches(text))
    )


def _back(number: int, use: int) -> Html:
    return tag(
        "a",
        "↩",
        href=f"#ref-{number}-{use}",
        role="doc-backlink",
        aria_label=f"Back to where note {number} stands, {use}",
    )


def _picture(picture: Picture) -> Html:
    data = base64.b64encode(picture.png).decode("ascii")
    return tag(
        "figure",
        tag("img", src=f"data:image/png;base64,{data}", alt=picture.alt),
        tag(
            "figcaption",
            tag("strong", _directed(picture.finding, leftward=False)),
            tag("span", picture.source, cls="quiet"),
        ),
    )
