"""What a page asks of the server without running again: a card, a brief, a version, a style sheet.

What reads data is imported when it is first asked for: the server listens before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from parley.html import tag
from parley.ui.server.html_shell import page_css

if TYPE_CHECKING:
    from parley.format.models import Issue, Party
    from parley.views.address import Unknown

NOT_FOUND = "There is no such {} here."
NO_STORE = {"cache-control": "no-store"}


async def position_card(request: Request) -> Response:
    """The card of the `cell` that an address of the matrix names, as HTML."""
    return await run_in_threadpool(_card, request.url.query)


async def brief_document(request: Request) -> Response:
    """The brief of what an address of a page shows, as a file in the `form` that it names."""
    return await run_in_threadpool(_brief, request.url.query)


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
        return _not_found("cell")
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
        return _not_found("cell", unknown, "matrix", text)
    compute = partial(card, request.index, request.links, *cell)
    body = request.state.results.get_or_compute(("card", request.selection, cell), compute)
    return HTMLResponse(body, headers=NO_STORE)


def _brief(text: str) -> Response:
    from parley.export.brief import MEDIA, brief, render
    from parley.ui.server.folder_request import requested_folder

    request = requested_folder(text)
    form = request.last("form") if request else ""
    if request is None or form not in MEDIA:
        return _not_found("brief")
    if request.unknown:
        return _not_found("brief", request.unknown, "compare", text)
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


def _version_token(id: str | None) -> str:
    from parley.ui.store import folder_store

    return folder_store().current_version(id)


def _not_found(
    what: str, unknown: Sequence[Unknown] = (), page: str = "", query: str = ""
) -> Response:
    """What is said in place of a card or a brief, with links to what is near on a `page`."""
    from parley.views.address import Address, unknown_lines

    lines = None
    if unknown:
        lines = unknown_lines(Address(page, tuple(parse_qsl(query))), unknown)
    body = tag("div", tag("p", NOT_FOUND.format(what)), lines, cls="parley")
    return HTMLResponse(body, status_code=404, headers=NO_STORE)
