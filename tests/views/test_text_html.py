"""Text blocks as HTML: each piece and block, its direction, and that every text is escaped."""

from __future__ import annotations

import pytest

from parley.views.links import Links
from parley.views.text import (
    QUOTE,
    STRONG,
    Block,
    BulletList,
    CellLink,
    DefinitionList,
    Detail,
    IssueLink,
    Label,
    ListItem,
    NoteRef,
    Paragraph,
    PartyLink,
    Picture,
    Piece,
    Run,
    Section,
    SpanningRow,
    Table,
    TableCell,
    WebLink,
    bullet_list,
    data_text,
    heading,
    paragraph,
    pieces_of,
    separated,
    titled_section,
    verbatim,
)
from parley.views.text_html import HtmlRenderer, inline_html, to_html

LINKS = Links("talks")


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (Run("<b> & “”"), "&lt;b&gt; &amp; “”"),
        (Run("<", "quiet"), '<span class="quiet">&lt;</span>'),
        (Run("<", STRONG), "<strong>&lt;</strong>"),
        (Run("<", QUOTE), "<q>&lt;</q>"),
        (Run("Opposes", "opposes"), '<span class="opposes">Opposes</span>'),
        (Label("Opposes", "stance", "opposes"), '<span class="stance opposes">Opposes</span>'),
        (Label("Declined", "mark"), '<span class="mark">Declined</span>'),
        (WebLink("<", "https://x.org/'"),
         '<a href="https://x.org/&#x27;" rel="noopener noreferrer" dir="auto">&lt;</a>'),
        (CellLink("Ports", "ports", "isle"),
         '<a href="matrix?negotiation=talks&amp;cell=isle.ports" data-cell="isle.ports">'
             '<bdi>Ports</bdi></a>'),
        (CellLink("All", "ports", "isle", data=False),
         '<a href="matrix?negotiation=talks&amp;cell=isle.ports" data-cell="isle.ports">All</a>'),
        (data_text("<b>", STRONG), "<strong><bdi>&lt;b&gt;</bdi></strong>"),
        (data_text("<", QUOTE), "<q>&lt;</q>"),
        (IssueLink("Ports", "ports"),
         '<a href="issue?negotiation=talks&amp;issue=ports">Ports</a>'),
        (PartyLink("Isle", "isle"),
         '<a href="party?negotiation=talks&amp;subject=isle">Isle</a>'),
        (NoteRef(3, 2), '<sup><a id="ref-3-2" href="#note-3" role="doc-noteref">3</a></sup>'),
        (Run("a אב, b"), 'a <bdi dir="rtl">אב</bdi>, b'),
        (Run("אב", STRONG), '<strong><bdi dir="rtl">אב</bdi></strong>'),
    ],
)  # fmt: skip
def test_pieces(piece: Piece, expected: str) -> None:
    assert inline_html(LINKS, piece) == expected


def test_without_pages_what_leads_to_one_is_text() -> None:
    pieces = (CellLink("a", "x", "y"), IssueLink("b", "x"), PartyLink("c", "y"))
    assert HtmlRenderer().inline(*pieces) == "<bdi>a</bdi>bc"


def test_a_sign_before_a_stance_in_running_text() -> None:
    renderer = HtmlRenderer(signs=True)
    assert renderer.inline(Run("Opposes", "opposes")) == '<span class="opposes">× Opposes</span>'
    assert "×" not in renderer.inline(Label("Opposes", "stance", "opposes"), Run("Opposes"))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph("a ", Run("<")), "<p>a &lt;</p>"),
        (paragraph("a", role="lead"), '<p class="lead">a</p>'),
        (verbatim("אב NATO"), '<p dir="rtl">אב NATO</p>'),
        (paragraph("אב", " NATO"), '<p><bdi dir="rtl">אב</bdi> NATO</p>'),
        (paragraph("a", NoteRef(1), NoteRef(2)),
         '<p>a<sup><a id="ref-1-1" href="#note-1" role="doc-noteref">1</a></sup> '
         '<sup><a id="ref-2-1" href="#note-2" role="doc-noteref">2</a></sup></p>'),
        (heading(2, "T"), "<h2>T</h2>"),
        (heading(2, "T", page_break=True), '<h2 class="page-break">T</h2>'),
        (heading(2, "T", landscape=True), '<h2 class="landscape">T</h2>'),
        (bullet_list([paragraph("a"), verbatim("אב")]),
         '<ul><li>a</li><li dir="rtl">אב</li></ul>'),
        (BulletList((ListItem(paragraph("a"), (paragraph("b", role="note"),)),), "evidence"),
         '<ul class="evidence"><li>a<p class="note">b</p></li></ul>'),
        (DefinitionList((("<", paragraph("b")),)), "<dl><dt>&lt;</dt><dd>b</dd></dl>"),
        (Section((paragraph("a"),), keep_together=True),
         '<section class="together"><p>a</p></section>'),
        (titled_section("T", paragraph("a"), role="contested"),
         '<section class="contested"><h3>T</h3><p>a</p></section>'),
        (Table(
            "<C>", (paragraph("A"), paragraph("B")),
            (SpanningRow(paragraph("all")),
             (TableCell((paragraph("1"),)), TableCell((paragraph("2"),), "silent"))),
            (0.25, 0.75), landscape=True),
         '<div class="table landscape" role="region" aria-label="&lt;C&gt;" tabindex="0"><table>'
         "<caption>&lt;C&gt;</caption>"
         '<col style="width: 25.0%"><col style="width: 75.0%">'
         '<thead><tr><th scope="col"><p>A</p></th><th scope="col"><p>B</p></th></tr></thead><tbody>'
         '<tr><th colspan="2" scope="rowgroup" class="group"><p>all</p></th></tr>'
         '<tr><th scope="row"><p>1</p></th><td class="fill-silent"><p>2</p></td></tr>'
         "</tbody></table></div>"),
        (Picture(b"png", "F <", "A <", "S <"),
         '<figure><img src="data:image/png;base64,cG5n" alt="A &lt;"><figcaption>'
         '<strong>F &lt;</strong><span class="quiet">S &lt;</span></figcaption></figure>'),
    ],
)  # fmt: skip
def test_blocks(block: Block, expected: str) -> None:
    assert to_html(LINKS, None, block) == expected


def test_what_a_paragraph_says_leaves_out_references() -> None:
    found = Paragraph(pieces_of("a ", *separated(["b", "c"]), NoteRef(1)))
    assert found.text == "a b, c"


def test_a_detail_as_a_line() -> None:
    line = Detail("Status", pieces_of("Open.")).line(NoteRef(1), role="state")
    assert line.text == "Status: Open."
    assert line.role == "state" and line.pieces[-1] == NoteRef(1)
