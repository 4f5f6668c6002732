"""The variable PARLEY_BASE_URL in, the absolute addresses of pages out.

The address under which readers reach the application is configured, and never taken from a request:
anybody can send any `Host`.
"""

from __future__ import annotations

import logging
import os
import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

VARIABLE: Final = "PARLEY_BASE_URL"

CHARACTERS: Final = r"[A-Za-z0-9._~:/%\[\]-]+"
"""What such an address is written with (RFC 3986), without a query."""

logger = logging.getLogger(__name__)


def base_url() -> str | None:
    """The address of the first page, with a slash at its end; None where none is configured."""
    return _checked(os.environ.get(VARIABLE, "").strip())


@lru_cache(maxsize=8)
def _checked(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        sound = sound and not (parts.query or parts.fragment or parts.username or parts.password)
        _ = parts.port
    except ValueError:
        sound = False
    if not sound or not re.fullmatch(CHARACTERS, text):
        logger.warning(
            "%s: expected an address such as https://example.org/talks/, got %r: "
            "pages are sent without an absolute address and without a picture",
            VARIABLE, text,
        )  # fmt: skip
        return None
    return text.rstrip("/") + "/"
