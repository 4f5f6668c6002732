"""The names of themes in; the button and the menu of light, dark and print out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parley.html import Html, join, tag

DISPLAY_MENU: Final = "display-menu"
"""The id of the menu."""
THEMES: Final = {"System": "As the system", "Light": "Light", "Dark": "Dark"}
"""The names of Streamlit's themes, with what the menu calls them."""


def display_menu(values: Iterable[str] = THEMES, by_script: bool = False) -> Html:
    """The button and what it opens. `values` are those of the choices, a theme each, in order.

    `by_script` says that the button is of no use without a script.
    """
    choices = (
        tag("label", tag("input", type="radio", name="theme", value=value), f" {label}")
        for value, label in zip(values, THEMES.values(), strict=True)
    )
    button = tag(
        "button",
        type="button",
        popovertarget=DISPLAY_MENU,
        cls="display-button by-script" if by_script else "display-button",
        title="Light, dark, print",
        aria_label="Display",
    )
    menu = tag(
        "div",
        tag("fieldset", tag("legend", "Colours"), *choices),
        tag("button", "Print this page", type="button", data_print=True),
        id=DISPLAY_MENU,
        popover="auto",
        cls="menu display",
    )
    return join(button, menu)
