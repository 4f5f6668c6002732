"""A share card in, a picture of 1200 × 630 out: what a link shows where it is posted.

It is drawn with Pillow, without a browser. The same card and fonts give the same bytes.
"""

from __future__ import annotations

import logging

from parley.export.share_image.draw import SIZE, draw_card, draw_plain_card
from parley.export.share_image.fonts import FontBook
from parley.export.share_image.typesetting import MissingGlyph, Typesetter
from parley.views.share_card import ShareCard

__all__ = ["SIZE", "FontBook", "share_image"]

logger = logging.getLogger(__name__)


def share_image(card: ShareCard | None, address: str, book: FontBook) -> bytes:
    """The picture of a card as PNG.

    Without a card, and where no font here has a character of it, a plain one with the address.
    """
    type = Typesetter(book)
    if card is not None:
        try:
            return draw_card(card, type)
        except MissingGlyph as missing:
            logger.info("no font here has %r: the share image has the address alone", str(missing))
    return draw_plain_card(address, type)
