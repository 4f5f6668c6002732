"""The components of Parley's own, served from files so that no inline script is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
SCRIPTS = ("page", "controls", "matrix")
"""The components, by the name of their script."""
FILES = (*(f"parley.{name}/{name}.js" for name in SCRIPTS), "parley.page/element.js")
"""All that they are made of, below the address at which Streamlit serves components."""


@cache
def stylesheet(*names: str) -> str:
    """The style sheets of these names, one after the other."""
    return "\n".join((ASSETS / f"{name}.css").read_text("utf-8") for name in names)


@cache
def _declared(name: str, styles: tuple[str, ...]) -> Any:
    return st.components.v2.component(
        f"parley.{name}",
        html="<div class='root'></div>",
        js=f"{name}.js",
        css=stylesheet(*styles) if styles else None,
    )


def register(name: str) -> None:
    """Let Streamlit serve the script of a component, once for each of its runtimes.

    Streamlit finds the files of components by a manifest in an installed distribution; a plain
    checkout has none, so the manifest is registered here.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"parley.{name}") is None:
        manifest = ComponentManifest("parley", "0", [ComponentConfig(name, "assets")])
        manager.register_from_manifest(manifest, HERE)


def mount(
    name: str, *, key: str, data: dict[str, Any], styles: tuple[str, ...] = (), **on_change: Any
) -> Any:
    """Show the component whose script is `assets/<name>.js`, with these style sheets.

    `on_change` are the callbacks of its values, as Streamlit names them; the values come back as
    attributes.
    """
    register(name)
    return _declared(name, styles)(key=key, data=data, **on_change)
