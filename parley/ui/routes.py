"""What a page asks of the server without running again: a card, and whether data changed.

What reads data is imported when it is first asked for: the server listens before that.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from parley.html import tag

GONE = "There is no such cell here: the negotiation, the issue or the party has gone."
FRESH = {"cache-control": "no-store"}


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    return await run_in_threadpool(_card, request.url.query)


async def data_state(request: Request) -> Response:
    """A word that changes when a file of the `negotiation` or the list of folders does."""
    id = request.query_params.get("negotiation", "")
    return PlainTextResponse(await run_in_threadpool(_state, id), headers=FRESH)


def _state(id: str) -> str:
    from parley.ui.store import store

    return store().state(id)


def _card(text: str) -> Response:
    from parley.card import card
    from parley.dossier import CellNotFound, Dossier
    from parley.links import Links, parse_cell
    from parley.selection import Selection
    from parley.ui.store import store

    query = parse_qs(text)
    id = query.get("negotiation", [""])[-1]
    cell = parse_cell(query.get("cell", [""])[-1])
    shelf = store()
    if cell is None or id not in shelf.ids():
        return _gone()
    shelved = shelf.get(id)
    negotiation, frames_on = shelved.negotiation, shelved.frames_on
    if negotiation is None or frames_on is None:
        return _gone()
    selection = Selection.from_query(query)

    def told() -> str:
        day = selection.day or negotiation.header.as_of
        dossier = Dossier(negotiation, frames_on(selection.day), day)
        return card(dossier, Links(id, selection), *cell)

    try:
        body = shelved.answers.once(("card", selection, cell), told)
    except CellNotFound:
        return _gone()
    return HTMLResponse(body, headers=FRESH)


def _gone() -> Response:
    return HTMLResponse(tag("p", GONE), status_code=404)
