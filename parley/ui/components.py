"""The components of Parley's own, served from files so that no inline script is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HERE = Path(__file__).resolve().parent


@cache
def _declared(name: str) -> Any:
    return st.components.v2.component(
        f"parley.{name}", html="<div class='root'></div>", js=f"{name}.js", css=f"{name}.css"
    )


def mount(name: str, *, key: str, data: dict[str, Any]) -> None:
    """Show the component whose files are `assets/<name>.js` and `.css`.

    Streamlit finds the files of components by a manifest in an installed distribution; a plain
    checkout has none, so the manifest is registered here, once for each Streamlit runtime.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"parley.{name}") is None:
        manifest = ComponentManifest("parley", "0", [ComponentConfig(name, "assets")])
        manager.register_from_manifest(manifest, HERE)
    _declared(name)(key=key, data=data)
