"""What a page asks of the server without running again: a card, a brief, a version, a style sheet.

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
from parley.ui.server.html_shell import page_css

if TYPE_CHECKING:
    from parley.format.models import Issue, Party
    from parley.frames.selection import Selection
    from parley.ui.folder_state import FolderState
    from parley.views.cells import CellIndex

NOT_FOUND = "There is no such {} here: the negotiation, the issue or the party has gone."
NO_STORE = {"cache-control": "no-store"}


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    return await run_in_threadpool(_card, request.url.query)


async def brief_document(request: Request) -> Response:
    """The brief of what an address of a page shows, as a file in the `form` that it names."""
    return await run_in_threadpool(_brief, request.url.query)


async def version_token(request: Request) -> Response:
    """A text that changes when a file of the `negotiation` or the list of folders does."""
    id = request.query_params.get("negotiation", "")
    return PlainTextResponse(await run_in_threadpool(_version_token, id), headers=NO_STORE)


async def page_stylesheet(_: Request) -> Response:
    """The style sheet of every page, for a page that came without it."""
    return Response(page_css(), media_type="text/css", headers=NO_STORE)


@dataclass(frozen=True)
class FolderRequest:
    """The query of an address, and the folder and the choice that it names."""

    query: dict[str, list[str]]
    state: FolderState
    selection: Selection
    index: CellIndex

    def last(self, parameter: str) -> str:
        """The last value of a parameter, or an empty text."""
        return self.query.get(parameter, [""])[-1]


def _parse_query(text: str) -> FolderRequest | None:
    """A query as a request of a folder; None where it names none that can be shown."""
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
    return FolderRequest(query, state, selection, index)


def _card(text: str) -> Response:
    from parley.frames.selection import parse_cell
    from parley.views.card import card
    from parley.views.cells import CellNotFound
    from parley.views.links import Links

    request = _parse_query(text)
    cell = parse_cell(request.last("cell")) if request else None
    if request is None or cell is None:
        return _not_found("cell")
    links = Links(request.index.negotiation.id, request.selection)
    compute = partial(card, request.index, links, *cell)
    try:
        body = request.state.results.get_or_compute(("card", request.selection, cell), compute)
    except CellNotFound:
        return _not_found("cell")
    return HTMLResponse(body, headers=NO_STORE)


def _brief(text: str) -> Response:
    from parley.export.brief import MEDIA, brief, render

    request = _parse_query(text)
    form = request.last("form") if request else ""
    if request is None or form not in MEDIA:
        return _not_found("brief")
    about: Issue | Party | None = None
    for parameter, known in (("issue", request.index.issues), ("subject", request.index.parties)):
        if parameter in request.query:
            about = known.get(request.last(parameter))
            if about is None:
                return _not_found("brief")
    content = render(brief(request.index, request.selection, about), form)
    day = request.index.day
    name = f"{request.index.negotiation.id}-{about.id if about else 'comparison'}-{day}.{form}"
    headers = {**NO_STORE, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA[form], headers=headers)


def _version_token(id: str) -> str:
    from parley.ui.store import folder_store

    return folder_store().version_token(id)


def _not_found(what: str) -> Response:
    return HTMLResponse(tag("p", NOT_FOUND.format(what)), status_code=404)
