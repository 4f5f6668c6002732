"""A brief in, one page of HTML out: it stands alone, asks nothing of any other place, and prints.

Every text reaches it through `parley.html`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parley.export.brief.document import Brief, Note
from parley.html import Html, join, tag
from parley.palette import ALARM, BAND, HATCH, HEAD, QUIET, RULE, RULE_STRONG, STANCE, TEXT, WASH
from parley.views.text_html import HtmlRenderer

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
.over, .quiet, .key {{ color: {QUIET.light}; }}
strong, .value, .status {{ font-weight: 600; }}
.together {{ margin: .9rem 0; break-inside: avoid; }}
.silent {{ color: {QUIET.light}; font-style: italic; }}
{"".join(f".{id}:not(.status) {{ color: {shade.light}; }}" for id, shade in STANCE.items())}
:is({", ".join(f".{id}" for id in STANCE)}) {{ font-weight: 600; }}
.table {{ overflow-x: auto; margin: .75rem 0 1.25rem; }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.35; }}
caption {{ text-align: start; color: {QUIET.light}; padding-bottom: .35rem; }}
th, td {{ border: 1px solid {RULE.light}; padding: .4rem .5rem; vertical-align: top;
  text-align: start; min-width: 6rem; }}
thead th {{ background: {HEAD.light}; border-bottom: 2px solid {RULE_STRONG.light};
  vertical-align: bottom; }}
tbody th {{ font-weight: 600; }}
tbody th .quiet {{ font-weight: 400; }}
th.group {{ background: {BAND.light}; }}
td p, th p {{ margin: 0; max-width: none; }}
td .quiet, th .quiet {{ font-size: .8125rem; }}
{"".join(f"td.fill-{id} {{ background: {shade.light}; }}" for id, shade in WASH.items())}
td.fill-silent {{ background: repeating-linear-gradient(135deg, transparent 0 5px,
  {HATCH.light} 5px 6.5px); }}
td.fill-silent span {{ background: #fff; padding: 0 .2em; }}
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
@page landscape {{ size: landscape; }}
@media print {{
  body {{ font-size: 10pt; }}
  main {{ max-width: none; padding: 0; }}
  p, ul, figure {{ max-width: none; }}
  h1 {{ font-size: 20pt; }}
  .page-break {{ break-before: page; }}
  .landscape {{ page: landscape; }}
  .table {{ overflow: visible; }}
  thead {{ display: table-header-group; }}
  th, td {{ min-width: 0; }}
  tr, li {{ break-inside: avoid; }}
  .group {{ break-after: avoid; }}
  p, li {{ orphans: 3; widows: 3; }}
  figure img {{ width: auto; max-width: 100%; max-height: 210mm; }}
  .notes a[role], :target {{ background: none; }}
  .notes a[role] {{ display: none; }}
}}
"""


def as_html(brief: Brief) -> Html:
    """The page, as one text."""
    renderer = HtmlRenderer(signs=True)
    body = tag("main", renderer.blocks(*brief.blocks), _notes(renderer, brief.notes))
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


def _notes(renderer: HtmlRenderer, notes: Iterable[Note]) -> Html | None:
    """The notes, each with the ways back to where it is referred to."""
    items = [
        tag(
            "li",
            renderer.block(note.paragraph),
            *(_back(note.number, use) for use in range(1, note.uses + 1)),
            id=f"note-{note.number}",
        )
        for note in notes
    ]
    if not items:
        return None
    title = tag("h2", "Notes")
    return tag("section", title, tag("ol", *items), cls="notes", role="doc-endnotes")


def _back(number: int, use: int) -> Html:
    return tag(
        "a",
        "↩",
        href=f"#ref-{number}-{use}",
        role="doc-backlink",
        aria_label=f"Back to where note {number} stands, {use}",
    )
