"""Parley's components: the name of a script in, what it reports back to the server out.

Streamlit finds them by the manifest in pyproject.toml, `[[tool.streamlit.component.components]]`,
and serves their scripts as files, so that no inline script is needed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from parley.styles import stylesheet
from parley.ui.streamlit_internals import COMPONENTS_PATH, DISTRIBUTION

ASSETS = Path(__file__).resolve().parent / "assets"

COMPONENTS = ("page", "controls", "subject", "matrix")
"""The components, each with the name of its script."""

PAGE_STYLES = (
    "streamlit", "page", "position", "frame", "overview", "compare", "subject", "common_ground",
    "trade_offs", "timeline", "evidence", "data", "print",
)  # fmt: skip
"""The style sheets of the page, in order; the last one stands above the others."""

SHARED_SCRIPTS = (
    "card", "chips", "choice", "element", "fold", "frame", "matrix_rows", "narrowing",
    "outcomes", "streamlit", "suppose",
)  # fmt: skip
"""Modules that the scripts import, all from below the address of the component `page`."""


def script_paths() -> list[str]:
    """The addresses of all scripts of components, relative to a page."""
    files = [(name, name) for name in COMPONENTS] + [("page", name) for name in SHARED_SCRIPTS]
    return [f"{COMPONENTS_PATH}/{DISTRIBUTION}.{name}/{file}.js" for name, file in files]


@cache
def _declare(name: str, styles: tuple[str, ...]) -> Any:
    return st.components.v2.component(
        f"{DISTRIBUTION}.{name}",
        html="<div class='root'></div>",
        js=f"{name}.js",
        css=stylesheet(*styles) if styles else None,
    )


def mount(
    name: str, *, key: str, data: dict[str, Any], styles: tuple[str, ...] = (), **on_change: Any
) -> Any:
    """Draw the component whose script is `assets/<name>.js`, and return its state.

    `data` is what the script is given, `styles` names the style sheets that its shadow root has.
    `on_change` are the callbacks of its values, as Streamlit names them (`on_<value>_change`); the
    values are attributes of the state.
    """
    return _declare(name, styles)(key=key, data=data, **on_change)
