"""The variable PARLEY_BASE_URL in, the absolute addresses of pages out.

The address under which readers reach the application is configured, and never taken from a request:
anybody can send any `Host`.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from typing import Final

from parley.views.links import checked_base

VARIABLE: Final = "PARLEY_BASE_URL"

logger = logging.getLogger(__name__)


def base_url() -> str | None:
    """The address of the first page, with a slash at its end; None where none is configured."""
    return _checked(os.environ.get(VARIABLE, "").strip())


@lru_cache(maxsize=8)
def _checked(text: str) -> str | None:
    if not text:
        return None
    found = checked_base(text)
    if found is None:
        logger.warning(
            "%s: expected an address such as https://example.org/talks/, got %r: "
            "pages are sent without an absolute address and without a picture",
            VARIABLE, text,
        )  # fmt: skip
    return found
