"""A page as it is to be sent: its content, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from parley.export.edition.links import OVERVIEW
from parley.html import Html
from parley.views.blocks import ShareMenu

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src-elem 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may load for a page of a site: what is the site's own."""


@dataclass(frozen=True)
class Page:
    """A page as it is to be sent."""

    name: str
    """`matrix`, `issue-borders`."""
    title: str
    """Of the browser's tab: what it is about."""
    body: Html
    description: str = ""
    menu: ShareMenu | None = None
    scripts: tuple[str, ...] = ()
    """The scripts beside that of every page."""
    data: Mapping[str, Any] | None = None
    """What the scripts read."""
    image: str = ""
    """The file of its share image."""
    records: Mapping[str, Any] | None = None
    """Its description for machines, in the terms of schema.org."""
    bare: bool = False
    """Whether it stands within another site's page: without the bar."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return "index.html" if self.name == OVERVIEW else f"{self.name}.html"
