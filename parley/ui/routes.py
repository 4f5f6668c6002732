"""What a page asks of the server without running again: a card, a brief, whether data changed.

What reads data is imported when it is first asked for: the server listens before that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from parley.html import tag

if TYPE_CHECKING:
    from parley.format.models import Issue, Party
    from parley.frames.selection import Selection
    from parley.ui.store import FolderState
    from parley.views.cells import CellIndex

GONE = "There is no such {} here: the negotiation, the issue or the party has gone."
FRESH = {"cache-control": "no-store"}


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    return await run_in_threadpool(_card, request.url.query)


async def brief_document(request: Request) -> Response:
    """The brief of what an address of a page shows, as a file in the `form` that it names."""
    return await run_in_threadpool(_brief, request.url.query)


async def version_token(request: Request) -> Response:
    """A word that changes when a file of the `negotiation` or the list of folders does."""
    id = request.query_params.get("negotiation", "")
    return PlainTextResponse(await run_in_threadpool(_state, id), headers=FRESH)


def _state(id: str) -> str:
    from parley.ui.store import folder_store

    return folder_store().version_token(id)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a folder that can be shown."""

    query: dict[str, list[str]]
    state: FolderState
    selection: Selection
    index: CellIndex

    def last(self, parameter: str) -> str:
        """The value of a parameter, or nothing."""
        return self.query.get(parameter, [""])[-1]


def _asked(text: str) -> Asked | None:
    from parley.frames.selection import Selection
    from parley.ui.store import folder_store
    from parley.views.cells import CellIndex

    query = parse_qs(text)
    id = query.get("negotiation", [""])[-1]
    store = folder_store()
    if id not in store.ids():
        return None
    state = store.get(id)
    negotiation, frames_on = state.negotiation, state.frames_on
    if negotiation is None or frames_on is None:
        return None
    selection = Selection.from_query(query)
    day = selection.day or negotiation.header.as_of
    index = CellIndex(negotiation, frames_on(selection.day), day)
    return Asked(query, state, selection, index)


def _card(text: str) -> Response:
    from parley.frames.selection import parse_cell
    from parley.views.card import card
    from parley.views.cells import CellNotFound
    from parley.views.links import Links

    asked = _asked(text)
    cell = parse_cell(asked.last("cell")) if asked else None
    if asked is None or cell is None:
        return _gone("cell")
    links = Links(asked.index.negotiation.id, asked.selection)
    told = partial(card, asked.index, links, *cell)
    try:
        body = asked.state.results.get_or_compute(("card", asked.selection, cell), told)
    except CellNotFound:
        return _gone("cell")
    return HTMLResponse(body, headers=FRESH)


def _brief(text: str) -> Response:
    from parley.export.brief import MEDIA, brief, render

    asked = _asked(text)
    form = asked.last("form") if asked else ""
    if asked is None or form not in MEDIA:
        return _gone("brief")
    about: Issue | Party | None = None
    for parameter, known in (("issue", asked.index.issues), ("subject", asked.index.parties)):
        if parameter in asked.query:
            about = known.get(asked.last(parameter))
            if about is None:
                return _gone("brief")
    content = render(brief(asked.index, asked.selection, about), form)
    day = asked.index.day
    name = f"{asked.index.negotiation.id}-{about.id if about else 'comparison'}-{day}.{form}"
    headers = {**FRESH, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA[form], headers=headers)


def _gone(what: str) -> Response:
    return HTMLResponse(tag("p", GONE.format(what)), status_code=404)
