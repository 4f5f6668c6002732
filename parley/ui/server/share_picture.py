"""The address of a page in, its share image out, drawn once for all who ask for it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from parley.ui.page_list import PAGES
from parley.ui.server.base_url import base_url
from parley.ui.server.client_gone import CLIENT_GONE, waited_for
from parley.ui.server.one_worker import OneWorker
from parley.ui.server.page_description import named_folder
from parley.ui.server.page_tags import MOST_QUERY, address
from parley.ui.streamlit_internals import source_sans

if TYPE_CHECKING:
    from parley.export.share_image import FontBook

MOST_BYTES: Final = 16_000_000
"""Bytes of pictures that are kept, those that were asked for last."""
MOST_WAITING: Final = 16
"""Pictures that are drawn or wait to be."""
RETRY_SECONDS: Final = 5

HEADERS: Final = {"cache-control": "public, max-age=300"}
"""Who shows a link may keep its picture that long."""


@dataclass(frozen=True)
class Picture:
    """A picture, and the status with which it is sent."""

    content: bytes
    status: HTTPStatus = HTTPStatus.OK


class PictureCache:
    """Pictures by key, the least recently used evicted first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._bytes = most_bytes, 0
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Picture | None:
        """A picture that is kept."""
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
            return self._pictures.get(key)

    def keep(self, key: Hashable, picture: Picture) -> None:
        """Keep a picture, in place of those that nobody has asked for lately."""
        with self._lock:
            replaced = self._pictures.pop(key, None)
            self._bytes += len(picture.content) - (len(replaced.content) if replaced else 0)
            self._pictures[key] = picture
            while self._bytes > self._most:
                _, oldest = self._pictures.popitem(last=False)
                self._bytes -= len(oldest.content)


_worker = OneWorker("share-image", MOST_WAITING)
_pictures = PictureCache()


@lru_cache(maxsize=1)
def font_book() -> FontBook:
    """The fonts of the pages, and those of the machine for what these do not have."""
    from parley.export.share_image import FontBook

    return FontBook(source_sans())


async def share_picture(request: Request) -> Response:
    """The share image of the `page` of an address, with the rest of the query as the page's own."""
    page = request.query_params.get("page", "")
    pairs = [pair for pair in parse_qsl(request.url.query) if pair[0] != "page"]
    drawing = _worker.submit(lambda: _picture(page, urlencode(pairs)))
    if drawing is None:
        busy = {"retry-after": str(RETRY_SECONDS), "cache-control": "no-store"}
        return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=busy)
    coming = asyncio.wrap_future(drawing)
    if not await waited_for(request, coming):
        coming.cancel()  # where it is not being drawn yet, nobody does
        return Response(status_code=CLIENT_GONE)
    picture = coming.result()
    status = picture.status
    headers = HEADERS if status == HTTPStatus.OK else {"cache-control": "no-store"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = {**headers, "retry-after": str(RETRY_SECONDS)}
    headers = {**headers, "content-length": str(len(picture.content))}
    content = b"" if request.method == "HEAD" else picture.content
    return Response(content, status, headers, media_type="image/png")


def _picture(page: str, query: str) -> Picture:
    """The picture of an address; a plain one where there is no such page, or not yet."""
    from parley.ui.server.folder_request import request_of
    from parley.ui.store import folder_store
    from parley.views.page_subject import subject

    store, parsed = folder_store(), parse_qs(query)
    id = named_folder(parsed, store.listing().titles)
    if id is None or len(query) > MOST_QUERY or page not in {each.address for each in PAGES}:
        return _plain("", HTTPStatus.NOT_FOUND)
    state = store.ready(id)
    if state is None:
        return _plain(address(page, query), HTTPStatus.SERVICE_UNAVAILABLE)
    request = request_of(parsed, state)
    if request is None or any(each.refuses for each in request.unknown):
        return _plain("", HTTPStatus.NOT_FOUND)
    try:
        about = subject(request.context, page, parsed)
    except KeyError:
        return _plain("", HTTPStatus.NOT_FOUND)
    key = (id, state.stamp, page, request.selection, about, base_url())
    picture = _pictures.get(key)
    if picture is None:
        from parley.export.share_image import share_image
        from parley.views.share_card import share_card

        card = share_card(request.context, page, about)
        shown = _shown(address(page, query))
        picture = Picture(share_image(card, shown, font_book()))
        _pictures.keep(key, picture)
    return picture


def _plain(address: str, status: HTTPStatus) -> Picture:
    """A picture with an address alone; the same for all that is not there."""
    from parley.export.share_image import share_image

    key = (address, status, base_url())
    picture = _pictures.get(key)
    if picture is None:
        picture = Picture(share_image(None, _shown(address), font_book()), status)
        _pictures.keep(key, picture)
    return picture


def _shown(address: str) -> str:
    """An address as a picture has it: absolute where that is configured."""
    return f"{base_url() or '/'}{address}"
