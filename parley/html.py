"""Escaped HTML: every text that comes from data reaches a page through `tag`."""

from __future__ import annotations

from html import escape

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup that is safe to show as it is."""

    __slots__ = ()


Child = str | None
"""A text, which is escaped, or Html, which is not; None is left out."""


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """An element. Texts among children and attributes are escaped; `cls` is the class, and an
    underscore in an attribute's name is a hyphen."""
    opening = name
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
        opening += f" {key}" if value is True else f' {key}="{escape(value, quote=True)}"'
    if name in VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Texts and elements one after the other."""
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(child, quote=False)
            for child in children
            if child is not None
        )
    )
