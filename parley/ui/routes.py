"""What a page asks of the server without running again: a card, and whether data changed."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from parley.card import card
from parley.dossier import CellNotFound, Dossier
from parley.html import tag
from parley.links import Links, parse_cell
from parley.selection import Selection
from parley.ui.store import store

GONE = "There is no such cell here: the negotiation, the issue or the party has gone."
FRESH = {"cache-control": "no-store"}


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    return await run_in_threadpool(_card, request.url.query)


async def data_state(request: Request) -> Response:
    """A word that changes when a file of the `negotiation` or the list of folders does."""
    id = request.query_params.get("negotiation", "")
    state = await run_in_threadpool(store().state, id)
    return PlainTextResponse(state, headers=FRESH)


def _card(text: str) -> Response:
    query = parse_qs(text)
    id = query.get("negotiation", [""])[-1]
    cell = parse_cell(query.get("cell", [""])[-1])
    shelf = store()
    if cell is None or id not in shelf.ids():
        return _gone()
    shelved = shelf.get(id)
    if shelved.negotiation is None or shelved.frames_on is None:
        return _gone()
    selection = Selection.from_query(query)
    day = selection.day or shelved.negotiation.header.as_of
    dossier = Dossier(shelved.negotiation, shelved.frames_on(selection.day), day)
    try:
        body = card(dossier, Links(id, selection), *cell)
    except CellNotFound:
        return _gone()
    return HTMLResponse(body, headers=FRESH)


def _gone() -> Response:
    return HTMLResponse(tag("p", GONE), status_code=404)
