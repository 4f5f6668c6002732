"""A request for a file that takes its time in, the file out, from the process that makes it.

Who asks waits without a thread. Where they go, the work is stopped; where too many wait, the next
is told so, and when to ask again.
"""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from parley.html import Html, tag
from parley.ui.server.base_url import base_url
from parley.ui.server.client_gone import CLIENT_GONE, waited_for
from parley.ui.server.plain_page import plain_page
from parley.ui.server.work_process import SECONDS, Stopped, WorkProcess

NO_STORE: Final = {"cache-control": "no-store"}
RETRY_SECONDS: Final = 10
BRIEFS: Final = WorkProcess("briefs")
TABLES: Final = WorkProcess("tables")
"""Two, so that nobody waits for tables who wants a brief."""


def end_work() -> None:
    """End the processes that make files: the server ends."""
    for each in (BRIEFS, TABLES):
        each.end()


async def file_of(request: Request, kind: str, process: WorkProcess) -> Response:
    """The file of a kind that the query of a request names."""
    page = base_url() or request.headers.get("referer", "")
    job = process.submit({"kind": kind, "query": request.url.query, "page": page})
    if job is None:
        why = tag("p", "The server is writing files for others: ask again in a moment.")
        return _instead("Too many files at once", why, 503, {"retry-after": f"{RETRY_SECONDS}"})
    answer = asyncio.wrap_future(job.future)
    try:
        if not await waited_for(request, answer):
            return Response(status_code=CLIENT_GONE)
        made = answer.result()
    except Stopped:
        why = tag("p", f"It was not done after {SECONDS:.0f} seconds: choose less of it.")
        return _instead("This file took too long", why, 503)
    finally:
        answer.cancel()
        process.cancel(job)
    if made.status == 500:
        why = tag("p", "Something went wrong here; the log says what.")
        return _instead("No file", why, 500)
    headers = {**NO_STORE, **made.headers}
    return Response(made.body, made.status, headers)


def _instead(title: str, why: Html, status: int, headers: dict[str, str] | None = None) -> Response:
    page = plain_page(title, why)
    return HTMLResponse(page, status_code=status, headers={**NO_STORE, **(headers or {})})
