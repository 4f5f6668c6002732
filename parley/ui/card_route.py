"""The position card over HTTP: a cell opens without running the page again."""

from __future__ import annotations

import datetime as dt

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from parley.card import CardNotFound, card
from parley.html import tag
from parley.ui.store import store

GONE = "There is no such cell here: the negotiation, the issue or the party has gone."


async def position_card(request: Request) -> Response:
    """The card that `negotiation`, `issue`, `party` and `day` of the query name, as HTML."""
    return await run_in_threadpool(_respond, request.query_params)


def _respond(query: object) -> Response:
    get = query.get  # type: ignore[attr-defined]
    shelf = store()
    if get("negotiation") not in shelf.ids():
        return HTMLResponse(tag("p", GONE), status_code=404)
    shelved = shelf.get(get("negotiation"))
    if shelved.negotiation is None or shelved.frames_on is None:
        return HTMLResponse(tag("p", GONE), status_code=404)
    try:
        day = dt.date.fromisoformat(get("day")) if get("day") else None
        body = card(
            shelved.negotiation, shelved.frames_on(day), get("issue", ""), get("party", ""), day
        )
    except (CardNotFound, ValueError):
        return HTMLResponse(tag("p", GONE), status_code=404)
    return HTMLResponse(body, headers={"cache-control": "no-store"})
