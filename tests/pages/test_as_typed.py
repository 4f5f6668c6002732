"""Every text of a folder is shown as typed: on pages, in labels, cards, briefs and share images."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from parley.export.brief import brief, render
from parley.frames.build import build_frames
from parley.frames.selection import Selection
from parley.loading.loader import load
from parley.views.card import card
from parley.views.cells import CellIndex
from parley.views.headlines import HEADLINES, headline
from parley.views.links import Links
from parley.views.share_card import share_card
from tests.folders import EVERY_PART
from tests.pages.test_pages import PAGES, run, text
from tests.views.pages import EVERY_FIGURE, context_of, page

MARKS = "**b** $x$ [l](u) :red[r] ![i](u) <b>t</b>"
"""Bold, a formula, a link, a colour and a picture of Markdown, and a tag."""

TEXTS = {
    "title", "name", "short", "summary", "gist", "proposal", "text", "note", "status_note",
    "publisher", "author", "speaker", "low", "high", "unit",
}  # fmt: skip
"""The keys of a folder under which a text stands."""

SHORT = {"short", "gist", "unit"}
"""Those that have room for a few characters."""

FEW = "**b** $x$"

DRAWN_AS_TEXT = ("html", "bidi_component", "plotly_chart")
"""Elements that read no Markdown: escaped HTML, components that set text as text, and figures."""

QUERIES: dict[str, dict[str, Any]] = {
    "trade-offs": {"package": ["net-size:wider", "total-catch:130"]},
    "compare": {"party": ["kingdom", "republic", "islands"]},
    "issue": {"issue": "net-size"},
    "party": {"subject": "kingdom"},
}


def _marked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _marked(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_marked(each, key) for each in value]
    if key in TEXTS and isinstance(value, str):
        return f"{value[:2]} {FEW}" if key in SHORT else f"{value} {MARKS}"
    return value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every part of the format, with markup in each of its texts."""
    made = tmp_path_factory.mktemp("data") / "every-part"
    for path in sorted(EVERY_PART.rglob("*")):
        to = made / path.relative_to(EVERY_PART)
        if path.is_dir():
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        written = path.read_text("utf-8")
        if path.suffix == ".yaml":
            data = yaml.safe_load(written)
            written = yaml.safe_dump(
                _marked(data), allow_unicode=True, sort_keys=False, width=10**6
            )
        to.write_text(written, "utf-8")
    return made


@pytest.fixture
def shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_DATA", str(folder.parent))
    return folder


def _reading_markdown(app: AppTest) -> Iterator[str]:
    """What Streamlit was given for elements that may read Markdown."""
    for node in app._tree:
        if node.type not in DRAWN_AS_TEXT and getattr(node, "proto", None) is not None:
            yield f"{node.type}: {node.proto}"


def assert_as_typed(html: str) -> None:
    assert not re.search("<b>t</b>|<strong>b</strong>|href=.u\\b|<img", html)


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_a_folder_is_read_as_markup_on_a_page(name: str, shown: Path) -> None:
    app = run(name, **QUERIES.get(name, {}))
    if name in ("compare", "common ground"):
        app.session_state["what-if"] = True
        app.run()
    assert [each for each in _reading_markdown(app) if "**b**" in each or "$x$" in each] == []
    assert_as_typed(text(app))
    assert MARKS in unescape(text(app)) and "cannot be shown yet" not in text(app)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("data",)])
def test_charts_and_lists_show_it_as_typed(name: str, folder: Path) -> None:
    assert_as_typed(page(name, (), folder, **QUERIES.get(name, {})).html)
    for chart in page(name, EVERY_FIGURE, folder, **QUERIES.get(name, {})).charts.values():
        drawn = chart.figure(False).to_json()
        assert "\\u003cb\\u003et\\u003c/b\\u003e" not in drawn and "<b>t</b>" not in drawn


def test_cards_briefs_and_share_images_show_it_as_typed(folder: Path) -> None:
    negotiation = load(folder)
    context = context_of({}, folder)
    index = CellIndex(negotiation, build_frames(negotiation), negotiation.header.as_of)
    for issue in negotiation.issues:
        for party in negotiation.parties:
            made = card(index, Links(negotiation.id), issue.id, party.id)
            assert_as_typed(made)
            assert MARKS in unescape(made)
    made_brief = brief(index, Selection(), charts=False)
    html = render(made_brief, "html").decode()
    assert_as_typed(html)
    assert MARKS in unescape(html)
    with zipfile.ZipFile(io.BytesIO(render(made_brief, "docx"))) as document:
        words = re.sub("<[^>]+>", "", document.read("word/document.xml").decode())
    assert MARKS in unescape(words)
    for name, about in (("", ""), ("compare", ""), ("issue", "net-size"), ("party", "kingdom")):
        assert MARKS in str(share_card(context, name, about))
    for name in HEADLINES:
        about = {"issue": "net-size", "party": "kingdom"}.get(name, "")
        assert not re.search("&lt;|<strong>", headline(context, name, about))
