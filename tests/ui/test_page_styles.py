"""The style sheets of the pages: what one page says is not said of another."""

from __future__ import annotations

import re

import pytest

from parley.ui.components import ASSETS, PAGE_STYLES

OF_ALL = {"streamlit", "page", "position", "frame", "print"}
"""The sheets that are not of one page."""
PAGES = [name for name in PAGE_STYLES if name not in OF_ALL]


def lone_classes(name: str) -> set[str]:
    """The classes by which a sheet alone finds something, whatever holds it."""
    text = re.sub(r"/\*.*?\*/", "", (ASSETS / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", text)
    return {
        found[1]
        for selector in selectors
        for part in selector.split(",")
        if (found := re.match(r"\s*\.parley\s+\.([a-z][a-z-]*)", part))
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_class_is_styled_by_the_sheet_of_one_page(name: str) -> None:
    others = {each: lone_classes(each) for each in PAGES if each != name}
    own = lone_classes(name)
    twice = {each: sorted(own & classes) for each, classes in others.items() if own & classes}
    assert twice == {}
