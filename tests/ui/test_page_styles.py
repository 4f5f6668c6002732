"""The style sheets of the pages: what one page says is not said of another."""

from __future__ import annotations

import re

import pytest

from parley.styles import STYLES
from parley.ui.components import PAGE_STYLES

OF_ALL = {"streamlit", "page", "position", "frame", "print"}
"""The sheets that are not of one page."""
PAGES = [name for name in PAGE_STYLES if name not in OF_ALL]


def selectors(name: str) -> list[str]:
    text = re.sub(r"/\*.*?\*/", "", (STYLES / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)
    found = re.findall(r"([^{};]+)\{", text)
    return [part.strip() for each in found for part in re.split(r",(?![^(]*\))", each)]


def lone_classes(name: str) -> set[str]:
    """The classes by which a sheet finds something wherever it stands."""
    found = (re.match(r"\.parley\s+\.([a-z][a-z-]*)", each) for each in selectors(name))
    return {each[1] for each in found if each}


def classes(name: str) -> set[str]:
    """The classes of a sheet."""
    return set(re.findall(r"\.([a-z][a-z-]*)", " ".join(selectors(name))))


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_styles_wherever_it_stands_is_of_no_other_page(name: str) -> None:
    own = lone_classes(name)
    twice = {each: sorted(own & classes(each)) for each in PAGES if each != name}
    assert {each: shared for each, shared in twice.items() if shared} == {}
