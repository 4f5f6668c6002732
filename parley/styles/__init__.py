"""The names of style sheets in, their content out: one look for the live pages and the edition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STYLES = Path(__file__).resolve().parent


@cache
def stylesheet(*names: str) -> str:
    """The content of these style sheets, one after the other."""
    return "\n".join((STYLES / f"{name}.css").read_text("utf-8") for name in names)
