"""What a page asks of the server without running again: a card, a brief, a version, a style sheet.

What reads data is imported when it is first asked for: the server listens before that.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from parley.ui.server.file_route import BRIEFS, NO_STORE, TABLES, file_of
from parley.ui.server.html_shell import page_css

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.views.address import Unknown

_CARDS: Final = ThreadPoolExecutor(4, thread_name_prefix="card")
"""A card of another day may build frames: whoever asks for very many takes no other thread."""


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_CARDS, _card, request.url.query)


async def brief_document(request: Request) -> Response:
    """The brief of what an address of a page shows, as a file in the `form` that it names."""
    return await file_of(request, "brief", BRIEFS)


async def table_file(request: Request) -> Response:
    """The tables of what an address of the Data page offers, in the `form` that it names."""
    return await file_of(request, "tables", TABLES)


async def schema_file(request: Request) -> Response:
    """The JSON Schema of a file of the format, or all of them as a ZIP."""
    return await run_in_threadpool(_schema, request.path_params["file"])


async def version_token(request: Request) -> Response:
    """A text that changes when a file of the `negotiation` or the listing of the data directory
    does; with `all`, when a file of any of its folders does."""
    query = request.query_params
    id = None if "all" in query else query.get("negotiation", "")
    return PlainTextResponse(await run_in_threadpool(_version_token, id), headers=NO_STORE)


async def page_stylesheet(_: Request) -> Response:
    """The style sheet of every page, for a page that came without it."""
    return Response(page_css(), media_type="text/css", headers=NO_STORE)


def _card(text: str) -> Response:
    from parley.frames.selection import parse_cell
    from parley.ui.server.folder_request import requested_folder
    from parley.views.address import unknown_cell
    from parley.views.card import card

    request = requested_folder(text)
    if request is None:
        return _no_card()
    negotiation, named = request.index.negotiation, request.last("cell")
    unknown = [
        *(each for each in request.unknown if each.parameter == "day"),
        *unknown_cell(
            named,
            {issue.id: issue.title for issue in negotiation.issues},
            {party.id: party.name for party in negotiation.parties},
        ),
    ]
    cell = parse_cell(named)
    if unknown or cell is None:
        return _no_card(unknown, text)
    compute = partial(card, request.index, request.links, *cell)
    body = request.state.results.get_or_compute(("card", request.selection, cell), compute)
    return HTMLResponse(body, headers=NO_STORE)


def _schema(file: str) -> Response:
    from parley.format.schema import schema_archive, schema_files

    if file == "parley-schemas.zip":
        return Response(schema_archive(), media_type="application/zip")
    text = schema_files().get(file)
    if text is None:
        return PlainTextResponse("There is nothing here.\n", 404)
    return Response(text, media_type="application/schema+json")


def _version_token(id: str | None) -> str:
    from parley.ui.store import folder_store

    return folder_store().current_version(id)


def _no_card(unknown: Sequence[Unknown] = (), query: str = "") -> Response:
    from parley.ui.server.missing import missing

    body = missing("cell", unknown, "matrix", query)
    return HTMLResponse(body, status_code=404, headers=NO_STORE)
