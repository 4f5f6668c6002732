"""Every text that comes from data is escaped on its way into a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.html import Html, join, tag


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("p", "a < b & c > d"), "<p>a &lt; b &amp; c &gt; d</p>"),
        (tag("p", "<script>x</script>"), "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        (tag("p", "&amp;"), "<p>&amp;amp;</p>"),
        (tag("p", 'said "no"'), '<p>said "no"</p>'),
        (tag("p", Html("<b>b</b>")), "<p><b>b</b></p>"),
        (tag("p", tag("b", "<")), "<p><b>&lt;</b></p>"),
        (tag("p", None, "a", None), "<p>a</p>"),
        (tag("p"), "<p></p>"),
        (tag("p", ""), "<p></p>"),
        (tag("a", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;"></a>'),
        (tag("a", title="it's"), '<a title="it&#x27;s"></a>'),
        (tag("a", title=tag("b", "x")), '<a title="&lt;b&gt;x&lt;/b&gt;"></a>'),
        (tag("p", cls="a b"), '<p class="a b"></p>'),
        (tag("p", data_cell="x", aria_label="y"), '<p data-cell="x" aria-label="y"></p>'),
        (tag("label", for_="x"), '<label for="x"></label>'),
        (tag("p", id=None, hidden=False), "<p></p>"),
        (tag("p", hidden=True), "<p hidden></p>"),
        (tag("p", id=""), '<p id=""></p>'),
        (tag("br"), "<br>"),
        (tag("hr", cls="x"), '<hr class="x">'),
        (tag("col", style="width: 1%"), '<col style="width: 1%">'),
        (tag("img", alt="<"), '<img alt="&lt;">'),
        (join("<", None, tag("b", ">"), Html("&")), "&lt;<b>&gt;</b>&"),
        (join(), ""),
    ],
)
def test_elements(made: Html, expected: str) -> None:
    assert made == expected
    assert isinstance(made, Html)


def test_what_is_joined_to_markup_is_no_longer_trusted() -> None:
    assert tag("p", tag("b", "x") + "<i>") == "<p>&lt;b&gt;x&lt;/b&gt;&lt;i&gt;</p>"


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    reader = Reader()
    reader.feed(tag("p", text, title=text))
    reader.close()
    assert reader.tags == [("p", [("title", text)])]
    assert "".join(reader.texts) == text
