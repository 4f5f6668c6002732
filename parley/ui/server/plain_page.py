"""A title and what is said under it in, a page without a session out: what stands where none is."""

from __future__ import annotations

from parley.html import Html, join, tag

STYLE = (
    ":root{color-scheme:light dark;background:light-dark(#ffffff,#12161c)}"
    "body{margin:0;line-height:1.5;font-family:'Source Sans','Source Sans 3',system-ui,sans-serif}"
    "main{max-width:46rem;margin:0 auto;padding:3rem 1.5rem}"
    "a{color:light-dark(#1a56c4,#8ab8ff)}"
)
"""What Streamlit's theme gives to the other pages."""


def plain_page(title: str, *said: Html | None, style: str = "") -> str:
    """A page of HTML; `style` is a style sheet beside the few lines of its own."""
    body = tag("main", tag("h1", title), tag("section", *said, cls="missing"), cls="parley")
    head = tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{title} · Parley"),
        tag("style", Html(STYLE + style)),
    )
    return f"<!doctype html>{tag('html', join(head, tag('body', body)), lang='en')}"
