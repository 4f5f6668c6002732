"""An edition in, the page that helps to embed a part of it in another site's page out."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from parley.export.edition.edition import Edition
from parley.export.edition.links import page_name
from parley.export.edition.page import Page
from parley.html import Html, join, tag
from parley.views.claims import checked_claims
from parley.views.issue import default_issue

HEIGHTS: Final = {"matrix": 900, "compare": 900, "issue": 800, "claims": 260}
"""How high a frame is until the page within has told its own height."""

ABOUT: Final = (
    "An embedded part is the page itself without its bar, with a line that leads to the whole. It "
    "loads nothing from any other host and sets no cookie. It tells the page around it how high it "
    "is: the script below takes that up, and without it the frame keeps the height that is written "
    "there."
)

HOST: Final = """<script>
addEventListener("message", ({ data, source }) => {
  if (!data || !(data.parleyHeight > 0)) return;
  for (const frame of document.querySelectorAll("iframe.parley"))
    if (frame.contentWindow === source) frame.height = Math.ceil(data.parleyHeight);
});
</script>"""
"""What a page that embeds one may run, once, to give each frame its height."""


def embed_page(edition: Edition) -> Page:
    """The page: a snippet for each part."""
    context = edition.context
    issue = default_issue(context)
    parts = [
        ("The matrix", "matrix", "matrix", ""),
        (
            "A comparison: with the parties that its address names",
            "compare",
            "compare",
            "",
        ),
        ("One issue: the same with the name of any other", page_name("issue", issue), "issue", ""),
    ]
    if checked_claims(context):
        parts.append(("The check of what is claimed", "common-ground", "claims", "=claims"))
    body = tag(
        "div",
        tag("h1", "Embed a part of this edition"),
        tag("p", ABOUT, cls="lead"),
        *(_snippet(edition, *part) for part in parts),
        tag("h2", "Once on the page around them"),
        _copied(HOST),
        cls="parley embedding",
        data_link="",
    )
    return Page("embed", "Embed", body, "Parts of this edition to embed in a page.")


def _snippet(edition: Edition, words: str, name: str, kind: str, value: str) -> Html:
    parties = edition.context.frames.parties["party"].astype("str").tolist()[:2]
    chosen = f"{urlencode([('party', id) for id in parties])}&" if kind == "compare" else ""
    address = f"{edition.absolute(f'{name}.html') or f'{name}.html'}?{chosen}embed{value}"
    frame = tag(
        "iframe",
        cls="parley",
        src=address,
        title=f"{edition.title}: {words.partition(':')[0].lower()}",
        width="100%",
        height=str(HEIGHTS[kind]),
        style="border:0",
        loading="lazy",
    )
    return join(tag("h2", words), _copied(str(frame)))


def _copied(text: str) -> Html:
    button = tag("button", "Copy", type="button", data_copy=text, cls="by-script")
    status = tag("span", "", role="status", cls="copied")
    return tag("div", tag("pre", tag("code", text)), button, status, cls="snippet")
